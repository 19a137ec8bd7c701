import { HUB_LIMITS, isUnanswered } from '../domain/conversation/agent-hub.ts'
import { withSign } from '../domain/conversation/visit.ts'
import type { Clock } from '../domain/time/clock.ts'
import type { Commit } from './commits.ts'
import { eachAlone } from './each-alone.ts'
import type { Logger } from './logger.ts'
import type { ConversationIndex, ConversationRecord } from './records/conversations.ts'
import type { Collection } from './storage/store.ts'
import type { Worked } from './drafts.ts'
import type { VisitTurns } from './visit-turns.ts'

/** What Bot Framework's `handoff.status` says. */
export type HubState = 'accepted' | 'completed' | 'failed'

/**
 * People of an agent hub in chats: asked for by the young person, let in when the hub has accepted, gone when it says so. A hub that nobody
 * asked, or whose person has left, does nothing here. Like every visit it goes through the conversation's queue and its one commit.
 */
export class HubVisits {
  readonly #records: Collection<ConversationRecord, ConversationIndex>
  readonly #commit: Commit
  readonly #turns: VisitTurns
  readonly #clock: Clock
  readonly #logger: Logger

  constructor(of: {
    records: Collection<ConversationRecord, ConversationIndex>
    commit: Commit
    turns: VisitTurns
    clock: Clock
    logger: Logger
  }) {
    this.#records = of.records
    this.#commit = of.commit
    this.#turns = of.turns
    this.#clock = of.clock
    this.#logger = of.logger
  }

  /** Acts on what the hub says of a conversation. False when there was nothing that it could be about. */
  async says(conversation: string, state: HubState): Promise<boolean> {
    const worked = await this.#commit(conversation, (stored) => {
      const record = stored?.body
      if (!record) return undefined
      const isIn = record.visit?.by.as === 'agent-hub'
      if (state === 'accepted') return isIn ? this.#sign(record) : this.#comes(record)
      if (!isIn && !record.hub) return undefined
      return isIn && state === 'completed'
        ? this.#turns.end(record, 'given-back')
        : this.#turns.hubFails(record, 'given-back')
    })
    return worked !== undefined
  }

  /**
   * What its person wrote: kept, so that an answer is heard as one to it, and no more, as the hub has brought it to the young person.
   * Without words it is a sign that they are there. False when nobody of the hub is in the chat.
   */
  async writes(conversation: string, said?: { text: string; key: string }): Promise<boolean> {
    const worked = await this.#commit(conversation, (stored) => {
      const record = stored?.body
      if (record?.visit?.by.as !== 'agent-hub') return undefined
      const isSaid = record.log.some((entry) => entry.by === 'visitor' && entry.key === said?.key)
      return isSaid ? undefined : this.#turns.acts(record, record.visit, said)
    })
    return worked !== undefined
  }

  /** Tells whoever waits for a hub that does not answer. To be called every few seconds, and at the start. */
  async endUnanswered(): Promise<void> {
    const waiting = await this.#records.list({ visited: true })
    await eachAlone(
      waiting,
      (id) =>
        this.#commit(id, (stored) =>
          stored?.body.hub && isUnanswered(stored.body.hub, this.#clock.now())
            ? this.#turns.hubFails(stored.body, 'silent')
            : undefined,
        ),
      { logger: this.#logger, failed: 'a hub that does not answer could not be told of, and is tried again' },
    )
  }

  #comes(record: ConversationRecord): Worked | undefined {
    const { hub, visit } = record
    // Whoever came in from the inbox meanwhile stays: the hub has been told so.
    if (!hub || visit) return undefined
    const now = this.#clock.now()
    const until = new Date(now.getTime() + HUB_LIMITS.longestMs).toISOString()
    const at = now.toISOString()
    const { id, by, shares } = hub
    const begins = { id, by, session: { id: by.id, until }, since: at, lastSign: at, raised: [] }
    return this.#turns.begin(record, begins, shares ? 'messages' : 'nothing')
  }

  #sign(record: ConversationRecord): Worked | undefined {
    if (!record.visit) return undefined
    record.visit = withSign(record.visit, this.#clock.now(), false)
    return { record, logged: [] }
  }
}
