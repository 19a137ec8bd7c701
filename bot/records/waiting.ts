import { z } from 'zod'
import { Slot } from '../../domain/booking/types.ts'
import type { CollectionDefinition } from '../storage/store.ts'

/** Someone who waits for a time; the id is their conversation's. */
export const WaitingEntry = z.object({
  school: z.string(),
  since: z.iso.datetime(),
  email: z.email().optional(),
  /** The time that is kept for them, and until when. */
  offer: z.object({ slot: Slot, until: z.iso.datetime() }).optional(),
  /** How many times they were offered one. */
  offers: z.int().min(0),
})
export type WaitingEntry = z.infer<typeof WaitingEntry>

export type WaitingIndex = { school: string; since: string; offers: number }

export const waitingEntries: CollectionDefinition<WaitingEntry, WaitingIndex> = {
  name: 'waiting',
  schemaVersion: 1,
  schema: WaitingEntry,
  index: ({ school, since, offers }) => ({ school, since, offers }),
}
