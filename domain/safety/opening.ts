import type { CalendarDay, ClockTime, Weekday } from '../time/london.ts'
import { addDays, clockTime, dayText, inLondon, londonInstant, weekdayOf } from '../time/london.ts'
import type { Hours } from './register.ts'

/** A time of being open, from `start` until just before `end`. */
export interface Span {
  readonly start: Date
  readonly end: Date
}

export interface WeeklySpan {
  readonly day: Weekday
  readonly from: string
  /** At or before `from`: on the next day. */
  readonly to: string
}

export type Opening =
  | { readonly open: 'now'; readonly closesAt?: Date }
  | { readonly open: 'later'; readonly opensAt: Date }
  | { readonly open: 'unknown' }

/** A week, and a second one because bank holidays may take days out of the first. */
const LOOK_AHEAD_DAYS = 14

/**
 * Whether a service is open at this moment in Europe/London, until when, or when it opens next. `holidays` are the nation's bank
 * holidays as `2026-12-28`. Hours that are not known, and bank holidays without a rule, answer `unknown`: never a guess.
 */
export function openingAt(hours: Hours, now: Date, holidays: ReadonlySet<string>): Opening {
  if (hours === 'always') return { open: 'now' }
  if (hours === 'unknown') return { open: 'unknown' }
  const isHoliday = (day: CalendarDay) => holidays.has(dayText(day))
  const hoursOf = (day: CalendarDay): Weekday | undefined => {
    if (!isHoliday(day) || hours.bankHolidays === 'same') return weekdayOf(day)
    return hours.bankHolidays === 'as-sunday' ? 'sunday' : undefined
  }
  const today = inLondon(now).day
  const spans = spansFrom(hours.weekly, addDays(today, -1), LOOK_AHEAD_DAYS, hoursOf)
  const current = spans.find((span) => span.start <= now && now < span.end)
  if (current) return { open: 'now', closesAt: current.end }
  if (hours.bankHolidays === 'unknown' && isHoliday(today)) return { open: 'unknown' }
  const next = spans.find((span) => span.start > now)
  return next ? { open: 'later', opensAt: next.start } : { open: 'unknown' }
}

/**
 * The spans that begin on `days` calendar days from `first` on, in order, with spans that touch made one. `hoursOf` says which
 * weekday's hours a day keeps, undefined for none.
 */
export function spansFrom(
  weekly: readonly WeeklySpan[],
  first: CalendarDay,
  days: number,
  hoursOf: (day: CalendarDay) => Weekday | undefined,
): Span[] {
  const spans: Span[] = []
  for (let ahead = 0; ahead < days; ahead += 1) {
    const day = addDays(first, ahead)
    const kept = hoursOf(day)
    for (const span of weekly) {
      if (span.day !== kept) continue
      const ends = span.to <= span.from ? addDays(day, 1) : day
      spans.push({ start: instantOf(day, span.from), end: instantOf(ends, span.to) })
    }
  }
  return joined(spans.sort((a, b) => a.start.getTime() - b.start.getTime()))
}

function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const span of spans) {
    const last = result.at(-1)
    if (last && span.start <= last.end) {
      result[result.length - 1] = { start: last.start, end: span.end > last.end ? span.end : last.end }
    } else {
      result.push(span)
    }
  }
  return result
}

/** The instant London's clock shows this; in the hour that March skips, the moment of the skip. */
function instantOf(day: CalendarDay, text: string): Date {
  const time = clockTime(text)
  const afterTheSkip: ClockTime = { hour: time.hour + 1, minute: 0 }
  const instant = londonInstant(day, time) ?? londonInstant(day, afterTheSkip)
  if (!instant) throw new RangeError(`no such time in London: ${dayText(day)} ${text}`)
  return instant
}
