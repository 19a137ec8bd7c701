import { findPersonal } from '../../domain/redaction/find.ts'
import { masked } from '../../domain/redaction/redact.ts'
import { withOpinions, worthAsking } from '../../domain/screening/opinions.ts'
import type { OpinionRules, Opinions, Question } from '../../domain/screening/opinions.ts'
import type { Screening } from '../../domain/screening/types.ts'
import type { School } from '../../domain/school/school.ts'
import type { Guard } from './guard.ts'
import type { LanguageService } from './service.ts'

/** Of a long message the beginning is read: all of it has been screened here. */
const LONGEST = 4_000

export interface SecondOpinionOptions {
  readonly service: LanguageService
  readonly guard: Guard
  readonly rules: OpinionRules
}

/** Another service's opinion of what was screened here, for schools that have it on. It can raise a response; nothing else. */
export class SecondOpinion {
  readonly #o: SecondOpinionOptions
  /** A turn that is worked again, as another process wrote in between, does not wait again. */
  readonly #asked = new WeakMap<object, Promise<Opinions>>()

  constructor(options: SecondOpinionOptions) {
    this.#o = options
  }

  /**
   * The screening, raised or as it was. Within the guard's limit, once for each `turn`, and never throws. Personal details do not leave
   * with the text.
   */
  async over(heard: Screening, text: string, school: School, turn: object): Promise<Screening> {
    const { rules, service } = this.#o
    if (!school.azureLanguage.opinions) return heard
    const asks = worthAsking(heard, text, rules).filter(
      (ask) => ask !== 'classification' || service.classify !== undefined,
    )
    if (asks.length === 0) return heard
    const whole = text.slice(0, LONGEST)
    const opinions = this.#asked.get(turn) ?? this.#ask(asks, masked(whole, findPersonal(whole)))
    this.#asked.set(turn, opinions)
    return withOpinions(heard, whole, await opinions, rules)
  }

  /** All at once, so that the limit of one is the limit of all. */
  async #ask(asks: readonly Question[], text: string): Promise<Opinions> {
    const { service, guard } = this.#o
    const { classify } = service
    const [sentiment, classification, language] = await Promise.all([
      asks.includes('sentiment')
        ? guard.run('sentiment', (signal) => service.sentiment(text, signal))
        : undefined,
      asks.includes('classification') && classify
        ? guard.run('classification', (signal) => classify(text, signal))
        : undefined,
      asks.includes('language')
        ? guard.run('language', (signal) => service.language(text, signal))
        : undefined,
    ])
    return {
      ...(sentiment && { sentiment }),
      ...(classification && { classification }),
      ...(language && { language }),
    }
  }
}
