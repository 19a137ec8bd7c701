/**
 * A feed of 20,000 services from a local server with failures, imported by the command, killed (kill -9) on the way as often as told,
 * gone on from, and read once more when nothing has changed. Prints time, memory and requests.
 *
 *     npm run big-feed -- [--services 20000] [--fail-every 50] [--kills 3]
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DirectoryServer } from '../support/directory-server.ts'
import { ImportProcess } from '../support/import-process.ts'
import { playFeed } from '../support/playing-feed.ts'

const LOOK_MS = 100

const { values } = parseArgs({
  options: { services: { type: 'string' }, 'fail-every': { type: 'string' }, kills: { type: 'string' } },
})
const services = Number(values.services ?? 20_000)
const kills = Number(values.kills ?? 3)
const play = playFeed({ services, failEvery: Number(values['fail-every'] ?? 50) })

let reached: { at: number; tell: () => void } | undefined
const server: DirectoryServer = await new DirectoryServer((url, response) => {
  if (reached && server.asked.length >= reached.at) reached.tell()
  play(url, response)
}).start()
const dataDir = await mkdtemp(join(tmpdir(), 'big-feed-'))
const args = ['--format', 'openreferral', '--from', server.url]

/** Runs the command to its end, or till the server was asked so often. */
async function run(name: string, killAt?: number): Promise<void> {
  const asked = server.asked.length
  const began = performance.now()
  const killed = new Promise<'killed'>((resolve) => {
    reached = killAt === undefined ? undefined : { at: killAt, tell: () => resolve('killed') }
  })
  const command = new ImportProcess(args, dataDir)
  const looking = setInterval(() => command.lookAtMemory(), LOOK_MS)
  const ended = await Promise.race([command.end(), killed])
  clearInterval(looking)
  if (ended === 'killed') await command.kill()
  else if (ended !== 0) throw new Error(command.log.slice(-2000))
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const figures = `${seconds} s, at most ${Math.round(command.mostMemory)} MB, ${server.asked.length - asked} requests`
  console.log(`${name}: ${figures}${ended === 'killed' ? ', killed' : ''}`)
  for (const line of command.out.split('\n').slice(0, 3)) if (line !== '') console.log(`  ${line}`)
}

try {
  for (let n = 1; n <= kills; n += 1) await run(`import ${n}`, Math.round((services * n) / (kills + 1)))
  await run('gone on with to the end')
  await run('once more, where the memory for conditional requests is that of a resumed reading')
  await run('once more')
} finally {
  await server.stop()
  await rm(dataDir, { recursive: true })
}
