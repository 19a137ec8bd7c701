import { isOneOf, numberIn } from '../domain/understanding/answers.ts'
import type { AnswerWords } from '../domain/understanding/answers.ts'
import type { Scope } from './scope.ts'

/** Numbers to choose from, with what stands at either end. */
export interface Scale {
  readonly min: number
  readonly max: number
  readonly low: string
  readonly high: string
}

/** How sure they are of one small step towards their goal. */
export const surenessScale = (scope: Scope): Scale => ({
  min: 0,
  max: 10,
  low: scope.text('goal.confidence.low'),
  high: scope.text('goal.confidence.high'),
})

/** Where on a scale an answer is: a number of it, or the words at one of its ends. */
export function numberOn(
  { min, max, low, high }: Scale,
  text: string,
  { numbers, fillers }: Pick<AnswerWords, 'numbers' | 'fillers'>,
): number | undefined {
  const number = numberIn(text, numbers)
  if (number !== undefined) return number >= min && number <= max ? number : undefined
  if (isOneOf(text, [low], fillers)) return min
  return isOneOf(text, [high], fillers) ? max : undefined
}
