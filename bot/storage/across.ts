import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { CollectionName } from './store.ts'

/** Wrong tries in a row, and when the last was (milliseconds since 1970). */
export interface Streak {
  readonly wrong: number
  readonly last: number
}

/** How often something came in a span of time. It only counts: what follows is for the caller to say. */
export interface Counter {
  consume(key: string): Promise<Counted>
  get(key: string): Promise<Counted | null>
}
export interface Counted {
  readonly consumedPoints: number
  readonly msBeforeNext: number
}

/** What processes tell one another, all of it to be found in the store as well: who hears nothing is late, never wrong. */
export interface Told {
  /** A record was written or deleted by another process. */
  record: { readonly collection: CollectionName; readonly id: string }
  /** Tokens of a conversation were ended (`until` undefined) or hold until then, in seconds. */
  session: { readonly conversation: string; readonly until?: number }
}

/**
 * What the processes of one store must agree on, beside its records. With one process (`Alone`) there is nobody to agree with, and
 * it is kept in memory.
 */
export interface Across {
  /**
   * Does the work unless it is under way already, here or in another process: then `busy`. Whoever ends, in whatever way, has let go of
   * everything it was doing.
   */
  exclusively<T>(what: string, work: () => Promise<T>): Promise<T | 'busy'>
  /** Whether this process is the one that does what is done once for all: feeds, retention, what is due. Another takes over in seconds. */
  leads(): boolean
  /** True for the first in all processes who uses this key; to be remembered until then (seconds since 1970). */
  once(key: string, until: number): Promise<boolean>
  /** Remembers a number under a key until then (seconds since 1970); the latest counts. */
  note(key: string, value: number, until: number): Promise<void>
  noted(key: string): Promise<number | undefined>
  /** Forgets what was to be remembered until now (seconds since 1970) or before. */
  sweep(now: number): Promise<void>
  counter(name: string, seconds: number): Counter
  streak(key: string): Promise<Streak | undefined>
  /** One more wrong try; a streak that ended before `since` begins anew. */
  addToStreak(key: string, now: number, since: number): Promise<void>
  endStreak(key: string): Promise<void>
  /** Tells the other processes. */
  tell<K extends keyof Told>(what: K, told: Told[K]): void
  /** What others tell; `missed` when something may not have been heard: then the store is looked at. */
  onTold<K extends keyof Told>(what: K, hear: (told: Told[K]) => void, missed?: () => void): void
  /** Whether another process says yes; no answer in a moment is a no. */
  ask(question: string): Promise<boolean>
  /** How this process answers the others. */
  onAsked(answer: (question: string) => boolean): void
}

/** Names that nobody has are counted too, so that they look like others; the oldest give way. */
const MOST_STREAKS = 20_000

/** One process with a store of its own. */
export class Alone implements Across {
  readonly #busy = new Set<string>()
  readonly #noted = new Map<string, { value: number; until: number }>()
  readonly #streaks = new Map<string, Streak>()

  async exclusively<T>(what: string, work: () => Promise<T>): Promise<T | 'busy'> {
    if (this.#busy.has(what)) return 'busy'
    this.#busy.add(what)
    try {
      return await work()
    } finally {
      this.#busy.delete(what)
    }
  }

  leads(): boolean {
    return true
  }

  async once(key: string, until: number): Promise<boolean> {
    if (this.#noted.has(key)) return false
    this.#noted.set(key, { value: 0, until })
    return true
  }

  async note(key: string, value: number, until: number): Promise<void> {
    this.#noted.set(key, { value, until })
  }

  async noted(key: string): Promise<number | undefined> {
    return this.#noted.get(key)?.value
  }

  async sweep(now: number): Promise<void> {
    for (const [key, { until }] of this.#noted) if (until < now) this.#noted.delete(key)
  }

  counter(_name: string, seconds: number): Counter {
    return memoryCounter(seconds)
  }

  async streak(key: string): Promise<Streak | undefined> {
    return this.#streaks.get(key)
  }

  async addToStreak(key: string, now: number, since: number): Promise<void> {
    const before = this.#streaks.get(key)
    this.#streaks.delete(key)
    this.#streaks.set(key, { wrong: before && before.last > since ? before.wrong + 1 : 1, last: now })
    // A map keeps its order, so the first is the one longest without a try.
    const [oldest] = this.#streaks.keys()
    if (this.#streaks.size > MOST_STREAKS && oldest !== undefined) this.#streaks.delete(oldest)
  }

  async endStreak(key: string): Promise<void> {
    this.#streaks.delete(key)
  }

  tell(): void {
    // Nobody else is there.
  }

  onTold(): void {
    // Nobody else is there.
  }

  async ask(): Promise<boolean> {
    return false
  }

  onAsked(): void {
    // Nobody else is there.
  }
}

/** In memory. The library throws beyond its points, so there is no end to them. */
export function memoryCounter(seconds: number): Counter {
  return new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: seconds })
}
