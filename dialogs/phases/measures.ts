import { itemsFor, scaleOf } from '../../domain/measures/instruments.ts'
import type { MeasureItem } from '../../domain/measures/instruments.ts'
import { Phase } from '../phase.ts'
import { goTo, next } from '../question.ts'
import type { Answer, Notes, Outcome, Question } from '../question.ts'
import { numberOn } from '../scale.ts'
import type { Scale } from '../scale.ts'
import type { Scope } from '../scope.ts'

function valueOf(item: MeasureItem, answer: Answer, scope: Scope): number | undefined {
  if (item.answers !== 'zero-to-ten')
    return answer.chose[0] === undefined ? undefined : Number(answer.chose[0])
  return numberOn(scaleShown(item, scope), answer.text, scope.texts.words)
}

const scaleShown = (item: MeasureItem, scope: Scope): Scale => ({
  ...scaleOf(item),
  low: scope.text('measures.ons4.low'),
  high: scope.text('measures.ons4.high'),
})

/** The items of a measure, one after another in their exact published wording; each may be skipped. */
export function itemQuestion(of: {
  items(scope: Scope): readonly MeasureItem[]
  /** null is skipped. */
  keep(scope: Scope, item: MeasureItem, value: number | null): void
  whenDone(scope: Scope): Outcome
}): Question {
  /** Notes keep the item by its id: a measure that changes in mid-conversation goes on at the right one, or ends. */
  const current = (scope: Scope, notes: Notes): MeasureItem | undefined =>
    notes['item'] === undefined ? of.items(scope)[0] : of.items(scope).find(({ id }) => id === notes['item'])

  function keep(scope: Scope, notes: Notes, value: number | null): Outcome {
    const items = of.items(scope)
    const item = current(scope, notes)
    if (!item) return of.whenDone(scope)
    of.keep(scope, item, value)
    const following = items[items.indexOf(item) + 1]
    return following ? goTo('items', { item: following.id }) : of.whenDone(scope)
  }

  return {
    name: 'items',
    why: 'measures.why',
    // Not where the item they stood at is none of theirs any more, as when their age was put right.
    applies: (scope, notes) => current(scope, notes) !== undefined && !scope.afterWorry,
    ask(scope, notes) {
      const items = of.items(scope)
      const item = current(scope, notes)
      if (!item) return { say: 'measures.unclear' }
      const before = items[items.indexOf(item) - 1]
      if (before?.measure !== item.measure) scope.say(`measures.intro.${item.measure}`)
      const say = `measures.${item.id}`
      if (item.answers !== 'zero-to-ten')
        return { say, choices: scope.texts.choices(`measures.${item.answers}`) }
      return { say, scale: scaleShown(item, scope) }
    },
    take(answer, scope, notes) {
      const item = current(scope, notes)
      if (!item) return of.whenDone(scope)
      const value = valueOf(item, answer, scope)
      if (value === undefined) return { to: 'unclear', say: 'measures.unclear' }
      return keep(scope, notes, value)
    },
    skip: (scope, notes) => keep(scope, notes, null),
  }
}

/** Optional measures at the start, off unless the school has turned them on. Help never depends on them. */
export class Measures extends Phase {
  readonly questions = [
    itemQuestion({
      items: (scope) => itemsFor(scope.school.measures, scope.person.age),
      keep(scope, { id }, value) {
        const { measures, measuredAt } = scope.person
        scope.remember({
          measures: { ...measures, [id]: value },
          measuredAt: measuredAt ?? scope.now.toISOString(),
        })
      },
      whenDone: () => next(),
    }),
  ]

  constructor() {
    super('measures')
  }
}
