import type pg from 'pg'
import { connectAlone, sealedRecords } from '../postgres/alone.ts'
import type { DatabaseSettings } from '../postgres/pool.ts'
import { keyIdOf } from '../sealing.ts'
import type { Keyring, SealedRecord } from '../sealing.ts'
import { COLLECTIONS } from '../store.ts'
import type { Resealing } from './rotate-keys.ts'

/**
 * The records of a database. Throws StoreLocked while a service has it open, KeyMissing when a key that was used is not in the keyring; then
 * nothing is changed.
 */
export async function openPostgresResealing(
  settings: DatabaseSettings,
  keyring: Keyring,
): Promise<Resealing> {
  const client = await connectAlone(settings, keyring)
  return {
    unreadable: new Set(),
    async *records() {
      for (const name of COLLECTIONS)
        for await (const record of sealedRecords(client, name))
          yield { record, replace: (sealed) => write(client, record, sealed) }
    },
    close: () => client.end(),
  }
}

/** It keeps its version: nobody wrote it. */
async function write(
  client: pg.Client,
  { collection, id, version }: SealedRecord,
  sealed: string,
): Promise<void> {
  await client.query(`update ${collection} set key = $3, body = $4 where id = $1 and version = $2`, [
    id,
    version,
    keyIdOf(sealed),
    sealed,
  ])
}
