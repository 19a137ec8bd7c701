import { z } from 'zod'
import { DetailField, SomeDetails } from './details.ts'
import { Opportunity } from './opportunity.ts'

/** A link worker, by the id and name of the school's settings. */
export const Decider = z.object({ id: z.string(), name: z.string() })
export type Decider = z.infer<typeof Decider>

const Made = z.object({ by: Decider, at: z.iso.datetime() })
export type Made = z.infer<typeof Made>

const OfEntry = {
  /** Whose area it holds in. */
  school: z.string(),
  /** The entry's id, and what it was called then: a feed may lose it. */
  entry: z.string(),
  name: z.string(),
}

/** What link workers of a school decided about entries of their directory. It stands beside the feeds, which are read anew each night. */
export const Decision = z.discriminatedUnion('kind', [
  /** Comes first where it fits. */
  z.object({ kind: z.literal('pin'), ...OfEntry, ...Made.shape }),
  /** Never suggested. */
  z.object({ kind: z.literal('hide'), ...OfEntry, ...Made.shape, reason: z.string() }),
  /** Fields that are believed instead of the feed's. */
  z.object({
    kind: z.literal('correction'),
    ...OfEntry,
    fields: z.array(z.object({ field: DetailField, ...Made.shape })).min(1),
    /** A field without a value here is not known. */
    values: SomeDetails,
    /** What the feed said then, so that it can be told when it says something else. */
    was: SomeDetails,
  }),
  /** Added by hand. */
  z.object({
    kind: z.literal('own'),
    ...OfEntry,
    ...Made.shape,
    opportunity: Opportunity,
    /** ISO date: after it, it is not suggested until a person has checked it again. */
    checkBy: z.iso.date(),
    changed: Made.optional(),
    /** Taken out; it can be put back. */
    removed: Made.optional(),
  }),
])
export type Decision = z.infer<typeof Decision>
export type DecisionOf<K extends Decision['kind']> = Extract<Decision, { kind: K }>

/** The decision of a kind about an entry, if there is one. */
export function decisionOn<K extends Decision['kind']>(
  decisions: readonly Decision[],
  kind: K,
  entry: string,
): DecisionOf<K> | undefined {
  return decisions.find((d): d is DecisionOf<K> => d.kind === kind && d.entry === entry)
}

/** Entries added by hand have this source; their ids begin with it. */
export const BY_HAND = 'by-hand'
