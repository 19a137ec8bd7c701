import { z } from 'zod'
import { Reference } from '../conversations.ts'
import type { CollectionDefinition } from '../storage/store.ts'

/** A card for staff that stands in a chat of Teams: kept until somebody has taken it and it says so. Nothing a young person said is in it. */
export const StaffCard = z.object({
  school: z.string(),
  what: z.enum(['alert', 'handoff']),
  /** The alert's or handoff's id. */
  about: z.string(),
  /** Which telling it is: an alert's event, a handoff's version. */
  telling: z.string(),
  reference: Reference,
  /** The connector's id of the message. */
  activity: z.string(),
  /** It says who has taken it. */
  isSettled: z.boolean(),
})
export type StaffCard = z.infer<typeof StaffCard>

export type StaffCardIndex = { what: string; about: string; isSettled: boolean }

export const staffCards: CollectionDefinition<StaffCard, StaffCardIndex> = {
  name: 'cards',
  schemaVersion: 1,
  schema: StaffCard,
  index: ({ what, about, isSettled }) => ({ what, about, isSettled }),
}
