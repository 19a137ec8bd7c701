import { MattersError } from '../../errors.ts'
import { SealBroken } from '../errors.ts'
import { open, sealContext } from '../sealing.ts'
import type { Keyring, SealedRecord } from '../sealing.ts'
import type { CollectionName } from '../store.ts'

/** A store that nobody else has open while it is read. */
export interface CopySource {
  records(): AsyncIterable<SealedRecord>
  close(): Promise<void>
}

/** A store to be filled: all of it at `finish`, or nothing. */
export interface CopyTarget {
  isEmpty(): Promise<boolean>
  take(records: readonly SealedRecord[]): Promise<void>
  finish(): Promise<void>
  /** Lets go; of what was not finished nothing stays. */
  close(): Promise<void>
}

export class CopyError extends MattersError {
  constructor(why: string, options?: { cause?: unknown }) {
    super('store-copy', 'The records were not copied.', why, options)
  }
}

const BATCH = 500

/**
 * Copies every record as it is: the same sealed text, version and index fields. Each seal is opened on the way, so that a wrong key or
 * a damaged record is met now and not on the other side. Gives how many, by collection. Throws CopyError, and then nothing was copied.
 */
export async function copyRecords(
  from: CopySource,
  to: CopyTarget,
  keyring: Keyring,
): Promise<ReadonlyMap<CollectionName, number>> {
  if (!(await to.isEmpty()))
    throw new CopyError(
      'where they are to be copied to is something already: give an empty database, or an empty or new folder',
    )
  const counts = new Map<CollectionName, number>()
  let batch: SealedRecord[] = []
  for await (const record of from.records()) {
    checkSeal(record, keyring)
    counts.set(record.collection, (counts.get(record.collection) ?? 0) + 1)
    if (batch.push(record) < BATCH) continue
    await to.take(batch)
    batch = []
  }
  await to.take(batch)
  await to.finish()
  return counts
}

function checkSeal(record: SealedRecord, keyring: Keyring): void {
  try {
    open(keyring, record.sealed, sealContext(record))
  } catch (cause) {
    if (!(cause instanceof SealBroken)) throw cause
    throw new CopyError(`${record.collection}/${record.id} does not open: it is damaged`, { cause })
  }
}
