import type { Texts } from '../content/load-texts.ts'
import { whenInFull } from '../dialogs/dates.ts'
import { toIcs } from '../domain/booking/ics.ts'
import { reminderAt } from '../domain/booking/reminder.ts'
import type { Appointment } from '../domain/booking/types.ts'
import type { Clock } from '../domain/time/clock.ts'
import type { Notices } from './notices.ts'
import type { ConversationRecord } from './records/conversations.ts'
import { reminderId } from './records/notices.ts'
import type { Schools } from './schools.ts'

/** A mail about a time is tried until the day after it. */
const AFTER_MS = 86_400_000

const METHODS = ['request', 'cancel'] as const
type Method = (typeof METHODS)[number]

export interface InvitationsOptions {
  readonly notices: Notices
  readonly schools: Schools
  readonly texts: Texts
  readonly clock: Clock
  /** The service's address, an origin. */
  readonly publicUrl: string
  /** The address mails come from; undefined when no mail server is set up. */
  readonly from: string | undefined
}

/** What a booking sends out: invitations to the link worker's calendar, and the reminder the young person asked for. */
export class Invitations {
  readonly #o: InvitationsOptions

  constructor(options: InvitationsOptions) {
    this.#o = options
  }

  /** Tells the link worker's calendar. Once for each version of an appointment, however often it is called; earlier ones that have not left stay here. */
  async send(record: ConversationRecord, method: Method, appointment: Appointment): Promise<void> {
    const { texts, schools, publicUrl, clock, from } = this.#o
    const school = schools.byId(record.school)
    const worker = school?.linkWorkers.find(({ id }) => id === appointment.slot.linkWorker)
    if (!school || worker?.email === undefined || from === undefined) return
    const inbox = `${publicUrl}/inbox/handoffs/${record.id}`
    const values = { when: whenInFull(new Date(appointment.slot.start)), school: school.name, inbox }
    // What is waited out while the mail server is away does not come after this one, and put back what this one takes out.
    for (let sequence = 0; sequence < appointment.sequence; sequence += 1) {
      for (const one of METHODS)
        await this.#o.notices.forget(inviteId(appointment.id, sequence, one, worker.id))
    }
    const kind = method === 'cancel' ? 'cancel' : appointment.sequence === 0 ? 'new' : 'change'
    const content = toIcs(appointment, {
      school: school.name,
      host: new URL(publicUrl).hostname,
      now: clock.now(),
      method,
      organiser: partyOf(from),
      attendee: { name: worker.name, email: worker.email },
      summary: texts.text('alert.invite.title', values),
      description: texts.text('alert.invite.description', values),
      // The number is in the inbox and in no mail.
      ...(appointment.slot.place.kind === 'phone' && { place: texts.text('alert.invite.phone') }),
    })
    await this.#o.notices.mail(
      inviteId(appointment.id, appointment.sequence, method, worker.id),
      {
        to: worker.email,
        subject: texts.text(`alert.invite.${kind}.subject`, values),
        text: texts.text(`alert.invite.${kind}`, values),
        ics: { method, content },
      },
      new Date(Date.parse(appointment.slot.end) + AFTER_MS),
    )
  }

  /** Sets, moves or takes away the reminder, as the record says. */
  async remind({ id, person }: ConversationRecord): Promise<void> {
    const { reminder, appointment } = person
    const start = appointment && new Date(appointment.slot.start)
    const at = start && reminderAt(start, this.#o.clock.now())
    if (!reminder || appointment?.status !== 'booked' || !start || !at) {
      await this.#o.notices.forget(reminderId(id))
      return
    }
    await this.#o.notices.remind(reminderId(id), at, start, {
      conversation: id,
      appointment: appointment.id,
      sequence: appointment.sequence,
      ...(reminder.by === 'email' ? { email: reminder.email } : {}),
    })
  }
}

/** One version of an appointment, as one link worker's calendar is told of it. */
const inviteId = (appointment: string, sequence: number, method: Method, worker: string): string =>
  `invite.${appointment}.${sequence}.${method}.${worker}`

/** `Matters <matters@example.org>` as name and address. */
function partyOf(from: string): { name: string; email: string } {
  const [, name = '', email] = /^(.*?)<([^<>]+)>$/u.exec(from) ?? []
  return { name: name.trim() === '' ? 'Matters' : name.trim(), email: email ?? from }
}
