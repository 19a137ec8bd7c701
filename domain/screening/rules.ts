import { z } from 'zod'
import { About, ConcernKind, Response, When } from './types.ts'

/**
 * The rules of listening as data: what clinicians read and edit in content/screening. Patterns are written in the small grammar
 * of pattern.ts; content/screening/README.md explains it to people who do not program.
 */

const Id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'small letters, digits and hyphens only')
const Pattern = z.string().min(1)
const Patterns = z.array(Pattern).min(1)

/** How disguised, stretched and shortened words are read. */
export const Spelling = z.strictObject({
  /** One character that looks like another: written -> plain small letters. */
  characters: z.record(z.string(), z.string()),
  /** A digit or sign inside a word -> the letters it may stand for. */
  leet: z.record(z.string().length(1), z.array(z.string().length(1)).min(1)),
  /** A word and the words it always stands for: txt-speak, slang, Scots, algospeak. */
  words: z.record(z.string(), z.string()),
  /** A word that means this only with these capitals ("SA"): as typed -> words. */
  cased: z.record(z.string(), z.string()).default({}),
  /** A word that sometimes stands for another: both readings are tried. */
  also: z.record(z.string(), z.string()),
  emoji: z.record(z.string(), z.string()),
  /** Words that are looked for under misspellings, stars and wrong spaces. */
  keywords: z.array(z.string()).min(1),
  /** Words that must never be "repaired" into a keyword. */
  ordinary: z.array(z.string()).default([]),
})
export type Spelling = z.infer<typeof Spelling>

export const Slots = z.record(Id, Patterns)
export type Slots = z.infer<typeof Slots>

export const Rule = z.strictObject({
  id: Id,
  kind: ConcernKind,
  response: Response.exclude(['none']),
  says: Patterns,
  /** Names of guards that may lower it by one step. */
  unless: z.array(Id).default([]),
  /** Names of raisers that lift a reach-out to act-now. */
  raisedBy: z.array(Id).default([]),
  /** Other rules that this one stands instead of, where both find the same words: it knows better what they mean. */
  insteadOf: z.array(Id).default([]),
  /** Whether its phrases hold other meanings and count all the same: they say what was done besides ("took 3 today, then 20 more"). */
  hearsThrough: z.boolean().default(false),
  /** Whether its phrases are English. Of a worry in another language the classifier, which learnt English alone, has no say. */
  isEnglish: z.boolean().default(true),
  /** Who it is about, when the rule knows better than the subject of the sentence. */
  about: About.optional(),
  when: When.optional(),
  /** Messages that must be found by this rule, and near misses that must not. */
  matches: z.array(z.string()).min(1),
  not: z.array(z.string()).default([]),
})
export type Rule = z.infer<typeof Rule>

/** Words that make a phrase mean less than it says: a negation, a game, a film. Never lowers more than one step. */
export const Guard = z.strictObject({
  id: Id,
  /** `before`: ends right before the phrase. `sentence`, `message`: stands anywhere in it. */
  where: z.enum(['before', 'sentence', 'message']),
  says: Patterns,
})
export type Guard = z.infer<typeof Guard>

/** Words that make a reach-out urgent: tonight, the tablets in the hand, already done. */
export const Raiser = z.strictObject({ id: Id, says: Patterns })
export type Raiser = z.infer<typeof Raiser>

/** An answer to a question of ours: the question's words, and what each sort of answer means. */
export const Question = z.strictObject({
  id: Id,
  asks: Patterns,
  /** The kind of the concern, unless the conversation was just about another one and `follows` is set. */
  kind: ConcernKind,
  about: About.default('self'),
  when: When.default('now'),
  /** True: a concern of the last turns keeps its kind ("are you safe?" asks about what was just said). */
  follows: z.boolean().default(false),
  /** Tried in this order; the first that fits decides. `none` is an answer that worries nobody. */
  answers: z
    .array(
      z.strictObject({
        response: Response,
        says: Patterns,
        /** Holds only when the last turns already held a concern. */
        onlyAfterConcern: z.boolean().default(false),
      }),
    )
    .min(1),
  examples: z.array(z.strictObject({ bot: z.string(), yp: z.string(), response: Response })).min(1),
})
export type Question = z.infer<typeof Question>

export const Signals = z.strictObject({
  /** Phrases that the classifier makes too much of: it is given a message without them, and the rules hear all of it. */
  leftOut: Patterns,
  /** The same, of conversations in which no worry was heard. */
  leftOutOfCalm: Patterns,
  /** Phrases that use our words for something else ("cut my hair"): a rule's match inside one does not count. */
  otherMeanings: Patterns,
  guards: z.array(Guard),
  raisers: z.array(Raiser),
  /** What is on in an ordinary week: an hour that is named with it makes nothing urgent that was said before ("ive got a maths test tomorrow"). */
  everyday: Patterns,
  /** Where the words say when: a rule without a `when` of its own takes it from here. */
  times: z.strictObject({ now: Patterns, past: Patterns, future: Patterns }),
})
export type Signals = z.infer<typeof Signals>

export const Languages = z.strictObject({
  /** Everyday English words; a text with hardly any of these and several of another language's is in that language. */
  english: z.array(z.string()).min(1),
  others: z.record(Id, z.array(z.string()).min(1)),
})
export type Languages = z.infer<typeof Languages>

export interface ScreeningRules {
  readonly spelling: Spelling
  readonly slots: Slots
  readonly signals: Signals
  readonly questions: readonly Question[]
  readonly languages: Languages
  readonly rules: readonly Rule[]
}
