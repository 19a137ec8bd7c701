import { z } from 'zod'
import { Reference } from '../conversations.ts'
import type { CollectionDefinition } from '../storage/store.ts'

/** A card for staff that stands in a chat of Teams: where, and whether it says so when it is over. Nothing a young person said is in it. */
export const StaffCard = z.object({
  school: z.string(),
  what: z.enum(['alert', 'handoff']),
  /** The alert's or handoff's id. */
  about: z.string(),
  /** Which telling it is: an alert's event, a handoff's version or what was heard after it was read. */
  telling: z.string(),
  /** When it was posted. */
  at: z.iso.datetime(),
  reference: Reference,
  /** The connector's id of the message. */
  activity: z.string(),
  /** It says who has taken it. */
  isSettled: z.boolean(),
})
export type StaffCard = z.infer<typeof StaffCard>

export type StaffCardIndex = { what: string; about: string; isSettled: boolean; day: string }

export const staffCards: CollectionDefinition<StaffCard, StaffCardIndex> = {
  name: 'cards',
  schemaVersion: 2,
  schema: StaffCard,
  // 1 did not say when a card was posted: long ago, so that it has its end with the next sweep.
  migrations: { 1: (old) => Object.assign({ at: '2026-01-01T00:00:00.000Z' }, old) },
  index: ({ what, about, isSettled, at }) => ({ what, about, isSettled, day: at.slice(0, 10) }),
}
