import type { CalendarDay } from '../time/london.ts'
import { dayText, inLondon, weekdayOf } from '../time/london.ts'
import { spansFrom } from '../safety/opening.ts'
import type { DutyContact } from './school.ts'

/**
 * A week, in which nearly everybody reads, is worked out in a tenth of the time; else longer than the summer holidays: someone is
 * found who reads again when school begins.
 */
const LOOK_AHEAD_DAYS = [8, 70] as const

export interface NextRead {
  readonly contact: DutyContact
  /** Now, when someone is reading; else the moment their hours begin. */
  readonly at: Date
  /** True when this moment lies within the contact's hours. Hours are when alerts are read, not a promise of a minute. */
  readonly reading: boolean
}

/**
 * Who of the duty contacts reads alerts now, or else who is the next to. Hours are Europe/London, none on bank holidays
 * (`holidays`, as `2026-12-28`) nor while a contact is away. When several could, the first in the school's order is named.
 * Undefined when nobody reads within ten weeks: then the truth is that nobody is known to read it.
 */
export function nextRead(
  contacts: readonly DutyContact[],
  now: Date,
  holidays: ReadonlySet<string>,
): NextRead | undefined {
  let soonest: NextRead | undefined
  for (const contact of contacts) {
    const at = nextMomentOf(contact, now, holidays)
    if (at && (!soonest || at < soonest.at))
      soonest = { contact, at, reading: at.getTime() === now.getTime() }
  }
  return soonest
}

function nextMomentOf(contact: DutyContact, now: Date, holidays: ReadonlySet<string>): Date | undefined {
  const isOff = (day: CalendarDay): boolean => {
    const text = dayText(day)
    return holidays.has(text) || (contact.away ?? []).some((away) => away.from <= text && text <= away.to)
  }
  const hoursOf = (day: CalendarDay) => (isOff(day) ? undefined : weekdayOf(day))
  for (const days of LOOK_AHEAD_DAYS) {
    const spans = spansFrom(contact.hours, inLondon(now).day, days, hoursOf)
    const span = spans.find((one) => one.end > now)
    if (span) return span.start > now ? span.start : now
  }
  return undefined
}
