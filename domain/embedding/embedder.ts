import type { Spelling } from '../screening/rules.ts'
import type { Embedding } from './embedding.ts'
import { ofSaid, ofTold } from './projections.ts'
import type { Projections } from './projections.ts'
import { SentenceEncoder } from './sentence-encoder.ts'
import type { EncoderModel } from './sentence-encoder.ts'

export interface EmbeddingModel {
  readonly encoder: EncoderModel
  readonly projections: Projections
}

/** What of an entry says what it is about. */
export interface Told {
  readonly name: string
  readonly description: string
}

/** Puts what was said and what directories tell into one space. Not to be shared between threads. */
export class Embedder {
  readonly #encoder: SentenceEncoder
  readonly #projections: Projections

  constructor({ encoder, projections }: EmbeddingModel, spelling: Spelling) {
    this.#encoder = new SentenceEncoder(encoder, spelling)
    this.#projections = projections
  }

  /** All that somebody said, in its order. */
  ofSaid(says: readonly string[]): Embedding {
    return ofSaid(this.#encoder.encode(saidTogether(says)), this.#projections)
  }

  ofTold(told: Told): Embedding {
    const [text, name] = [wholeOf(told), told.name].map((part) => this.#encoder.encode(part))
    return ofTold(text ?? new Float32Array(), name ?? new Float32Array(), this.#projections)
  }
}

/** Messages as one text: each is a sentence. */
export const saidTogether = (says: readonly string[]): string => says.join('. ')

export const wholeOf = ({ name, description }: Told): string => `${name}. ${description}`
