import { sigmoid } from '../chance/odds.ts'
import { addText } from '../grams/cut.ts'
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

export interface Guess {
  readonly label: string
  readonly chance: number
  /** The part of the text that tells it best, as typed. */
  readonly part: string
}

/** Parts of a text that are read by themselves, besides the whole. */
const PARTS = /[^.!?;\n\r]+/gu
const MOST_PARTS = 0
/** A part of fewer words says too little by itself. */
const FEWEST_WORDS = 6
/** A text is capped long before; this bounds the work on a pasted page. */
const LONGEST = 1_000

/** A text as places in a table of so many. */
export function textGrams(text: string, places: number): Int32Array {
  const found = new Set<number>()
  addText(words(text.slice(0, LONGEST)), places, found)
  return Int32Array.from(found)
}

/** The labels that are likely, the likeliest first: of the whole text or of one of its sentences, whichever says it more plainly. */
export function guesses(text: string, ear: Ear): readonly Guess[] {
  const whole = text.slice(0, LONGEST).trim()
  const sentences = [...whole.matchAll(PARTS)]
    .map(([part]) => part.trim())
    .filter((part) => words(part).length >= FEWEST_WORDS)
  const parts = sentences.length > 1 ? [whole, ...sentences.slice(0, MOST_PARTS)] : [whole]
  const best = new Map<string, Guess>()
  for (const part of parts) {
    const scores = sparseScores(ear.weights, textGrams(part, placesOf(ear.weights)))
    for (const [n, label] of ear.labels.entries()) {
      const chance = sigmoid(scores[n] ?? 0)
      if (chance >= ear.from && chance > (best.get(label)?.chance ?? 0))
        best.set(label, { label, chance, part })
    }
  }
  return [...best.values()].sort((a, b) => b.chance - a.chance || (a.label < b.label ? -1 : 1))
}
