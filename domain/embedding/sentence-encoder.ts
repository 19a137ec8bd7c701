import { Encoder, LONGEST } from '../screening/classifier/encode.ts'
import type { Spelling } from '../screening/rules.ts'
import { Kernel } from '../network/kernel.ts'
import { Network } from '../network/network.ts'
import { Pieces } from '../network/pieces.ts'
import type { Vocabulary } from '../network/pieces.ts'
import type { Shape } from '../network/shape.ts'
import { PackedWeights } from '../network/weights.ts'

/** A network that reads a sentence, as it is shipped. */
export interface EncoderModel {
  readonly shape: Shape
  readonly vocabulary: Vocabulary
  /** As they are shipped (network/weights.ts). */
  readonly weights: Uint8Array
  /** The compiled kernel. */
  readonly kernel: Uint8Array
}

/**
 * The Universal Sentence Encoder (Cer et al., 2018): what a sentence means as `shape.message` numbers between -1 and 1. Of a longer text the
 * beginning and the end are read. Not to be shared between threads.
 */
export class SentenceEncoder {
  readonly #texts: Encoder
  readonly #network: Network

  constructor({ shape, vocabulary, weights, kernel }: EncoderModel, spelling: Spelling) {
    this.#texts = new Encoder(spelling, new Pieces(vocabulary))
    const room = { pieces: LONGEST, messages: 1, longest: LONGEST }
    this.#network = new Network(new Kernel(kernel), shape, vocabulary, room)
    this.#network.load(new PackedWeights(shape, weights))
  }

  /** One text; ten milliseconds for a hundred words. */
  encode(text: string): Float32Array {
    const { pieces } = this.#texts.alone(text)
    this.#network.forward({ pieces, starts: [0, pieces.length] })
    const { kernel, message, shape } = this.#network
    return kernel.floats(message, shape.message).slice()
  }
}
