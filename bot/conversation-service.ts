import { KeyedQueue } from './queue.ts'
import { toActivity, activityId } from './activities.ts'
import type { Conversations, Incoming, LoggedActivity, Speaker, TurnOutcome } from './conversations.ts'
import type { Effects } from './effects.ts'
import { MattersError } from './errors.ts'
import { Outbox } from './outbox.ts'
import { conversations, newConversation } from './records/conversations.ts'
import type { ConversationIndex, ConversationRecord } from './records/conversations.ts'
import { AlreadyExists, VersionConflict } from './storage/errors.ts'
import type { Collection, Store, Stored } from './storage/store.ts'
import { Turns } from './turn.ts'
import type { TurnOptions, Worked } from './turn.ts'
import { Visits } from './visits.ts'
import type { Values } from '../content/load-texts.ts'
import type { Appointment } from '../domain/booking/types.ts'

/** Runs of one turn when other processes write in between. */
const MOST_ATTEMPTS = 5

/** The conversation does not belong to the one who speaks. */
export class NotYours extends MattersError {
  constructor(conversation: string) {
    super('not-yours', 'That conversation is not yours.', `${conversation} belongs to someone else`)
  }
}

export interface ConversationOptions extends TurnOptions {
  readonly store: Store
  readonly effects: Effects
}

/** What is done to a conversation in its order: undefined changes nothing. May be run again, on what someone else wrote in between. */
export type Work = (
  stored: Stored<ConversationRecord> | undefined,
) => Worked | undefined | Promise<Worked | undefined>

/**
 * Conversations as channels see them: turns of one conversation one after another, each committed once before its replies leave,
 * then its effects (design.md, steps 2, 4, 8 and 9).
 */
export class ConversationService implements Conversations {
  /** People who come into conversations from the inbox. */
  readonly visits: Visits
  readonly #o: ConversationOptions
  readonly #turns: Turns
  readonly #records: Collection<ConversationRecord, ConversationIndex>
  readonly #queue = new KeyedQueue()
  readonly #outbox: Outbox
  readonly #listeners = new Map<string, Set<() => void>>()

  constructor(options: ConversationOptions) {
    this.#o = options
    this.#turns = new Turns(options)
    this.#records = options.store.collection(conversations)
    this.#outbox = new Outbox({ logger: options.logger, perform: (id) => this.#performEffects(id) })
    this.visits = new Visits({
      records: this.#records,
      commit: (conversation, work) => this.#commit(conversation, work),
      turns: this.#turns,
      clock: options.clock,
      newId: options.newId,
      isOpen: (conversation) => this.#listeners.has(conversation),
    })
  }

  async start(speaker: Speaker, locale?: string): Promise<void> {
    await this.#take(speaker, { type: 'conversationUpdate', ...(locale === undefined ? {} : { locale }) })
  }

  async take(speaker: Speaker, incoming: Incoming): Promise<TurnOutcome> {
    return this.#take(speaker, incoming)
  }

  async exists(conversation: string): Promise<boolean> {
    return (await this.#records.get(conversation)) !== undefined
  }

  async log(
    conversation: string,
    after: number,
  ): Promise<{ entries: readonly LoggedActivity[]; last: number }> {
    const stored = await this.#records.get(conversation)
    if (!stored) return { entries: [], last: 0 }
    const entries = stored.body.log.filter((entry) => entry.seq > after)
    return { entries: entries.map((entry) => toActivity(stored.body, entry)), last: stored.body.lastSeq }
  }

  subscribe(conversation: string, wake: () => void): () => void {
    const listeners = this.#listeners.get(conversation) ?? new Set()
    listeners.add(wake)
    this.#listeners.set(conversation, listeners)
    return () => {
      listeners.delete(wake)
      if (listeners.size === 0 && this.#listeners.get(conversation) === listeners)
        this.#listeners.delete(conversation)
    }
  }

  /** Says something into a conversation, in its order. An erased or unknown one hears nothing. */
  async tell(conversation: string, lines: readonly { id: string; values: Values }[]): Promise<void> {
    await this.#commit(conversation, (stored) =>
      stored && stored.body.log.length > 0 ? this.#turns.tell(stored.body, lines) : undefined,
    )
  }

  /** The appointment this conversation has committed on a slot and not cancelled. */
  async appointmentOf(conversation: string, slotId: string): Promise<Appointment | undefined> {
    const appointment = (await this.#records.get(conversation))?.body.person.appointment
    return appointment?.status === 'booked' && appointment.slot.id === slotId ? appointment : undefined
  }

  /** The appointment with this id, for its calendar file; the id is as good as a key. */
  async appointment(
    conversation: string,
    appointmentId: string,
  ): Promise<{ appointment: Appointment; school: string } | undefined> {
    const record = (await this.#records.get(conversation))?.body
    const appointment = record?.person.appointment
    return record && appointment?.id === appointmentId ? { appointment, school: record.school } : undefined
  }

  /** The young person did not come, a link worker says. False when there is no such meeting, or it is still to come. */
  async missed(conversation: string, appointmentId: string): Promise<boolean> {
    const worked = await this.#commit(conversation, (stored) =>
      stored ? this.#turns.missed(stored.body, appointmentId) : undefined,
    )
    return worked !== undefined
  }

  /** They are not on the waiting list any more. */
  async offList(conversation: string): Promise<void> {
    await this.#commit(conversation, (stored) => (stored ? this.#turns.offList(stored.body) : undefined))
  }

  /** Takes up what a crash left undone. To be called once, before the service listens. Gives how many conversations had some. */
  async resume(): Promise<number> {
    const pending = await this.#records.list({ pending: true })
    await Promise.all(pending.map(({ id }) => this.#outbox.run(id)))
    return pending.length
  }

  /** Waits for turns and effects under way. */
  async close(): Promise<void> {
    await this.#queue.idle()
    await this.#outbox.close()
  }

  async #take(speaker: Speaker, incoming: Incoming): Promise<TurnOutcome> {
    let answered: TurnOutcome | undefined
    const worked = await this.#commit(speaker.conversation, async (stored) => {
      if (stored && stored.body.user !== speaker.user) throw new NotYours(speaker.conversation)
      const record = stored ? stored.body : newConversation(speaker, this.#o.clock.now())
      answered = this.#turns.answeredBefore(record, incoming)
      if (answered ?? this.#turns.isNothing(record, incoming)) return undefined
      return this.#turns.work(record, incoming)
    })
    if (!worked) return answered ?? { activityId: '', duplicate: false, logged: [] }
    const [own] = worked.logged
    return {
      activityId: own ? activityId(speaker.conversation, own.seq) : '',
      duplicate: false,
      logged: worked.logged.map((entry) => toActivity(worked.record, entry)),
    }
  }

  /**
   * Reads once, works, writes once; a write that fails because someone else wrote in between is worked again from what they wrote,
   * which is safe because nothing has left yet. Then whoever listens is woken and effects are run.
   */
  #commit(conversation: string, work: Work): Promise<Worked | undefined> {
    return this.#queue.run(conversation, async () => {
      for (let attempt = 1; ; attempt += 1) {
        const stored = await this.#records.get(conversation)
        const worked = await work(stored)
        if (!worked) return undefined
        try {
          if (stored) await this.#records.put(conversation, worked.record, stored.version)
          else await this.#records.create(conversation, worked.record)
        } catch (error) {
          const isRace = error instanceof VersionConflict || error instanceof AlreadyExists
          if (isRace && attempt < MOST_ATTEMPTS) continue
          throw error
        }
        for (const wake of this.#listeners.get(conversation) ?? []) wake()
        if (worked.record.effects.length > 0) this.#outbox.wake(conversation)
        return worked
      }
    })
  }

  /** Does what waits and takes it out of the record. Gives whether something failed; what came in between has woken the outbox itself. */
  async #performEffects(conversation: string): Promise<boolean> {
    const stored = await this.#records.get(conversation)
    if (!stored || stored.body.effects.length === 0) return false
    const { done, lostSlots } = await this.#o.effects.perform(stored.body)
    if (done.length === 0) return true
    await this.#commit(conversation, (now) => {
      if (!now) return undefined
      const record = now.body
      record.effects = record.effects.filter(({ id }) => !done.includes(id))
      return { record, logged: this.#turns.loseSlots(record, lostSlots) }
    })
    return stored.body.effects.some(({ id }) => !done.includes(id))
  }
}
