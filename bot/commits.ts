import { randomInt } from 'node:crypto'
import type { Wake } from './conversations.ts'
import type { Worked } from './drafts.ts'
import type { Effects } from './effects.ts'
import { fewAtOnce } from './few-at-once.ts'
import { Links } from './links.ts'
import { Listeners } from './listeners.ts'
import type { Logger } from './logger.ts'
import { Outbox } from './outbox.ts'
import { KeyedQueue } from './queue.ts'
import { conversations } from './records/conversations.ts'
import type { ConversationIndex, ConversationRecord } from './records/conversations.ts'
import { Alone } from './storage/across.ts'
import type { Across } from './storage/across.ts'
import { isRace } from './storage/errors.ts'
import type { Collection, Store, Stored } from './storage/store.ts'
import { traced } from './tracing/traced.ts'
import type { Unprompted } from './unprompted.ts'
import type { Appointment } from '../domain/booking/types.ts'

const LIMITS = {
  /** Runs of one turn when other processes write in between: each time one of them got through, and none waits for ever. */
  attempts: 20,
  /** Between two of them, at most: writers that meet do not meet again. Longer the more often it was in vain. */
  pauseMs: 10,
  /** Conversations whose left-over effects are done at a time: after a school's morning thousands wait, and who writes now must not wait behind them. */
  leftOver: 2,
} as const

/** What is done to a conversation in its order: undefined changes nothing. May be run again, on what someone else wrote in between. */
export type Work = (
  stored: Stored<ConversationRecord> | undefined,
) => Worked | undefined | Promise<Worked | undefined>

/** One step of a conversation: in its order, kept before anything leaves. Undefined when it changed nothing. Throws what the store and the work throw. */
export type Commit = (conversation: string, work: Work) => Promise<Worked | undefined>

/**
 * How conversations are written: steps of one conversation one after another, each committed once before its replies leave, then
 * whoever listens is woken and effects are done (design.md, steps 2, 8 and 9).
 */
export class Commits {
  /** Conversations that are sent to a connector. */
  readonly links: Links
  readonly #records: Collection<ConversationRecord, ConversationIndex>
  readonly #effects: Effects
  readonly #unprompted: Pick<Unprompted, 'loseSlots'>
  readonly #newId: () => string
  readonly #queue = new KeyedQueue()
  readonly #outbox: Outbox
  readonly #across: Across
  readonly #listeners: Listeners

  constructor(of: {
    store: Store
    effects: Effects
    unprompted: Pick<Unprompted, 'loseSlots'>
    logger: Logger
    newId: () => string
  }) {
    this.#records = of.store.collection(conversations)
    this.#effects = of.effects
    this.#unprompted = of.unprompted
    this.#newId = of.newId
    this.#across = of.store.across ?? new Alone()
    this.#outbox = new Outbox({
      logger: of.logger,
      // Two processes never do one conversation's effects at once; what is busy elsewhere is looked at again.
      perform: async (id) =>
        (await this.#across.exclusively(`effects ${id}`, () => this.#performEffects(id))) !== false,
    })
    this.#listeners = new Listeners(this.#across)
    this.links = new Links({ records: this.#records, commit: this.commit })
  }

  /**
   * Reads once, works, writes once; a write that fails because someone else wrote in between is worked again from what they wrote,
   * which is safe because nothing has left yet. Then whoever listens is woken and effects are run.
   */
  readonly commit: Commit = (conversation, work) =>
    this.#queue.run(conversation, async () => {
      for (let attempt = 1; ; attempt += 1) {
        const stored = await this.#records.get(conversation)
        const worked = await work(stored)
        if (!worked) return undefined
        try {
          await traced('commit', () =>
            stored
              ? this.#records.put(conversation, worked.record, stored.version)
              : this.#records.create(conversation, worked.record),
          )
        } catch (error) {
          if (!isRace(error) || attempt >= LIMITS.attempts) {
            // Whatever the reason: what was said may not come again.
            this.#effects.notKept(worked.record)
            throw error
          }
          const pause = randomInt(1 + LIMITS.pauseMs * (attempt - 1))
          await new Promise((resume) => setTimeout(resume, pause))
          continue
        }
        this.#listeners.wake(worked)
        // Counts can wait for company: they are no reason to write the record again after every answer.
        if (worked.record.effects.some(({ type }) => type !== 'count')) this.#outbox.wake(conversation)
        this.links.committed(worked.record)
        return worked
      }
    })

  subscribe(conversation: string, wake: Wake): () => void {
    return this.#listeners.subscribe(conversation, wake)
  }

  /** Whether somebody has the conversation open, here or at another process. */
  async isOpen(conversation: string): Promise<boolean> {
    return this.#listeners.isHere(conversation) || this.#across.ask(`open ${conversation}`)
  }

  /** Takes up what a crash, here or of another process, left undone, and counts that waited. Gives how many had some. */
  async resume(): Promise<number> {
    const pending = await this.#records.list({ pending: true })
    await fewAtOnce(pending, LIMITS.leftOver, ({ id }) => this.#outbox.run(id))
    return pending.length
  }

  /** Waits for steps and effects under way. */
  async close(): Promise<void> {
    await this.#queue.idle()
    await this.#outbox.close()
  }

  /** Does what waits and takes it out of the record. Gives whether something failed; what came in between has woken the outbox itself. */
  async #performEffects(conversation: string): Promise<boolean> {
    const stored = await this.#records.get(conversation)
    if (!stored || stored.body.effects.length === 0) return false
    const { done, lostSlots } = await traced('effects', () => this.#effects.perform(stored.body))
    if (done.length === 0) return true
    await this.commit(conversation, (now) => {
      if (!now) return undefined
      const record = now.body
      record.effects = record.effects.filter(({ id }) => !done.includes(id))
      const logged = this.#unprompted.loseSlots(record, lostSlots)
      const { appointment } = record.person
      if (logged.length > 0 && appointment && wasInvitedTo(appointment, stored.body)) {
        record.effects.push({ type: 'invite', id: this.#newId(), method: 'cancel', appointment })
      }
      return { record, logged }
    })
    return stored.body.effects.some(({ id }) => !done.includes(id))
  }
}

/**
 * Whether a calendar has an entry of an appointment whose slot was lost: an earlier version of it was sent, or the invitation to this one
 * left before it came to light (it is left out when both come to light at once).
 */
function wasInvitedTo({ id, sequence }: Appointment, { effects }: ConversationRecord): boolean {
  const isPending = effects.some(
    (effect) => effect.type === 'invite' && effect.method === 'request' && effect.appointment.id === id,
  )
  // Cancelling has raised it by one already.
  return sequence > 1 || !isPending
}
