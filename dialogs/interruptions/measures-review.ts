import { changesOf, isReviewDue, REVIEW, reviewItems } from '../../domain/measures/change.ts'
import { changeCard } from '../change-card.ts'
import { Phase } from '../phase.ts'
import { itemQuestion } from '../phases/measures.ts'
import { end, goTo, unclear } from '../question.ts'
import type { Outcome, Push, Question } from '../question.ts'
import type { Scope } from '../scope.ts'

/** What puts the review on top; undefined when it is not its time: too soon, nothing answered at the start, or after a worry. */
export function reviewPush(scope: Scope): Push | undefined {
  if (scope.afterWorry || !isReviewDue(scope.school.measures, scope.person, scope.now)) return undefined
  return { phase: 'measures-review', options: { until: 'phase' } }
}

const offer: Question = {
  name: 'offer',
  why: 'measures.review.why',
  applies: (scope) => !scope.afterWorry,
  ask(scope) {
    scope.remember({ reviewAskedAt: scope.now.toISOString() })
    return {
      say: 'measures.review.ask',
      choices: scope.texts.choices('measures.review'),
      skippable: false,
    }
  },
  take(answer, scope): Outcome {
    if (answer.chose.includes('no')) return declined(scope)
    if (!answer.chose.includes('yes')) return unclear
    const reviews = [...scope.person.reviews, { at: scope.now.toISOString(), answers: {} }]
    scope.remember({ reviews: reviews.slice(-REVIEW.most) })
    return goTo('items')
  },
  skip: declined,
}

function declined(scope: Scope): Outcome {
  scope.say('measures.review.no')
  return end()
}

/** Shows what they said then and now, and asks about sending it where something was sent before. */
function show(scope: Scope): Outcome {
  const card = changeCard(scope)
  if (!card) {
    // Everything was skipped: there is no review to keep.
    scope.remember({ reviews: scope.person.reviews.slice(0, -1) })
    scope.say('measures.review.nothing')
    return end()
  }
  scope.say('measures.change', {}, { cards: [card] })
  return scope.person.agreed ? goTo('share') : end()
}

const share: Question = {
  name: 'share',
  why: 'measures.why',
  applies: (scope) => scope.person.agreed !== undefined && changesOf(scope.person).length > 0,
  ask: (scope) => ({
    say: 'measures.review.share',
    choices: scope.texts.choices('measures.review.share'),
    skippable: false,
  }),
  take(answer): Outcome {
    // Nothing leaves here: the summary comes up with this as a line of it, and is sent by their yes.
    if (answer.chose.includes('yes'))
      return end({ phase: 'summary', options: { question: 'review', until: 'phase' } })
    return answer.chose.includes('no') ? end() : unclear
  },
  skip: () => end(),
}

/** The measures once more, when they come back or look at their goal again; offered, never pressed, and not after a worry. */
export class MeasuresReview extends Phase {
  override readonly interrupts = true
  readonly questions: readonly Question[] = [
    offer,
    itemQuestion({
      items: (scope) => reviewItems(scope.school.measures, scope.person),
      keep(scope, { id }, value) {
        const last = scope.person.reviews.at(-1)
        if (!last) return
        const answers = { ...last.answers, [id]: value }
        scope.remember({ reviews: [...scope.person.reviews.slice(0, -1), { ...last, answers }] })
      },
      whenDone: show,
    }),
    share,
  ]

  constructor() {
    super('measures-review')
  }
}
