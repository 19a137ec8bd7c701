import { createLanguageTest } from '../screening/language.ts'
import type { Languages, Spelling } from '../screening/rules.ts'
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

/** How words are spelt out, and how another language is known. */
export interface Reading {
  readonly spelling: Spelling
  readonly languages: Languages
}

/** Puts what was said and what directories tell into one space. Not to be shared between threads. */
export class Embedder {
  readonly #encoder: SentenceEncoder
  readonly #projections: Projections
  readonly #isOtherLanguage: (text: string) => boolean

  constructor({ encoder, projections }: EmbeddingModel, { spelling, languages }: Reading) {
    this.#isOtherLanguage = createLanguageTest(languages)
    this.#encoder = new SentenceEncoder(encoder, spelling)
    this.#projections = projections
  }

  /** All that somebody said, in its order; undefined where it is in another language, of which the encoder makes anything. */
  ofSaid(says: readonly string[]): Embedding | undefined {
    const said = saidTogether(says)
    return this.#isOtherLanguage(said) ? undefined : ofSaid(this.#encoder.encode(said), this.#projections)
  }

  ofTold(told: Told): Embedding {
    const [text, name] = [wholeOf(told), told.name].map((part) => this.#encoder.encode(part))
    return ofTold(text ?? new Float32Array(), name ?? new Float32Array(), this.#projections)
  }
}

/** Messages as one text: each is a sentence. */
export const saidTogether = (says: readonly string[]): string => says.join('. ')

export const wholeOf = ({ name, description }: Told): string => `${name}. ${description}`
