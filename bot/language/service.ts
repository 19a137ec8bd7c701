import type { Opinions } from '../../domain/screening/opinions.ts'
import type { Span } from '../../domain/redaction/types.ts'
import { MattersError } from '../errors.ts'

/** What a language service can be asked. Each is counted, and has a circuit of its own: one that hangs does not take the others along. */
export const ASKS = ['redaction', 'sentiment', 'classification', 'language'] as const
export type Ask = (typeof ASKS)[number]

/** How a service failed, as a code that quotes nobody. */
export type FaultCode = 'throttled' | 'bad-answer' | 'refused' | 'unavailable'

export class LanguageFault extends MattersError {
  readonly fault: FaultCode
  /** Nothing is to be asked for so long. */
  readonly retryAfterMs: number | undefined

  constructor(fault: FaultCode, options: { cause?: unknown; retryAfterMs?: number | undefined } = {}) {
    super(
      `language-${fault}`,
      'Something went wrong.',
      `the language service: ${fault}`,
      options.cause === undefined ? {} : { cause: options.cause },
    )
    this.fault = fault
    this.retryAfterMs = options.retryAfterMs
  }
}

/** A language service outside. Its methods throw LanguageFault; whoever asks gives up by the signal. Texts have no ids and no context. */
export interface LanguageService {
  /** Personal details of each text, in the order of the texts. */
  personal(texts: readonly string[], signal: AbortSignal): Promise<readonly (readonly Span[])[]>
  sentiment(text: string, signal: AbortSignal): Promise<NonNullable<Opinions['sentiment']>>
  language(text: string, signal: AbortSignal): Promise<NonNullable<Opinions['language']>>
  /** Undefined where no project is configured. */
  readonly classify:
    | ((text: string, signal: AbortSignal) => Promise<NonNullable<Opinions['classification']>>)
    | undefined
}
