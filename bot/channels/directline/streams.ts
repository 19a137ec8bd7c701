import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Clock } from '../../../domain/time/clock.ts'
import type { Conversations } from '../../conversations.ts'
import type { Logger } from '../../logger.ts'
import { DIRECT_LINE_LIMITS } from './limits.ts'
import { GOING_AWAY, POLICY, Stream } from './stream.ts'
import type { Ticket } from './tokens.ts'

/** Pings between two looks of one stream at the log: five minutes. As a rule a wake comes. */
const LOOK_EVERY = 15

/** All open streams of this process, several tabs a conversation. */
export class Streams {
  readonly #open = new Map<string, Stream[]>()
  #ticks = 0
  readonly #conversations: Conversations
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: DIRECT_LINE_LIMITS.clientFrame,
  })

  constructor(options: { conversations: Conversations; clock: Clock; logger: Logger }) {
    this.#conversations = options.conversations
    this.#clock = options.clock
    this.#logger = options.logger
  }

  /** Completes the handshake and begins to send. */
  open(req: IncomingMessage, socket: Duplex, head: Buffer, ticket: Ticket): void {
    this.#sockets.handleUpgrade(req, socket, head, (ws) => {
      const stream = new Stream(ws, socket, ticket, this.#conversations, this.#logger, (gone) =>
        this.#forget(gone),
      )
      const tabs = this.#open.get(stream.conversation) ?? []
      for (const oldest of tabs.slice(0, Math.max(0, tabs.length + 1 - DIRECT_LINE_LIMITS.streams)))
        oldest.close(POLICY)
      this.#open.set(stream.conversation, [...tabs, stream])
    })
  }

  /** A refreshed token keeps the streams of its conversation open (`expires` in seconds). */
  extend(conversation: string, expires: number): void {
    for (const stream of this.#open.get(conversation) ?? []) stream.expires = expires
  }

  /** Ends the streams of a conversation: its tokens hold no longer. */
  end(conversation: string): void {
    for (const stream of this.#open.get(conversation) ?? []) stream.close(POLICY)
  }

  /**
   * Every `pingMs`: pings, ends the dead, and those whose token has run out. Of the others a few look at the log, each in its turn: a wake
   * of another process may have been lost with that process.
   */
  tick(): void {
    const now = this.#clock.now().getTime() / 1000
    this.#ticks += 1
    for (const [at, stream] of [...this.#open.values()].flat().entries()) {
      if (stream.expires < now) stream.close(POLICY)
      else {
        stream.ping()
        if ((at + this.#ticks) % LOOK_EVERY === 0) stream.wake()
      }
    }
  }

  close(): void {
    for (const stream of [...this.#open.values()].flat()) stream.close(GOING_AWAY)
  }

  get count(): number {
    return [...this.#open.values()].flat().length
  }

  #forget(gone: Stream): void {
    const left = (this.#open.get(gone.conversation) ?? []).filter((stream) => stream !== gone)
    if (left.length > 0) this.#open.set(gone.conversation, left)
    else this.#open.delete(gone.conversation)
  }
}
