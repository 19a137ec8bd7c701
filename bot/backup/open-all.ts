import { SealBroken } from '../storage/errors.ts'
import { openLowdbResealing } from '../storage/rotate/lowdb-resealing.ts'
import { open, sealContext } from '../storage/sealing.ts'
import type { Keyring } from '../storage/sealing.ts'

/**
 * Opens the seal of every record of a data folder that no service has, and keeps nothing of what is in them: shows that a backup can be read
 * with these keys. Gives how many opened, and the names of those that do not. Throws KeyMissing, StoreLocked.
 */
export async function openAll(
  records: string,
  keyring: Keyring,
): Promise<{ opened: number; unreadable: readonly string[] }> {
  const store = await openLowdbResealing(records, keyring)
  const broken: string[] = []
  let opened = 0
  try {
    for await (const { record } of store.records()) {
      try {
        open(keyring, record.sealed, sealContext(record))
        opened += 1
      } catch (error) {
        if (!(error instanceof SealBroken)) throw error
        broken.push(`${record.collection}/${record.id}`)
      }
    }
  } finally {
    await store.close()
  }
  return { opened, unreadable: [...new Set([...store.unreadable, ...broken])] }
}
