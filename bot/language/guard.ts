import {
  BrokenCircuitError,
  CircuitState,
  circuitBreaker,
  ConsecutiveBreaker,
  handleAll,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel'
import type { Logger } from '../logger.ts'
import { ASKS, LanguageFault } from './service.ts'
import type { Ask } from './service.ts'

/** How a call ended. `late`: no answer within the limit. `not-asked`: the circuit was open, or we were told to wait. */
export type CallOutcome = 'answered' | 'failed' | 'late' | 'not-asked'

export interface GuardLimits {
  /** Nobody waits longer for an answer, in milliseconds. */
  readonly answerMs: number
  /** So many failures in a row open the circuit. */
  readonly failures: number
  /** Then one call is tried after so long, in milliseconds. */
  readonly openMs: number
}

export const GUARD_LIMITS: GuardLimits = { answerMs: 2_000, failures: 3, openMs: 30_000 }

export interface GuardOptions {
  readonly limits?: GuardLimits
  readonly logger: Logger
  /** Told of each call, without anything that was in it. */
  readonly onCall: (ask: Ask, outcome: CallOutcome) => void
}

/**
 * Calls to a service that may fail: each is given up after the limit, each kind of question has a circuit that opens after failures in a
 * row and closes again with the first answer, and a service that says "wait" is left alone so long. `run` never throws.
 */
export class Guard {
  readonly #o: GuardOptions
  readonly #circuits
  readonly #restUntil = new Map<Ask, number>()

  constructor(options: GuardOptions) {
    this.#o = options
    const limits = options.limits ?? GUARD_LIMITS
    this.#circuits = new Map(ASKS.map((ask) => [ask, this.#circuitFor(ask, limits)]))
  }

  /** The answer, or undefined when there is none in time. */
  async run<T>(ask: Ask, call: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    const circuit = this.#circuits.get(ask)
    if (!circuit || performance.now() < (this.#restUntil.get(ask) ?? 0)) {
      this.#over(ask, 'not-asked')
      return undefined
    }
    try {
      const answer = await circuit.policy.execute(({ signal }) => call(signal))
      this.#over(ask, 'answered')
      return answer
    } catch (error) {
      if (error instanceof BrokenCircuitError) {
        this.#over(ask, 'not-asked')
        return undefined
      }
      if (error instanceof LanguageFault && error.retryAfterMs !== undefined)
        this.#restUntil.set(ask, performance.now() + error.retryAfterMs)
      const isLate = error instanceof TaskCancelledError
      const code = isLate ? 'late' : error instanceof LanguageFault ? error.fault : 'unexpected'
      this.#o.logger.warn({ ask, code, err: error }, 'the language service did not answer')
      this.#over(ask, isLate ? 'late' : 'failed')
      return undefined
    }
  }

  /** Questions whose circuit is not closed. */
  get open(): readonly Ask[] {
    return ASKS.filter((ask) => this.#circuits.get(ask)?.breaker.state !== CircuitState.Closed)
  }

  #circuitFor(ask: Ask, { answerMs, failures, openMs }: GuardLimits) {
    const breaker = circuitBreaker(handleAll, {
      halfOpenAfter: openMs,
      breaker: new ConsecutiveBreaker(failures),
    })
    breaker.onBreak(() =>
      this.#o.logger.error({ ask }, 'the language service fails: it is not asked for a while'),
    )
    breaker.onReset(() => this.#o.logger.info({ ask }, 'the language service answers again'))
    // Aggressive: whoever waits is let go at the limit, whether or not the call can be stopped.
    return { breaker, policy: wrap(breaker, timeout(answerMs, TimeoutStrategy.Aggressive)) }
  }

  #over(ask: Ask, outcome: CallOutcome): undefined {
    this.#o.onCall(ask, outcome)
  }
}
