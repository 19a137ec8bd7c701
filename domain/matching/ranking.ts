import { z } from 'zod'
import { sigmoid } from '../chance/odds.ts'

/** What is known of an entry, as numbers, when it is asked whether a link worker would suggest it. */
export const FEATURES = [
  /** Cosine with what was said, and how far that is behind the best there is. */
  'likeness',
  'behind',
  /** Where it stands among the ideas that words alone bring up. */
  'first',
  'second',
  'third',
  'fourth',
  /** Words bring it up at all; its score as a share of the best; it is what was said and not only like it. */
  'heard',
  'share',
  'close',
  /** So many things they said have to do with it. */
  'reasons',
  /** Words bring up nothing that may be shown. */
  'nothing',
  /** It is for nobody above 25; it says nothing of ages. */
  'young',
  'anyAge',
  /** It is made for some people, of whom they are one. */
  'theirs',
  /** It is free; it costs something. */
  'free',
  'paid',
  /** Tens of kilometres; nothing says where it is. */
  'distance',
  'nowhere',
] as const
export type Features = Readonly<Record<(typeof FEATURES)[number], number>>

/** Weights of a logistic regression over the features (docs/matching.md), learnt from towns that nobody had worked on. */
export const Ranking = z.strictObject({
  bias: z.number(),
  weights: z.strictObject({
    likeness: z.number(),
    behind: z.number(),
    first: z.number(),
    second: z.number(),
    third: z.number(),
    fourth: z.number(),
    heard: z.number(),
    share: z.number(),
    close: z.number(),
    reasons: z.number(),
    nothing: z.number(),
    young: z.number(),
    anyAge: z.number(),
    theirs: z.number(),
    free: z.number(),
    paid: z.number(),
    distance: z.number(),
    nowhere: z.number(),
  }),
})
export type Ranking = z.infer<typeof Ranking>

/** The chance that a link worker would suggest it. */
export const chanceOf = (features: Features, { bias, weights }: Ranking): number =>
  sigmoid(FEATURES.reduce((sum, name) => sum + weights[name] * features[name], bias))
