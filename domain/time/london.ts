/**
 * British time as value objects. Everything stored is UTC; everything a person reads or an office keeps is Europe/London.
 * A wrong day or clock time cannot be built: the factories throw a RangeError that names the text.
 */

export const LONDON = 'Europe/London'
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** An instant as ISO 8601 in UTC, `2026-03-29T08:30:00.000Z`. */
export type Instant = string

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** A calendar day with no zone, `2026-03-29`. */
export interface CalendarDay {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** A time on the clock with no zone, `08:30`. */
export interface ClockTime {
  readonly hour: number
  readonly minute: number
}

export function calendarDay(text: string): CalendarDay {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!found) throw new RangeError(`not a calendar day (YYYY-MM-DD): "${text}"`)
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])]
  const check = new Date(Date.UTC(year, month - 1, day))
  if (check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day) {
    throw new RangeError(`no such day: "${text}"`)
  }
  return { year, month, day }
}

export function clockTime(text: string): ClockTime {
  const found = /^(\d{1,2}):(\d{2})$/.exec(text)
  const [hour, minute] = [Number(found?.[1]), Number(found?.[2])]
  if (!found || hour > 23 || minute > 59) throw new RangeError(`not a clock time (HH:MM): "${text}"`)
  return { hour, minute }
}

const pad = (n: number): string => String(n).padStart(2, '0')
export const dayText = (d: CalendarDay): string => `${d.year}-${pad(d.month)}-${pad(d.day)}`
export const clockText = (t: ClockTime): string => `${pad(t.hour)}:${pad(t.minute)}`

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: LONDON,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** What a wall calendar and clock in London show at an instant. */
export function inLondon(at: Date): { day: CalendarDay; time: ClockTime; weekday: Weekday } {
  const read = Object.fromEntries(parts.formatToParts(at).map((p) => [p.type, Number(p.value)]))
  const day = { year: read['year'] ?? 0, month: read['month'] ?? 0, day: read['day'] ?? 0 }
  return { day, time: { hour: read['hour'] ?? 0, minute: read['minute'] ?? 0 }, weekday: weekdayOf(day) }
}

export function weekdayOf(day: CalendarDay): Weekday {
  const sundayFirst = new Date(Date.UTC(day.year, day.month - 1, day.day)).getUTCDay()
  return WEEKDAYS[(sundayFirst + 6) % 7] as Weekday
}

export function addDays(day: CalendarDay, days: number): CalendarDay {
  const moved = new Date(Date.UTC(day.year, day.month - 1, day.day) + days * DAY)
  return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() }
}

/**
 * The instant at which London's calendar and clock show this. In the hour that is skipped in March there is none
 * (undefined); in the hour that happens twice in October it is the first.
 */
export function londonInstant(day: CalendarDay, time: ClockTime): Date | undefined {
  const asIfUtc = Date.UTC(day.year, day.month - 1, day.day, time.hour, time.minute)
  for (const offset of [HOUR, 0]) {
    const candidate = new Date(asIfUtc - offset)
    const shown = inLondon(candidate)
    if (dayText(shown.day) === dayText(day) && clockText(shown.time) === clockText(time)) return candidate
  }
  return undefined
}
