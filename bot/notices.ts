import type { SaidValues } from '../dialogs/scope.ts'
import { waitBeforeRetry } from '../domain/alerts/backoff.ts'
import type { Appointment } from '../domain/booking/types.ts'
import type { Clock } from '../domain/time/clock.ts'
import { SEND_MS } from './delivery/channel.ts'
import type { Outcome } from './delivery/channel.ts'
import type { Logger } from './logger.ts'
import { KeyedQueue } from './queue.ts'
import type { Voice } from './voice.ts'
import { notices } from './records/notices.ts'
import type { Notice, NoticeIndex, NoticeMail } from './records/notices.ts'
import { AlreadyExists, NotFound, VersionConflict } from './storage/errors.ts'
import type { Collection, Store, Stored } from './storage/store.ts'

/** Whoever has signed for a notice and not sent it by then is gone: three times what a mail may take. */
const CLAIM_MS = 3 * SEND_MS
/** How often due notices are looked for. */
const SCAN_MS = 30_000

export interface NoticesOptions {
  readonly store: Store
  readonly clock: Clock
  /** How a conversation's young person is spoken to. */
  readonly voice: (conversation: string) => Promise<Voice>
  readonly logger: Logger
  /** From 0 to 1, for the waits between tries. */
  readonly chance: () => number
  /** Undefined when no mail server is set up: mails are then not made. */
  readonly send: ((id: string, mail: NoticeMail) => Promise<Outcome>) | undefined
  readonly appointment: (conversation: string, id: string) => Promise<Appointment | undefined>
  readonly tell: (conversation: string, lines: readonly { id: string; values: SaidValues }[]) => Promise<void>
}

/** Mails and reminders on their way out: kept until they are sent, tried again later and later, dropped when they are of no use any more. */
export class Notices {
  readonly #o: NoticesOptions
  readonly #notices: Collection<Notice, NoticeIndex>
  readonly #queue = new KeyedQueue()
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(options: NoticesOptions) {
    this.#o = options
    this.#notices = options.store.collection(notices)
  }

  get sendsMail(): boolean {
    return this.#o.send !== undefined
  }

  /** Puts a mail on its way. The same id again is the same mail. Without a mail server there is nothing to put. */
  async mail(id: string, mail: NoticeMail, until: Date): Promise<void> {
    if (!this.#o.send) return
    const now = this.#o.clock.now().toISOString()
    await this.#put(id, { dueAt: now, until: until.toISOString(), tried: 0, what: { kind: 'mail', mail } })
    void this.#sendDue()
  }

  /** Sets or moves a reminder. */
  async remind(
    id: string,
    at: Date,
    until: Date,
    of: Omit<Extract<Notice['what'], { kind: 'reminder' }>, 'kind'>,
  ): Promise<void> {
    await this.#put(id, {
      dueAt: at.toISOString(),
      until: until.toISOString(),
      tried: 0,
      what: { kind: 'reminder', ...of },
    })
  }

  async forget(id: string): Promise<void> {
    await this.#notices.delete(id)
  }

  start(): void {
    this.#timer = setInterval(() => void this.#sendDue(), SCAN_MS)
    this.#timer.unref()
    void this.#sendDue()
  }

  /** Sends everything whose time has come by the clock; resolves when that is done. */
  async run(): Promise<void> {
    const now = this.#o.clock.now().toISOString()
    const due = (await this.#notices.list({})).filter(({ index }) => index.dueAt <= now)
    await Promise.all(due.map(({ id }) => this.#queue.run(id, () => this.#take(id))))
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#timer)
    await this.#queue.idle()
  }

  async #sendDue(): Promise<void> {
    if (this.#isClosed) return
    try {
      await this.run()
    } catch (error) {
      this.#o.logger.error({ err: error }, 'due notices could not be looked for')
    }
  }

  async #put(id: string, body: Notice): Promise<void> {
    const stored = await this.#notices.get(id)
    if (stored?.body.what.kind === 'mail') return
    try {
      if (stored) await this.#notices.put(id, body, stored.version)
      else await this.#notices.create(id, body)
    } catch (error) {
      if (!(error instanceof AlreadyExists)) throw error
    }
  }

  async #take(id: string): Promise<void> {
    try {
      const claimed = await this.#claim(id)
      if (!claimed) return
      const outcome = await this.#do(id, claimed.body)
      if (outcome.ok) await this.#notices.delete(id)
      else await this.#later(claimed, outcome)
    } catch (error) {
      if (error instanceof VersionConflict || error instanceof NotFound) return
      this.#o.logger.error({ notice: id.split('.')[0], err: error }, 'a notice could not be sent')
    }
  }

  /** Signs for it, so that nobody else sends it; undefined when there is nothing to send. */
  async #claim(id: string): Promise<Stored<Notice> | undefined> {
    const stored = await this.#notices.get(id)
    const now = this.#o.clock.now()
    if (!stored || stored.body.dueAt > now.toISOString()) return undefined
    if (stored.body.until <= now.toISOString()) {
      await this.#notices.delete(id)
      this.#o.logger.warn({ kind: stored.body.what.kind, tried: stored.body.tried }, 'a notice came too late')
      return undefined
    }
    const dueAt = new Date(now.getTime() + CLAIM_MS).toISOString()
    return this.#notices.put(id, { ...stored.body, dueAt, tried: stored.body.tried + 1 }, stored.version)
  }

  async #later(claimed: Stored<Notice>, outcome: Extract<Outcome, { ok: false }>): Promise<void> {
    const { tried, what } = claimed.body
    const wait = waitBeforeRetry(tried, this.#o.chance(), outcome.retryAfterMs)
    const dueAt = new Date(this.#o.clock.now().getTime() + wait).toISOString()
    await this.#notices.put(claimed.id, { ...claimed.body, dueAt }, claimed.version)
    if (tried === 1) this.#o.logger.error({ kind: what.kind, code: outcome.code }, 'a mail could not be sent')
  }

  async #do(id: string, { what }: Notice): Promise<Outcome> {
    if (what.kind === 'mail') return this.#send(id, what.mail)
    const appointment = await this.#o.appointment(what.conversation, what.appointment)
    // Changed or cancelled since: the reminder is of something that is not any more.
    if (appointment?.status !== 'booked' || appointment.sequence !== what.sequence) return { ok: true }
    const values = { place: appointment.slot.place.text, worker: appointment.linkWorkerName }
    if (what.email === undefined) {
      const when = { at: appointment.slot.start, as: 'dayAndTime' } as const
      await this.#o.tell(what.conversation, [{ id: 'book.reminder', values: { ...values, when } }])
      return { ok: true }
    }
    const voice = await this.#o.voice(what.conversation)
    const when = voice.when(appointment.slot.start)
    return this.#send(id, {
      to: what.email,
      subject: voice.text('book.reminder.subject'),
      text: voice.text('book.reminder.mail', { ...values, when }),
    })
  }

  async #send(id: string, mail: NoticeMail): Promise<Outcome> {
    return this.#o.send ? this.#o.send(id, mail) : { ok: false, code: 'no-mail-server' }
  }
}
