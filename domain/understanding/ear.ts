import { sigmoid } from '../chance/odds.ts'
import { addPairs, addText, placesIn } from '../grams/cut.ts'
import type { Hashes } from '../grams/cut.ts'
import type { SparseRegressions } from '../grams/sparse.ts'
import { placesOf, sparseScores } from '../grams/sparse.ts'
import { words } from './words.ts'

/**
 * Hears in a text what no list of words has: for each label a regression, learnt from lines that were labelled by hand
 * (content/understanding/corpus).
 */
export interface Ear {
  /** What may be heard, in the order of the regressions. */
  readonly labels: readonly string[]
  /** From which chance on a label counts as heard. */
  readonly from: number
  /** From which chance on it is as good as said. */
  readonly sure: number
  readonly weights: SparseRegressions
}

/** How likely each label is of a text, from 0 to 1. */
export type Chances = ReadonlyMap<string, number>

/** A text is capped long before; this bounds the work on a pasted page. */
const LONGEST = 1_000

/** A text as places in a table of so many. */
export function textGrams(text: string, places: number): Int32Array {
  const hashes: Hashes = []
  const cut = words(text.slice(0, LONGEST))
  addText(cut, hashes)
  addPairs(cut, '', hashes)
  return placesIn(hashes, places)
}

/** How likely it is of each label that somebody who writes this means it. */
export function listen(text: string, { labels, weights }: Ear): Chances {
  const scores = sparseScores(weights, textGrams(text, placesOf(weights)))
  return new Map(labels.map((label, n) => [label, sigmoid(scores[n] ?? 0)]))
}
