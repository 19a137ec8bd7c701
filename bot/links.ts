import type { Commit } from './commits.ts'
import type { Speaker } from './conversations.ts'
import type { ConversationIndex, ConversationRecord } from './records/conversations.ts'
import type { Collection } from './storage/store.ts'

/** A message can be changed, or answered, by its connector's id while it is among the latest. */
const MOST_SENT_IDS = 60

/** An entry of the log as its connector calls it. */
export interface SentAs {
  readonly seq: number
  readonly id: string
}

/** Conversations whose log is sent to a connector, and how far it has got: kept in the record, in its order like everything else. */
export class Links {
  readonly #records: Collection<ConversationRecord, ConversationIndex>
  readonly #commit: Commit
  readonly #senders = new Set<(conversation: string) => void>()

  constructor(of: { records: Collection<ConversationRecord, ConversationIndex>; commit: Commit }) {
    this.#records = of.records
    this.#commit = of.commit
  }

  /** Calls back after each commit of a conversation that has something its connector has not taken yet. */
  onUnsent(wake: (conversation: string) => void): void {
    this.#senders.add(wake)
  }

  /** To be called after each commit. */
  committed({ id, link, lastSeq }: ConversationRecord): void {
    if (link && !link.isGone && lastSeq > link.sent) for (const wake of this.#senders) wake(id)
  }

  /** Conversations with something their connector has not taken yet. */
  async unsent(): Promise<string[]> {
    return (await this.#records.list({ unsent: true })).map(({ id }) => id)
  }

  /** What is kept of a conversation, for the channel that sends it. */
  async recordOf(conversation: string): Promise<ConversationRecord | undefined> {
    return (await this.#records.get(conversation))?.body
  }

  /** Who speaks in a conversation; undefined when nothing is kept of it. */
  async speakerOf(conversation: string): Promise<Speaker | undefined> {
    const record = await this.recordOf(conversation)
    if (!record) return undefined
    const { user, school, channel } = record
    return { conversation, user, school, channel }
  }

  /** The connector has taken the log up to this entry, under ids of its own. */
  async noteSent(conversation: string, upTo: number, ids: readonly SentAs[]): Promise<void> {
    await this.#commit(conversation, (stored) => {
      const link = stored?.body.link
      if (!stored || !link || link.sent >= upTo) return undefined
      const kept = [...link.ids, ...ids].slice(-MOST_SENT_IDS)
      const record = { ...stored.body, link: { ...link, sent: upTo, ids: kept } }
      return { record, logged: [] }
    })
  }

  /** The other end takes nothing any more, or is back. Gives whether it had been the other way. */
  async noteGone(conversation: string, isGone: boolean): Promise<boolean> {
    const worked = await this.#commit(conversation, (stored) => {
      const link = stored?.body.link
      if (!stored || !link || (link.isGone ?? false) === isGone) return undefined
      return { record: { ...stored.body, link: { ...link, isGone } }, logged: [] }
    })
    return worked !== undefined
  }
}
