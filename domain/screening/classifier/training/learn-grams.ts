import { learnRegressions } from '../../../grams/learn.ts'
import { ConcernKind, RESPONSES } from '../../types.ts'
import { OTHERS, TABLES } from '../grams.ts'
import type { GramModel, Grams } from '../grams.ts'
import { WHENS } from '../answers.ts'
import type { Label } from './loss.ts'

export interface GramExample extends Label {
  readonly grams: Grams
}

/** Pairs of words are many and few of them tell: they are learnt longer, from labels that are doubted a little. */
const HABITS = {
  levels: { epochs: 12, doubt: 0.1 },
  others: { epochs: 6 },
} as const

/** What is right for one example, output by output. */
function levelsOf({ response }: Label): Float32Array {
  const level = RESPONSES.indexOf(response)
  return Float32Array.from({ length: TABLES.levels.outputs }, (_, n) => (level > n ? 1 : 0))
}

/** The same of the second table; NaN where the question does not arise. */
function othersOf({ response, kinds, about, when }: Label): Float32Array {
  const wanted = new Float32Array(TABLES.others.outputs)
  for (const [n, kind] of ConcernKind.options.entries()) {
    wanted[OTHERS.kinds.from + n] = kinds.includes(kind) ? 1 : 0
  }
  const isWorry = response !== 'none'
  wanted[OTHERS.aboutOther] = isWorry ? Number(about === 'other') : Number.NaN
  for (const [n, one] of WHENS.entries()) {
    wanted[OTHERS.when.from + n] = isWorry ? Number(when === one) : Number.NaN
  }
  return wanted
}

/** Learns all regressions of a table together. The same for the same examples and chance. */
export function learnGrams(examples: readonly GramExample[], random: () => number): GramModel {
  const learn = (table: keyof GramModel, wanted: (of: Label) => Float32Array) =>
    learnRegressions(
      examples.map((example) => ({ grams: example.grams[table], wanted: wanted(example) })),
      { ...TABLES[table], ...HABITS[table] },
      random,
    )
  return { levels: learn('levels', levelsOf), others: learn('others', othersOf) }
}
