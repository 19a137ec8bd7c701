import type { Slot } from '../../domain/booking/types.ts'
import { daysUntil } from '../dates.ts'
import type { Notes } from '../question.ts'
import type { Scope } from '../scope.ts'
import { bookedOf } from './book-details.ts'

/** Times offered at once: three fit on a small screen and in a full head. */
export const TIMES_AT_ONCE = 3
/** What comes after the times that were shown is looked for among this many: more than a month of a full diary. */
const ALL_TIMES = 500
/** A note of the times that words may mean, where these are not the next ones. */
const AMONG = 'among'

/** The time they have already: no other to change to. */
export const ownTime = (scope: Scope): string[] => {
  const booked = bookedOf(scope)
  return booked ? [booked.slot.id] : []
}

/** Every time that is free for them. */
export const allTimes = (scope: Scope): Promise<readonly Slot[]> =>
  scope.services.diaries.free(scope.school.id, scope.now, ALL_TIMES, ownTime(scope), scope.draft.id)

/** Whether a question is put of some times only. */
export const isAmong = (notes: Notes): boolean => notes[AMONG] !== undefined

/** Notes that put the question of these times only. */
export const among = (times: readonly Slot[]): Notes => ({ [AMONG]: times.map(({ id }) => id).join(' ') })

/** The next free times, asked of the diary at this very moment (never cached); after the last ones, the first again. */
export async function freeTimes(scope: Scope, notes: Notes): Promise<readonly Slot[]> {
  const { diaries } = scope.services
  const own = ownTime(scope)
  const asked = isAmong(notes) ? await shownTimes(scope, notes) : []
  if (asked.length > 0) return asked
  const seen = [...scope.person.slotsSeen, ...own]
  const fresh = await diaries.free(scope.school.id, scope.now, TIMES_AT_ONCE, seen, scope.draft.id)
  if (fresh.length > 0 || scope.person.slotsSeen.length === 0) return fresh
  scope.say('book.no-more')
  scope.remember({ slotsSeen: [] })
  return diaries.free(scope.school.id, scope.now, TIMES_AT_ONCE, own, scope.draft.id)
}

/** The times that stand: those the question is put of, or the first of those that were not passed over. */
export async function shownTimes(scope: Scope, notes: Notes): Promise<readonly Slot[]> {
  const free = await allTimes(scope)
  const only = notes[AMONG]?.split(' ')
  const left = free.filter(({ id }) => only?.includes(id))
  // Of those that were asked about none may be free any more: then it is the next ones.
  if (left.length > 0) return left
  return free.filter(({ id }) => !scope.person.slotsSeen.includes(id)).slice(0, TIMES_AT_ONCE)
}

/** Passes over what is free before a time, so that it is the next one that is shown. */
export function passTo(scope: Scope, time: Slot, free: readonly Slot[]): void {
  scope.remember({ slotsSeen: free.slice(0, free.indexOf(time)).map(({ id }) => id) })
}

/** How long it is until then, as it is: "today", "tomorrow", "in 12 days". */
export function waitOf(scope: Scope, { start }: Slot): string {
  const days = daysUntil(new Date(start), scope.now)
  return days < 2
    ? scope.text(days <= 0 ? 'book.wait.today' : 'book.wait.tomorrow')
    : scope.text('book.wait.days', { days })
}
