import { open, seal, sealContext, keyIdOf } from '../sealing.ts'
import type { Keyring } from '../sealing.ts'
import type { CollectionName, IndexFields } from '../store.ts'

/** A record as every store keeps it: sealed text, bound to all the rest of it. */
export interface SealedRecord {
  readonly collection: CollectionName
  readonly id: string
  readonly version: number
  readonly schemaVersion: number
  readonly index: IndexFields
  readonly sealed: string
}

/** A store that nobody else has open, and whose seals can be replaced in place. */
export interface Resealing {
  /** Every record; also generations kept besides, under the same id. Those that are damaged are not among them. */
  records(): AsyncIterable<{ record: SealedRecord; replace: (sealed: string) => Promise<void> }>
  /** Records that cannot be read, by name: they stay as they are. */
  readonly unreadable: readonly string[]
  close(): Promise<void>
}

/** How many records had which key before; those under the current key were left alone. */
export type ByKey = ReadonlyMap<string, number>

/**
 * Seals every record with the current key, whatever it is sealed with, one after the other, each durably. What a run that was broken off has
 * done stays done; the next one does the rest. Throws KeyMissing, before the first change, for a record whose key is not in the keyring.
 */
export async function rotateKeys(store: Resealing, keyring: Keyring): Promise<ByKey> {
  const counts = new Map<string, number>()
  for await (const { record, replace } of store.records()) {
    const key = keyIdOf(record.sealed)
    counts.set(key, (counts.get(key) ?? 0) + 1)
    if (key === keyring.current) continue
    const context = sealContext(record)
    await replace(seal(keyring, open(keyring, record.sealed, context), context))
  }
  return counts
}
