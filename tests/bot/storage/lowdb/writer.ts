import { writeSync } from 'node:fs'
import { keyringFrom } from '../../../../bot/storage/keys.ts'
import { openLowdbStore } from '../../../../bot/storage/lowdb/lowdb-store.ts'
import { openPostgresStore } from '../../../../bot/storage/postgres/postgres-store.ts'
import { note, notes } from '../support.ts'

/**
 * A process that writes for ever, to be killed: `node writer PLACE KEYS LANES`, a folder or the address of a database. Each lane has records of its own. Says what was
 * acknowledged, a line each, and only after it was: `a1 7 14` is record a1 at version 7 with count 14; `a1 0 0` is a1 deleted.
 */
const [place = '', keys = '', lanes = '0'] = process.argv.slice(2)
/** Each lane goes round these. */
const RECORDS = 5
/** Now and then a record is deleted and made anew. */
const DELETED_AT_VERSION = 6

const say = (line: string) => writeSync(1, `${line}\n`)

const keyring = keyringFrom(keys)
const store = place.startsWith('postgres:')
  ? await openPostgresStore({ database: { url: place, pool: 4, startMs: 60_000, tls: false }, keyring })
  : await openLowdbStore({ folder: place, keyring })
const collection = store.collection(notes)
say('ready')

async function write(lane: number): Promise<void> {
  for (let round = 0; ; round++) {
    const id = `lane${lane}-${round % RECORDS}`
    const known = await collection.get(id)
    if (known?.version === DELETED_AT_VERSION) {
      await collection.delete(id, known.version)
      say(`${id} 0 0`)
      continue
    }
    const body = note({ count: (known?.body.count ?? 0) + 1, words: 'x'.repeat(3_000) })
    const { version } = known
      ? await collection.put(id, body, known.version)
      : await collection.create(id, body)
    say(`${id} ${version} ${body.count}`)
  }
}
await Promise.all(Array.from({ length: Number(lanes) }, (_, lane) => write(lane)))
// With no lane it holds the folder until it is killed.
if (lanes === '0') setInterval(() => undefined, 1_000)
