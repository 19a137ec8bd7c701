import type { LabelledText } from '../../../content/load-examples.ts'
import { randomFrom, shuffled } from '../../../domain/chance/random.ts'
import { learnRegressions } from '../../../domain/grams/learn.ts'
import { packSparse, sparse } from '../../../domain/grams/sparse.ts'
import type { SparseRegressions } from '../../../domain/grams/sparse.ts'
import { checksum } from '../../../domain/grams/checksum.ts'
import { textGrams } from '../../../domain/understanding/ear.ts'

/** How what is shipped was learnt; `beginning`: texts of which a test learns again. */
export const PLAN = { seed: 2026, places: 2 ** 17, epochs: 8, beginning: 300 } as const

/** What may be heard in these texts, in order. */
export const labelsOf = (texts: readonly LabelledText[]): readonly string[] =>
  [...new Set(texts.flatMap(({ labels }) => labels))].sort()

/** A regression for each label. The same for the same texts. */
export function learn(texts: readonly LabelledText[], labels: readonly string[]): SparseRegressions {
  const lessons = texts.map((one) => ({
    grams: textGrams(one.text, PLAN.places),
    wanted: Float32Array.from(labels, (label) => (one.labels.includes(label) ? 1 : 0)),
  }))
  return sparse(
    learnRegressions(
      lessons,
      { places: PLAN.places, outputs: labels.length, epochs: PLAN.epochs },
      randomFrom(PLAN.seed),
    ),
  )
}

/** A checksum of what the first texts teach: by it a test sees that the whole can be learnt again. */
export function beginning(texts: readonly LabelledText[]): string {
  const first = shuffled(texts, randomFrom(PLAN.seed)).slice(0, PLAN.beginning)
  return checksum(packSparse(learn(first, labelsOf(first))))
}
