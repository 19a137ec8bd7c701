import type { BankHolidays } from '../content/load-bank-holidays.ts'
import type { Languages } from '../content/load-languages.ts'
import type { Appointment } from '../domain/booking/types.ts'
import type { Clock } from '../domain/time/clock.ts'
import { Calendars } from './calendars/calendars.ts'
import type { BusyReaders } from './calendars/calendars.ts'
import type { ConversationService } from './conversation-service.ts'
import { NO_ANSWERS } from './delivery/email.ts'
import type { MailServer } from './delivery/email.ts'
import { mailer } from './delivery/mailer.ts'
import { openDiaries } from './diaries.ts'
import type { KeptDiaries } from './diaries.ts'
import { DiaryBook } from './diary-book.ts'
import type { BookingEffects } from './effects.ts'
import { Invitations } from './invitations.ts'
import type { Logger } from './logger.ts'
import { Notices } from './notices.ts'
import type { NoticesOptions } from './notices.ts'
import type { Schools } from './schools.ts'
import type { Store } from './storage/store.ts'
import { voiceOf } from './voice.ts'
import { WaitingList } from './waiting-list.ts'

export interface BookingOptions {
  readonly store: Store
  readonly schools: Schools
  readonly languages: Languages
  readonly holidays: BankHolidays
  readonly readers: BusyReaders
  readonly mail: MailServer | undefined
  readonly publicUrl: string
  readonly clock: Clock
  readonly chance: () => number
  readonly logger: Logger
  /** The conversations, which are opened after the diaries they ask. */
  readonly conversations: () => ConversationService
}

/** Everything that has to do with link workers' time: diaries, calendars, the waiting list, and what bookings send out. */
export interface Bookings {
  readonly book: DiaryBook
  /** When nobody is seen, by nation, unless their diary says so. */
  readonly holidays: BankHolidays
  readonly calendars: Calendars
  readonly diaries: KeptDiaries
  readonly waiting: WaitingList
  readonly notices: Notices
  readonly effects: BookingEffects
  /** Begins to send what is due and to offer what comes free. */
  start(): void
  close(): Promise<void>
}

export function openBookings(of: BookingOptions): Bookings {
  const { store, schools, languages, clock, logger, mail, publicUrl } = of
  const book = new DiaryBook(store)
  const calendars = new Calendars({ readers: of.readers, clock, logger })
  const diaries = openDiaries({
    store,
    schools,
    book,
    busy: (diary, toBook) => calendars.busy(diary, toBook),
    clock,
    holidays: (nation) => of.holidays.of(nation),
    appointmentOf: (conversation, slot) => of.conversations().appointmentOf(conversation, slot),
  })
  const tell: NoticesOptions['tell'] = (conversation, lines) => of.conversations().tell(conversation, lines)
  const voice: NoticesOptions['voice'] = async (conversation) =>
    voiceOf(languages, (await of.conversations().links.recordOf(conversation))?.flow)
  const notices = new Notices({
    store,
    clock,
    voice,
    logger,
    chance: of.chance,
    send: mail && noticeMailer(mail, new URL(publicUrl).hostname),
    appointment: async (conversation, id) =>
      (await of.conversations().appointment(conversation, id))?.appointment,
    tell,
  })
  const waiting = new WaitingList({
    store,
    schools,
    diaries,
    notices,
    voice,
    isInTeams: async (conversation) =>
      (await of.conversations().links.recordOf(conversation))?.channel === 'teams',
    clock,
    logger,
    tell: (conversation, lines, since) => of.conversations().tell(conversation, lines, since),
    has: async (conversation, slot) => {
      const holding = (await of.conversations().links.recordOf(conversation))?.person.holding
      return (
        holding?.id === slot || (await of.conversations().appointmentOf(conversation, slot)) !== undefined
      )
    },
    off: (conversation) => of.conversations().offList(conversation),
  })
  const { texts } = languages.english
  const invitations = new Invitations({ notices, schools, texts, clock, publicUrl, from: mail?.from })
  const effects: BookingEffects = {
    invite: (record, method, appointment: Appointment) => invitations.send(record, method, appointment),
    remind: (record) => invitations.remind(record),
    async wait(record) {
      if (await waiting.follow(record)) effects.timeIsFree(record.school)
    },
    timeIsFree(school) {
      waiting
        .offer(school)
        .catch((error: unknown) => logger.error({ err: error }, 'a free time could not be offered'))
    },
  }
  return {
    book,
    holidays: of.holidays,
    calendars,
    diaries,
    waiting,
    notices,
    effects,
    start() {
      notices.start()
      waiting.start()
    },
    async close() {
      await waiting.close()
      await notices.close()
    },
  }
}

/** One mail a notice; the id stays the same when it is sent again, so that a mailbox shows it once. */
function noticeMailer({ url, from }: MailServer, host: string): NoticesOptions['send'] {
  const send = mailer(url)
  return (id, { to, subject, text, ics }) =>
    send({
      from,
      to,
      subject,
      text,
      messageId: `<${id.replace(/[^\w.-]/gu, '-')}@${host}>`,
      headers: NO_ANSWERS,
      ...(ics && { icalEvent: { method: ics.method, content: ics.content, filename: 'invite.ics' } }),
    })
}
