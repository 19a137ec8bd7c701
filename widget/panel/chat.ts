import type { DirectLine, Line } from '../client/direct-line.ts'
import { Over, Refused } from '../client/http.ts'
import { Pause } from '../client/pause.ts'
import { readActivity } from '../client/wire.ts'
import type { Received } from '../client/wire.ts'
import { words } from './words.ts'

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
  /** There is no answer yet to what has arrived. */
  late(): void
  /** They wrote what is a code by its shape. */
  code(words: string): void
}

interface Unsent {
  readonly key: string
  readonly activity: object
}

/** Waits between attempts to send, in milliseconds; after the last the young person is told. */
const ATTEMPTS = [1_000, 3_000, 6_000]
/** A reply that takes longer is asked for (the stream may have died without a word), and they are told that we still wait. */
const LATE_MS = 5_000
/** As long as the server itself keeps what is shown once (CODE_LIMITS.shownMinutes). */
const ONCE_MS = 10 * 60_000
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
  /** Of these: refused, or given up. */
  readonly #given = new Set<Unsent>()
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
  say(said: string, tap?: Tap): void {
    const key = this.#newId()
    const message: Message = {
      kind: 'message',
      key,
      id: '',
      mine: true,
      clientId: key,
      text: said,
      plain: said,
      locale: '',
      spoken: '',
      by: '',
      here: undefined,
      urgent: false,
      mark: '',
      cards: [],
      ask: undefined,
      state: 'sending',
    }
    // Words answer what was read before them: by the time they arrive something else may have been asked.
    const seen = this.messages.filter(({ mine }) => !mine).pop()?.id
    const activity = {
      type: 'message',
      text: said,
      channelData: { clientActivityID: key, matters: tap ?? { seen } },
    }
    this.#waiting.push({ key, activity })
    this.messages = [...this.messages, message]
    void this.#send()
  }

  /** They tap, the network is back, or somebody looks again: what was not sent goes once more. */
  goOn(): void {
    void this.#direct?.wake()
    this.#again()
  }

  /** What has not arrived, in order: so that nobody has to write it twice. */
  get unsent(): readonly string[] {
    return this.messages.filter(({ state }) => state !== 'said').map(({ text }) => text)
  }

  /** Takes what came over the line; `past` is history read again. */
  hear(activities: readonly unknown[], past: boolean): void {
    const fresh: Message[] = []
    for (const one of activities.map(readActivity)) {
      if (one?.kind === 'typing') {
        if (!one.mine) this.#isTyping()
      } else if (one && this.#isNew(one)) {
        fresh.push({ ...one, key: one.id || this.#newId(), state: 'said' })
      }
    }
    const bots = fresh.filter(({ mine }) => !mine)
    if (bots.length > 0) {
      this.typing = false
      clearTimeout(this.#late)
      this.#events.heard(past ? bots.slice(-1) : bots)
    }
    this.#show([...this.messages, ...fresh])
    // What is shown once does not stay on the screen.
    for (const one of fresh.filter(({ mark }) => mark === 'once'))
      setTimeout(() => this.#change(one.key, { text: words.hidden }), ONCE_MS)
    // The words of a code are on this screen and nowhere else: what comes over the line after a reload has none. It may not be what was
    // written last: of what had arrived before, it is.
    const asked = !past && bots.find(({ mark }) => mark === 'code')
    const code = asked && this.messages.filter(({ mine, id }) => mine && id && id < asked.id).at(-1)
    if (code) this.#events.code(code.text)
  }

  /** The line has a new state. */
  lineIs(state: Line): void {
    if (state === this.line) return
    this.line = state
    this.#again()
  }

  /** With the same ids, so that nothing is said twice. */
  #again(): void {
    this.#given.clear()
    void this.#send()
  }

  /** False for what is here already; our own words coming back are thereby known to have arrived. */
  #isNew({ id, clientId }: Received): boolean {
    const known = this.messages.find(
      (message) => (id && message.id === id) || (clientId && message.key === clientId),
    )
    if (known?.mine) this.#arrived(known.key, id)
    return !known
  }

  /** Sends what waits, one after the other: the next goes when the one before it has arrived or was given up. */
  async #send(): Promise<void> {
    const over = this.line === 'ended' || this.line === 'refused'
    this.#mark(this.#due(), over ? 'failed' : 'sending')
    if (this.#sending) {
      this.#pause.end()
      return
    }
    this.#sending = true
    for (let attempt = 0, unsent; (unsent = this.#due()[0]) && this.line === 'online';) {
      try {
        this.#arrived(unsent.key, (await this.#direct?.post(unsent.activity)) ?? '')
        this.#expectReply()
        attempt = 0
      } catch (error) {
        // A token that is over shows on the line as well, which finds out what to do about it.
        if (error instanceof Over) void this.#direct?.wake()
        const wait = ATTEMPTS[attempt++]
        if (!this.#waiting.includes(unsent)) {
          // Only the answer got lost: the words themselves have come back over the line.
          attempt = 0
        } else if (wait && !(error instanceof Refused)) {
          await this.#pause.wait(wait)
        } else {
          // The server, or a filter before it, will not have this one; those behind it must not wait for it.
          attempt = 0
          this.#given.add(unsent)
          this.#mark([unsent], 'failed')
        }
      }
    }
    this.#sending = false
  }

  #due(): readonly Unsent[] {
    return this.#waiting.filter((one) => !this.#given.has(one))
  }

  #arrived(key: string, id: string): void {
    this.#waiting = this.#waiting.filter((unsent) => unsent.key !== key)
    this.#change(key, { ...(id && { id }), state: 'said' })
  }

  #change(key: string, change: Partial<Message>): void {
    this.#show(this.messages.map((message) => (message.key === key ? { ...message, ...change } : message)))
  }

  #mark(unsent: readonly Unsent[], state: Message['state']): void {
    const keys = unsent.map(({ key }) => key)
    this.#show(this.messages.map((message) => (keys.includes(message.key) ? { ...message, state } : message)))
  }

  /** What is on its way stands last: the bot has not heard it yet, and says the rest before it does. A reload shows the same order. */
  #show(messages: readonly Message[]): void {
    const isSending = ({ state }: Message) => state === 'sending'
    this.messages = [...messages.filter((one) => !isSending(one)), ...messages.filter(isSending)]
    this.#events.changed()
  }

  #expectReply(): void {
    clearTimeout(this.#late)
    this.#late = setTimeout(() => {
      void this.#direct?.wake()
      if (this.messages.at(-1)?.mine) this.#events.late()
    }, LATE_MS)
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
