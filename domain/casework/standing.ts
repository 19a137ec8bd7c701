import type { Appointment } from '../booking/types.ts'
import { waitsSince } from '../handoff/assigned.ts'
import { hasBegun, meetingsOf } from '../handoff/meetings.ts'
import { nextMeeting } from '../handoff/order.ts'
import type { Handoff } from '../handoff/types.ts'
import type { CaseEntry, EntryOf } from './entries.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Two working days and a night: what a link worker promises in most places. Weekends are not taken out, so it is said as "waiting". */
const UNREAD_MS = 2 * DAY
/** An outcome is a tap; a day later it is forgotten. */
const UNRECORDED_MS = DAY
/** Without a meeting ahead, somebody should have been in touch within a fortnight. */
const NO_CONTACT_MS = 14 * DAY

/** Why a case wants to be looked at, the first that holds. */
export type Overdue = 'unread' | 'unrecorded' | 'no-contact'

/** The outcome that was recorded last of this meeting, as it stands now. */
export function outcomeOf(
  entries: readonly CaseEntry[],
  appointment: Pick<Appointment, 'id' | 'sequence'> | undefined,
): EntryOf<'outcome'> | undefined {
  if (!appointment) return undefined
  return entries.findLast(
    (entry): entry is EntryOf<'outcome'> =>
      entry.kind === 'outcome' &&
      entry.meeting?.appointment === appointment.id &&
      entry.meeting.sequence === appointment.sequence,
  )
}

/** The meetings that have begun, or are over, and of which nobody has recorded what came of them; oldest first. */
export function unrecordedOf(handoff: Handoff, entries: readonly CaseEntry[], now: Date): Appointment[] {
  return meetingsOf(handoff).filter(
    (one) => one.status === 'booked' && hasBegun(one, now) && outcomeOf(entries, one) === undefined,
  )
}

/** The meeting whose outcome is asked for: the first of which nothing is recorded, else the last that has begun, to put it right. */
export function meetingAskedOf(
  handoff: Handoff,
  entries: readonly CaseEntry[],
  now: Date,
): Appointment | undefined {
  const begun = meetingsOf(handoff).filter((one) => hasBegun(one, now))
  return unrecordedOf(handoff, entries, now)[0] ?? begun.at(-1)
}

/** When somebody last reached the young person: by phone, mail, chat or a meeting they came to. */
export function lastContact(entries: readonly CaseEntry[]): string | undefined {
  return entries
    .flatMap((entry) => {
      if (entry.kind === 'contact' && entry.reached) return [entry.when]
      if (entry.kind === 'outcome' && entry.what === 'attended') return [entry.meeting?.start ?? entry.at]
      return entry.kind === 'message' ? [entry.at] : []
    })
    .sort()
    .at(-1)
}

/**
 * Support has ended, nobody has said that it goes on, and nothing was sent, booked or come to since. That they came to a meeting before
 * it ended was only written down later.
 */
export function hasEnded(handoff: Handoff, entries: readonly CaseEntry[]): boolean {
  const outcomes = entries.filter((entry) => entry.kind === 'outcome')
  const last = outcomes.findLast(({ what }) => what === 'ended' || what === 'resumed')
  if (last?.what !== 'ended') return false
  const met = outcomes.flatMap(({ what, meeting }) => (what === 'attended' && meeting ? [meeting.start] : []))
  return [handoff.agreedAt, handoff.appointment?.bookedAt ?? '', ...met].every((at) => at <= last.at)
}

/** What is overdue of a case, if anything. */
export function overdueOf(handoff: Handoff, entries: readonly CaseEntry[], now: Date): Overdue | undefined {
  const since = (at: string) => now.getTime() - Date.parse(at)
  if (hasEnded(handoff, entries)) return undefined
  const { acknowledged } = handoff
  const from = acknowledged?.at ?? waitsSince(handoff)
  if (!acknowledged && since(from) > UNREAD_MS) return 'unread'
  const [unrecorded] = unrecordedOf(handoff, entries, now)
  if (unrecorded && since(unrecorded.slot.end) > UNRECORDED_MS) return 'unrecorded'
  if (nextMeeting(handoff, now) !== undefined) return undefined
  const contact = lastContact(entries) ?? from
  return since(contact > from ? contact : from) > NO_CONTACT_MS ? 'no-contact' : undefined
}
