import { z } from 'zod'
import { sigmoid } from '../../chance/odds.ts'
import type { About, ConcernKind, When } from '../types.ts'

/** Log odds of one question, as each half of the classifier hears it. */
export interface Halves {
  readonly network: number
  readonly grams: number
}

/** What both halves hear of a worry besides how urgent it is. */
export interface Details {
  readonly kinds: readonly (readonly [kind: ConcernKind, heard: Halves])[]
  /** Whether it is about somebody else; whether it was, whether it is still to come. */
  readonly other: Halves
  readonly past: Halves
  readonly future: Halves
}

/** How the halves, and rules that heard something, are put together for one question: log odds times these, and the bias. */
export const Sign = z.strictObject({
  network: z.number(),
  grams: z.number(),
  /** Where the rules heard just this. */
  said: z.number(),
  /** Where they heard something else. */
  denied: z.number(),
  bias: z.number(),
})
export type Sign = z.infer<typeof Sign>

/** Adjusted on the dev part of the corpus by `npm run train`. */
export const Signs = z.strictObject({ kind: Sign, other: Sign, past: Sign, future: Sign })
export type Signs = z.infer<typeof Signs>

/** The numbers a sign weighs, in its order. `said`: what the rules heard, where they heard anything. */
export const weighedIn = ({ network, grams }: Halves, said: boolean | undefined): readonly number[] => [
  network,
  grams,
  Number(said === true),
  Number(said === false),
]

function chanceOf(sign: Sign, halves: Halves, isSaid: boolean | undefined): number {
  const weights = [sign.network, sign.grams, sign.said, sign.denied]
  return sigmoid(
    weighedIn(halves, isSaid).reduce((sum, value, n) => sum + value * (weights[n] ?? 0), sign.bias),
  )
}

/** Whether the rules say just this, where they say anything. */
export const isSaid = <T>(heard: T | undefined, just: T): boolean | undefined =>
  heard === undefined ? undefined : heard === just

/** A kind and its chance. */
export interface Likely {
  readonly kind: ConcernKind
  readonly chance: number
}

/** All kinds, the likeliest first. `heard`: the kinds that the rules heard. */
export function likelyKinds(
  { kinds }: Details,
  { kind: sign }: Signs,
  heard: readonly ConcernKind[],
): readonly Likely[] {
  const isHeard = (kind: ConcernKind): boolean | undefined =>
    heard.length === 0 ? undefined : heard.includes(kind)
  return kinds
    .map(([kind, halves]): Likely => ({ kind, chance: chanceOf(sign, halves, isHeard(kind)) }))
    .sort((a, b) => b.chance - a.chance)
}

/** Whose worry it is. `heard`: what the rules make of it. `least`: how likely it must be that it is somebody else's. */
export function likelyAbout(
  { other }: Details,
  signs: Signs,
  { heard, least = 0.5 }: { heard?: About; least?: number } = {},
): About {
  return chanceOf(signs.other, other, isSaid(heard, 'other')) >= least ? 'other' : 'self'
}

/** When it is. `heard`: what the rules make of it. */
export function likelyWhen(details: Details, signs: Signs, heard?: When): When {
  const chance = (when: 'past' | 'future'): number =>
    chanceOf(signs[when], details[when], isSaid(heard, when))
  const [past, future] = [chance('past'), chance('future')]
  const now = 1 - past - future
  if (past >= future) return past > now ? 'past' : 'now'
  return future > now ? 'future' : 'now'
}
