import { isSaid, weighedIn } from '../../../domain/screening/classifier/details.ts'
import type { Details, Halves, Sign, Signs } from '../../../domain/screening/classifier/details.ts'
import type { CorpusLine } from '../../../content/load-corpus.ts'
import type { Finding, Screening, ScreeningContext } from '../../../domain/screening/types.ts'
import type { Judged } from './adjust.ts'
import { fitLogistic, rounded } from './fit-logistic.ts'
import type { LogisticRow } from './fit-logistic.ts'

const NO_SIGN: Sign = { network: 0, grams: 0, said: 0, denied: 0, bias: 0 }
/** Before they are fitted. */
export const NO_SIGNS: Signs = { kind: NO_SIGN, other: NO_SIGN, past: NO_SIGN, future: NO_SIGN }

/** A worry of the corpus, what both halves hear in its last message, and what the rules hear. */
interface Known {
  readonly line: CorpusLine
  readonly details: Details
  readonly heard: readonly Finding[]
}

type Rules = { screen(text: string, context?: ScreeningContext): Screening }

/**
 * How kind, whose a worry is and when are put together, as fits worries best that were not learnt from. What is about somebody else or past
 * counts twice: there is less of it, and it is not to be forgotten for that.
 */
export function fittedSigns(judged: readonly Judged[], rules: Rules): Signs {
  const known = judged.flatMap(({ line, readings: [reading] }): Known[] => {
    const last = line.turns.at(-1)
    if (line.response === 'none' || !reading || !last) return []
    const context = line.isTalk ? { before: line.turns.slice(0, -1), question: last.bot } : undefined
    const { concerns } = rules.screen(last.yp, context)
    return [{ line, details: reading.details, heard: concerns }]
  })
  const sign = (rowsOf: (of: Known) => readonly LogisticRow[]): Sign => {
    const rows = known.flatMap((one) => {
      const isElsewhere = one.line.about === 'other' || one.line.when === 'past'
      return isElsewhere ? [...rowsOf(one), ...rowsOf(one)] : rowsOf(one)
    })
    const [network = 0, grams = 0, said = 0, denied = 0, bias = 0] = fitLogistic(rows).map(rounded)
    return { network, grams, said, denied, bias }
  }
  const row = (halves: Halves, said: boolean | undefined, is: boolean): LogisticRow => ({
    given: weighedIn(halves, said),
    is,
  })
  const signOf = (when: 'past' | 'future') =>
    sign(({ line, details, heard: [heard] }) => [
      row(details[when], isSaid(heard?.when, when), line.when === when),
    ])
  return {
    kind: sign(({ line, details, heard }) =>
      details.kinds.map(([kind, halves]) =>
        row(
          halves,
          heard.length === 0 ? undefined : heard.some((one) => one.kind === kind),
          line.kinds.includes(kind),
        ),
      ),
    ),
    other: sign(({ line, details, heard: [heard] }) => [
      row(details.other, isSaid(heard?.about, 'other'), line.about === 'other'),
    ]),
    past: signOf('past'),
    future: signOf('future'),
  }
}
