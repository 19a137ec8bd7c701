import { call, Later, Over } from './http.ts'
import { readSession } from './keep.ts'
import type { Keeper, Session } from './keep.ts'
import { Pause } from './pause.ts'
import { follow } from './stream.ts'
import { list, text } from './wire.ts'

/** Milliseconds. */
const TIMES = {
  /** A third of a token's life: when one renewal fails, the next still comes in time. */
  refresh: 10 * 60_000,
  /** First wait after a lost connection; it doubles up to the longest. */
  retry: 1_000,
  retryLongest: 15_000,
  /** Where no socket gets through: how often to ask, while looked at and while not. */
  poll: 1_000,
  pollUnseen: 8_000,
} as const

/**
 * Sockets that did not open before we ask instead: one where none ever did (some schools' filters let no WebSocket through, and
 * the first words should not wait), more where it once worked.
 */
const DEAF_SOCKETS = { never: 1, once: 4 } as const

export type Line = 'starting' | 'online' | 'offline' | 'refused' | 'ended'

export interface LineEvents {
  /** `past`: read again after a reload, rather than heard now. */
  activities(list: readonly unknown[], past: boolean): void
  line(state: Line): void
}

/**
 * A Direct Line 3.0 client: one conversation, kept over reloads, streamed over a WebSocket or asked for where none gets through,
 * picked up again at its watermark after every interruption.
 */
export class DirectLine {
  readonly #tokenUrl: string
  readonly #wishes: object
  readonly #keep: Keeper
  readonly #events: LineEvents
  readonly #pause = new Pause()
  #session: Session | undefined
  #begun = false
  #watermark = ''
  #failures = 0
  #deafSockets = 0
  #everOpened = false
  #stopped = false
  #refresh = 0
  #hangUp: () => void = () => undefined

  /** `wishes` are sent when a conversation begins: the browser's locale, the language that the page asks for. */
  constructor(options: { tokenUrl: string; wishes: object; keep: Keeper; events: LineEvents }) {
    this.#tokenUrl = options.tokenUrl
    this.#wishes = options.wishes
    this.#keep = options.keep
    this.#events = options.events
  }

  /** The token in use, for telling the server that they left. */
  get token(): string | undefined {
    return this.#session?.token
  }

  /** Connects and stays connected until `stop`, or until the conversation is over. */
  async run(): Promise<void> {
    this.#refresh = setInterval(() => void this.#renew(), TIMES.refresh)
    while (!this.#stopped) {
      try {
        await this.#listen(await this.#connect())
      } catch (error) {
        if (!(error instanceof Later)) {
          this.#over(this.#begun ? 'ended' : 'refused')
          return
        }
      }
      if (this.#isStopped()) return
      this.#events.line('offline')
      const wait = Math.min(TIMES.retryLongest, TIMES.retry * 2 ** this.#failures)
      this.#failures += 1
      // Chance spreads a whole school coming back at once.
      await this.#pause.wait(wait * (0.5 + Math.random() / 2))
    }
  }

  /** Sends one activity and gives its id. Throws Later, Over or Refused; a resend with the same client id is safe. */
  async post(activity: object): Promise<string> {
    const session = this.#session
    if (!session || !this.#begun) throw new Later()
    return text((await ask(session, '/activities', activity)).id)
  }

  /** The network is back, or somebody is looking, or an answer is late: tries again now, and makes sure that nothing was missed. */
  async wake(): Promise<void> {
    // The first try may come a moment too early; the next follows soon, as if nothing had failed yet.
    this.#failures = 0
    this.#pause.end()
    if (!this.#session || !this.#begun || this.#stopped) return
    try {
      await this.#read(this.#session, false)
    } catch {
      // The socket only looked alive, as they do after a laptop's sleep. The loop connects again and finds out what it is.
      this.#hangUp()
    }
  }

  /** Hangs up, without a word to the server; the conversation can be picked up again. */
  stop(): void {
    this.#stopped = true
    clearInterval(this.#refresh)
    this.#hangUp()
    this.#pause.end()
  }

  #over(state: 'ended' | 'refused'): void {
    this.stop()
    this.#keep.clear()
    this.#events.line(state)
  }

  /** A conversation to listen to: the one at hand, the kept one with its history, or a new one. Gives the stream's address. */
  async #connect(): Promise<string> {
    // Nothing is awaited before a new one is asked for, so that the answer is on its way while the page is drawn.
    if (!this.#session && this.#keep.read()) await this.#pickUp()
    if (!this.#session) {
      const answer = await call(this.#tokenUrl, undefined, { begin: true, ...this.#wishes })
      this.#session = sessionOf(answer)
      const stream = text(answer.streamUrl)
      if (stream) {
        // It has begun, and its first words are here: on a slow line two ways there and back sooner than over a socket.
        this.#begun = true
        this.#use(this.#session)
        this.#hear(list(answer.activities), text(answer.watermark), false)
        this.#online()
        return stream
      }
    }
    const session = this.#session
    const answer = this.#begun
      ? await ask(session, `?watermark=${this.#watermark}`)
      : await call(`${session.domain}/conversations`, session.token, this.#wishes)
    this.#begun = true
    this.#use(withToken(session, answer))
    return text(answer.streamUrl)
  }

  async #pickUp(): Promise<void> {
    const kept = this.#keep.read()
    if (!kept) return
    try {
      const session = await refreshed(kept)
      await this.#read(session, true)
      this.#use(session)
      this.#begun = true
    } catch (error) {
      if (error instanceof Later) throw error
      this.#keep.clear()
      this.#watermark = ''
    }
  }

  #use(session: Session): void {
    this.#session = session
    if (!this.#isStopped()) this.#keep.write(session)
  }

  /** Returns or throws when the connection is lost. */
  async #listen(streamUrl: string): Promise<void> {
    if (this.#isStopped()) return
    if (streamUrl !== '' && !this.#isDeaf()) {
      const before = this.#deafSockets
      this.#deafSockets += 1
      await follow(streamUrl, {
        opened: () => {
          this.#deafSockets = 0
          this.#everOpened = true
          this.#online()
        },
        frame: (activities, watermark) => this.#hear(activities, watermark, false),
        hangUp: (close) => (this.#hangUp = close),
      })
      if (this.#deafSockets <= before) return
    }
    if (this.#isDeaf()) await this.#poll()
  }

  #isDeaf(): boolean {
    return this.#deafSockets >= (this.#everOpened ? DEAF_SOCKETS.once : DEAF_SOCKETS.never)
  }

  async #poll(): Promise<void> {
    while (!this.#isStopped() && this.#session) {
      await this.#read(this.#session, false)
      this.#online()
      await this.#pause.wait(document.hidden ? TIMES.pollUnseen : TIMES.poll)
    }
  }

  async #read(session: Session, past: boolean): Promise<void> {
    const { activities, watermark } = await ask(session, `/activities?watermark=${this.#watermark}`)
    this.#hear(list(activities), text(watermark), past)
  }

  #hear(activities: readonly unknown[], watermark: string, past: boolean): void {
    if (this.#isStopped()) return
    if (watermark) this.#watermark = encodeURIComponent(watermark)
    if (activities.length > 0) this.#events.activities(activities, past)
  }

  #online(): void {
    if (this.#isStopped()) return
    this.#failures = 0
    this.#events.line('online')
  }

  /** The getter's value may change while we wait, which the compiler cannot know of a field. */
  #isStopped(): boolean {
    return this.#stopped
  }

  async #renew(): Promise<void> {
    if (!this.#session || !this.#begun) return
    try {
      this.#use(await refreshed(this.#session))
    } catch (error) {
      if (error instanceof Over) this.#over('ended')
    }
  }
}

/** The session that a code of `{code}` opens. Throws Later, Over or Refused. */
export async function sessionFrom(url: string, body: object): Promise<Session> {
  return sessionOf(await call(url, undefined, body))
}

function sessionOf(answer: object): Session {
  const session = readSession(answer)
  return { ...session, domain: session.domain.replace(/\/$/, '') }
}

const ask = ({ domain, conversationId, token }: Session, path: string, body?: object) =>
  call(`${domain}/conversations/${encodeURIComponent(conversationId)}${path}`, token, body)

const refreshed = async (session: Session) =>
  withToken(session, await call(`${session.domain}/tokens/refresh`, session.token, {}))

/** The session with the token of an answer that has one. */
const withToken = (session: Session, { token }: Readonly<Record<string, unknown>>): Session => ({
  ...session,
  token: text(token) || session.token,
})
