import type { ConversationIndex, ConversationRecord } from '../../records/conversations.ts'
import { conversations } from '../../records/conversations.ts'
import { handoffs } from '../../records/handoffs.ts'
import type { HandoffIndex } from '../../records/handoffs.ts'
import type { Handoff } from '../../../domain/handoff/types.ts'
import type { Logger } from '../../logger.ts'
import type { Collection, Store } from '../../storage/store.ts'

/** How often an entry was suggested at a school, and what came of it. Numbers, and nobody's name. */
export interface Interest {
  readonly suggested: number
  readonly liked: number
  readonly notForMe: number
  /** Seen, and others asked for in its place. */
  readonly passedOver: number
}

/** A young person who shared with a link worker what they thought of an entry. */
export interface Opinion {
  readonly handoff: Handoff
  readonly thought: 'liked' | 'not-for-me'
}

/** Counts of every entry from the conversations of a school that are kept, and what young people chose to share. */
export class Interests {
  readonly #conversations: Collection<ConversationRecord, ConversationIndex>
  readonly #handoffs: Collection<Handoff, HandoffIndex>
  readonly #logger: Logger

  constructor(store: Store, logger: Logger) {
    this.#conversations = store.collection(conversations)
    this.#handoffs = store.collection(handoffs)
    this.#logger = logger
  }

  /** One by one, so that others are answered in between and a damaged record hides no other. */
  async of(school: string, entry: string): Promise<Interest> {
    const count = { suggested: 0, liked: 0, notForMe: 0, passedOver: 0 }
    for (const { id } of await this.#conversations.list({ school })) {
      const ideas = (await this.#open(this.#conversations, id))?.person.ideas
      if (!ideas?.shown.some(({ activity }) => activity === entry)) continue
      count.suggested += 1
      if (ideas.liked.includes(entry)) count.liked += 1
      else if (ideas.notForMe.includes(entry)) count.notForMe += 1
      else if (ideas.passedOver.includes(entry)) count.passedOver += 1
    }
    return count
  }

  /** Those whose summary says it: they agreed to that line, and the summary stands. */
  async opinions(school: string, entry: string): Promise<Opinion[]> {
    const found: Opinion[] = []
    for (const { id } of await this.#handoffs.list({ school, status: 'sent' })) {
      const handoff = await this.#open(this.#handoffs, id)
      if (!handoff) continue
      const says = (list: Handoff['liked']) => list.some(({ activity }) => activity === entry)
      if (says(handoff.liked)) found.push({ handoff, thought: 'liked' })
      else if (says(handoff.notForMe)) found.push({ handoff, thought: 'not-for-me' })
    }
    return found
  }

  async #open<T, I extends Record<string, string | number | boolean>>(
    collection: Collection<T, I>,
    id: string,
  ): Promise<T | undefined> {
    try {
      return (await collection.get(id))?.body
    } catch (error) {
      this.#logger.error({ record: id, err: error }, 'record cannot be read')
      return undefined
    }
  }
}
