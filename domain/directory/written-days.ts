import { addDays, calendarDay, dayText, WEEKDAYS, weekdayOf } from '../time/london.ts'
import type { Weekday } from '../time/london.ts'
import { daysBetween } from './iso-days.ts'
import { isoOf, MONTH, monthNumber } from './written-dates.ts'

/** Days, and where a sentence says them. */
export interface WrittenDays {
  readonly at: number
  readonly end: number
  /** Days of every week. */
  readonly days: readonly Weekday[]
  /** Said with a date: the ISO dates, none where they are not known; then `days` are none of every week. */
  readonly dates?: readonly string[]
  /** The first and last day of those weeks. */
  readonly season?: { readonly validFrom: string; readonly validTo: string }
}

export const DAY = String.raw`(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?|s)?`
const DAY_WORD = new RegExp(String.raw`\b${DAY}\b`, 'gi')
const DAY_RUN = new RegExp(String.raw`\b${DAY}\s*(?:-|–|—|to|until|through to)\s*${DAY}\b`, 'gi')
const MONDAY_TO_FRIDAY = /\b(?:weekdays|monday to friday|mon(?:day)?\s*[-–]\s*fri(?:day)?)\b/gi
const EVERY_DAY = /\b(?:every day|daily|7 days a week|seven days a week)\b/gi

const NAMED = String.raw`(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?`
const NTH = String.raw`(?:the )?(\d{1,2})(?:st|nd|rd|th)?`
const YEAR = String.raw`(?:,? (20\d\d))?`
/** "Saturday 12 September 2026", "Fri 13th Nov", "Saturdays 12, 19 and 26 September". */
const DATED = new RegExp(
  String.raw`\b${NAMED}(s?),? ${NTH}((?:(?:,| and| &|, and) \d{1,2}(?:st|nd|rd|th)?)*)(?: of)? ${MONTH}${YEAR}`,
  'gi',
)
/** "Saturday September 12th, 2026". */
const MONTH_FIRST = new RegExp(String.raw`\b${NAMED},? ${MONTH} ${NTH}\b${YEAR}`, 'gi')
/** "Saturday 12/09/2026". */
const SHORT = new RegExp(String.raw`\b${NAMED},? (\d{1,2})[/.-](\d{1,2})[/.-](?:20)?(\d\d)\b`, 'gi')
/** "Saturday 12 to Sunday 13 September 2026", "Tuesday 15 September - 20 October". */
const DATED_RUN = new RegExp(
  String.raw`\b${NAMED},? ${NTH}(?: of)?(?: ${MONTH})?${YEAR} ?(to|-|–|until|and|&) ?(?:${NAMED},? )?${NTH}(?: of)? ${MONTH}${YEAR}`,
  'gi',
)
/** Before a weekday with a date: it is on every week from there. */
const EVERY = /\b(?:every|each) $/i
/** More in a row are weeks. */
const MOST_IN_A_ROW = 14

type Said = Pick<WrittenDays, 'days' | 'dates' | 'season'>

/** The days of every week and those with a date that a sentence names, in their order. */
export function daysIn(sentence: string): WrittenDays[] {
  const found: WrittenDays[] = []
  const add = (match: RegExpMatchArray, what: Said | undefined) => {
    const at = match.index ?? 0
    const end = at + match[0].length
    if (what && !found.some((other) => at < other.end && other.at < end)) found.push({ at, end, ...what })
  }
  const dated = (pattern: RegExp) =>
    [...sentence.matchAll(pattern)].filter(({ index }) => !EVERY.test(sentence.slice(0, index).slice(-6)))
  for (const m of dated(DATED_RUN)) add(m, runOf(m))
  for (const m of dated(DATED)) add(m, datedOf(m))
  for (const m of dated(MONTH_FIRST)) add(m, once([isoIn(m[4], monthNumber(m[2] ?? ''), m[3])], m[1]))
  for (const m of dated(SHORT)) add(m, once([isoIn(`20${m[4]}`, Number(m[3]), m[2])], m[1]))
  for (const m of sentence.matchAll(MONDAY_TO_FRIDAY)) add(m, { days: WEEKDAYS.slice(0, 5) })
  for (const m of sentence.matchAll(EVERY_DAY)) add(m, { days: WEEKDAYS })
  for (const m of sentence.matchAll(DAY_RUN)) {
    const [first, last] = [dayNamed(m[1]), dayNamed(m[2])]
    if (last > first) add(m, { days: WEEKDAYS.slice(first, last + 1) })
  }
  for (const m of sentence.matchAll(DAY_WORD)) {
    const day = WEEKDAYS[dayNamed(m[1])]
    // "sun", "sat" and "wed" are words too: whole names, or with a capital.
    if (day && (m[0].toLowerCase().includes('day') || /^[A-Z]/.test(m[0]))) add(m, { days: [day] })
  }
  return found.sort((a, b) => a.at - b.at)
}

/** Dates on the weekday they are said to be on; else one of the two is wrong, and neither is known. */
function once(dates: readonly (string | undefined)[], weekday?: string): Said {
  const known = dates.filter((date) => date !== undefined)
  const day = weekday === undefined ? undefined : WEEKDAYS[dayNamed(weekday)]
  const isRight = (date: string) => day === undefined || weekdayOf(calendarDay(date)) === day
  return { days: [], dates: known.length === dates.length && known.every(isRight) ? known : [] }
}

function datedOf(m: RegExpMatchArray): Said | undefined {
  const [, weekday, plural, first, more = '', month = '', year] = m
  const days = [first, ...[...more.matchAll(/\d+/g)].map(([day]) => day)]
  // "Tuesdays, 6 October onwards" are weeks.
  if (plural !== '' && days.length === 1) return undefined
  return once(
    days.map((day) => isoIn(year, monthNumber(month), day)),
    weekday,
  )
}

function runOf(m: RegExpMatchArray): Said | undefined {
  const [, weekday, first, monthOf, yearOf, between = '', lastWeekday, last, month = '', year] = m
  const startMonth = monthNumber(monthOf ?? month)
  const yearsBefore = startMonth > monthNumber(month) ? 1 : 0
  const start = isoIn(
    yearOf ?? (year === undefined ? undefined : String(Number(year) - yearsBefore)),
    startMonth,
    first,
  )
  const end = isoIn(year, monthNumber(month), last)
  if (start === undefined || end === undefined || end <= start) return { days: [], dates: [] }
  if (/and|&/.test(between)) return once([start, end])
  const day = WEEKDAYS[dayNamed(weekday)]
  if (day && (lastWeekday === undefined || dayNamed(lastWeekday) === dayNamed(weekday)))
    return { days: [day], season: { validFrom: start, validTo: end } }
  const length = daysBetween(start, end)
  if (length >= MOST_IN_A_ROW) return { days: [], dates: [] }
  return once(Array.from({ length: length + 1 }, (_, after) => dayText(addDays(calendarDay(start), after))))
}

const isoIn = (year: string | undefined, month: number, day: string | undefined): string | undefined =>
  year === undefined ? undefined : isoOf(Number(year), month, Number(day))

const dayNamed = (start: string | undefined): number =>
  WEEKDAYS.findIndex((day) => day.startsWith((start ?? '-').slice(0, 3).toLowerCase()))
