import type { SaidValues } from '../dialogs/scope.ts'
import type { Slot, Waiting } from '../domain/booking/types.ts'
import type { Clock } from '../domain/time/clock.ts'
import type { KeptDiaries } from './diaries.ts'
import { describeError } from './logger.ts'
import type { Logger } from './logger.ts'
import type { Notices } from './notices.ts'
import { KeyedQueue } from './queue.ts'
import type { ConversationRecord } from './records/conversations.ts'
import { waitingEntries } from './records/waiting.ts'
import type { WaitingEntry, WaitingIndex } from './records/waiting.ts'
import type { Schools } from './schools.ts'
import { Alone } from './storage/across.ts'
import type { Across } from './storage/across.ts'
import { AlreadyExists, NotFound, VersionConflict } from './storage/errors.ts'
import type { Collection, Store, Stored } from './storage/store.ts'
import type { Voice } from './voice.ts'

/** How long a time is kept for the one it is offered to: a night and a school day, so that a phone in a locker is no reason to lose it. */
const OFFER_MS = 24 * 3_600_000
/** After so many offers nobody took up, the place goes to others: they may have found something else, and can come back. */
const MOST_OFFERS = 2
/** How often it is looked whether a time has come free. */
const SCAN_MS = 60_000

export interface WaitingListOptions {
  readonly store: Store
  readonly schools: Schools
  readonly diaries: KeptDiaries
  readonly notices: Notices
  /** How a conversation's young person is spoken to. */
  readonly voice: (conversation: string) => Promise<Voice>
  readonly clock: Clock
  readonly logger: Logger
  readonly tell: (conversation: string, lines: readonly { id: string; values: SaidValues }[]) => Promise<void>
  /** The list has given up on them: their record must not say that they wait. */
  readonly off: (conversation: string) => Promise<void>
}

/** Those who wait for a time with a link worker, first come first: a time that comes free is kept for the first, who is told of it. */
export class WaitingList implements Waiting {
  readonly #o: WaitingListOptions
  readonly #entries: Collection<WaitingEntry, WaitingIndex>
  readonly #queue = new KeyedQueue()
  readonly #across: Across
  #timer: NodeJS.Timeout | undefined

  constructor(options: WaitingListOptions) {
    this.#o = options
    this.#entries = options.store.collection(waitingEntries)
    this.#across = options.store.across ?? new Alone()
  }

  async ahead(school: string, holder: string): Promise<number> {
    const order = await this.#inOrder(school)
    const at = order.findIndex(({ id }) => id === holder)
    return at >= 0 ? at : order.length
  }

  /** Puts them on the list, or takes them off it, as their record says. */
  async follow({ id, school, person: { waiting } }: ConversationRecord): Promise<void> {
    const stored = await this.#entries.get(id)
    if (!waiting) {
      if (stored) await this.#entries.delete(id)
    } else if (stored) {
      const { offer, offers } = stored.body
      await this.#entries.put(id, { school, ...waiting, ...(offer && { offer }), offers }, stored.version)
    } else {
      await this.#entries.create(id, { school, ...waiting, offers: 0 })
    }
  }

  start(): void {
    this.#timer = setInterval(() => void this.#look(), SCAN_MS)
    this.#timer.unref()
    void this.#look()
  }

  /** Offers every school's free times to those who wait for one; resolves when they were told. */
  async run(): Promise<void> {
    for (const { id } of this.#o.schools.all()) await this.offer(id)
  }

  /** The same for one school, at once: a time has just come free. */
  offer(school: string): Promise<void> {
    return this.#queue.run(school, async () => {
      // What another process is at need not be done twice; what comes free meanwhile is seen a minute later.
      await this.#across.exclusively(`waiting ${school}`, () => this.#offerAll(school))
    })
  }

  async #offerAll(school: string): Promise<void> {
    for (const { id } of await this.#inOrder(school)) {
      try {
        if (!(await this.#offerTo(id))) break
      } catch (error) {
        // Who comes after waits for no fault of theirs.
        this.#o.logger.error({ conversation: id, err: describeError(error) }, 'a time could not be offered')
      }
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#queue.idle()
  }

  async #look(): Promise<void> {
    try {
      await this.run()
    } catch (error) {
      this.#o.logger.error({ err: describeError(error) }, 'the waiting list could not be looked at')
    }
  }

  /** Who was offered a time and let it go comes after those who were not; among equals who came first. */
  async #inOrder(school: string): Promise<{ id: string; index: WaitingIndex }[]> {
    const all = await this.#entries.list({ school })
    return all.sort(
      (a, b) =>
        a.index.offers - b.index.offers ||
        a.index.since.localeCompare(b.index.since) ||
        a.id.localeCompare(b.id),
    )
  }

  /** False when there is nothing left to offer to those who come after. */
  async #offerTo(id: string): Promise<boolean> {
    const stored = await this.#entries.get(id)
    if (!stored) return true
    const { offer, offers, school } = stored.body
    const now = this.#o.clock.now()
    if (offer && offer.until > now.toISOString()) return true
    if (offer && offers >= MOST_OFFERS) {
      await this.#entries.delete(id)
      await this.#o.off(id)
      return true
    }
    const [slot] = await this.#o.diaries.free(school, now, 1, offer ? [offer.slot.id] : [])
    if (!slot) return false
    const until = new Date(Math.min(now.getTime() + OFFER_MS, Date.parse(slot.start)))
    // Someone was faster: the next look finds what is left.
    if (!(await this.#o.diaries.keepFor(slot, id, until))) return false
    return this.#note(stored, slot, until)
  }

  async #note(stored: Stored<WaitingEntry>, slot: Slot, until: Date): Promise<boolean> {
    const { id, body, version } = stored
    try {
      const offer = { slot, until: until.toISOString() }
      await this.#entries.put(id, { ...body, offer, offers: body.offers + 1 }, version)
    } catch (error) {
      await this.#o.diaries.release(slot.id, id)
      if (error instanceof VersionConflict || error instanceof NotFound || error instanceof AlreadyExists)
        return true
      throw error
    }
    await this.#o.tell(id, [
      {
        id: 'book.offer',
        values: {
          when: { at: slot.start, as: 'dayAndTime' },
          until: { at: until.toISOString(), as: 'dayAndTime' },
        },
      },
    ])
    if (body.email !== undefined) {
      const voice = await this.#o.voice(id)
      const values = { when: voice.when(slot.start), until: voice.when(until) }
      await this.#o.notices.mail(
        `offer.${id}.${body.offers + 1}`,
        {
          to: body.email,
          subject: voice.text('book.offer.subject'),
          text: voice.text('book.offer.mail', values),
        },
        until,
      )
    }
    return true
  }
}
