import type { Appointment } from '../booking/types.ts'
import type { Handoff } from './types.ts'

/** Six to twelve meetings are a whole support (domain.md 1.2). */
const MOST_EARLIER = 12

/** One meeting of a handoff whose outcome is to be recorded. */
export interface ToRecord {
  readonly handoff: Handoff
  readonly meeting: Appointment
}

/** What a meeting is told apart by: moved, it is another one. */
export const meetingKey = ({ id, sequence }: Pick<Appointment, 'id' | 'sequence'>): string =>
  `${id}.${sequence}`

export const hasBegun = ({ slot }: Appointment, now: Date): boolean => Date.parse(slot.start) <= now.getTime()

/** Every meeting of a handoff that was not cancelled: those before the present booking first. */
export function meetingsOf({
  earlierMeetings = [],
  appointment,
}: Pick<Handoff, 'earlierMeetings' | 'appointment'>): Appointment[] {
  return appointment && appointment.status !== 'cancelled'
    ? [...earlierMeetings, appointment]
    : [...earlierMeetings]
}

/** The meetings behind a handoff that is made anew: what had begun when another was booked stays, so that what came of it can be recorded. */
export function earlierMeetingsOf(before: Handoff | undefined, made: Handoff, now: Date): Appointment[] {
  if (!before) return []
  const past = meetingsOf(before).filter((one) => one.id !== made.appointment?.id && hasBegun(one, now))
  return past.slice(-MOST_EARLIER)
}
