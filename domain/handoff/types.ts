import { z } from 'zod'
import { Delivery } from '../alerts/record.ts'
import { Appointment } from '../booking/types.ts'
import { CloseReason } from '../casework/entries.ts'
import { Concern } from '../conversation/concern.ts'
import { Behind, SummaryLine } from '../conversation/person.ts'
import { Referral } from '../referral/types.ts'
import { Outgoing } from './outgoing.ts'
import { ConfirmedCode } from './snomed.ts'

/** A version agreed to before, as the link worker had it. */
export const HandoffVersion = z.object({
  version: z.int().min(1),
  agreedAt: z.iso.datetime(),
  lines: z.array(SummaryLine),
})
export type HandoffVersion = z.infer<typeof HandoffVersion>

/** The agreed summary on its way to a link worker: what one screen of the inbox shows, in the order of domain.md (c). */
export const Handoff = z.object({
  /** The conversation's id: one handoff a conversation, a later agreement is a new version of it. */
  id: z.string(),
  school: z.string(),
  /** Rises with each agreement; 0 when a time was booked and no summary sent. */
  version: z.int().min(0),
  agreedAt: z.iso.datetime(),
  status: z.enum(['sent', 'withdrawn']),
  preferredName: z.string().optional(),
  contact: z.string().optional(),
  /** When it is safe to use it, in their words. */
  safeTimes: z.string().optional(),
  supporter: z.string().optional(),
  /** The language they chatted in, by its code, when it was not English. */
  language: z.string().optional(),
  /** Messages that the listening for danger could not read. */
  unread: z.int().min(1).optional(),
  /** How it came: in this product the young person themselves. */
  route: z.enum(['self']),
  concerns: z.array(Concern),
  /** Only the lines shared with the link worker. */
  lines: z.array(SummaryLine),
  ...Behind.shape,
  appointment: Appointment.optional(),
  /** Meetings that had begun when another was booked, oldest first: what came of them can still be recorded. */
  earlierMeetings: z.array(Appointment).optional(),
  linkWorker: z.string().optional(),
  /** What was agreed before, oldest first: the reader sees what has changed. */
  earlier: z.array(HandoffVersion).default([]),
  /** Codes that a person confirmed in the inbox. Software only proposes them. */
  codes: z.array(ConfirmedCode).default([]),
  /** What leaves for the school, the GP and another system, and how far it has got. */
  outgoing: z.array(Outgoing).default([]),
  /** Given to this link worker by a person in the inbox, whoever has the appointment. */
  assigned: z.object({ to: z.string(), by: z.string(), at: z.iso.datetime() }).optional(),
  /** Set in the inbox by a person. */
  acknowledged: z.object({ by: z.string(), name: z.string(), at: z.iso.datetime() }).optional(),
  /** More was heard of a worry when this person had read it: it waits again, since then. */
  heardSince: z.object({ at: z.iso.datetime(), readBy: z.string() }).optional(),
})
export type Handoff = z.infer<typeof Handoff>

/** A concern on its way to a duty contact until a human acknowledges it. One alert a concern; its id is the concern's. */
export const Alert = z.object({
  id: z.string(),
  conversation: z.string(),
  school: z.string(),
  /** What they had chosen to be called, and their age, if they had said. */
  preferredName: z.string().optional(),
  age: z.int().nullable().optional(),
  language: z.string().optional(),
  unread: z.int().min(1).optional(),
  concern: Concern,
  /** The invitation it was heard in: who wrote it, and all of it. Stays here when the young person declines; never leaves the inbox. */
  referral: Referral.optional(),
  raisedAt: z.iso.datetime(),
  /** When a duty contact is due to have read it, worked out from their hours. */
  dueAt: z.iso.datetime(),
  /** Rises when people must be told anew: after an acknowledgement more was said, or our response rose. Its steps begin at `roundAt`. */
  round: z.int().min(1).default(1),
  roundAt: z.iso.datetime().optional(),
  /** The words as they leave, when they were looked through for personal details: until more is said (`count`) nobody asks again. */
  redacted: z.object({ count: z.int(), evidence: z.string(), alsoSaid: z.array(z.string()) }).optional(),
  /** Every delivery outside the inbox that was tried, with what came of it. */
  deliveries: z.array(Delivery).default([]),
  acknowledged: z.object({ by: z.string(), name: z.string(), at: z.iso.datetime() }).optional(),
  /** Closed by a named person, after it was read. More of the same said later opens it again. */
  closed: z
    .object({ by: z.string(), name: z.string(), at: z.iso.datetime(), reason: CloseReason, text: z.string() })
    .optional(),
})
export type Alert = z.infer<typeof Alert>
