import { z } from 'zod'

/** How someone was contacted, or tried. */
export const ContactWay = z.enum(['phone', 'email', 'met', 'chat'])
export type ContactWay = z.infer<typeof ContactWay>

/** What came of a meeting. `ended`: the support is over, whatever led to it; `resumed`: it goes on after all. These two are of no meeting. */
export const OutcomeKind = z.enum(['attended', 'did-not-attend', 'ended', 'resumed'])
export type OutcomeKind = z.infer<typeof OutcomeKind>

/** Where someone was referred on to: the places that link workers with young people refer to most. */
export const Onward = z.enum([
  'activity',
  'school-pastoral',
  'gp',
  'mental-health',
  'early-help',
  'young-carers',
  'bereavement',
  'substances',
  'work-and-training',
  'housing-and-money',
  'other',
])
export type Onward = z.infer<typeof Onward>

/** Why a concern was closed. None of them says that someone is safe: they say what a person did or found. */
export const CloseReason = z.enum([
  'referred',
  'supported',
  'known',
  'spoken-with',
  'misheard',
  'not-a-young-person',
])
export type CloseReason = z.infer<typeof CloseReason>

/** Whoever wrote it, and when; `id` is the form's own key, so that a form sent twice writes once. */
const Written = { id: z.string(), at: z.iso.datetime(), by: z.string(), name: z.string() }
const Words = z.string().min(1)

/** One thing a member of staff wrote down of a case. Entries are never changed: what was wrong is put right by a later one. */
export const CaseEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('note'), ...Written, text: Words }),
  z.object({
    kind: z.literal('contact'),
    ...Written,
    how: ContactWay,
    /** When it was, which may be long before it was written down. */
    when: z.iso.datetime(),
    /** False: it was tried. */
    reached: z.boolean(),
    text: Words.optional(),
  }),
  z.object({
    kind: z.literal('outcome'),
    ...Written,
    what: OutcomeKind,
    /** The meeting it is of, as it stood: an appointment that was moved is another meeting. */
    meeting: z.object({ appointment: z.string(), sequence: z.int(), start: z.iso.datetime() }).optional(),
    agreed: Words.optional(),
    onward: z.array(Onward),
  }),
  z.object({
    kind: z.literal('assigned'),
    ...Written,
    to: z.object({ id: z.string(), name: z.string() }),
  }),
  z.object({ kind: z.literal('closed'), ...Written, reason: CloseReason, text: Words }),
  z.object({ kind: z.literal('reopened'), ...Written, text: Words.optional() }),
  /** What they wrote to the young person; it stands in the chat as well. */
  z.object({ kind: z.literal('message'), ...Written, text: Words }),
  z.object({
    kind: z.literal('moved'),
    ...Written,
    from: z.iso.datetime(),
    to: z.iso.datetime(),
  }),
  z.object({ kind: z.literal('called-off'), ...Written, from: z.iso.datetime() }),
])
export type CaseEntry = z.infer<typeof CaseEntry>
export type EntryOf<K extends CaseEntry['kind']> = Extract<CaseEntry, { kind: K }>

/** What a case is the work on: a summary or booking that was sent, or a concern. Each has its own, read by whoever may read that. */
export const CaseOf = z.enum(['handoff', 'alert'])
export type CaseOf = z.infer<typeof CaseOf>

/** Everything staff wrote down about one summary or one concern, oldest first. */
export const Casework = z.object({
  of: CaseOf,
  /** The summary's or the alert's id. */
  id: z.string(),
  conversation: z.string(),
  school: z.string(),
  createdAt: z.iso.datetime(),
  entries: z.array(CaseEntry),
})
export type Casework = z.infer<typeof Casework>
