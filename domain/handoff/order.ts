import { atLeast } from '../screening/types.ts'
import type { School } from '../school/school.ts'
import { linkWorkerOf, waitsSince } from './assigned.ts'
import type { ToRecord } from './meetings.ts'
import type { Alert, Handoff } from './types.ts'

/** Whose list it is: one of these link workers, or somebody else by their id. */
export interface Reader {
  readonly id: string
  readonly school: Pick<School, 'linkWorkers'>
}

/** Those told to get help at once come first, then whichever is due first, then whichever was raised first. */
export function byUrgency(a: Alert, b: Alert): number {
  const now = (alert: Alert) => (alert.concern.response === 'act-now' ? 0 : 1)
  return now(a) - now(b) || a.dueAt.localeCompare(b.dueAt) || a.raisedAt.localeCompare(b.raisedAt)
}

/**
 * Summaries with a concern in them that a person must read come first, whoever they are for; then the reader's own and those for
 * nobody yet; then whichever has waited longest.
 */
export function byWait(reader: Reader): (a: Handoff, b: Handoff) => number {
  return (a, b) =>
    Number(hasConcern(b)) - Number(hasConcern(a)) ||
    elsewhere(a, reader) - elsewhere(b, reader) ||
    waitsSince(a).localeCompare(waitsSince(b))
}

/** The reader's own come first; of them, whoever is met soonest; without a meeting ahead, whoever was read last. */
export function byNextMeeting(reader: Reader, now: Date): (a: Handoff, b: Handoff) => number {
  const meeting = (handoff: Handoff) => nextMeeting(handoff, now) ?? '9'
  return (a, b) =>
    elsewhere(a, reader) - elsewhere(b, reader) ||
    meeting(a).localeCompare(meeting(b)) ||
    readAt(b).localeCompare(readAt(a))
}

/** The reader's own come first; of them, the meeting that is longest past. */
export function byPastMeeting(reader: Reader): (a: ToRecord, b: ToRecord) => number {
  return (a, b) =>
    elsewhere(a.handoff, reader) - elsewhere(b.handoff, reader) ||
    a.meeting.slot.start.localeCompare(b.meeting.slot.start)
}

/** The start of a booked appointment that is not over, as ISO instant. */
export function nextMeeting({ appointment }: Handoff, now: Date): string | undefined {
  if (appointment?.status !== 'booked' || Date.parse(appointment.slot.end) <= now.getTime()) return undefined
  return appointment.slot.start
}

/** Whether something was said that a person is to act on: `reach-out` or `act-now`. */
export function hasConcern({ concerns }: Handoff): boolean {
  return concerns.some((concern) => atLeast(concern.response, 'reach-out'))
}

/** 1 when it is another link worker's. What somebody had who is not there any more is nobody's. */
function elsewhere(handoff: Handoff, { id, school }: Reader): number {
  const worker = linkWorkerOf(handoff, school)
  return Number(worker !== undefined && worker.id !== id)
}
const readAt = ({ acknowledged }: Handoff): string => acknowledged?.at ?? ''
