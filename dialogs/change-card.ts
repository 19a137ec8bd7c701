import type { Texts } from '../content/load-texts.ts'
import { changesOf } from '../domain/measures/change.ts'
import type { ItemChange } from '../domain/measures/change.ts'
import type { MeasureItem } from '../domain/measures/instruments.ts'
import { scaleOf } from '../domain/measures/instruments.ts'
import type { Person } from '../domain/conversation/person.ts'
import { dateInWords } from './dates.ts'
import type { ChangeCard } from './reply.ts'
import { labels } from './said.ts'
import type { Scope } from './scope.ts'

/** An answer to a measure in words: "7 out of 10", "Some of the time". */
export const measureAnswer = (texts: Texts, item: MeasureItem, answer: number): string =>
  item.answers === 'zero-to-ten'
    ? texts.text('measures.answer', { number: answer })
    : labels(texts.choices(`measures.${item.answers}`), [String(answer)])

/** Each question with where it stood then and now, as numbers for a picture and in words. */
export function changeItems(texts: Texts, person: Person): ChangeCard['items'] {
  const last = person.reviews.at(-1)
  const on = (at: string | undefined) => (at === undefined ? '' : dateInWords(new Date(at), texts.locale))
  return changesOf(person).map(({ item, first, later }: ItemChange) => ({
    question: texts.text(`measures.${item.id}`),
    ...scaleOf(item),
    first,
    later,
    said: [
      texts.text('measures.then', { date: on(person.measuredAt), answer: measureAnswer(texts, item, first) }),
      texts.text('measures.later', { date: on(last?.at), answer: measureAnswer(texts, item, later) }),
    ],
  }))
}

/** Their own change as a card; undefined when nothing was answered both times. */
export function changeCard(scope: Scope): ChangeCard | undefined {
  const items = changeItems(scope.texts, scope.person)
  return items.length === 0
    ? undefined
    : { type: 'change', heading: scope.text('measures.change.card'), items }
}
