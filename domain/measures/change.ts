import type { Person } from '../conversation/person.ts'
import { itemOf, itemsFor } from './instruments.ts'
import type { MeasureItem, MeasureName } from './instruments.ts'

const DAY_MS = 86_400_000

export const REVIEW = {
  /** Sooner than this the questions ask about the same days twice, and a difference is a mood. */
  afterDays: 14,
  /** Reviews kept: more than anybody has in the year that a conversation is kept. */
  most: 12,
} as const

/** One question that was answered at the start and at the last review. */
export interface ItemChange {
  readonly item: MeasureItem
  readonly first: number
  readonly later: number
}

/** The items put again: those they answered at the start and may still be asked at their age. */
export const reviewItems = (measures: readonly MeasureName[], person: Person): readonly MeasureItem[] =>
  itemsFor(measures, person.age).filter(({ id }) => person.measures[id] != null)

/** Whether it is time to put them again: something was answered at the start, and nothing was asked about it for a while. */
export function isReviewDue(measures: readonly MeasureName[], person: Person, now: Date): boolean {
  const { measuredAt, reviews, reviewAskedAt } = person
  // Answers from before their time was kept: it is not known how old they are.
  if (measuredAt === undefined || reviewItems(measures, person).length === 0) return false
  const last = [measuredAt, ...reviews.map(({ at }) => at), ...(reviewAskedAt ? [reviewAskedAt] : [])]
  const newest = Math.max(...last.map((at) => Date.parse(at)))
  return now.getTime() - newest >= REVIEW.afterDays * DAY_MS
}

/** What was answered both times, in the order of the questions; numbers as given, nothing is added up (domain.md D2). */
export function changesOf({
  measures,
  reviews,
}: Pick<Person, 'measures' | 'reviews'>): readonly ItemChange[] {
  const last = reviews.at(-1)
  return Object.entries(last?.answers ?? {}).flatMap(([id, later]) => {
    const item = itemOf(id)
    const first = measures[id]
    return item && first != null && later !== null ? [{ item, first, later }] : []
  })
}
