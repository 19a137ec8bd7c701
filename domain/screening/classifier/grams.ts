import { addPairs, addText, addWords, placesIn } from '../../grams/cut.ts'
import type { Hashes, Words } from '../../grams/cut.ts'
import type { Regressions } from '../../grams/regressions.ts'
import type { Exchange } from '../types.ts'
import { OUTPUTS } from './answers.ts'

/** The regressions of the classifier, in two tables. */
export interface GramModel {
  /** How urgent it is: at least note, at least reach-out, act-now. */
  readonly levels: Regressions
  /** What it is, about whom, and when. */
  readonly others: Regressions
}

/** Places and outputs of each table. How urgent it is is heard by pairs of words as well, of which there are many. */
export const TABLES = {
  levels: { places: 2 ** 21, outputs: 3 },
  others: { places: 2 ** 18, outputs: 4 + OUTPUTS.kinds.count },
} as const

/** The outputs of the second table: each kind; about another; each when. */
export const OTHERS = {
  kinds: { from: 0, count: OUTPUTS.kinds.count },
  aboutOther: OUTPUTS.kinds.count,
  when: { from: OUTPUTS.kinds.count + 1, count: 3 },
} as const

/** A message and what came before it, as places in both tables. */
export type Grams = Readonly<Record<keyof GramModel, Int32Array>>

/** Cuts a message, and what came before it, into grams. `words` gives the words of a text as they are read. */
export function gramsOf(
  words: (text: string) => Words,
  text: string,
  before: readonly Exchange[] = [],
  question?: string,
): Grams {
  const [near, pairs]: [Hashes, Hashes] = [[], []]
  const add = (said: string, by: 'bot:' | ''): void => {
    if (said === '') return
    const cut = words(said)
    if (by === '') addText(cut, near)
    else addWords(cut, by, near)
    addPairs(cut, by, pairs)
  }
  for (const exchange of before) {
    add(exchange.bot, 'bot:')
    add(exchange.yp, '')
  }
  add(question ?? '', 'bot:')
  add(text, '')
  return {
    levels: placesIn([...near, ...pairs], TABLES.levels.places),
    others: placesIn(near, TABLES.others.places),
  }
}
