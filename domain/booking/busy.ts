import type { Taken } from './slots.ts'

/**
 * What a link worker's calendar says, as far as it is known. `read`: as it stood at `readAt`, fresh enough to offer times by. `old`: it
 * cannot be read now, and this is the last copy. `unknown`: it cannot be read, and no copy is young enough to mean anything.
 */
export type Busy =
  | { readonly state: 'read' | 'old'; readonly readAt: string; readonly times: readonly Taken[] }
  | { readonly state: 'unknown'; readonly readAt?: string }

export const BUSY_RULE = {
  /** Asked again after this: a change in the calendar shows within five minutes, and no calendar is asked at every message. */
  freshMs: 5 * 60_000,
  /** Before a time is given away, a copy older than this is read again: what was entered a minute ago must count. */
  freshToBookMs: 30_000,
  /** A copy older than a working day says nothing any more. */
  oldMs: 24 * 3_600_000,
  /** By an old copy only times this far ahead are offered: what is entered for soon is what an old copy misses. */
  oldNoticeMs: 48 * 3_600_000,
} as const

/**
 * The first moment from which times are sure enough to be offered, by what is known of the calendar; undefined when none are.
 * A calendar that cannot be read leaves what its last copy, at most a day old, shows as free two days ahead or more.
 */
export function sureFrom(busy: Busy | undefined, now: Date): Date | undefined {
  if (busy === undefined || busy.state === 'read') return now
  return busy.state === 'old' ? new Date(now.getTime() + BUSY_RULE.oldNoticeMs) : undefined
}
