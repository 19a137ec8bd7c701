import pg from 'pg'
import { StoreLocked } from '../errors.ts'
import { checkKeys } from '../postgres/key-check.ts'
import { migrate } from '../postgres/migrations.ts'
import { connectionOptions, Database, placeOf } from '../postgres/pool.ts'
import type { DatabaseSettings } from '../postgres/pool.ts'
import { Row } from '../postgres/record-table.ts'
import { LOCK_ALL } from '../postgres/session.ts'
import { keyIdOf } from '../sealing.ts'
import type { Keyring } from '../sealing.ts'
import { silentLog } from '../store-log.ts'
import { COLLECTIONS } from '../store.ts'
import type { CollectionName } from '../store.ts'
import type { CopySource, CopyTarget, SealedRecord } from './copy-records.ts'

const PAGE = 500

/** The records of a database, as they stand at one moment. Throws StoreLocked while a service has it open. */
export async function openPostgresSource(settings: DatabaseSettings, keyring: Keyring): Promise<CopySource> {
  const client = await connect(settings, keyring)
  await client.query('begin isolation level repeatable read read only')
  return {
    async *records() {
      for (const name of COLLECTIONS) yield* recordsOf(client, name)
    },
    close: () => client.end(),
  }
}

/** A database without records. Everything is one transaction: a copy that is broken off leaves nothing. */
export async function openPostgresTarget(settings: DatabaseSettings, keyring: Keyring): Promise<CopyTarget> {
  const client = await connect(settings, keyring)
  await client.query('begin')
  return {
    async isEmpty() {
      for (const name of COLLECTIONS)
        if ((await client.query(`select 1 from ${name} limit 1`)).rowCount !== 0) return false
      return true
    },
    async take(records) {
      for (const name of COLLECTIONS) {
        const own = records.filter(({ collection }) => collection === name)
        if (own.length > 0) await insert(client, name, own)
      }
    },
    async finish() {
      await client.query('commit')
    },
    // What is not committed by now is rolled back with its connection.
    close: () => client.end(),
  }
}

/** Ready for this release, and ours alone. */
async function connect(settings: DatabaseSettings, keyring: Keyring): Promise<pg.Client> {
  const db = new Database(settings, silentLog)
  try {
    await migrate(db)
    await checkKeys(db, keyring)
  } finally {
    await db.close()
  }
  // No limits of time: an installation is copied in one go.
  const client = new pg.Client({
    ...connectionOptions(settings),
    ...{ statement_timeout: 0, query_timeout: 0, idle_in_transaction_session_timeout: 0 },
  })
  await client.connect()
  const { rows } = await client.query<{ locked: boolean }>(LOCK_ALL)
  if (rows[0]?.locked !== true) {
    await client.end()
    throw new StoreLocked(placeOf(settings), 'a running service')
  }
  return client
}

async function* recordsOf(client: pg.Client, collection: CollectionName): AsyncIterable<SealedRecord> {
  for (let after = ''; ;) {
    const { rows } = await client.query(
      `select id, version, schema_version, index, body from ${collection} where id > $1 order by id limit ${PAGE}`,
      [after],
    )
    for (const row of rows) {
      const { id, version, schema_version: schemaVersion, index, body: sealed } = Row.parse(row)
      yield { collection, id, version, schemaVersion, index, sealed }
      after = id
    }
    if (rows.length < PAGE) return
  }
}

async function insert(client: pg.Client, name: CollectionName, all: readonly SealedRecord[]): Promise<void> {
  await client.query(
    `insert into ${name} (id, version, schema_version, index, key, body)
     select * from unnest($1::text[], $2::int[], $3::int[], $4::jsonb[], $5::text[], $6::text[])`,
    [
      all.map(({ id }) => id),
      all.map(({ version }) => version),
      all.map(({ schemaVersion }) => schemaVersion),
      all.map(({ index }) => JSON.stringify(index)),
      all.map(({ sealed }) => keyIdOf(sealed)),
      all.map(({ sealed }) => sealed),
    ],
  )
  for (const version of new Set(all.map(({ schemaVersion }) => schemaVersion)))
    await client.query(
      'insert into matters_schemas (collection, schema_version) values ($1, $2) on conflict do nothing',
      [name, version],
    )
}
