/**
 * What a turn costs on each store: processor time of the service and of PostgreSQL, and what a conversation weighs. Turns of many
 * conversations through the conversation service, without HTTP. Processor time is said because it hardly depends on what else a machine does.
 *
 *     npm run store-cost -- [--conversations 60]
 */
import { readFile, readdir } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { openLowdbStore } from '../../bot/storage/lowdb/lowdb-store.ts'
import { openPostgresStore } from '../../bot/storage/postgres/postgres-store.ts'
import type { Store } from '../../bot/storage/store.ts'
import { newKeyring, temporaryFolder } from '../bot/storage/support.ts'
import { serviceForTests, speaker } from '../support/conversation.ts'
import { emptyDirectory } from '../support/directory.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { OwnServer } from '../support/postgres.ts'

const AT_ONCE = 8
const SAID = [
  'skip',
  'football and drawing',
  'money',
  'i am good at maths',
  'skip',
  'skip',
  'skip',
  'skip',
  'skip',
  'skip',
]
/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10

const { values } = parseArgs({ options: { conversations: { type: 'string' } } })
const many = Number(values.conversations ?? 60)

/** Processor time of PostgreSQL's processes, in milliseconds. */
async function serverCpu(): Promise<number> {
  let ticks = 0
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    if (!stat.includes('(postgres)')) continue
    const [, , , , , , , , , , , user = '0', system = '0', children = '0', childSystem = '0'] = stat
      .slice(stat.lastIndexOf(')') + 1)
      .split(' ')
    ticks += Number(user) + Number(system) + Number(children) + Number(childSystem)
  }
  return ticks * TICK_MS
}

async function measure(name: string, store: Store, from: number): Promise<void> {
  const { service } = serviceForTests({ directory: emptyDirectory, store, ids: () => `id-${Math.random()}` })
  let turns = 0
  const talk = async (n: number) => {
    const own = { ...speaker, conversation: `talk-${n}` }
    await service.start(own)
    for (const [at, text] of SAID.entries())
      await service.take(own, { type: 'message', text, clientActivityId: `${at}` })
    turns += SAID.length + 1
  }
  const run = async (first: number, count: number) => {
    for (let n = first; n < first + count; n += AT_ONCE)
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, first + count - n) }, (_, k) => talk(n + k)))
  }
  await run(from, AT_ONCE * 2)
  turns = 0
  const [before, serverBefore, began] = [process.cpuUsage(), await serverCpu(), performance.now()]
  await run(from + AT_ONCE * 2, many)
  const { user, system } = process.cpuUsage(before)
  const server = (await serverCpu()) - serverBefore
  const each = (ms: number) => (ms / turns).toFixed(2)
  console.log(
    `${name}: ${turns} turns, service ${each((user + system) / 1_000)} ms of processor a turn, PostgreSQL ${each(server)} ms, ${(turns / ((performance.now() - began) / 1_000)).toFixed(0)} turns/s`,
  )
  await service.close()
}

await measure('memory', new MemoryStore(), 0)
const folder = await temporaryFolder()
const lowdb = await openLowdbStore({ folder: folder.path, keyring: newKeyring() })
await measure('data folder', lowdb, 0)
await lowdb.close()
await folder.remove()
const server = await OwnServer.start()
const postgres = await openPostgresStore({ database: { ...server.settings, pool: 8 }, keyring: newKeyring() })
await measure('PostgreSQL', postgres, 0)
const [size] = await server.query(
  `select pg_total_relation_size('conversations') as all, (select count(*) from conversations) as rows,
   (select avg(length(body)) from conversations) as body`,
)
console.log('conversations in PostgreSQL:', JSON.stringify(size))
await postgres.close()
await server.close()
