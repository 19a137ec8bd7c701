import { calendarDay, WEEKDAYS, weekdayOf } from '../time/london.ts'
import { hoursIn, startsIn } from './clock-hours.ts'
import type { WrittenHours } from './clock-hours.ts'
import { sentences } from './plain-text.ts'
import type { Time } from './times.ts'
import { daysIn } from './written-days.ts'
import type { WrittenDays } from './written-days.ts'

const LONGEST_NOTE = 160

const NOT_SESSIONS =
  /\b(?:call|phone|ring|telephone|office (?:hours|is)|our office|contact|lines? (?:is|are)|closed|except|excluding|e-?mail|reception|not on|no session|no longer (?:on|runs?|running|meets?|meeting|open|available|held|takes? place)|bank holiday|was|were|until \d{4})\b/i

const ONE_DAY = String.raw`(?:mon|tues|wednes|thurs|fri|satur|sun)day`
/** What makes a day without hours one of every week: "Mondays", "every other Saturday", "Tuesday evenings", "open Monday to Friday". */
const REGULARLY = new RegExp(
  String.raw`\b${ONE_DAY}s\b|\b(?:every|each|alternate|alternating)(?: other| second)? ${ONE_DAY}\b|\bon an? ${ONE_DAY}\b|\b${ONE_DAY} (?:mornings?|afternoons?|evenings?|nights?|lunch ?times?|after ?school)\b|\b(?:first|second|third|fourth|last|1st|2nd|3rd|4th) ${ONE_DAY} (?:of|in) (?:the|each|every)\b|\b(?:open|runs?|meets?|available|sessions?|drop[- ]in)\b[^.]{0,20}\b${ONE_DAY}s? (?:to|until|through to|-|–) ${ONE_DAY}s?\b`,
  'i',
)
/** A date, a feast, holidays and what happens now and then are no days of every week. */
const NOT_WEEKLY =
  /\b\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:jan|febr)uary \d|\b(?:good friday|easter|some|occasional(?:ly)?|sometimes|selected|certain|one[- ]off|trips?|holidays?|half[- ]terms?)\b/i
/** Words a page's markup had kept apart: "every Fridayfrom 13:30". */
const GLUED = new RegExp(String.raw`\b(${ONE_DAY}s?)(from|at|until|between)\b`, 'gi')
/** Said of when it is on, where no day is. */
const IN_HOLIDAYS =
  /\bhalf[- ]?terms? only\b|\bholidays only\b|\b(?:runs?|running|held|takes? place|every day|daily|available|open|sessions?)\b[^.]{0,20}\b(?:in|during|throughout|over) (?:the |all )?(?:school |summer |easter |half[- ]term )+(?:holidays?|break)\b/i
const NOT_ONLY_THEN = /\b(?:term|all year|year[- ]round|closed|not|no|except)\b(?! only)/i

/** What is told of beside what goes on: the next time, a beginning, an end, a general meeting. */
const ASIDE =
  /\b(?:next|first|starts?|starting|begins?|beginning|commenc\w+|from|by|before|since|until|till|after|deadline|clos(?:es|ing)|a\.?g\.?m|annual general|open (?:day|evening|morning)|enrol\w*|regist\w+|appl(?:y|ications?)|auditions?|launch\w*)\b(?! (?:\d|noon|mid))/i
/** That it goes on, so that a date is not all there is. */
const GOES_ON =
  /\b(?:weekly|fortnightly|monthly|regular(?:ly)?|every|each|ongoing|all year|year[- ]round|term[- ]?time|we meet|meets|[a-z\d]+[- ]weeks?)\b/i

/**
 * Times as a description says them: "Tuesdays and Thursdays, 4pm to 5.30pm"; without hours ("every other Saturday") only where it is
 * plain that the day is one of every week. A day with its date is no day of every week: with its year it stands from itself to itself,
 * where nothing says that it goes on. Sentences about telephones and office hours are left alone. `text` is the sentence itself.
 */
export function readTimes(description: string): { times: Time[]; text?: string } {
  const said = sentences(description.replace(GLUED, '$1 $2')).filter((s) => !NOT_SESSIONS.test(s))
  const read = said.map((sentence) => ({ sentence, ...timesIn(sentence) }))
  const isWhole = ({ weekly }: (typeof read)[number]) => weekly.some(({ to }) => to !== undefined)
  const first = read.findIndex(isWhole)
  if (first >= 0) {
    // The sentences that follow it are of the same timetable.
    const past = read.findIndex((one, at) => at > first && !isWhole(one))
    const timetable = read.slice(first, past < 0 ? undefined : past)
    return { times: inOrder(timetable.flatMap((s) => [...s.weekly, ...s.once])), ...noted(read[first]) }
  }
  const regular = read.find(({ sentence }) => REGULARLY.test(sentence) && !NOT_WEEKLY.test(sentence))
  if (regular) return { times: inOrder(regular.weekly), ...noted(regular) }
  const dated = read.filter(({ isDated }) => isDated)
  if (dated.length > 0) {
    const events = GOES_ON.test(description) ? [] : dated.filter(({ sentence }) => !ASIDE.test(sentence))
    return { times: inOrder(events.flatMap(({ once }) => once)), ...noted(dated[0]) }
  }
  const then = read.find(({ sentence: s }) => IN_HOLIDAYS.test(s) && !NOT_ONLY_THEN.test(s))
  return { times: [], ...noted(then) }
}

const noted = (said: { sentence: string } | undefined) =>
  said === undefined ? {} : { text: said.sentence.slice(0, LONGEST_NOTE) }

/** Each once, by weekday and then by date. */
const inOrder = (times: readonly Time[]): Time[] =>
  [...new Map(times.map((time) => [JSON.stringify(time), time])).values()].sort(
    (a, b) =>
      WEEKDAYS.findIndex((d) => d === a.day) - WEEKDAYS.findIndex((d) => d === b.day) ||
      (a.validFrom ?? '').localeCompare(b.validFrom ?? ''),
  )

/** The times of a sentence: on days of every week, and on dates that are known. `isDated`: dates and hours, known or not. */
function timesIn(sentence: string): { weekly: Time[]; once: Time[]; isDated: boolean } {
  const groups = groupsIn(sentence)
  const weekly: Time[] = []
  const once: Time[] = []
  let past = 0
  for (const [at, { days, hours }] of groups.entries()) {
    const end = Math.max(hours?.end ?? 0, ...days.map((one) => one.end))
    const every = everyIn(sentence.slice(past, at === groups.length - 1 ? undefined : end))
    past = end
    for (const one of days) {
      for (const day of one.days)
        weekly.push({ day, ...hours?.hours, ...one.season, ...(every ? { every } : {}) })
      for (const date of one.dates ?? [])
        once.push({ day: weekdayOf(calendarDay(date)), ...hours?.hours, validFrom: date, validTo: date })
    }
  }
  const withHours = new Set(weekly.filter(({ from }) => from !== undefined).map(({ day }) => day))
  return {
    // "Our Tuesday group, Tuesdays 4pm to 5pm".
    weekly: weekly.filter(({ day, from }) => from !== undefined || !withHours.has(day)),
    once,
    isDated: groups.some(({ days, hours }) => hours !== undefined && days.some((d) => d.dates !== undefined)),
  }
}

interface Group {
  readonly days: WrittenDays[]
  readonly hours?: WrittenHours
}

/**
 * Which hours are of which days. Hours belong to the days since the last hours ("Mondays and Tuesdays 4-5pm, Saturdays 10am-12pm"), or,
 * where they come first, to the days after them ("4-5pm on Mondays, 10am-12pm on Saturdays").
 */
function groupsIn(sentence: string): Group[] {
  const days = daysIn(sentence)
  if (days.length === 0) return []
  const ranges = hoursIn(sentence)
  const isBeside = ({ at }: WrittenHours) => days.some(({ end }) => isNext(sentence, end, at))
  const starts = startsIn(sentence).filter(
    (one) => !ranges.some((r) => one.at < r.end && r.at < one.end) && (ranges.length === 0 || isBeside(one)),
  )
  const hours = [...ranges, ...starts].sort((a, b) => a.at - b.at)
  return (hours[0]?.at ?? Infinity) < (days[0]?.at ?? 0)
    ? daysAfter(sentence, days, hours)
    : daysBefore(days, hours)
}

function daysBefore(days: readonly WrittenDays[], hours: readonly WrittenHours[]): Group[] {
  let past = 0
  const groups: Group[] = hours.map((one) => {
    const its = days.filter(({ at }) => at >= past && at < one.at)
    past = one.at
    return { days: its, hours: one }
  })
  return [...groups, { days: days.filter(({ at }) => at >= past) }].filter((group) => group.days.length > 0)
}

function daysAfter(sentence: string, days: readonly WrittenDays[], hours: readonly WrittenHours[]): Group[] {
  const groups = hours.map((one): Group & { hours: WrittenHours } => ({ days: [], hours: one }))
  for (const day of days) {
    const its =
      groups.find((group) => isNext(sentence, day.end, group.hours.at)) ??
      groups.findLast((group) => group.hours.at < day.at)
    its?.days.push(day)
  }
  return groups.filter((group) => group.days.length > 0)
}

/** Whether hours stand right behind a day: "Saturdays, from 10am". */
const isNext = (sentence: string, end: number, at: number): boolean =>
  end <= at && /^[\s,:(–-]*(?:from|at|between)?\s*$/i.test(sentence.slice(end, Math.min(at, end + 20)))

function everyIn(sentence: string): Time['every'] {
  if (
    /\b(?:fortnight|every (?:other|(?:two|2) weeks|second)|alternat(?:e|ing) (?:weeks?|mon|tue|wed|thu|fri|sat|sun))/i.test(
      sentence,
    )
  )
    return 'fortnight'
  return /\b(?:month|first|second|third|last|1st|2nd|3rd) (?:mon|tue|wed|thu|fri|sat|sun)|\bmonthly\b|\bof (?:the|each|every) month\b/i.test(
    sentence,
  )
    ? 'month'
    : undefined
}
