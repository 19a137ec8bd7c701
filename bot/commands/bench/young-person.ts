import { Chat, type Line } from './chat.ts'
import type { User } from './user.ts'

/** Feeds are read after the service listens; after this they never will be. */
const FEEDS_MS = 20_000

/** Where the short path goes when the directory has nothing, or is not read yet. */
const NO_IDEAS = 'finding.change'

/** How young people reach the service. */
export interface Reach {
  /** A line for the conversation with this number. */
  readonly line: (number: number) => Line
  /** Gives each conversation its number in the run. */
  readonly number: () => number
}

function open({ line, number }: Reach): Promise<Chat> {
  const own = number()
  return Chat.open(line(own), own)
}

/**
 * A young person: a conversation, and the short path to the ideas; then a new conversation. A turn is over when the
 * message is taken and the next question has come; opening a conversation is a turn too.
 */
export class YoungPerson implements User {
  readonly #reach: Reach
  #chat: Chat | undefined

  constructor(reach: Reach) {
    this.#reach = reach
  }

  async turn(): Promise<void> {
    if (!this.#chat) {
      this.#chat = await open(this.#reach)
    } else if (await this.#chat.answer()) {
      this.leave()
    }
  }

  /** Walks the path to its end, once. False when there were no ideas, as in the first seconds of a new service: feeds are read after it listens. */
  async findsIdeas(): Promise<boolean> {
    this.leave()
    try {
      do await this.turn()
      while (this.#chat && this.#chat.question !== NO_IDEAS)
      return this.#chat === undefined
    } finally {
      this.leave()
    }
  }

  leave(): void {
    this.#chat?.close()
    this.#chat = undefined
  }
}

/** Someone who stays at the first question and asks "why?", again and again: a conversation that grows and grows. */
export class LongTalk implements User {
  readonly #reach: Reach
  #chat: Chat | undefined

  constructor(reach: Reach) {
    this.#reach = reach
  }

  async turn(): Promise<void> {
    if (!this.#chat) this.#chat = await open(this.#reach)
    else await this.#chat.say({ text: 'why' })
  }

  leave(): void {
    this.#chat?.close()
    this.#chat = undefined
  }
}

/** Waits until a new service has ideas to suggest: before that the short path goes another way. Throws when it never has. */
export async function feedsAreRead(person: YoungPerson): Promise<void> {
  for (const late = performance.now() + FEEDS_MS; !(await person.findsIdeas());)
    if (performance.now() > late) throw new Error('the service has no ideas to suggest')
}
