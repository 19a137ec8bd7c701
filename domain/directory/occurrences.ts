import type { CalendarDay, ClockTime } from '../time/london.ts'
import { calendarDay, clockText, dayText, inLondon, weekdayOf } from '../time/london.ts'
import { dateOfDay, daysBetween } from './iso-days.ts'
import type { OpenActiveDate } from './openactive.ts'
import type { Time } from './times.ts'
import { isoDate } from './times.ts'

/** One time something takes place, on London's calendar and clock. */
export interface Occurrence {
  /** ISO date. */
  readonly date: string
  /** Clock times `18:30`; absent when only the day is known. */
  readonly from?: string | undefined
  readonly to?: string | undefined
}

const DAY_MS = 86_400_000
const HAS_ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i

/** The day and the clock time of a feed's date: with a zone it is an instant, without one London's own, or a day alone. */
export function readMoment(text: string | undefined): { day: CalendarDay; time?: ClockTime } | undefined {
  const date = isoDate(text)
  if (date === undefined || text === undefined) return undefined
  const clock = /T(\d{2}):(\d{2})/.exec(text)
  if (!clock) return { day: calendarDay(date) }
  if (HAS_ZONE.test(text.trim())) {
    const at = new Date(text.trim())
    if (!Number.isNaN(at.getTime())) return inLondon(at)
  }
  const [hour, minute] = [Number(clock[1]), Number(clock[2])]
  return hour > 23 || minute > 59
    ? { day: calendarDay(date) }
    : { day: calendarDay(date), time: { hour, minute } }
}

/** Minutes of an ISO 8601 duration (`PT1H30M`, `P1D`); undefined when it is none. */
export function minutesOf(duration: string | undefined): number | undefined {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+(?:\.\d+)?S)?)?$/i.exec(duration?.trim() ?? '')
  if (!found) return undefined
  const minutes = Number(found[1] ?? 0) * 1440 + Number(found[2] ?? 0) * 60 + Number(found[3] ?? 0)
  return minutes > 0 ? minutes : undefined
}

/** When one dated event takes place; undefined without a day. Ends like 19:59:59 are 20:00. */
export function occurrenceOf(event: OpenActiveDate): Occurrence | undefined {
  const start = readMoment(event.startDate)
  if (!start) return undefined
  const date = dayText(start.day)
  if (!start.time) return { date }
  const end = readMoment(rounded(event.endDate))
  const sameDay = end?.time && dayText(end.day) === date ? clockText(end.time) : undefined
  return {
    date,
    from: clockText(start.time),
    to: sameDay ?? clockAfter(start.time, minutesOf(event.duration)),
  }
}

function rounded(end: string | undefined): string | undefined {
  const found = /^(.*T)(\d{2}):(\d{2}):59(.*)$/.exec(end ?? '')
  if (!found) return end
  const minutes = Number(found[2]) * 60 + Number(found[3]) + 1
  const pad = (n: number) => String(n).padStart(2, '0')
  return minutes < 1440
    ? `${found[1]}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}:00${found[4]}`
    : end
}

/** The clock so many minutes later, when that is the same day. */
export function clockAfter(time: ClockTime, minutes: number | undefined): string | undefined {
  if (minutes === undefined) return undefined
  const end = time.hour * 60 + time.minute + minutes
  return end < 1440 ? clockText({ hour: Math.floor(end / 60), minute: end % 60 }) : undefined
}

/**
 * Occurrences said as regular times: the same hours on the same weekday are one time, from its next date to the last that is known.
 * One date alone stands from itself to itself, so that nobody takes it for every week.
 */
export function timesOfOccurrences(occurrences: readonly Occurrence[]): Time[] {
  const groups = new Map<string, { one: Occurrence; dates: Set<string> }>()
  for (const one of occurrences) {
    const key = `${weekdayOf(calendarDay(one.date))}|${one.from ?? ''}|${one.to ?? ''}`
    const group = groups.get(key) ?? { one, dates: new Set<string>() }
    groups.set(key, group)
    group.dates.add(one.date)
  }
  return [...groups.values()]
    .map(({ one, dates }) => ({ one, dates: [...dates].sort() }))
    .sort((a, b) => ((a.dates[0] ?? '') < (b.dates[0] ?? '') ? -1 : 1))
    .map(({ one, dates }) => {
      const [first = one.date, last = one.date] = [dates[0], dates.at(-1)]
      const every = rhythm(dates)
      return {
        day: weekdayOf(calendarDay(one.date)),
        ...(one.from === undefined ? {} : { from: one.from }),
        ...(one.to === undefined ? {} : { to: one.to }),
        validFrom: first,
        validTo: last,
        ...(every ? { every } : {}),
      }
    })
}

/** How often, by the gaps between dates on one weekday: a school holiday left out does not make it monthly. */
function rhythm(dates: readonly string[]): Time['every'] {
  const gaps = dates.slice(1).map((date, i) => daysBetween(dates[i] ?? date, date))
  const least = Math.min(...gaps)
  if (gaps.length === 0 || least < 14) return undefined
  return least < 28 ? 'fortnight' : 'month'
}

/** Whether a dated event ended before the instant; one without an end has its day. */
export function isOver(event: OpenActiveDate, now: Date): boolean {
  const end = event.endDate ?? event.startDate
  if (end === undefined || isoDate(end) === undefined) return false
  if (event.endDate !== undefined && HAS_ZONE.test(end.trim())) return Date.parse(end) <= now.getTime()
  const moment = readMoment(end)
  if (!moment) return false
  const today = inLondon(now)
  const [day, on] = [dayText(moment.day), dayText(today.day)]
  if (day !== on) return day < on
  return (
    event.endDate !== undefined &&
    moment.time !== undefined &&
    clockText(moment.time) <= clockText(today.time)
  )
}

/** Days from today that dates are looked for: term and holiday both fit, and nobody plans further. */
export const HORIZON_DAYS = 120

export const horizonOf = (today: string): string =>
  new Date(dateOfDay(today).getTime() + HORIZON_DAYS * DAY_MS).toISOString().slice(0, 10)
