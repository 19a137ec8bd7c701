import { z } from 'zod'
import { Appointment, Slot } from '../booking/types.ts'
import { Figure } from '../impact/figures.ts'
import { Visitor } from './visit.ts'

/**
 * What must happen outside the conversation's record because of a turn. Effects are committed with the turn, run after it, are
 * idempotent by `id`, are retried until they succeed and stay in the record until then (an outbox in the record itself).
 */
export const Effect = z.discriminatedUnion('type', [
  z.object({ type: z.literal('alert'), id: z.string(), concern: z.string() }),
  z.object({ type: z.literal('handoff'), id: z.string(), version: z.int().min(0) }),
  z.object({ type: z.literal('withdraw-handoff'), id: z.string() }),
  /** A code to come back with, as its seal: the one before it ends. */
  z.object({
    type: z.literal('give-code'),
    id: z.string(),
    seal: z.string(),
    at: z.iso.datetime(),
    until: z.iso.datetime(),
  }),
  /** The code they have works until then, if it did not for longer. */
  z.object({ type: z.literal('keep-code'), id: z.string(), until: z.iso.datetime() }),
  /** Everything was erased: codes end, and a restored backup must not bring anything back. */
  z.object({ type: z.literal('forget'), id: z.string(), at: z.iso.datetime() }),
  z.object({ type: z.literal('book-slot'), id: z.string(), slot: Slot }),
  z.object({ type: z.literal('release-slot'), id: z.string(), slotId: z.string() }),
  /** The link worker's calendar is told (iTIP): a time was booked or changed, or is not any more. */
  z.object({
    type: z.literal('invite'),
    id: z.string(),
    method: z.enum(['request', 'cancel']),
    appointment: Appointment,
  }),
  /** The reminder they asked for is made to fit the record: set, moved or taken away. */
  z.object({ type: z.literal('reminder'), id: z.string() }),
  /** Their place on the waiting list is made to fit the record. */
  z.object({ type: z.literal('waiting'), id: z.string() }),
  /** What happened is counted: names of ours and numbers, nobody and no words. */
  z.object({
    type: z.literal('count'),
    /** Taken back, when it had been counted by mistake. */
    by: z.literal(-1).optional(),
    id: z.string(),
    at: z.iso.datetime(),
    figures: z.array(Figure),
    waitDays: z.int().min(0).optional(),
  }),
  /** What a member of staff did in the chat, on its way into the audit. */
  z.object({
    type: z.literal('audit'),
    id: z.string(),
    did: z.enum(['came-in', 'wrote', 'went-out']),
    who: Visitor,
    at: z.iso.datetime(),
  }),
])
export type Effect = z.infer<typeof Effect>
