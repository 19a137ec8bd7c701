/**
 * What issue 8 asks of the widget and a test cannot hold on a busy machine, measured and printed as a table for docs/widget.md: bytes to
 * the first words, and the time to them on a slow phone. The way of each
 * request goes to stderr. Not while the machine does other work: its processor is slowed six times, and so is everybody else's share.
 *
 *     npm run widget:measure -- [--times 5]
 */
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { buildAll } from '../support/compiled.ts'
import { SIZE_LIMITS } from '../../widget/build.ts'
import { closeBrowser } from '../support/browser.ts'
import { RunningService } from '../support/running-service.ts'
import { SlowLine } from '../support/slow-line.ts'
import { CHEAP_PHONE, SLOW_LINE, timeFirstWords } from '../support/slow-phone.ts'
import type { FirstWords } from '../support/slow-phone.ts'

const GOAL_MS = 3_000

/** `setUpTrips`: there and back before a new connection carries a request, none as developer tools count, two as TCP and TLS 1.3 need. */
const LINES = [
  { what: 'first words, slow phone, connections at hand', setUpTrips: 0, cpuTimes: CHEAP_PHONE },
  { what: 'first words, slow line, this machine’s processor', setUpTrips: 0, cpuTimes: 1 },
  { what: 'first words, slow phone, each connection set up by TLS', setUpTrips: 2, cpuTimes: CHEAP_PHONE },
]

const { values } = parseArgs({ options: { times: { type: 'string' } } })
const times = Number(values.times ?? 5)

const sizes = await buildAll()
console.log('|  | measured | goal |')
console.log('| --- | --- | --- |')
console.log(`| loader, gzipped | ${sizes.loader} bytes | ${SIZE_LIMITS.loader} |`)
console.log(`| all to the first words, gzipped | ${sizes.all} bytes | ${SIZE_LIMITS.all} |`)

const service = await RunningService.start()
try {
  for (const { what, setUpTrips, cpuTimes } of LINES) {
    const line = await SlowLine.to(service.port, { ...SLOW_LINE, setUpTrips })
    const runs: FirstWords[] = []
    for (let run = 0; run < times; run += 1) runs.push(await timeFirstWords(line, cpuTimes))
    await line.close()
    runs.sort((a, b) => a.ms - b.ms)
    const median = runs[Math.floor(runs.length / 2)]
    if (!median) continue
    const [best, worst] = [runs[0], runs.at(-1)].map((run) => Math.round(run?.ms ?? 0))
    console.log(`| ${what} | ${Math.round(median.ms)} ms (${best} to ${worst}) | ${GOAL_MS} ms |`)
    console.error(`\n${what}, the run in the middle; load of the machine ${loadavg()[0]?.toFixed(1)}`)
    for (const trip of median.trips)
      console.error(`  ${Math.round(trip.from)} to ${Math.round(trip.to)} ms: ${trip.what}`)
  }
} finally {
  await closeBrowser()
  await service.close()
}
