import { z } from 'zod'
import { Slot } from '../../domain/booking/types.ts'
import type { CollectionDefinition } from '../storage/store.ts'

/** Someone who waits for a time; the id is their conversation's. */
export const WaitingEntry = z.object({
  school: z.string(),
  since: z.iso.datetime(),
  email: z.email().optional(),
  /** The time that is kept for them, and until when; since when they are to be told of it, until they have been. */
  offer: z
    .object({ slot: Slot, until: z.iso.datetime(), untoldSince: z.iso.datetime().optional() })
    .optional(),
  /** How many times they were told of one. */
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
