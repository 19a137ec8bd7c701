import type pg from 'pg'
import { connectAlone, sealedRecords } from '../postgres/alone.ts'
import type { DatabaseSettings } from '../postgres/pool.ts'
import { keyIdOf } from '../sealing.ts'
import type { Keyring, SealedRecord } from '../sealing.ts'
import { COLLECTIONS } from '../store.ts'
import type { CollectionName } from '../store.ts'
import type { CopySource, CopyTarget } from './copy-records.ts'

/** The records of a database, as they stand at one moment. Throws StoreLocked while a service has it open. */
export async function openPostgresSource(settings: DatabaseSettings, keyring: Keyring): Promise<CopySource> {
  const client = await connectAlone(settings, keyring)
  await client.query('begin isolation level repeatable read read only')
  return {
    async *records() {
      for (const name of COLLECTIONS) yield* sealedRecords(client, name)
    },
    close: () => client.end(),
  }
}

/** A database without records. Everything is one transaction: a copy that is broken off leaves nothing. */
export async function openPostgresTarget(settings: DatabaseSettings, keyring: Keyring): Promise<CopyTarget> {
  const client = await connectAlone(settings, keyring)
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
