import type { Clock } from '../../domain/time/clock.ts'
import { KeyedQueue } from '../queue.ts'
import { traced } from '../tracing/traced.ts'

export interface RoundsOptions {
  readonly clock: Clock
  /** How often what another process left behind is looked for, in milliseconds. */
  readonly scanMs: number
  /** How long after a fault one is looked at again, in milliseconds. */
  readonly againMs: number
  /** Looks for what waits in the store and puts it into `next`. What it throws is told and the next scan comes all the same. */
  readonly scan: (next: Map<string, number>, now: number) => Promise<void>
  /** Sends what is due of one and sets (or deletes) when to look at it again. One id at a time. */
  readonly work: (id: string, next: Map<string, number>) => Promise<void>
  /** A scan (no id) or the work on one failed. */
  readonly onFault: (error: unknown, id?: string) => void
}

/** Records with something on its way out, each looked at when its time has come. Everything that must survive stands on the records. */
export class Rounds {
  readonly #o: RoundsOptions
  readonly #queue = new KeyedQueue()
  /** When to look at each again, in milliseconds since 1970; Infinity is never. */
  readonly #next = new Map<string, number>()
  #scannedAt = -Infinity
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> = Promise.resolve()
  #state: 'idle' | 'started' | 'closed' = 'idle'

  constructor(options: RoundsOptions) {
    this.#o = options
  }

  get isClosed(): boolean {
    return this.#state === 'closed'
  }

  /** Takes up what waits, and from now on whatever comes. */
  start(): void {
    this.#state = 'started'
    this.#schedule()
  }

  /** One has something to leave. Before the start nothing does. */
  wake(id: string): void {
    this.#next.set(id, this.#now())
    if (this.#state === 'started') void this.#take(id).then(() => this.#schedule())
  }

  /** Sends everything whose time has come by the clock; resolves when it is sent and noted. */
  async run(): Promise<void> {
    const now = this.#now()
    if (now - this.#scannedAt >= this.#o.scanMs) await this.#scan(now)
    const due = [...this.#next].filter(([, at]) => at <= now)
    await Promise.all(due.map(([id]) => this.#take(id)))
  }

  /** Waits for what is being sent; the rest is taken up at the next start. */
  async close(): Promise<void> {
    this.#state = 'closed'
    clearTimeout(this.#timer)
    await this.#running
    await this.#queue.idle()
  }

  #now(): number {
    return this.#o.clock.now().getTime()
  }

  #schedule(): void {
    clearTimeout(this.#timer)
    if (this.#state !== 'started') return
    const { scanMs } = this.#o
    const soonest = Math.min(this.#scannedAt + scanMs, ...this.#next.values())
    this.#timer = setTimeout(
      () => {
        this.#running = this.run().then(() => this.#schedule())
      },
      Math.min(Math.max(soonest - this.#now(), 0), scanMs),
    )
    this.#timer.unref()
  }

  async #scan(now: number): Promise<void> {
    this.#scannedAt = now
    try {
      await this.#o.scan(this.#next, now)
    } catch (error) {
      this.#o.onFault(error)
    }
  }

  #take(id: string): Promise<void> {
    return this.#queue.run(id, async () => {
      try {
        await traced('delivery', () => this.#o.work(id, this.#next))
      } catch (error) {
        this.#next.set(id, this.#now() + this.#o.againMs)
        this.#o.onFault(error, id)
      }
    })
  }
}
