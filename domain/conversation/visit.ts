import { z } from 'zod'

const MINUTE_MS = 60_000

export const VISIT_LIMITS = {
  /** Something of the young person stands unanswered: longer than it takes to write a careful answer, shorter than one would wait alone. */
  unansweredMs: 5 * MINUTE_MS,
  /** Nothing waits for an answer: they may be thinking, and so may the visitor; after this nobody can be said to be there. */
  quietMs: 15 * MINUTE_MS,
  /** The same for people of an agent hub, of whom not every sign comes by here. */
  hubQuietMs: 30 * MINUTE_MS,
} as const

/** What a visitor had been given before they came: told to the young person, word for word what is true. */
export const Seen = z.enum(['concern', 'summary', 'both', 'booking', 'messages', 'nothing'])
export type Seen = z.infer<typeof Seen>

/** A member of staff in a chat, as the young person is told of them. */
export const Visitor = z.object({
  /** Of the school's settings; with the name it says who it is, whatever role they signed in with. Of a hub: always the same. */
  id: z.string(),
  name: z.string(),
  /** In words: "Designated safeguarding lead". */
  role: z.string(),
  as: z.enum(['duty-contact', 'link-worker', 'agent-hub']),
})
export type Visitor = z.infer<typeof Visitor>

/** The time in which a person holds a conversation: the bot steps back, and goes on listening. */
export const Visit = z.object({
  id: z.string(),
  by: Visitor,
  /** The inbox session that holds it, and when that ends by itself. */
  session: z.object({ id: z.string(), until: z.iso.datetime() }),
  since: z.iso.datetime(),
  /** The number of its first entry in the log: the visitor sees nothing before it. */
  from: z.int().min(1),
  /** When the visitor last did something that only a person does: came in, wrote, said that they are still there. */
  lastSign: z.iso.datetime(),
  /** When the young person first wrote something that the visitor has not answered. */
  unanswered: z.iso.datetime().optional(),
  /** Concerns heard during the visit, by id, and the last that was answered with the 999 card. */
  raised: z.array(z.string()),
  actNow: z.string().optional(),
})
export type Visit = z.infer<typeof Visit>

/** Why a visit ended: by the visitor, by another, by the young person, or because nobody can be said to be there any more. */
export const VisitEnd = z.enum([
  'given-back',
  'taken-over',
  'signed-out',
  'silent',
  'session-over',
  'asked-back',
  'left',
])
export type VisitEnd = z.infer<typeof VisitEnd>

/** Whether two are one person: a duty contact may be a link worker too, and two lists may use one id for different people. */
export const isSamePerson = (a: Pick<Visitor, 'id' | 'name'>, b: Pick<Visitor, 'id' | 'name'>): boolean =>
  a.id === b.id && a.name === b.name

/** When the visit ends if nothing more is heard of the visitor, and why: truthful, so that nobody waits for someone who has gone. */
export function visitEnds(visit: Visit): { readonly at: Date; readonly why: VisitEnd } {
  const { by, lastSign, unanswered, session } = visit
  const silent =
    by.as === 'agent-hub'
      ? Date.parse(lastSign) + VISIT_LIMITS.hubQuietMs
      : unanswered === undefined
        ? Date.parse(lastSign) + VISIT_LIMITS.quietMs
        : Math.max(Date.parse(unanswered), Date.parse(lastSign)) + VISIT_LIMITS.unansweredMs
  const over = Date.parse(session.until)
  return over <= silent
    ? { at: new Date(over), why: 'session-over' }
    : { at: new Date(silent), why: 'silent' }
}

/** Why the visit is over at this moment; undefined while it goes on. */
export function overBy(visit: Visit, now: Date): VisitEnd | undefined {
  const ends = visitEnds(visit)
  return ends.at <= now ? ends.why : undefined
}

/** The visit after its visitor has shown that they are there; what they wrote answers what stood unanswered, being there does not. */
export function withSign(visit: Visit, now: Date, answers: boolean): Visit {
  const { unanswered, ...rest } = visit
  const waits = !answers && unanswered !== undefined
  return { ...rest, lastSign: now.toISOString(), ...(waits ? { unanswered } : {}) }
}

/** The visit after the young person wrote. */
export const withWords = (visit: Visit, now: Date): Visit => ({
  ...visit,
  unanswered: visit.unanswered ?? now.toISOString(),
})
