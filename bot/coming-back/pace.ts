import type { Across, Counter } from '../storage/across.ts'

export const RESUME_LIMITS = {
  /** Wrong codes from one address. A whole school has one: far more than its slips of the pen, far fewer than guessing needs. */
  wrongPerAddress: 60,
  /** Tries of one code, right or wrong: nobody types the same one more often. */
  perCode: 10,
  seconds: 600,
  /** Addresses and codes remembered at most follow from this many wrong ones in all, from everywhere. */
  wrongInAll: 3_000,
} as const

const ALL = 'all'

/** Counts tries to come back, in all processes together, forgotten by itself. Says the same of codes that exist and of those that do not. */
export class ResumePace {
  readonly #address: Counter
  readonly #code: Counter
  readonly #all: Counter

  constructor(across: Pick<Across, 'counter'>) {
    this.#address = across.counter('resume-address', RESUME_LIMITS.seconds)
    this.#code = across.counter('resume-code', RESUME_LIMITS.seconds)
    this.#all = across.counter('resume-all', RESUME_LIMITS.seconds)
  }

  /** Whether this try may be looked at; if not, how many seconds to wait. `code` is sealed. */
  async mayTry(address: string, code: string): Promise<{ ok: true } | { ok: false; retryAfter: number }> {
    const [byAddress, all] = await Promise.all([this.#address.get(address), this.#all.get(ALL)])
    const byCode = await this.#code.consume(code)
    const over = [
      { count: byAddress, most: RESUME_LIMITS.wrongPerAddress - 1 },
      { count: all, most: RESUME_LIMITS.wrongInAll - 1 },
      { count: byCode, most: RESUME_LIMITS.perCode },
    ].find(({ count, most }) => (count?.consumedPoints ?? 0) > most)
    if (!over) return { ok: true }
    return { ok: false, retryAfter: Math.max(1, Math.ceil((over.count?.msBeforeNext ?? 0) / 1000)) }
  }

  async wasWrong(address: string): Promise<void> {
    await Promise.all([this.#address.consume(address), this.#all.consume(ALL)])
  }
}
