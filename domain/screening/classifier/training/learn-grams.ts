import { learnRegressions } from '../../../grams/learn.ts'
import type { Regressions } from '../../../grams/regressions.ts'
import { ConcernKind, RESPONSES } from '../../types.ts'
import { GRAM_OUTPUTS, GRAM_PLACES } from '../grams.ts'
import { WHENS } from '../shape.ts'
import type { Label } from './loss.ts'

export interface GramExample extends Label {
  readonly grams: Int32Array
}

/** What is right for one example, output by output; NaN where the question does not arise. */
function targets({ response, kinds, about, when }: Label): Float32Array {
  const wanted = new Float32Array(GRAM_OUTPUTS.count)
  const level = RESPONSES.indexOf(response)
  for (let n = 0; n < GRAM_OUTPUTS.atLeast.count; n += 1) wanted[n] = level > n ? 1 : 0
  for (const [n, kind] of ConcernKind.options.entries()) {
    wanted[GRAM_OUTPUTS.kinds.from + n] = kinds.includes(kind) ? 1 : 0
  }
  const isWorry = response !== 'none'
  wanted[GRAM_OUTPUTS.aboutOther] = isWorry ? Number(about === 'other') : Number.NaN
  for (const [n, one] of WHENS.entries()) {
    wanted[GRAM_OUTPUTS.when.from + n] = isWorry ? Number(when === one) : Number.NaN
  }
  return wanted
}

/** Learns all regressions together. The same for the same examples and chance. */
export function learnGrams(examples: readonly GramExample[], random: () => number): Regressions {
  const lessons = examples.map((example) => ({ grams: example.grams, wanted: targets(example) }))
  return learnRegressions(lessons, { places: GRAM_PLACES, outputs: GRAM_OUTPUTS.count }, random)
}
