import { z } from 'zod'
import type { LatLon } from '../directory/opportunity.ts'
import { Weekday } from '../directory/opportunity.ts'
import type { Embedding } from '../embedding/embedding.ts'
import type { ConcernKind } from '../screening/types.ts'

/** What would make it possible for this young person. Everything optional: not said is not asked of the directory. */
export const Needs = z.object({
  freeOnly: z.boolean().optional(),
  /** What one payment may be at most. */
  maxPounds: z.number().positive().optional(),
  maxDistanceKm: z.number().positive().optional(),
  days: z.array(Weekday).optional(),
  timeOfDay: z.array(z.enum(['morning', 'afternoon', 'after-school', 'evening', 'weekend'])).optional(),
  mode: z.enum(['in-person', 'online', 'either']).optional(),
  stepFree: z.boolean().optional(),
  genderGroup: z.enum(['girls', 'boys', 'mixed', 'any']).optional(),
  quiet: z.boolean().optional(),
  /** Not where one waits for weeks. */
  noWait: z.boolean().optional(),
  /** Not by ringing somebody: a text or a chat will do. */
  noCalls: z.boolean().optional(),
  languages: z.array(z.string()).optional(),
  withSomeone: z.boolean().optional(),
})
export type Needs = z.infer<typeof Needs>

export interface SuggestionRequest {
  /** Whole years; absent when they would rather not say. */
  readonly age?: number
  /** Where from; absent is unknown, and then distance is an unknown too. */
  readonly from?: LatLon
  /** Their own words, in the order said: what matters, what they would like, what is in the way. */
  readonly says: readonly string[]
  /** What all of it means, where that could be told. */
  readonly meant?: Embedding
  /** Cards they chose: ids of content/en/what-matters cards (`friends`, `creativity`, …). */
  readonly cards: readonly string[]
  /** By card, the words it was heard in, where it was typed and not tapped. */
  readonly cardWords?: Readonly<Record<string, string>>
  /** Kinds of worry that were heard in what they said of themselves: they count where nothing else was understood. */
  readonly worries?: readonly ConcernKind[]
  /** Of these the ones that a person is told of today (reach-out and above): a no to counselling hides none beside them, but for a loss and the like. */
  readonly urgent?: readonly ConcernKind[]
  /** Cards of what gets in the way (`money`, `travel`, …); none is as good as left out. */
  readonly inTheWay?: readonly string[]
  readonly needs: Needs
  /** Opportunity ids already shown or refused. */
  readonly exclude: readonly string[]
  /** Opportunity ids they picked (more like these) and refused (less like these). */
  readonly liked?: readonly string[]
  readonly notForMe?: readonly string[]
  readonly limit: number
  /** ISO instant: what has expired is judged against it. */
  readonly now: string
}

/** A sentence of content with its values, so that domain rules hold no words: `{ id: 'ideas.why.said', values: { word: 'drawing' } }`. */
export const Phrase = z.object({
  id: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type Phrase = z.infer<typeof Phrase>

/** One suggested opportunity with its reasons, as shown and as kept for the handoff. */
export const Suggestion = z.object({
  activity: z.string(),
  name: z.string(),
  organisation: z.string().optional(),
  /** One or two plain sentences from the description, at most 200 characters. */
  summary: z.string(),
  why: z.array(Phrase),
  unknown: z.array(Phrase),
  /** Age, gender and admission restrictions, and alerts: always shown, never folded away. */
  restrictions: z.array(Phrase),
  /** What is known of when, where, cost, as phrases for the card. */
  facts: z.array(Phrase),
  contact: z.object({
    phone: z.string().optional(),
    email: z.string().optional(),
    url: z.string().optional(),
  }),
  lastChecked: z.string().optional(),
  source: z.string(),
  attribution: z.string().optional(),
})
export type Suggestion = z.infer<typeof Suggestion>

export interface Suggestions {
  readonly suggestions: readonly Suggestion[]
  /** Said when there are fewer than two good ones: `ideas.note.few`, `ideas.note.none`. */
  readonly note?: Phrase
}

/** The directory as matching sees it. */
export interface Matcher {
  suggest(request: SuggestionRequest): Suggestions
  /** Which of these entries are not to be shown to this person. One that is not in the directory is none of them. */
  shut(request: SuggestionRequest, ids: readonly string[]): readonly string[]
}
