import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
} from 'ical-generator'
import type { Appointment } from './types.ts'

export interface IcsOptions {
  /** The school's name; said with the room, so that the entry makes sense at home. */
  readonly school: string
  /** Host of this service: makes the UID unique in the world, as iCalendar asks. */
  readonly host: string
  readonly now: Date
  /** `publish` is for who saves the file; `request` and `cancel` go to a calendar by mail (iTIP, RFC 5546). `cancel` takes the entry out. */
  readonly method: 'publish' | 'request' | 'cancel'
  /** Who invites whom; iTIP wants both. The link worker alone: nothing about a young person goes into a mail. */
  readonly organiser?: Party
  readonly attendee?: Party
  /** Words in the reader's language. Someone else may see a calendar: the caller keeps them discreet. */
  readonly summary: string
  readonly description: string
  /** Where, when not in the words of the slot, which are the young person's. */
  readonly place?: string
}

export interface Party {
  readonly name: string
  readonly email: string
}

const METHODS = {
  publish: ICalCalendarMethod.PUBLISH,
  request: ICalCalendarMethod.REQUEST,
  cancel: ICalCalendarMethod.CANCEL,
} as const

/**
 * One appointment as an iCalendar file (RFC 5545), times in UTC so that every calendar shows its owner's zone. UID stays the
 * same and SEQUENCE rises with each change, so a calendar replaces the old entry. Lines end in CRLF.
 */
export function toIcs(appointment: Appointment, options: IcsOptions): string {
  const cancelled = appointment.status === 'cancelled' || options.method === 'cancel'
  const { place } = appointment.slot
  const calendar = ical({
    prodId: { company: 'matters', product: 'appointments', language: 'EN' },
    method: METHODS[options.method],
  })
  calendar.createEvent({
    id: `${lettersOnly(appointment.id)}@${lettersOnly(options.host)}`,
    sequence: appointment.sequence,
    stamp: options.now,
    start: new Date(appointment.slot.start),
    end: new Date(appointment.slot.end),
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    summary: clean(options.summary),
    description: clean(options.description),
    ...(options.organiser && { organizer: { ...options.organiser, name: clean(options.organiser.name) } }),
    ...(options.attendee && {
      attendees: [
        {
          email: options.attendee.email,
          name: clean(options.attendee.name),
          role: ICalAttendeeRole.REQ,
          status: ICalAttendeeStatus.NEEDSACTION,
          rsvp: false,
        },
      ],
    }),
    location: clean(
      options.place ?? (place.kind === 'room' ? `${place.text}, ${options.school}` : place.text),
    ),
  })
  return `${calendar.toString()}\r\n`
}

/** The library writes the UID as it is: nothing that could begin a new line or property may be in it. */
const lettersOnly = (text: string): string => text.replace(/[^A-Za-z0-9._-]/g, '-')

/** Control characters other than a newline have no place in a TEXT value (RFC 5545 3.3.11) and break some calendars. */
const clean = (text: string): string => text.replace(/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f]/g, ' ')
