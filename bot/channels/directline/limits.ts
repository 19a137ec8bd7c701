import { memoryCounter } from '../../storage/across.ts'

/** Direct Line's own times, which its clients count on (seconds). */
export const TOKEN_SECONDS = 1_800
export const TICKET_SECONDS = 60
/** How long after its end a token still ends things: the pages that its conversation opened work for a day. */
export const LEAVE_SECONDS = 86_400

export const DIRECT_LINE_LIMITS = {
  /** Characters of one message that are passed on whole, so that screening sees head and tail; longer is refused (413), not cut. */
  text: 16_000,
  /** Tabs of one person with a stream; the oldest gives way. */
  streams: 8,
  /** Bytes of a client's frame: they send empty ones only. */
  clientFrame: 1_024,
  /** Milliseconds between pings; a socket silent for two of them is dead (proxies cut at 60 s). */
  pingMs: 20_000,
  /** Direct Line's own limit for a turn; the client then sends again with the same id and gets the first outcome. */
  turnMs: 15_000,
  /** Turns of one conversation under way or waiting. Only here is a message not taken; its 429 says so and the client keeps it. */
  waiting: 50,
} as const

/** Everyone in a school has one address: enough for 2,000 to begin in the same lesson, with a reload each. */
const TOKENS_PER_ADDRESS = { points: 4_000, seconds: 600 }
/** Faster than a person types for a minute: the dialog need not follow, screening does. */
const POSTS_PER_MINUTE = { points: 40, seconds: 60 }
/** 5 a second, sustained: a program. Screened still, and told to slow down. */
const POSTS_PER_BURST = { points: 50, seconds: 10 }

export type Pace = 'ordinary' | 'limited' | 'absurd'

/**
 * Counts what comes how fast; in memory and per process (docs/scaling.md says why that is enough), forgotten by itself. A token has one user and one conversation, so one
 * count holds for both.
 */
export class Paces {
  readonly #tokens = memoryCounter(TOKENS_PER_ADDRESS.seconds)
  readonly #minute = memoryCounter(POSTS_PER_MINUTE.seconds)
  readonly #burst = memoryCounter(POSTS_PER_BURST.seconds)

  /** Whether this address may have another token; if not, how many seconds to wait. */
  async token(address: string): Promise<{ ok: true } | { ok: false; retryAfter: number }> {
    const { consumedPoints, msBeforeNext } = await this.#tokens.consume(address)
    if (consumedPoints <= TOKENS_PER_ADDRESS.points) return { ok: true }
    return { ok: false, retryAfter: Math.max(1, Math.ceil(msBeforeNext / 1000)) }
  }

  async post(conversation: string): Promise<Pace> {
    const [minute, burst] = await Promise.all([
      this.#minute.consume(conversation),
      this.#burst.consume(conversation),
    ])
    if (burst.consumedPoints > POSTS_PER_BURST.points) return 'absurd'
    return minute.consumedPoints > POSTS_PER_MINUTE.points ? 'limited' : 'ordinary'
  }
}
