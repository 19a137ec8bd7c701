import type { z } from 'zod'
import { WEEKDAYS } from '../time/london.ts'
import type { Weekday } from '../time/london.ts'
import type { HsdsSchedule } from './hsds.ts'
import type { RegularTime } from './opportunity.ts'
import { oneLine, sentences } from './plain-text.ts'

export type Time = z.infer<typeof RegularTime>

const ICAL_DAYS: Readonly<Record<string, Weekday>> = {
  MO: 'monday',
  TU: 'tuesday',
  WE: 'wednesday',
  TH: 'thursday',
  FR: 'friday',
  SA: 'saturday',
  SU: 'sunday',
}

const LIMITS = {
  /** More sessions than this are a timetable, which belongs on the provider's site. */
  mostTimes: 30,
  longestNote: 160,
} as const

/** A feed's date, `2026-09-01`, whatever time and zone follow it; undefined when it is none. */
export function isoDate(text: string | undefined): string | undefined {
  const found = /^\s*(\d{4})-(\d{2})-(\d{2})(?:[T\s].*)?$/.exec(text ?? '')
  if (!found) return undefined
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])]
  const at = new Date(Date.UTC(year, month - 1, day))
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.toISOString().slice(0, 10) : undefined
}

/** A clock time `16:30` from `16:30:00`, `16:30`, `4.30pm`, `4pm`; undefined when it is none. */
export function clock(text: string | undefined): string | undefined {
  const found =
    /^\s*(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?\s*(am|pm|noon)?\s*$/i.exec(
      text ?? '',
    )
  if (!found || (found[2] === undefined && found[3] === undefined)) return undefined
  const half = found[3]?.toLowerCase()
  let hour = Number(found[1])
  const minute = Number(found[2] ?? 0)
  if (half === 'pm' && hour < 12) hour += 12
  if (half === 'am' && hour === 12) hour = 0
  if (hour > 23 || minute > 59) return undefined
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** Regular times of one schedule: one for each day it names, or one without a day. */
export function timesOf(schedule: HsdsSchedule): Time[] {
  const start = isoDate(schedule.valid_from) ?? isoDate(schedule.dtstart)
  const last = isoDate(schedule.valid_to)
  // A weekly session that ends on the day it begins is a form filled in wrong.
  const end = schedule.freq !== undefined && last === start ? undefined : last
  const from = clock(schedule.opens_at) ?? clockOfInstant(schedule.dtstart)
  const to = clock(schedule.closes_at)
  const note = oneLine([schedule.description, schedule.notes].filter(Boolean).join(' ')).slice(
    0,
    LIMITS.longestNote,
  )
  const freq = schedule.freq?.toUpperCase()
  const every: Time['every'] =
    freq === 'MONTHLY' ? 'month' : freq === 'WEEKLY' && schedule.interval === 2 ? 'fortnight' : undefined
  const rest: Time = {
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(start ? { validFrom: start } : {}),
    ...(end ? { validTo: end } : {}),
    ...(every ? { every } : {}),
    ...(note ? { note } : {}),
  }
  const days = daysOf(schedule)
  if (days.length === 0) return Object.keys(rest).length > 0 ? [rest] : []
  return days.map((day) => ({ day, ...rest }))
}

function daysOf(schedule: HsdsSchedule): Weekday[] {
  const named = (schedule.byday ?? '').split(/[\s,;/]+/).flatMap((part) => {
    const bare = part.replace(/^[+-]?\d+/, '')
    const day = ICAL_DAYS[bare.slice(0, 2).toUpperCase()]
    return day && (bare.length === 2 || day.startsWith(bare.toLowerCase().replace(/s$/, ''))) ? [day] : []
  })
  if (named.length > 0) return [...new Set(named)]
  const start = isoDate(schedule.dtstart)
  if (schedule.freq?.toUpperCase() !== 'WEEKLY' || start === undefined) return []
  const day = WEEKDAYS[(new Date(`${start}T00:00:00Z`).getUTCDay() + 6) % 7]
  return day ? [day] : []
}

const clockOfInstant = (text: string | undefined): string | undefined => {
  const time = /T(\d{2}:\d{2})/.exec(text ?? '')?.[1]
  return time === '00:00' ? undefined : clock(time)
}

/** The last day of all times, when every one of them has a last day. */
export function lastDayOf(times: readonly Time[]): string | undefined {
  if (times.length === 0 || times.some((t) => t.validTo === undefined)) return undefined
  return times
    .map((t) => t.validTo ?? '')
    .sort()
    .at(-1)
}

const DAY = String.raw`(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?|s)?`
const DAY_WORD = new RegExp(String.raw`\b${DAY}\b`, 'gi')
const DAY_RUN = new RegExp(String.raw`\b${DAY}\s*(?:-|–|—|to|until|through to)\s*${DAY}\b`, 'gi')
const CLOCK = String.raw`(\d{1,2}(?:[:.]\d{2})?)\s*(am|pm|noon)?`
const CLOCKS = new RegExp(
  String.raw`\b${CLOCK}\s*(?:-|–|—|to|until|till)\s*${CLOCK}(?!\s*(?:years?|yrs?|year|s\b|\d))`,
  'i',
)
const NOT_SESSIONS =
  /\b(?:call|phone|ring|telephone|office (?:hours|is)|our office|contact|lines? (?:is|are)|closed|except|excluding|e-?mail|reception|not on|no session|bank holiday|was|were|until \d{4})\b/i

const ONE_DAY = String.raw`(?:mon|tues|wednes|thurs|fri|satur|sun)day`
/** What makes a day without hours one of every week: "Mondays", "every other Saturday", "Tuesday evenings", "open Monday to Friday". */
const REGULARLY = new RegExp(
  String.raw`\b${ONE_DAY}s\b|\b(?:every|each)(?: other| second)? ${ONE_DAY}\b|\bon an? ${ONE_DAY}\b|\b${ONE_DAY} (?:mornings?|afternoons?|evenings?|nights?|lunch ?times?|after ?school)\b|\b(?:first|second|third|fourth|last|1st|2nd|3rd|4th) ${ONE_DAY} (?:of|in) (?:the|each|every)\b|\b(?:open|runs?|meets?|available|sessions?|drop[- ]in)\b[^.]{0,20}\b${ONE_DAY}s? (?:to|until|through to|-|–) ${ONE_DAY}s?\b`,
  'i',
)
/** A date, a feast, holidays and what happens now and then are no days of every week. */
const NOT_WEEKLY =
  /\b\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:jan|febr)uary \d|\b(?:good friday|easter|some|occasional(?:ly)?|sometimes|selected|certain|one[- ]off|trips?|holidays?|half[- ]terms?)\b/i
const START = /\b(\d{1,2}(?:[:.]\d{2})?)\s*(am|pm)\b/i
/** "Thursdays at 19:30": by the clock of twenty-four hours, or before noon. */
const START_OF_DAY = new RegExp(
  String.raw`\b${DAY}(?:,| at| from)? (?:at )?((?:09|9|1\d|2[0-3])[:.][0-5]\d)\b(?!\s*[ap]m)`,
  'i',
)
/** "Mon-Fri 9-5": over noon, so that it can be no ages. */
const OVER_NOON = new RegExp(
  String.raw`\b${DAY},? (?:from )?(8|9|10|11|12)\s*(?:-|–|to)\s*([1-7])\b(?![:.]\d|\s*(?:years?|yrs?|[ap]m))`,
  'i',
)
/** Words a page's markup had kept apart: "every Fridayfrom 13:30". */
const GLUED = new RegExp(String.raw`\b(${ONE_DAY}s?)(from|at|until|between)\b`, 'gi')
/** Said of when it is on, where no day is. */
const IN_HOLIDAYS =
  /\bhalf[- ]?terms? only\b|\bholidays only\b|\b(?:runs?|running|held|takes? place|every day|daily|available|open|sessions?)\b[^.]{0,20}\b(?:in|during|throughout|over) (?:the |all )?(?:school |summer |easter |half[- ]term )+(?:holidays?|break)\b/i
const NOT_ONLY_THEN = /\b(?:term|all year|year[- ]round|closed|not|no|except)\b(?! only)/i

/**
 * Regular times as a description says them: "Tuesdays and Thursdays, 4pm to 5.30pm"; without hours ("every other Saturday") only where it
 * is plain that the day is one of every week. Sentences about telephones and office hours are left alone. `text` is the sentence itself.
 */
export function readTimes(description: string): { times: Time[]; text?: string } {
  const said = sentences(description.replace(GLUED, '$1 $2')).filter((s) => !NOT_SESSIONS.test(s))
  const whole = said.find((s) => daysIn(s).length > 0 && hoursIn(s) !== undefined)
  const sentence = whole ?? said.find((s) => REGULARLY.test(s) && !NOT_WEEKLY.test(s))
  if (sentence === undefined) {
    const then = said.find((s) => IN_HOLIDAYS.test(s) && !NOT_ONLY_THEN.test(s))
    return { times: [], ...(then === undefined ? {} : { text: then.slice(0, LIMITS.longestNote) }) }
  }
  const hours = hoursIn(sentence) ?? startIn(sentence)
  const every = everyIn(sentence)
  return {
    times: daysIn(sentence).map((day) => ({ day, ...hours, ...(every ? { every } : {}) })),
    text: sentence.slice(0, LIMITS.longestNote),
  }
}

function everyIn(sentence: string): Time['every'] {
  if (/\b(?:fortnight|every (?:other|two weeks|second))/i.test(sentence)) return 'fortnight'
  return /\b(?:month|first|second|third|last|1st|2nd|3rd) (?:mon|tue|wed|thu|fri|sat|sun)|\bmonthly\b|\bof (?:the|each|every) month\b/i.test(
    sentence,
  )
    ? 'month'
    : undefined
}

/** When it begins, where no end is said. */
function startIn(sentence: string): { from: string } | undefined {
  const found = START.exec(sentence)
  const from = found
    ? clock(`${found[1] ?? ''}${found[2] ?? ''}`)
    : clock(START_OF_DAY.exec(sentence)?.[2]?.replace('.', ':'))
  return from === undefined ? undefined : { from }
}

function daysIn(sentence: string): Weekday[] {
  const found = new Set<Weekday>()
  if (/\b(?:weekdays|monday to friday|mon(?:day)?\s*[-–]\s*fri(?:day)?)\b/i.test(sentence)) {
    for (const day of WEEKDAYS.slice(0, 5)) found.add(day)
  }
  if (/\b(?:every day|daily|7 days a week|seven days a week)\b/i.test(sentence))
    for (const day of WEEKDAYS) found.add(day)
  for (const run of sentence.matchAll(DAY_RUN)) {
    const [first, last] = [dayNamed(run[1]), dayNamed(run[2])]
    if (first >= 0 && last > first) for (const day of WEEKDAYS.slice(first, last + 1)) found.add(day)
  }
  for (const word of sentence.matchAll(DAY_WORD)) {
    const day = WEEKDAYS[dayNamed(word[1])]
    // "sun", "sat" and "wed" are words too: whole names, or with a capital.
    if (day && (word[0].toLowerCase().includes('day') || /^[A-Z]/.test(word[0]))) found.add(day)
  }
  return WEEKDAYS.filter((day) => found.has(day))
}

const dayNamed = (start: string | undefined): number =>
  WEEKDAYS.findIndex((day) => day.startsWith((start ?? '-').slice(0, 3).toLowerCase()))

function overNoon(first: string, last: string): { from: string; to: string } | undefined {
  const from = clock(`${first}${first === '12' ? 'pm' : 'am'}`)
  const to = clock(`${last}pm`)
  return from === undefined || to === undefined ? undefined : { from, to }
}

function hoursIn(sentence: string): { from: string; to: string } | undefined {
  const office = OVER_NOON.exec(sentence)
  if (office) return overNoon(office[2] ?? '', office[3] ?? '')
  const found = CLOCKS.exec(sentence)
  if (!found) return undefined
  const [, first = '', firstHalf, last = '', lastHalf] = found
  if (firstHalf === undefined && lastHalf === undefined && !/[:.]\d{2}/.test(first + last)) return undefined
  const half = lastHalf ?? firstHalf
  const to = clock(`${last}${half ?? ''}`)
  let from = clock(`${first}${firstHalf ?? half ?? ''}`)
  // "11-1pm" begins in the morning.
  if (firstHalf === undefined && from !== undefined && to !== undefined && from > to)
    from = clock(`${first}am`)
  return from !== undefined && to !== undefined && from < to ? { from, to } : undefined
}

/** No more than a card or a filter can use. */
export const fewTimes = (times: readonly Time[]): Time[] => times.slice(0, LIMITS.mostTimes)
