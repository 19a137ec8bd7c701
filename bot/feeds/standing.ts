import type { Feed } from '../../domain/school/school.ts'
import type { FeedState } from './records.ts'

/**
 * How a feed is: `fresh`; `failing` (the last try failed, what stands is still young); `old` (what stands was read more than three
 * rounds ago); `never` (nothing of it was ever read).
 */
export type Standing = 'fresh' | 'failing' | 'old' | 'never'

/** A feed and how it is, for operators. */
export interface FeedStanding {
  readonly feed: Feed
  /** Ids of the schools that show it. */
  readonly schools: readonly string[]
  readonly state: FeedState | undefined
  readonly standing: Standing
}

/** A server that was away for a night is no trouble yet. */
const ROUNDS_TILL_OLD = 3
const HOUR_MS = 3_600_000

/** `everyHours` is how often it is to be read. */
export function standingOf(state: FeedState | undefined, everyHours: number, now: Date): Standing {
  if (state?.lastSuccess === undefined) return 'never'
  if (ageHours(state.lastSuccess, now) > everyHours * ROUNDS_TILL_OLD) return 'old'
  return state.lastFailure ? 'failing' : 'fresh'
}

/** Whether operators have to look. A feed that has not been tried yet is none: it is being read for the first time. */
export const isTrouble = ({ standing, state }: FeedStanding): boolean =>
  standing === 'old' || standing === 'failing' || (standing === 'never' && state?.lastFailure !== undefined)

/** How old what stands is, in hours. */
export const ageHours = (lastSuccess: string, now: Date): number =>
  (now.getTime() - Date.parse(lastSuccess)) / HOUR_MS
