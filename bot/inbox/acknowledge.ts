import type { Alert, Handoff } from '../../domain/handoff/types.ts'
import { VersionConflict } from '../storage/errors.ts'
import type { Collection } from '../storage/store.ts'
import type { Staff } from './staff.ts'

/** Writers meet on one record only for moments: delivery notes an attempt, a young person agrees again. */
const MOST_TRIES = 5

/** That a person has read something: who, and when. */
export interface Acknowledgement {
  readonly by: string
  readonly name: string
  readonly at: string
}

export type Outcome = 'acknowledged' | 'already' | 'changed' | 'gone'

export const acknowledgement = (staff: Staff, now: Date): Acknowledgement => ({
  by: staff.id.id,
  name: staff.name,
  at: now.toISOString(),
})

/**
 * Marks a record as read, once: the first person who did stays. `isAsRead` says whether it is still what the reader saw; when it
 * is not, nothing is marked. Throws VersionConflict when others keep writing it.
 */
export async function acknowledge<T extends Alert | Handoff>(
  collection: Collection<T>,
  id: string,
  by: Acknowledgement,
  isAsRead: (record: T) => boolean = () => true,
): Promise<Outcome> {
  for (let tries = 0; ; tries += 1) {
    const record = await collection.get(id)
    if (!record) return 'gone'
    if (!isAsRead(record.body)) return 'changed'
    if (record.body.acknowledged) return 'already'
    try {
      await collection.put(id, { ...record.body, acknowledged: by }, record.version)
      return 'acknowledged'
    } catch (error) {
      if (!(error instanceof VersionConflict) || tries >= MOST_TRIES) throw error
    }
  }
}
