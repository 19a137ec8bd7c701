import { MattersError } from './errors.ts'
import type { Logger } from './logger.ts'
import { KeyedQueue } from './queue.ts'

const WAITS_MS = { first: 1_000, longest: 60_000 }

/** Runs conversations' effects after their commits: one run of a conversation at a time, and what failed again, later and later. */
export class Outbox {
  readonly #perform: (conversation: string) => Promise<boolean>
  readonly #logger: Logger
  readonly #queue = new KeyedQueue()
  readonly #waiting = new Map<string, { readonly timer: NodeJS.Timeout; readonly nextMs: number }>()
  #isClosing = false

  /** `perform` does what waits for a conversation and gives whether anything is left. */
  constructor(of: { perform: (conversation: string) => Promise<boolean>; logger: Logger }) {
    this.#perform = of.perform
    this.#logger = of.logger
  }

  /**
   * Something waits: it is done at once. What came last may be an alert, and does not wait out what something else failed at; that
   * is tried with it, and what it has to wait for next is no shorter for it.
   */
  wake(conversation: string): void {
    const waiting = this.#waiting.get(conversation)
    clearTimeout(waiting?.timer)
    this.#waiting.delete(conversation)
    void this.run(conversation, waiting?.nextMs)
  }

  /** Runs now; resolves when this run is over, whatever came of it. After `waitMs` it runs again, when something is left. */
  run(conversation: string, waitMs: number = WAITS_MS.first): Promise<void> {
    return this.#queue.run(conversation, async () => {
      if (await this.#leavesSome(conversation)) this.#later(conversation, waitMs)
    })
  }

  /** Waits for runs under way; what waits for a retry is in its record and is taken up at the next start. */
  async close(): Promise<void> {
    this.#isClosing = true
    for (const { timer } of this.#waiting.values()) clearTimeout(timer)
    await this.#queue.idle()
  }

  async #leavesSome(conversation: string): Promise<boolean> {
    try {
      return await this.#perform(conversation)
    } catch (error) {
      const code = error instanceof MattersError ? error.code : 'unexpected'
      this.#logger.error({ conversation, code }, 'effects could not be run')
      return true
    }
  }

  #later(conversation: string, ms: number): void {
    if (this.#isClosing || this.#waiting.has(conversation)) return
    const nextMs = Math.min(ms * 2, WAITS_MS.longest)
    const timer = setTimeout(() => {
      this.#waiting.delete(conversation)
      void this.run(conversation, nextMs)
    }, ms)
    timer.unref()
    this.#waiting.set(conversation, { timer, nextMs })
  }
}
