import type { Opportunity } from '../directory/opportunity.ts'
import { isWeekend, minutes } from './prepare.ts'
import type { Needs } from './types.ts'

type Time = Opportunity['times'][number]
type TimeOfDay = NonNullable<Needs['timeOfDay']>[number]

/** Parts of the day in minutes: from, to. School ends at about three and clubs begin by half past six. */
const PARTS: Readonly<Record<Exclude<TimeOfDay, 'weekend'>, readonly [number, number]>> = {
  morning: [6 * 60, 12 * 60],
  afternoon: [12 * 60, 17 * 60],
  'after-school': [15 * 60, 18 * 60 + 30],
  evening: [17 * 60, 23 * 60],
}
/** A session without an end is taken to last this long, and one counts when it shares at least this much. */
const GUESSED_LENGTH = 60
const SHARED = 30

/**
 * Whether something takes place when they can come: `yes` and `no` only where the directory says so, else `unknown`. Sessions
 * that are over by `today` (ISO date) do not count.
 */
export function timesFit(times: readonly Time[], needs: Needs, today: string): 'yes' | 'no' | 'unknown' {
  const asked = (needs.days?.length ?? 0) + (needs.timeOfDay?.length ?? 0) > 0
  if (!asked) return 'unknown'
  const current = times.filter((t) => t.validTo === undefined || t.validTo >= today)
  if (current.length === 0) return 'unknown'
  const fits = current.map((t) => both(dayFits(t, needs), partFits(t, needs)))
  if (fits.includes('yes')) return 'yes'
  return fits.includes('unknown') ? 'unknown' : 'no'
}

function both(a: 'yes' | 'no' | 'unknown', b: 'yes' | 'no' | 'unknown'): 'yes' | 'no' | 'unknown' {
  if (a === 'no' || b === 'no') return 'no'
  return a === 'unknown' || b === 'unknown' ? 'unknown' : 'yes'
}

function dayFits(time: Time, needs: Needs): 'yes' | 'no' | 'unknown' {
  if (needs.days === undefined || needs.days.length === 0) return 'yes'
  if (time.day === undefined) return 'unknown'
  return needs.days.includes(time.day) ? 'yes' : 'no'
}

function partFits(time: Time, needs: Needs): 'yes' | 'no' | 'unknown' {
  if (needs.timeOfDay === undefined || needs.timeOfDay.length === 0) return 'yes'
  const answers = needs.timeOfDay.map((part) => onePart(time, part))
  if (answers.includes('yes')) return 'yes'
  return answers.includes('unknown') ? 'unknown' : 'no'
}

function onePart(time: Time, part: TimeOfDay): 'yes' | 'no' | 'unknown' {
  if (part === 'weekend') return time.day === undefined ? 'unknown' : isWeekend(time.day) ? 'yes' : 'no'
  if (part === 'after-school' && time.day !== undefined && isWeekend(time.day)) return 'no'
  if (time.from === undefined) return 'unknown'
  const start = minutes(time.from)
  const end = time.to === undefined ? start + GUESSED_LENGTH : minutes(time.to)
  const [from, to] = PARTS[part]
  return Math.min(end, to) - Math.max(start, from) >= Math.min(SHARED, end - start) ? 'yes' : 'no'
}
