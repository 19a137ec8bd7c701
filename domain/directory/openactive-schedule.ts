import rrule from 'rrule'
import type { Options } from 'rrule'
import type { Weekday } from '../time/london.ts'
import { WEEKDAYS, clockText, clockTime, dayText, inLondon } from '../time/london.ts'
import type { OpenActiveSchedule } from './openactive.ts'
import { shortName } from './openactive.ts'
import type { Occurrence } from './occurrences.ts'
import { clockAfter, horizonOf, minutesOf } from './occurrences.ts'
import { dateOfDay, daysBetween } from './iso-days.ts'
import type { Time } from './times.ts'
import { clock, isoDate } from './times.ts'

const { RRule } = rrule
const LIMITS = {
  /** Dates of one schedule that are looked at: a daily class for four months. */
  mostDates: 120,
  /** A count above this is a form filled in with all nines. */
  mostRepeats: 2000,
} as const

const DAY_CODES: Readonly<Record<string, Weekday>> = {
  MO: 'monday',
  TU: 'tuesday',
  WE: 'wednesday',
  TH: 'thursday',
  FR: 'friday',
  SA: 'saturday',
  SU: 'sunday',
}

/** What a schedule comes to from `today` on. */
export interface ScheduleDates {
  /** Its next dates, where it says when it begins. */
  readonly dates: readonly Occurrence[]
  /** Regular times, where it only says on which days (a partial schedule). */
  readonly regular: readonly Time[]
  /** Whether it had dates and all of them are past. */
  readonly over: boolean
}

/**
 * The dates of a Schedule (RFC 5545 rules in OpenActive's words) or the days of a PartialSchedule. Times are on London's clock; a
 * schedule in UTC is moved to it date by date, since that shifts in summer.
 */
export function datesOfSchedule(schedule: OpenActiveSchedule, today: string): ScheduleDates {
  const start = isoDate(schedule.startDate)
  const end = isoDate(schedule.endDate)
  if (end !== undefined && end < today) return { dates: [], regular: [], over: true }
  const days = daysIn(schedule.byDay)
  const hours = hoursOf(schedule)
  if (start === undefined) return { dates: [], regular: regularOf(days, hours, end), over: false }
  const except = new Set(schedule.exceptDate.map((date) => isoDate(date)))
  const until = [end, horizonOf(today)].filter((d) => d !== undefined).sort()[0] ?? today
  const all = ruleDates(schedule, start, days, today, until).filter((date) => !except.has(date))
  // Without an end and beyond the horizon it goes on; only a counted or dated one can be over.
  const bounded =
    end !== undefined || schedule.repeatCount !== undefined || frequencyOf(schedule, days) === undefined
  const dates = all.map((date) => onLondonClock(date, hours, schedule.scheduleTimezone))
  return { dates, regular: [], over: bounded && dates.length === 0 && start < today }
}

interface Hours {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

function hoursOf(schedule: OpenActiveSchedule): Hours {
  const from = clock(timePart(schedule.startTime))
  if (from === undefined) return {}
  return {
    from,
    to: clock(timePart(schedule.endTime)) ?? clockAfter(clockTime(from), minutesOf(schedule.duration)),
  }
}

/** Some write a whole date where a time is meant. */
const timePart = (text: string | undefined): string | undefined => text?.split('T').at(-1)

function regularOf(days: readonly Weekday[], hours: Hours, end: string | undefined): Time[] {
  const rest = {
    ...(hours.from === undefined ? {} : { from: hours.from }),
    ...(hours.to === undefined ? {} : { to: hours.to }),
    ...(end === undefined ? {} : { validTo: end }),
  }
  if (days.length === 0) return Object.keys(rest).length > 0 ? [rest] : []
  return days.map((day) => ({ day, ...rest }))
}

/** Weekdays as `https://schema.org/Friday`, `Friday`, `FR`, `schema:Friday`. */
export function daysIn(named: readonly string[]): Weekday[] {
  const found = new Set(
    named.map((name) => {
      const short = shortName(name)
      return DAY_CODES[short.toUpperCase()] ?? WEEKDAYS.find((day) => day === short.toLowerCase())
    }),
  )
  return WEEKDAYS.filter((day) => found.has(day))
}

type Frequency = Pick<Options, 'freq' | 'interval'>

/** `P7D` and `P1W` are weekly; days named without a frequency are too (a PartialSchedule); neither is a single date. */
function frequencyOf(schedule: OpenActiveSchedule, days: readonly Weekday[]): Frequency | undefined {
  const found = /^P(\d+)([DWMY])$/i.exec(schedule.repeatFrequency?.trim() ?? '')
  const every = Number(found?.[1])
  if (!found || every < 1) return days.length > 0 ? { freq: RRule.WEEKLY, interval: 1 } : undefined
  const unit = found[2]?.toUpperCase()
  if (unit === 'D' && every % 7 === 0) return { freq: RRule.WEEKLY, interval: every / 7 }
  if (unit === 'D') return { freq: RRule.DAILY, interval: every }
  if (unit === 'W') return { freq: RRule.WEEKLY, interval: every }
  return { freq: unit === 'M' ? RRule.MONTHLY : RRule.YEARLY, interval: every }
}

function ruleDates(
  schedule: OpenActiveSchedule,
  start: string,
  days: readonly Weekday[],
  today: string,
  until: string,
): string[] {
  const frequency = frequencyOf(schedule, days)
  if (!frequency) return start >= today && start <= until ? [start] : []
  const count = schedule.repeatCount
  const counted = count !== undefined && count >= 1 && count <= LIMITS.mostRepeats
  const weekly = frequency.freq === RRule.WEEKLY || frequency.freq === RRule.DAILY
  const rule = new RRule({
    ...frequency,
    // From years back, whole rounds are skipped at once; a count has to be counted from its beginning.
    dtstart: dateOfDay(weekly && !counted ? nearer(start, frequency, today) : start),
    until: dateOfDay(until),
    ...(counted ? { count: Math.floor(count) } : {}),
    ...(days.length > 0 && weekly ? { byweekday: days.map((day) => WEEKDAYS.indexOf(day)) } : {}),
    ...(schedule.byMonthDay.length > 0 ? { bymonthday: schedule.byMonthDay } : {}),
    ...(frequency.freq === RRule.MONTHLY ? monthly(schedule, start, days) : {}),
  })
  return rule
    .between(dateOfDay(today), dateOfDay(until), true, (_date, i) => i < LIMITS.mostDates)
    .map((date) => date.toISOString().slice(0, 10))
}

/** "Monthly on Friday" without saying which is the one the first date is: the second Friday. */
function monthly(schedule: OpenActiveSchedule, start: string, days: readonly Weekday[]): Partial<Options> {
  if (days.length === 0 || schedule.byMonthDay.length > 0) return {}
  const nth = Math.ceil(Number(start.slice(8)) / 7)
  const which = nth > 4 ? -1 : nth
  return { byweekday: days.map((day) => new rrule.Weekday(WEEKDAYS.indexOf(day), which)) }
}

function nearer(start: string, { freq, interval }: Frequency, today: string): string {
  const round = interval * (freq === RRule.WEEKLY ? 7 : 1)
  const rounds = Math.floor((daysBetween(start, today) - round) / round)
  if (rounds <= 0) return start
  const moved = dateOfDay(start)
  moved.setUTCDate(moved.getUTCDate() + rounds * round)
  return moved.toISOString().slice(0, 10)
}

/** A schedule that says UTC is an hour later on London's clock in summer. Any other zone is left as written. */
function onLondonClock(date: string, hours: Hours, zone: string | undefined): Occurrence {
  if (hours.from === undefined || !/^(?:UTC|Etc\/UTC)$/i.test(zone ?? '')) return { date, ...hours }
  const start = inLondon(new Date(`${date}T${hours.from}:00Z`))
  const end = hours.to === undefined ? undefined : inLondon(new Date(`${date}T${hours.to}:00Z`))
  return { date: dayText(start.day), from: clockText(start.time), to: end && clockText(end.time) }
}
