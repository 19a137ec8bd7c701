import type { Exchange } from '../types.ts'
import { addText, addWords } from '../../grams/cut.ts'
import type { Words } from '../../grams/cut.ts'
import { OUTPUTS } from './shape.ts'

/** Places in the table. Each has a weight for every output. */
export const GRAM_PLACES = 2 ** 19

/** Cuts a message, and what came before it, into grams. `words` gives the words of a text as they are read. */
export function gramsOf(
  words: (text: string) => Words,
  text: string,
  before: readonly Exchange[] = [],
  question?: string,
): Int32Array {
  const places = new Set<number>()
  const bot = (said: string | undefined): void => {
    if (said !== undefined && said !== '') addWords(words(said), 'bot:', GRAM_PLACES, places)
  }
  for (const exchange of before) {
    bot(exchange.bot)
    addText(words(exchange.yp), GRAM_PLACES, places)
  }
  bot(question)
  addText(words(text), GRAM_PLACES, places)
  return Int32Array.from(places)
}

/** The outputs of the regressions: at least note, at least reach-out, act-now; each kind; about another; each when. */
export const GRAM_OUTPUTS = {
  atLeast: { from: 0, count: 3 },
  kinds: { from: 3, count: OUTPUTS.kinds.count },
  aboutOther: 3 + OUTPUTS.kinds.count,
  when: { from: 4 + OUTPUTS.kinds.count, count: 3 },
  count: 7 + OUTPUTS.kinds.count,
} as const
