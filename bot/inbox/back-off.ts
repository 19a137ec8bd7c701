import type { Clock } from '../../domain/time/clock.ts'

/** Wrong tries that cost nothing: fingers slip, and caps lock is on. */
const FREE_TRIES = 5
/** Then a wait that doubles with each wrong try. */
const FIRST_WAIT_MS = 30_000
/** Four tries an hour: a million codes of an app take thirty years. No longer, since somebody else may be doing it to them. */
const LONGEST_WAIT_MS = 15 * 60_000
/** A streak is over when nothing was tried for this long. */
const FORGET_MS = 2 * 3_600_000
/** Names that nobody has are counted too, so that they look like others; the oldest give way. */
const MOST_KEYS = 20_000

interface Streak {
  readonly wrong: number
  readonly last: number
}

/**
 * Slows guessing down, for one account at a time: never for an address, which a whole school shares. Held in memory: a restart
 * forgives, and nobody outside can cause one.
 */
export class BackOff {
  readonly #clock: Clock
  readonly #streaks = new Map<string, Streak>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Milliseconds until this key may try again; 0: now. */
  waitOf(key: string): number {
    const streak = this.#streaks.get(key)
    if (!streak || streak.wrong < FREE_TRIES) return 0
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (streak.wrong - FREE_TRIES))
    return Math.max(0, streak.last + wait - this.#now())
  }

  failed(key: string): void {
    const before = this.#streaks.get(key)
    const goesOn = before !== undefined && before.last + FORGET_MS > this.#now()
    this.#streaks.delete(key)
    this.#streaks.set(key, { wrong: goesOn ? before.wrong + 1 : 1, last: this.#now() })
    // A map keeps its order, so the first is the one longest without a try.
    const [oldest] = this.#streaks.keys()
    if (this.#streaks.size > MOST_KEYS && oldest !== undefined) this.#streaks.delete(oldest)
  }

  succeeded(key: string): void {
    this.#streaks.delete(key)
  }

  #now(): number {
    return this.#clock.now().getTime()
  }
}
