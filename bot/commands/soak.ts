import { mkdtemp, rm } from 'node:fs/promises'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { loadConfig } from '../config.ts'
import { buildAll } from './bench/build.ts'
import { percentile } from './bench/figures.ts'
import { openLoop } from './bench/open-loop.ts'
import { startService } from './bench/start-up.ts'
import { directLine } from './bench/direct-line.ts'
import { feedsAreRead, YoungPerson } from './bench/young-person.ts'

/** People for each turn a second: enough that nobody is faster than the service asks people to be. */
const PEOPLE = 4
/** Of the heap from one quarter of the run to the last, beyond which something is not let go. */
const MOST_GROWTH_MB = 10
/** Handles more than in the first quarter: streams that are being closed, not a leak. */
const MOST_HANDLES = 50

const Options = z.object({
  minutes: z.coerce.number().min(1),
  'per-second': z.coerce.number().min(0.1),
})

interface Sample {
  readonly heapMb: number
  readonly rssMb: number
  readonly handles: number
}

/**
 * Hours of young people at a steady rate (reliability.md, case 46): once a minute the heap after garbage collection, memory and handles; at
 * the end whether they stayed flat. Ends with 1 when they did not.
 */
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '480' }, 'per-second': { type: 'string', default: '10' } },
})
const { minutes, 'per-second': perSecond } = Options.parse(values)
const root = dirname(loadConfig({}).contentDir)
const build = await buildAll(root)
const folder = await mkdtemp(join(tmpdir(), 'matters-soak-'))
const agent = new Agent({ keepAlive: true })
const service = await startService(build, join(root, 'content'), folder)
const samples: Sample[] = []
try {
  let conversations = 0
  const people = Array.from(
    { length: Math.ceil(perSecond * PEOPLE) },
    () => new YoungPerson({ line: directLine(agent, service.url), number: () => (conversations += 1) }),
  )
  for (const person of people.slice(0, 1)) await feedsAreRead(person)
  console.log('minute  turns  p99 ms  heap MB  RSS MB  handles')
  for (let minute = 1; minute <= minutes; minute += 1) {
    const timed = await openLoop(people, 1000 / perSecond, Math.round(perSecond * 60))
    const { heapMb, rssMb, handles } = await service.usage('settled')
    samples.push({ heapMb, rssMb, handles })
    const p99 = percentile(
      timed.map(({ ms }) => ms),
      0.99,
    )
    console.log(
      [minute, timed.length, p99.toFixed(0), heapMb.toFixed(1), rssMb.toFixed(0), handles].join('  '),
    )
  }
  for (const person of people) person.leave()
} finally {
  agent.destroy()
  await service.stop()
  await rm(folder, { recursive: true, force: true })
  await build.remove()
}
process.exitCode = verdict(samples) ? 0 : 1

/** The first quarter fills caches that have a bound; the second is what the last is held against. */
function verdict(all: readonly Sample[]): boolean {
  const quarter = Math.ceil(all.length / 4)
  const mean = (from: number, of: (sample: Sample) => number): number => {
    const part = all.slice(from, from + quarter)
    return part.reduce((sum, one) => sum + of(one), 0) / part.length
  }
  const [second, last] = [Math.min(quarter, all.length - 1), all.length - quarter]
  const heap = mean(last, ({ heapMb }) => heapMb) - mean(second, ({ heapMb }) => heapMb)
  const handles = mean(last, (one) => one.handles) - mean(second, (one) => one.handles)
  console.log(
    `from the second quarter to the last: heap ${heap.toFixed(1)} MB, handles ${handles.toFixed(0)}`,
  )
  return heap <= MOST_GROWTH_MB && handles <= MOST_HANDLES
}
