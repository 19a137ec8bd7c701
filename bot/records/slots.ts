import { z } from 'zod'
import { dayText, inLondon } from '../../domain/time/london.ts'
import type { CollectionDefinition } from '../storage/store.ts'

/** A slot that someone has: held until a moment, or booked. Its id is the slot's; a free slot has no record. */
export const SlotClaim = z.object({
  linkWorker: z.string(),
  start: z.iso.datetime(),
  end: z.iso.datetime(),
  /** The conversation that has it. */
  holder: z.string(),
  state: z.enum(['held', 'booked']),
  /** When a hold lapses; of no meaning once booked. */
  until: z.iso.datetime(),
})
export type SlotClaim = z.infer<typeof SlotClaim>

/** Enough to leave taken times out of a diary without opening a record. */
export type SlotClaimIndex = {
  linkWorker: string
  /** The conversation that has it. */
  holder: string
  /** The day in London, `2026-11-24`. */
  day: string
  state: string
  start: string
  end: string
  until: string
}

export const slotClaims: CollectionDefinition<SlotClaim, SlotClaimIndex> = {
  name: 'slots',
  schemaVersion: 1,
  schema: SlotClaim,
  index: ({ linkWorker, holder, state, start, end, until }) => ({
    linkWorker,
    holder,
    day: dayText(inLondon(new Date(start)).day),
    state,
    start,
    end,
    until,
  }),
}
