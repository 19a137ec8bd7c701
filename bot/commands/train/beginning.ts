import { randomFrom } from '../../../domain/chance/random.ts'
import type { Began } from '../../../domain/screening/classifier/classifier.ts'
import { packRegressions } from '../../../domain/grams/regressions.ts'
import { learnGrams } from '../../../domain/screening/classifier/training/learn-grams.ts'
import { checksum } from '../../../domain/grams/checksum.ts'
import type { Lesson } from './lesson.ts'
import { BEGINNING, PLAN } from './plan.ts'
import { firstSteps } from './steps.ts'
import type { LearningData } from './steps.ts'

/** The beginning of learning, quick to do again: in a test it must come to what it came to when the shipped weights were learnt. */
export function beginningOf(lesson: Lesson, data: LearningData): Began {
  const lines = lesson.learnt.slice(0, BEGINNING.lines).map(lesson.gramExample)
  const { levels, others } = learnGrams(lines, randomFrom(PLAN.seed))
  return {
    network: checksum(firstSteps(data, BEGINNING.steps)),
    grams: [levels, others].map((table) => checksum(packRegressions(table))).join(' '),
  }
}
