import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Conversations, LoggedActivity } from '../../conversations.ts'
import type { Logger } from '../../logger.ts'
import { present } from './activity.ts'
import { readLog } from './read-log.ts'
import type { Ticket } from './tokens.ts'

/** WebSocket close codes (RFC 6455): both make a client come back with its watermark, the second only with a new token. */
export const GOING_AWAY = 1001
export const POLICY = 1008

/**
 * One tab's stream: sends the log from the ticket's watermark on, in order, each entry once. The log is the truth: a wake only says that
 * there may be more. Of the log one frame is under way at a time, so a slow reader holds one frame of memory and no more; what a commit
 * added, which is in memory anyway, goes out in one piece.
 */
export class Stream {
  readonly conversation: string
  /** Seconds since 1970; a refreshed token moves it. */
  expires: number
  readonly #socket: WebSocket
  readonly #connection: Duplex
  readonly #conversations: Conversations
  readonly #logger: Logger
  readonly #stop: () => void
  #after: number
  #sending = false
  #woken = false
  /** What commits have added right after what was sent, so that the log need not be read for it. */
  #added: LoggedActivity[] = []
  #alive = true

  constructor(
    socket: WebSocket,
    connection: Duplex,
    ticket: Ticket,
    conversations: Conversations,
    logger: Logger,
    onClose: (stream: Stream) => void,
  ) {
    this.conversation = ticket.speaker.conversation
    this.expires = ticket.expires
    this.#after = ticket.after
    this.#socket = socket
    this.#connection = connection
    this.#conversations = conversations
    this.#logger = logger
    this.#stop = conversations.subscribe(this.conversation, (added) => this.wake(added))
    const live = () => (this.#alive = true)
    socket.on('pong', live)
    socket.on('message', live)
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      this.#stop()
      onClose(this)
    })
    this.wake()
  }

  /** There may be something new: what was added, if that is known and follows what is on its way, otherwise the log says. */
  wake(added?: readonly LoggedActivity[]): void {
    const next = (this.#added.at(-1)?.seq ?? this.#after) + 1
    if (!this.#woken && added?.[0]?.seq === next) this.#added.push(...added)
    else this.#woken = true
    if (!this.#sending) void this.#send()
  }

  /** Called at each ping time: ends a socket that has not answered since the last, pings the others both ways clients know. */
  ping(): void {
    if (!this.#alive) {
      this.#socket.terminate()
      return
    }
    this.#alive = false
    // With a frame still under way a ping would only queue behind it.
    if (this.#socket.bufferedAmount > 0) return
    this.#socket.ping()
    this.#socket.send('')
  }

  close(code: number): void {
    this.#socket.close(code)
  }

  terminate(): void {
    this.#socket.terminate()
  }

  async #send(): Promise<void> {
    this.#sending = true
    try {
      while ((this.#woken || this.#added.length > 0) && this.#socket.readyState === this.#socket.OPEN) {
        // What was added while the log was read may have been in it.
        const added = this.#added.splice(0).filter(({ seq }) => seq > this.#after)
        if (this.#woken) await this.#sendLog()
        else await this.#sendAdded(added)
      }
    } catch (error) {
      // The client reconnects with its watermark and nothing is lost; staying open would leave it waiting for what never comes.
      this.#logger.warn({ conversation: this.conversation, err: error }, 'stream ended')
      this.#socket.close(GOING_AWAY)
    } finally {
      this.#sending = false
    }
  }

  async #sendLog(): Promise<void> {
    this.#woken = false
    const { entries, from } = await readLog(this.#conversations, this.conversation, this.#after)
    this.#after = from
    await this.#sendAll(entries)
  }

  /** A turn's replies are frames of their own and one write to the connection: each write is a call of the system and wakes the other end. */
  async #sendAdded(entries: readonly LoggedActivity[]): Promise<void> {
    this.#connection.cork()
    const frames = entries.map((entry) => this.#frame(this.#frameOf(entry)))
    this.#connection.uncork()
    // What is committed meanwhile follows these; should one of them fail, the stream ends and its client knows how far it came.
    this.#after = entries.at(-1)?.seq ?? this.#after
    await Promise.all(frames)
  }

  /** One activity a frame: the official client spreads a longer frame over time and lets the next overtake it. */
  async #sendAll(entries: readonly LoggedActivity[]): Promise<void> {
    for (const entry of entries) {
      await this.#frame(this.#frameOf(entry))
      this.#after = entry.seq
    }
  }

  #frameOf(entry: LoggedActivity) {
    return { activities: [present(this.conversation, entry)], watermark: String(entry.seq) }
  }

  #frame(frame: unknown): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.send(JSON.stringify(frame), (error) => (error ? reject(error) : resolve()))
    })
  }
}
