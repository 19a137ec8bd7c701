import { NIGHT } from '../follow-up/plan.ts'
import { addDays, clockTime, inLondon, londonInstant } from '../time/london.ts'
import type { Weekday } from '../time/london.ts'

/** How long a time is kept for the one it is offered to: a night and a school day, so that a phone in a locker is no reason to lose it. */
const KEEP_MS = 24 * 3_600_000
/** Days on which that would end before the next school day does: until Monday evening, so many days later. */
const TO_MONDAY: Readonly<Partial<Record<Weekday, number>>> = { friday: 3, saturday: 2 }

/** Until when a time is kept for the one who is told of it at `told`; never beyond its beginning. */
export function keptUntil(told: Date, start: Date): Date {
  const { day, weekday } = inLondon(told)
  const days = TO_MONDAY[weekday]
  const evening = days === undefined ? undefined : londonInstant(addDays(day, days), clockTime(NIGHT.from))
  const until = evening ?? new Date(told.getTime() + KEEP_MS)
  return until < start ? until : start
}
