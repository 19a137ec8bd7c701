import type { Concern } from '../domain/conversation/concern.ts'
import { isSamePerson, overBy } from '../domain/conversation/visit.ts'
import type { Seen, Visit, VisitEnd, Visitor } from '../domain/conversation/visit.ts'
import type { Clock } from '../domain/time/clock.ts'
import type { Commit } from './commits.ts'
import { eachAlone } from './each-alone.ts'
import type { Logger } from './logger.ts'
import type { ConversationIndex, ConversationRecord, LogEntry } from './records/conversations.ts'
import type { Collection } from './storage/store.ts'
import type { Worked } from './drafts.ts'
import type { VisitTurns } from './visit-turns.ts'
import { entriesOfVisit } from './visit-steps.ts'

/** A member of staff who wants to come in. */
export interface Arrival {
  readonly visitor: Visitor
  readonly session: Visit['session']
  readonly seen: Seen
  /** The visit they saw when they asked to take over: whoever has come in since is not pushed aside unseen. */
  readonly instead?: string | undefined
}

/** `held`: another person is in the chat, and was not seen there. `gone`: nothing is left of the conversation. */
export type Entered = 'in' | 'held' | 'gone'

/** What one member of staff may see of a conversation: who is in it, and their own last visit. */
export interface VisitView {
  readonly visit: Visit | null
  /** Everything of their own last visit, in order; nothing before it and nothing after. */
  readonly entries: readonly LogEntry[]
  /** Concerns heard during their visit, while it goes on. */
  readonly raised: readonly Concern[]
  readonly lastHeard: string | undefined
  /** The young person's browser is connected. False may be a browser that only asks now and then. */
  readonly isOpen: boolean
}

/**
 * People in chats: one at a time holds a conversation. Every step goes through the conversation's own queue and commit, so it is in
 * the record before anyone hears of it, and survives whatever happens to this process.
 */
export class Visits {
  readonly #records: Collection<ConversationRecord, ConversationIndex>
  readonly #commit: Commit
  readonly #turns: VisitTurns
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #newId: () => string
  readonly #isOpen: (conversation: string) => Promise<boolean>

  constructor(of: {
    records: Collection<ConversationRecord, ConversationIndex>
    commit: Commit
    turns: VisitTurns
    clock: Clock
    logger: Logger
    newId: () => string
    isOpen: (conversation: string) => Promise<boolean>
  }) {
    this.#records = of.records
    this.#commit = of.commit
    this.#turns = of.turns
    this.#clock = of.clock
    this.#logger = of.logger
    this.#newId = of.newId
    this.#isOpen = of.isOpen
  }

  /** What this person may see now; undefined when nothing is left of the conversation. */
  async view(conversation: string, who: Visitor): Promise<VisitView | undefined> {
    const record = (await this.#records.get(conversation))?.body
    if (!record) return undefined
    const visit = record.visit && overBy(record.visit, this.#clock.now()) === undefined ? record.visit : null
    const own = record.log.findLast(
      (entry) => entry.by === 'handoff' && entry.step === 'accepted' && isSamePerson(entry.who, who),
    )
    const isIn = visit !== null && isSamePerson(visit.by, who)
    return {
      visit,
      entries: own?.by === 'handoff' ? entriesOfVisit(record, own.visit) : [],
      raised: isIn ? record.concerns.filter(({ id }) => visit.raised.includes(id)) : [],
      lastHeard: record.flow.lastHeard,
      isOpen: await this.#isOpen(conversation),
    }
  }

  /** Comes in, or takes over from the person who was seen there. Who is in already stays in, with this session. */
  async enter(conversation: string, arrival: Arrival): Promise<Entered> {
    let entered: Entered = 'gone'
    await this.#commit(conversation, async (stored) => {
      entered = 'gone'
      if (!stored || stored.body.log.length === 0) return undefined
      const record = stored.body
      const now = this.#clock.now()
      const ended = await this.#endIfOver(record, now)
      const there = record.visit
      if (there && isSamePerson(there.by, arrival.visitor)) {
        entered = 'in'
        record.visit = { ...there, session: arrival.session, lastSign: now.toISOString() }
        return { record, logged: [] }
      }
      if (there && there.id !== arrival.instead) {
        entered = 'held'
        return undefined
      }
      entered = 'in'
      const { visitor: by, session, seen } = arrival
      const visit = { id: this.#newId(), by, session, since: now.toISOString(), lastSign: now.toISOString() }
      const { logged } = this.#turns.begin(record, { ...visit, raised: [] }, seen)
      return { record, logged: [...ended, ...logged] }
    })
    return entered
  }

  /** Writes into the chat; `key` is the form's, so that a form sent twice is said once. False when they are not in it (any more). */
  speak(conversation: string, who: Visitor, said: { text: string; key: string }): Promise<boolean> {
    return this.#act(conversation, who, (record, visit) => {
      const isSaid = record.log.some((entry) => entry.by === 'visitor' && entry.key === said.key)
      return isSaid ? undefined : this.#turns.acts(record, visit, said)
    })
  }

  /** Shows that they are still there. False when they are not in it (any more). */
  stay(conversation: string, who: Visitor): Promise<boolean> {
    return this.#act(conversation, who, (record, visit) => this.#turns.acts(record, visit))
  }

  /** Gives the chat back to the bot. False when they are not in it (any more). */
  giveBack(conversation: string, who: Visitor): Promise<boolean> {
    return this.#act(conversation, who, (record) => this.#turns.end(record, 'given-back'))
  }

  /** The inbox session is over: whoever was in a chat by it has left. */
  async endSession(session: string): Promise<void> {
    await this.#endWhere((visit) => (visit.session.id === session ? 'signed-out' : undefined))
  }

  /** Ends visits whose person cannot be said to be there any more. To be called every few seconds, and at the start. */
  async endOver(): Promise<void> {
    await this.#endWhere((visit) => overBy(visit, this.#clock.now()))
  }

  async #endWhere(why: (visit: Visit) => VisitEnd | undefined): Promise<void> {
    const visited = await this.#records.list({ visited: true })
    await eachAlone(
      visited,
      (id) =>
        this.#commit(id, async (stored) => {
          const end = stored?.body.visit ? why(stored.body.visit) : undefined
          return stored && end ? this.#turns.end(stored.body, end) : undefined
        }),
      { logger: this.#logger, failed: 'a visit could not be ended, and is tried again' },
    )
  }

  async #act(
    conversation: string,
    who: Visitor,
    act: (record: ConversationRecord, visit: Visit) => Worked | undefined | Promise<Worked>,
  ): Promise<boolean> {
    let isIn = false
    await this.#commit(conversation, async (stored) => {
      isIn = false
      if (!stored?.body.visit) return undefined
      const record = stored.body
      const ended = await this.#endIfOver(record, this.#clock.now())
      if (!record.visit) return { record, logged: ended }
      if (!isSamePerson(record.visit.by, who)) return undefined
      isIn = true
      return act(record, record.visit)
    })
    return isIn
  }

  async #endIfOver(record: ConversationRecord, now: Date): Promise<readonly LogEntry[]> {
    const over = record.visit ? overBy(record.visit, now) : undefined
    return over === undefined ? [] : (await this.#turns.end(record, over)).logged
  }
}
