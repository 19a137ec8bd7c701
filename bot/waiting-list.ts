import type { SaidValues } from '../dialogs/scope.ts'
import { keptUntil } from '../domain/booking/kept-until.ts'
import type { KeptTime, Waiting } from '../domain/booking/types.ts'
import { byDay, isNight } from '../domain/follow-up/plan.ts'
import type { Clock } from '../domain/time/clock.ts'
import type { KeptDiaries } from './diaries.ts'
import type { Logger } from './logger.ts'
import type { Notices } from './notices.ts'
import { KeyedQueue } from './queue.ts'
import type { ConversationRecord } from './records/conversations.ts'
import { offerId } from './records/notices.ts'
import { waitingEntries } from './records/waiting.ts'
import type { WaitingEntry, WaitingIndex } from './records/waiting.ts'
import type { Schools } from './schools.ts'
import { Alone } from './storage/across.ts'
import type { Across } from './storage/across.ts'
import { attempt } from './storage/attempt.ts'
import type { Collection, Store, Stored } from './storage/store.ts'
import type { Voice } from './voice.ts'

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
  /** Whether a conversation is in Teams, where it stays open and nobody has a code. */
  readonly isInTeams: (conversation: string) => Promise<boolean>
  readonly clock: Clock
  readonly logger: Logger
  /** Says it, unless it has been said since then. */
  readonly tell: (
    conversation: string,
    lines: readonly { id: string; values: SaidValues }[],
    since: string,
  ) => Promise<void>
  /** Whether a conversation has booked this time, or is just about to. */
  readonly has: (conversation: string, slotId: string) => Promise<boolean>
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
    if (at < 0) return order.length
    return (await this.kept(holder)) ? 0 : at
  }

  async kept(holder: string): Promise<KeptTime | undefined> {
    const offer = (await this.#entries.get(holder))?.body.offer
    return offer && offer.until > this.#o.clock.now().toISOString() ? offer : undefined
  }

  /** Puts them on the list, or takes them off it, as their record says. Gives whether a time may have come free by it. */
  async follow({ id, school, person: { waiting } }: ConversationRecord): Promise<boolean> {
    const stored = await this.#entries.get(id)
    if (stored && stored.body.since === waiting?.since) {
      const { offer, offers } = stored.body
      await this.#entries.put(id, { school, ...waiting, ...(offer && { offer }), offers }, stored.version)
      return false
    }
    // They have left, and perhaps come back since: what was kept for them then is not any more.
    if (stored?.body.offer) await this.#takeBack(id, stored.body.offer)
    if (stored) await this.#entries.delete(id)
    if (waiting) await this.#entries.create(id, { school, ...waiting, offers: 0 })
    return stored?.body.offer !== undefined
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
    let isLeft = true
    for (const { id } of await this.#inOrder(school)) {
      try {
        const stored = await this.#entries.get(id)
        if (stored) isLeft = await this.#lookAt(stored, isLeft)
      } catch (error) {
        // Who cannot be told at the moment does not keep the others waiting.
        this.#o.logger.error({ conversation: id, err: error }, 'a free time could not be told')
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
      this.#o.logger.error({ err: error }, 'the waiting list could not be looked at')
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

  /** Does what is to be done for one of them; `isLeft` is whether a time may be left to offer, and so is what comes back. */
  async #lookAt(stored: Stored<WaitingEntry>, isLeft: boolean): Promise<boolean> {
    const { offer, offers } = stored.body
    if (offer && offer.until > this.#o.clock.now().toISOString()) {
      if (offer.untoldSince !== undefined) await this.#keepAndTell(stored, offer, offer.untoldSince)
    } else if (offer && offers >= MOST_OFFERS) {
      if (isNight(this.#o.clock.now())) return isLeft
      // Told first: who died in between would leave a record behind that says they wait, and nobody who looks.
      await this.#o.off(stored.id)
      await attempt(() => this.#entries.delete(stored.id, stored.version))
    } else if (isLeft) {
      return this.#offerTo(stored)
    }
    return isLeft
  }

  /** False when there is nothing left to offer, or somebody was faster. Noted before anything is done: what comes to no end is taken up at the next look. */
  async #offerTo({ id, body, version }: Stored<WaitingEntry>): Promise<boolean> {
    const now = this.#o.clock.now()
    const [slot] = await this.#o.diaries.free(body.school, now, 1, body.offer ? [body.offer.slot.id] : [])
    if (!slot) return false
    const until = keptUntil(byDay(now), new Date(slot.start)).toISOString()
    const untoldSince = now.toISOString()
    const noted = { ...body, offer: { slot, until, untoldSince } }
    if (!(await attempt(() => this.#entries.put(id, noted, version)))) return true
    return this.#keepAndTell({ id, body: noted, version: version + 1 }, noted.offer, untoldSince)
  }

  /**
   * Keeps the time that is noted for them and tells them of it, in the chat and by mail; at night the time is kept, and they are told in
   * the morning. Done again, nothing is said twice. False when somebody has it.
   */
  async #keepAndTell(
    { id, body: { offer: _noted, ...entry }, version }: Stored<WaitingEntry>,
    { slot, until }: Offer,
    since: string,
  ): Promise<boolean> {
    if (!(await this.#o.diaries.keepFor(slot, id, new Date(until)))) {
      // The next look finds what is left.
      await attempt(() => this.#entries.put(id, entry, version))
      return false
    }
    if (isNight(this.#o.clock.now())) return true
    const values = {
      when: { at: slot.start, as: 'dayAndTime' },
      until: { at: until, as: 'dayAndTime' },
    } as const
    await this.#o.tell(id, [{ id: 'book.offer', values }], since)
    if (entry.email !== undefined) await this.#mail(id, entry.email, { slot, until })
    const told = { ...entry, offer: { slot, until }, offers: entry.offers + 1 }
    const isNoted = await attempt(() => this.#entries.put(id, told, version))
    // They have left the list meanwhile, or come back to it. Who only gave an address is looked at again.
    if (!isNoted && (await this.#entries.get(id))?.body.since !== entry.since)
      await this.#takeBack(id, { slot, until })
    return true
  }

  async #mail(id: string, to: string, { slot, until }: Offer): Promise<void> {
    const voice = await this.#o.voice(id)
    const values = { when: voice.when(slot.start), until: voice.when(until) }
    const text = voice.text(
      (await this.#o.isInTeams(id)) ? 'teams.book.offer.mail' : 'book.offer.mail',
      values,
    )
    await this.#o.notices.mail(
      offerId(id, until),
      { to, subject: voice.text('book.offer.subject'), text },
      new Date(until),
    )
  }

  /** A time that was kept for them is free again, unless they have booked it or are just about to; a mail about it is not sent any more. */
  async #takeBack(id: string, { slot, until }: Offer): Promise<void> {
    await this.#o.notices.forget(offerId(id, until))
    if (!(await this.#o.has(id, slot.id))) await this.#o.diaries.release(slot.id, id)
  }
}

type Offer = NonNullable<WaitingEntry['offer']>
