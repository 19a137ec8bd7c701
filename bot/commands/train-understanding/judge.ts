import type { LabelledText } from '../../../content/load-examples.ts'
import { sigmoid } from '../../../domain/chance/odds.ts'
import { sparseScores } from '../../../domain/grams/sparse.ts'
import { textGrams } from '../../../domain/understanding/ear.ts'
import { learn, PLAN } from './lesson.ts'

/** A label, its chance in a text of a voice that was not learnt, and whether it is right. */
export interface Trial {
  readonly label: string
  readonly chance: number
  readonly isRight: boolean
}

/** Chances so small are never asked for. */
const LEAST = 0.02

/** Voices are left out in so many lots. */
const LOTS = 4

/** Leaves a quarter of the voices out in turn, learns from the others, and reads them: the honest figure for people whose voice nobody wrote. */
export function* trials(
  texts: readonly LabelledText[],
  labels: readonly string[],
): Generator<{ readonly without: readonly string[]; readonly trials: readonly Trial[] }> {
  const voices = [...new Set(texts.map((one) => one.voice))]
  for (let lot = 0; lot < LOTS; lot += 1) {
    const without = voices.filter((_, at) => at % LOTS === lot)
    const weights = learn(
      texts.filter((one) => !without.includes(one.voice)),
      labels,
    )
    const found: Trial[] = []
    for (const one of texts) {
      if (!without.includes(one.voice)) continue
      const scores = sparseScores(weights, textGrams(one.text, PLAN.places))
      for (const [n, label] of labels.entries()) {
        const chance = sigmoid(scores[n] ?? 0)
        const isRight = one.labels.includes(label)
        if (isRight || chance >= LEAST) found.push({ label, chance, isRight })
      }
    }
    yield { without, trials: found }
  }
}

/** Of what is heard from this chance on, how much is right; of what is to be heard, how much is. */
export function rates(
  of: readonly Trial[],
  from: number,
): { readonly precision: number; readonly recall: number; readonly heard: number } {
  const heard = of.filter(({ chance }) => chance >= from)
  const right = heard.filter(({ isRight }) => isRight).length
  return {
    precision: heard.length === 0 ? 1 : right / heard.length,
    recall: right / Math.max(1, of.filter(({ isRight }) => isRight).length),
    heard: heard.length,
  }
}

/** The lowest chance, in hundredths, from which on so much of what is heard is right. */
export function chanceFor(of: readonly Trial[], precision: number): number {
  const tried = Array.from({ length: 99 - 100 * LEAST }, (_, n) => (n + 1) / 100 + LEAST)
  return tried.find((from) => rates(of, from).precision >= precision) ?? 1
}
