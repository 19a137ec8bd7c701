import pg from 'pg'
import { StoreLocked } from '../errors.ts'
import type { Keyring, SealedRecord } from '../sealing.ts'
import { silentLog } from '../store-log.ts'
import type { CollectionName } from '../store.ts'
import { checkKeys } from './key-check.ts'
import { migrate } from './migrations.ts'
import { connectionOptions, Database, placeOf } from './pool.ts'
import type { DatabaseSettings } from './pool.ts'
import { Row } from './record-table.ts'
import { LOCK_ALL } from './session.ts'

const PAGE = 500

/**
 * A connection to a database that is ready for this release and that no service has open: none starts while it lasts. For work on all of
 * it, so without limits of time. Throws StoreLocked while a service has it open, KeyMissing, KeyWrong.
 */
export async function connectAlone(settings: DatabaseSettings, keyring: Keyring): Promise<pg.Client> {
  const db = new Database(settings, silentLog)
  try {
    await migrate(db)
    await checkKeys(db, keyring)
  } finally {
    await db.close()
  }
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

/** Every record of a collection as it lies in its table, by id. */
export async function* sealedRecords(
  client: pg.Client,
  collection: CollectionName,
): AsyncIterable<SealedRecord> {
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
