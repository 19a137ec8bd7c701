import { setImmediate as others } from 'node:timers/promises'
import { withFault } from '../../domain/screening/second-stage.ts'
import type { RuleScreener } from '../../domain/screening/screener.ts'
import type { Screening, ScreeningContext } from '../../domain/screening/types.ts'

/**
 * The rules by themselves, in the service's own thread, for what the other does not answer: one message after another, and everybody else
 * in between. Never throws.
 */
export class ByRules {
  readonly #make: () => RuleScreener
  readonly #onFault: (what: string) => void
  #rules: RuleScreener | undefined
  #before: Promise<unknown> = Promise.resolve()

  /** `make` is asked once, when the first message comes: as a rule none does. */
  constructor(make: () => RuleScreener, onFault: (what: string) => void) {
    this.#make = make
    this.#onFault = onFault
  }

  async screen(text: string, context?: ScreeningContext): Promise<Screening> {
    const mine = this.#before.then(() => others()).then(() => this.#hear(text, context))
    this.#before = mine
    return mine
  }

  #hear(text: string, context: ScreeningContext | undefined): Screening {
    try {
      this.#rules ??= this.#make()
      return this.#rules.screen(text, context)
    } catch (error) {
      this.#onFault(error instanceof Error ? error.name : typeof error)
      return withFault({ response: 'none', concerns: [] })
    }
  }
}
