import { toActivity } from './activities.ts'
import type { Wake } from './conversations.ts'
import type { Worked } from './drafts.ts'
import type { Across } from './storage/across.ts'

/** Who in this process follows which conversation, and is woken when something is committed to it, here or by another process. */
export class Listeners {
  readonly #all = new Map<string, Set<Wake>>()

  constructor(across: Across) {
    across.onTold(
      'record',
      ({ collection, id }) => {
        if (collection === 'conversations') look(this.#all.get(id))
      },
      () => {
        for (const listeners of this.#all.values()) look(listeners)
      },
    )
    across.onAsked((question) => this.#all.has(question.slice('open '.length)))
  }

  isHere(conversation: string): boolean {
    return this.#all.has(conversation)
  }

  subscribe(conversation: string, wake: Wake): () => void {
    const listeners = this.#all.get(conversation) ?? new Set()
    listeners.add(wake)
    this.#all.set(conversation, listeners)
    return () => {
      listeners.delete(wake)
      if (listeners.size === 0 && this.#all.get(conversation) === listeners) this.#all.delete(conversation)
    }
  }

  /** After a commit of this process. */
  wake({ record, logged }: Worked): void {
    const listeners = this.#all.get(record.id)
    const [first] = logged
    if (!listeners || !first) return
    // What an erasure has taken out of the log at once is nothing to send.
    const added = record.log.filter(({ seq }) => seq >= first.seq).map((entry) => toActivity(record, entry))
    for (const wake of listeners) wake(added)
  }
}

/** There may be something new. */
function look(listeners: ReadonlySet<Wake> | undefined): void {
  for (const wake of listeners ?? []) wake()
}
