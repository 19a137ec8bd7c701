import type { Decision } from '../../../domain/directory/decisions.ts'
import { BY_HAND, decisionOn } from '../../../domain/directory/decisions.ts'
import type { Opportunity } from '../../../domain/directory/opportunity.ts'
import { isPaused } from '../../../domain/directory/opportunity.ts'
import { WEEKDAYS } from '../../../domain/time/london.ts'
import type { Weekday } from '../../../domain/time/london.ts'

export const PAGE_SIZE = 20
export const WITHIN_MILES = [1, 2, 5, 10, 20] as const
export const COSTS = ['free', 'paid', 'unknown'] as const
export const STATES = ['open', 'over', 'hidden', 'pinned', 'corrected', 'by-hand'] as const
export type State = (typeof STATES)[number]
/** More than this is no search. */
const LONGEST_SEARCH = 200
const OLDEST = 120

/** What was asked for in the address; anything that makes no sense is as if it had not been asked. */
export interface Asked {
  readonly q: string
  readonly age: number | undefined
  readonly near: string
  readonly within: number | undefined
  readonly cost: (typeof COSTS)[number] | undefined
  readonly day: Weekday | undefined
  readonly source: string | undefined
  readonly state: State | undefined
  /** From 1. */
  readonly page: number
  /** The address of another page of the same search. */
  address(page: number): string
}

export function askedIn(query: URLSearchParams): Asked {
  const valueOf = (name: string) => (query.get(name) ?? '').trim().slice(0, LONGEST_SEARCH)
  const oneOf = <T extends string>(name: string, options: readonly T[]) =>
    options.find((option) => option === query.get(name))
  const whole = (name: string, most: number) => {
    const value = valueOf(name)
    return /^\d{1,4}$/.test(value) && Number(value) <= most ? Number(value) : undefined
  }
  const source = valueOf('source')
  return {
    q: valueOf('q'),
    age: whole('age', OLDEST),
    near: valueOf('near'),
    within: WITHIN_MILES.find((miles) => String(miles) === query.get('within')),
    cost: oneOf('cost', COSTS),
    day: oneOf('day', WEEKDAYS),
    source: source === '' ? undefined : source,
    state: oneOf('state', STATES),
    page: Math.max(1, whole('page', 9999) ?? 1),
    address(page) {
      const other = new URLSearchParams([...query].filter(([, value]) => value !== ''))
      other.set('page', String(page))
      return `/inbox/directory?${other.toString()}`
    },
  }
}

/** Whether it takes place: not closed, for good or for a time, not over. */
export function isOpen(o: Opportunity, today: string): boolean {
  return (
    (o.status === 'active' || o.status === 'unknown') &&
    (o.expires === undefined || o.expires >= today) &&
    !isPaused(o.closed, today)
  )
}

/** Whether an entry is in the state that was asked for. */
export function inState(
  state: State,
  o: Opportunity,
  decisions: readonly Decision[],
  today: string,
): boolean {
  const isHidden = decisionOn(decisions, 'hide', o.id) !== undefined
  switch (state) {
    case 'open':
      return isOpen(o, today) && !isHidden
    case 'over':
      return !isOpen(o, today)
    case 'hidden':
      return isHidden
    case 'pinned':
      return decisionOn(decisions, 'pin', o.id) !== undefined
    case 'corrected':
      return decisionOn(decisions, 'correction', o.id) !== undefined
    case 'by-hand':
      return o.source === BY_HAND
  }
}
