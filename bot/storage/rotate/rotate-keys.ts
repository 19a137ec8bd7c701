import { SealBroken } from '../errors.ts'
import { keyIdOf, open, seal, sealContext } from '../sealing.ts'
import type { Keyring, SealedRecord } from '../sealing.ts'

/** A store that nobody else has open, and whose seals can be replaced in place. */
export interface Resealing {
  /** Every record; also generations kept besides, under the same id. Those that are damaged are not among them. */
  records(): AsyncIterable<{ record: SealedRecord; replace: (sealed: string) => Promise<void> }>
  /** Records that cannot be read, by name: they stay as they are. All of them once `records` has come to its end. */
  readonly unreadable: ReadonlySet<string>
  close(): Promise<void>
}

export interface Rotated {
  /** How many records had which key before; those under the current key were left alone. */
  readonly byKey: ReadonlyMap<string, number>
  /** Records that cannot be read or whose seal is broken, by name: they stay as they are. */
  readonly unreadable: readonly string[]
}

/**
 * Seals every record with the current key, whatever it is sealed with, one after the other, each durably. What a run that was broken off has
 * done stays done; the next one does the rest. Opening the store has thrown KeyMissing already for a key that is not in the keyring.
 */
export async function rotateKeys(store: Resealing, keyring: Keyring): Promise<Rotated> {
  const byKey = new Map<string, number>()
  const broken: string[] = []
  for await (const { record, replace } of store.records()) {
    const key = keyIdOf(record.sealed)
    if (key !== keyring.current) {
      const resealed = sealedAnew(record, keyring)
      if (resealed === undefined) {
        broken.push(`${record.collection}/${record.id}`)
        continue
      }
      await replace(resealed)
    }
    byKey.set(key, (byKey.get(key) ?? 0) + 1)
  }
  return { byKey, unreadable: [...new Set([...store.unreadable, ...broken])] }
}

function sealedAnew(record: SealedRecord, keyring: Keyring): string | undefined {
  const context = sealContext(record)
  try {
    return seal(keyring, open(keyring, record.sealed, context), context)
  } catch (error) {
    if (error instanceof SealBroken) return undefined
    throw error
  }
}
