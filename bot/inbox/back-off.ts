import type { Clock } from '../../domain/time/clock.ts'
import type { Across } from '../storage/across.ts'

/** Wrong tries that cost nothing: fingers slip, and caps lock is on. */
const FREE_TRIES = 5
/** Then a wait that doubles with each wrong try. */
const FIRST_WAIT_MS = 30_000
/** Four tries an hour: a million codes of an app take thirty years. No longer, since somebody else may be doing it to them. */
const LONGEST_WAIT_MS = 15 * 60_000
/** A streak is over when nothing was tried for this long. */
const FORGET_MS = 2 * 3_600_000
export type Streaks = Pick<Across, 'streak' | 'addToStreak' | 'endStreak'>

/** Slows guessing down, for one account at a time: never for an address, which a whole school shares. All processes count together. */
export class BackOff {
  readonly #clock: Clock
  readonly #across: Streaks

  constructor(clock: Clock, across: Streaks) {
    this.#clock = clock
    this.#across = across
  }

  /** Milliseconds until this key may try again; 0: now. */
  async waitOf(key: string): Promise<number> {
    const streak = await this.#across.streak(key)
    if (!streak || streak.wrong < FREE_TRIES) return 0
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (streak.wrong - FREE_TRIES))
    return Math.max(0, streak.last + wait - this.#now())
  }

  async failed(key: string): Promise<void> {
    await this.#across.addToStreak(key, this.#now(), this.#now() - FORGET_MS)
  }

  async succeeded(key: string): Promise<void> {
    await this.#across.endStreak(key)
  }

  #now(): number {
    return this.#clock.now().getTime()
  }
}
