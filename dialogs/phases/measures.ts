import { itemsFor } from '../../domain/measures/instruments.ts'
import type { MeasureItem } from '../../domain/measures/instruments.ts'
import { numberIn } from '../../domain/understanding/answers.ts'
import { Phase } from '../phase.ts'
import { goTo, next } from '../question.ts'
import type { Answer, Notes, Outcome, Question } from '../question.ts'
import type { Scope } from '../scope.ts'

const SCALE = { min: 0, max: 10 }

const itemsOf = (scope: Scope): readonly MeasureItem[] => itemsFor(scope.school.measures, scope.person.age)

/** Notes keep the item by its id: a measure that changes in mid-conversation goes on at the right one, or ends. */
const current = (scope: Scope, notes: Notes): MeasureItem | undefined =>
  notes['item'] === undefined ? itemsOf(scope)[0] : itemsOf(scope).find((item) => item.id === notes['item'])

function keep(scope: Scope, notes: Notes, value: number | null): Outcome {
  const items = itemsOf(scope)
  const item = current(scope, notes)
  if (!item) return next()
  scope.remember({ measures: { ...scope.person.measures, [item.id]: value } })
  const following = items[items.indexOf(item) + 1]
  return following ? goTo('items', { item: following.id }) : next()
}

function valueOf(item: MeasureItem, answer: Answer, scope: Scope): number | undefined {
  if (item.answers !== 'zero-to-ten')
    return answer.chose[0] === undefined ? undefined : Number(answer.chose[0])
  const number = numberIn(answer.text, scope.texts.words.numbers)
  return number !== undefined && number >= SCALE.min && number <= SCALE.max ? number : undefined
}

const items: Question = {
  name: 'items',
  why: 'measures.why',
  applies: (scope) => itemsOf(scope).length > 0 && !scope.afterWorry,
  ask(scope, notes) {
    const item = current(scope, notes)
    if (!item) return { say: 'measures.unclear' }
    const before = itemsOf(scope)[itemsOf(scope).indexOf(item) - 1]
    if (before?.measure !== item.measure) scope.say(`measures.intro.${item.measure}`)
    const say = `measures.${item.id}`
    if (item.answers !== 'zero-to-ten')
      return { say, choices: scope.texts.choices(`measures.${item.answers}`) }
    return {
      say,
      scale: { ...SCALE, low: scope.text('measures.ons4.low'), high: scope.text('measures.ons4.high') },
    }
  },
  take(answer, scope, notes) {
    const item = current(scope, notes)
    const value = item && valueOf(item, answer, scope)
    if (value === undefined) return { to: 'unclear', say: 'measures.unclear' }
    return keep(scope, notes, value)
  },
  skip: (scope, notes) => keep(scope, notes, null),
}

/** Optional measures, in the exact published wording, off unless the school has turned them on. Help never depends on them. */
export class Measures extends Phase {
  readonly questions = [items]

  constructor() {
    super('measures')
  }
}
