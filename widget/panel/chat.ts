import type { DirectLine, Line } from '../client/direct-line.ts'
import { Later, Over } from '../client/http.ts'
import { Pause } from '../client/pause.ts'
import { readActivity } from '../client/wire.ts'
import type { Received } from '../client/wire.ts'

export interface Message extends Received {
  /** Stable for the view: the client id of what we sent, the activity's id of what we heard. */
  readonly key: string
  readonly state: 'said' | 'sending' | 'failed'
}

/** The answer of a tap: what was chosen, and to which question. */
export interface Tap {
  readonly chose: readonly string[]
  readonly replyTo?: string
}

export interface ChatEvents {
  changed(): void
  /** New words of the bot, for those who listen rather than look. After a reload only the last of the past. */
  heard(messages: readonly Message[]): void
}

interface Unsent {
  readonly message: Message
  readonly activity: object
}

/** Waits between attempts to send, in milliseconds; after the last the young person is told. */
const ATTEMPTS = [1_000, 3_000, 6_000]
/** A reply that takes longer is asked for: the stream may have died without a word. */
const LATE_MS = 8_000
/** How long "writing" is believed. */
const TYPING_MS = 10_000

/**
 * The conversation as it is on the screen: what was said, what is on its way, what was not sent. Knows no words of the bot, no
 * page and no socket of its own; text lives here, in memory, and nowhere else in the browser.
 */
export class Chat {
  messages: readonly Message[] = []
  line: Line = 'starting'
  typing = false

  readonly #events: ChatEvents
  readonly #newId: () => string
  #direct: DirectLine | undefined
  #waiting: Unsent[] = []
  #refused: Unsent[] = []
  #sending = false
  readonly #pause = new Pause()
  #late = 0
  #typingEnds = 0

  constructor(events: ChatEvents, newId: () => string) {
    this.#events = events
    this.#newId = newId
  }

  /** Puts a new line under the chat. */
  connect(direct: DirectLine): void {
    this.#direct = direct
    void direct.run()
  }

  /** Puts it on the screen and sends it, again and again if it must be. */
  say(words: string, tap?: Tap): void {
    const id = this.#newId()
    const message: Message = {
      kind: 'message',
      key: id,
      id: '',
      mine: true,
      clientId: id,
      text: words,
      locale: '',
      urgent: false,
      cards: [],
      state: 'sending',
    }
    const activity = {
      type: 'message',
      text: words,
      channelData: { clientActivityID: id, ...(tap && { matters: tap }) },
    }
    this.messages = [...this.messages, message]
    this.#waiting.push({ message, activity })
    this.#events.changed()
    void this.#send()
  }

  /** Tries what was not sent once more, with the same ids, so that nothing is said twice. */
  tryAgain(): void {
    this.#waiting.unshift(...this.#refused.splice(0))
    this.#mark('failed', 'sending')
    void this.#direct?.wake()
    void this.#send()
  }

  /** What has not arrived, in order: so that nobody has to write it twice. */
  get unsent(): readonly string[] {
    return this.messages.filter(({ state }) => state !== 'said').map(({ text }) => text)
  }

  /** Takes what came over the line; `past` is history read again. */
  hear(activities: readonly unknown[], past: boolean): void {
    const received = activities.map(readActivity).filter((one) => one !== undefined)
    const fresh: Message[] = []
    for (const one of received) {
      if (one.kind === 'typing') {
        if (!one.mine) this.#isTyping()
      } else if (this.#isNew(one)) {
        fresh.push({ ...one, key: one.id || this.#newId(), state: 'said' })
      }
    }
    this.messages = [...this.messages, ...fresh]
    const bots = fresh.filter((message) => !message.mine)
    if (bots.length > 0) {
      this.typing = false
      clearTimeout(this.#late)
      this.#events.heard(past ? bots.slice(-1) : bots)
    }
    this.#events.changed()
  }

  /** The line has a new state. */
  lineIs(state: Line): void {
    const back = state === 'online' && this.line !== 'online'
    this.line = state
    if (state === 'ended' || state === 'refused') this.#mark('sending', 'failed')
    if (back) {
      this.#mark('failed', 'sending')
      void this.#send()
    }
    this.#events.changed()
  }

  /** False for what is here already; our own words coming back are thereby known to have arrived. */
  #isNew(one: Received): boolean {
    const known = this.messages.find(
      (message) =>
        (one.id !== '' && message.id === one.id) || (one.clientId !== '' && message.key === one.clientId),
    )
    if (!known) return true
    if (known.mine) this.#arrived(known.key, one.id)
    return false
  }

  async #send(): Promise<void> {
    if (this.#sending) {
      this.#pause.end()
      return
    }
    this.#sending = true
    for (let attempt = 0; this.#waiting[0] && this.line === 'online';) {
      const { message, activity } = this.#waiting[0]
      const outcome = await this.#post(activity)
      if (outcome.sent) {
        attempt = 0
        this.#arrived(message.key, outcome.id)
        this.#expectReply()
      } else {
        const wait = ATTEMPTS[attempt]
        if (!outcome.again) {
          // The server will not have this one; those behind it must not wait for it.
          this.#refused.push(...this.#waiting.splice(0, 1))
          this.#change((one) => (one.key === message.key ? { ...one, state: 'failed' } : one))
        } else if (wait === undefined) {
          this.#mark('sending', 'failed')
          break
        } else {
          attempt += 1
          await this.#pause.wait(wait)
        }
      }
    }
    this.#sending = false
    this.#events.changed()
  }

  async #post(activity: object): Promise<{ sent: true; id: string } | { sent: false; again: boolean }> {
    try {
      return { sent: true, id: (await this.#direct?.post(activity)) ?? '' }
    } catch (error) {
      // A token that is over shows on the line as well, which finds out what to do about it.
      if (error instanceof Over) void this.#direct?.wake()
      return { sent: false, again: error instanceof Later }
    }
  }

  #arrived(key: string, id: string): void {
    this.#waiting = this.#waiting.filter(({ message }) => message.key !== key)
    this.#change((message) =>
      message.key === key ? { ...message, id: id || message.id, state: 'said' } : message,
    )
  }

  #mark(from: Message['state'], to: Message['state']): void {
    this.#change((message) => (message.state === from ? { ...message, state: to } : message))
  }

  #change(change: (message: Message) => Message): void {
    this.messages = this.messages.map(change)
    this.#events.changed()
  }

  #expectReply(): void {
    clearTimeout(this.#late)
    this.#late = setTimeout(() => void this.#direct?.wake(), LATE_MS)
  }

  #isTyping(): void {
    this.typing = true
    clearTimeout(this.#typingEnds)
    this.#typingEnds = setTimeout(() => {
      this.typing = false
      this.#events.changed()
    }, TYPING_MS)
  }
}
