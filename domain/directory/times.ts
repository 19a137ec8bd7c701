import type { z } from 'zod'
import { WEEKDAYS } from '../time/london.ts'
import type { Weekday } from '../time/london.ts'
import type { HsdsSchedule } from './hsds.ts'
import type { RegularTime } from './opportunity.ts'
import { oneLine } from './plain-text.ts'

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

/** No more than a card or a filter can use. */
export const fewTimes = (times: readonly Time[]): Time[] => times.slice(0, LIMITS.mostTimes)
