import { numberIn } from '../../domain/understanding/answers.ts'
import { Phase } from '../phase.ts'
import { next } from '../question.ts'
import type { Question } from '../question.ts'
import { sayBack } from '../said.ts'
import { cardsQuestion } from './cards.ts'

const goal: Question = {
  name: 'goal',
  why: 'goal.why',
  ask: () => ({ say: 'goal.ask' }),
  take(answer, scope) {
    scope.remember({ goal: answer.text })
    if (!scope.gentle) sayBack(scope, answer.text)
    return next()
  },
  skip(scope) {
    scope.remember({ goal: null })
    return next()
  },
  answered: (person) => person.goal ?? undefined,
}

const SCALE = { min: 0, max: 10 }

const confidence: Question = {
  name: 'confidence',
  why: 'goal.confidence.why',
  applies: (scope) => scope.person.goal !== null,
  ask: (scope) => ({
    say: 'goal.confidence',
    scale: { ...SCALE, low: scope.text('goal.confidence.low'), high: scope.text('goal.confidence.high') },
  }),
  take(answer, scope) {
    const number = numberIn(answer.text, scope.texts.words.numbers)
    if (number === undefined || number < SCALE.min || number > SCALE.max) {
      return { to: 'unclear', say: 'goal.confidence.unclear' }
    }
    scope.remember({ confidence: number })
    return next()
  },
  skip(scope) {
    scope.remember({ confidence: null })
    return next()
  },
  answered: (person) => (person.confidence == null ? undefined : String(person.confidence)),
}

/** What they are good at, a goal in their own words, and how sure they are of one small step. */
export class Strengths extends Phase {
  readonly questions = [
    cardsQuestion({
      phase: 'strengths',
      keep: (strengths) => ({ strengths }),
      kept: (person) => person.strengths,
    }),
    goal,
    confidence,
  ]

  constructor() {
    super('strengths')
  }
}
