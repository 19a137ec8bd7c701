import { Phase } from '../phase.ts'
import { next } from '../question.ts'
import type { Outcome, Question } from '../question.ts'
import { sayBack, saysNothing } from '../said.ts'
import { numberOn, surenessScale } from '../scale.ts'
import type { Scope } from '../scope.ts'
import { cardsQuestion } from './cards.ts'

const goal: Question = {
  name: 'goal',
  why: 'goal.why',
  ask: () => ({ say: 'goal.ask' }),
  take(answer, scope) {
    if (saysNothing(answer, scope)) return noGoal(scope)
    scope.remember({ goal: answer.text })
    if (!scope.gentle) sayBack(scope, answer.text)
    return next()
  },
  skip: noGoal,
  answered: (person) => person.goal ?? undefined,
}

function noGoal(scope: Scope): Outcome {
  scope.remember({ goal: null })
  return next()
}

const confidence: Question = {
  name: 'confidence',
  why: 'goal.confidence.why',
  applies: (scope) => scope.person.goal !== null,
  ask: (scope) => ({
    say: 'goal.confidence',
    scale: surenessScale(scope),
  }),
  take(answer, scope) {
    const number = numberOn(surenessScale(scope), answer.text, scope.texts.words)
    if (number === undefined) return { to: 'unclear', say: 'goal.confidence.unclear' }
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
