import { z } from 'zod'
import type { Spelling } from '../rules.ts'
import { ConcernKind, RESPONSES } from '../types.ts'
import type { Exchange, Response } from '../types.ts'
import { logOdds, logSum, sigmoid, softmax } from '../../chance/odds.ts'
import type { Details, Signs } from './details.ts'
import { Encoder, LONGEST } from './encode.ts'
import type { Encoded } from './encode.ts'
import { regressionScores } from '../../grams/regressions.ts'
import { gramsOf, OTHERS } from './grams.ts'
import type { GramModel, Grams } from './grams.ts'
import { Kernel } from '../../network/kernel.ts'
import { batchOf, Network } from '../../network/network.ts'
import { Pieces } from '../../network/pieces.ts'
import type { Vocabulary } from '../../network/pieces.ts'
import { OUTPUTS, WHENS } from './answers.ts'
import type { Shape } from '../../network/shape.ts'
import { PackedWeights } from '../../network/weights.ts'

const Chance = z.number().min(0).max(1)

/** From which chance on something is done: of act-now, of reach-out or more, of note or more. */
export const Steps = z.strictObject({ 'act-now': Chance, 'reach-out': Chance, note: Chance })
export type Steps = z.infer<typeof Steps>

/** For a message read alone, and together with what it answers. Adjusted on the dev part of the corpus by `npm run train`. */
export const Thresholds = z.strictObject({ alone: Steps, together: Steps })
export type Thresholds = z.infer<typeof Thresholds>

/**
 * How the two halves are put together: log odds times these, and the bias. Of each half also how much it hears of any kind: a worry whose
 * kind is plain is a worry.
 */
export const Blend = z.strictObject({
  network: z.number(),
  grams: z.number(),
  networkKinds: z.number(),
  gramKinds: z.number(),
  bias: z.number(),
})
export type Blend = z.infer<typeof Blend>
export const Blends = z.strictObject({ 'act-now': Blend, 'reach-out': Blend, note: Blend })
export type Blends = z.infer<typeof Blends>

/** Checksums of the network after its first steps and of grams of the first lines: by them a test sees that both can be learnt again. */
export const Began = z.strictObject({ network: z.string(), grams: z.string() })
export type Began = z.infer<typeof Began>

/** What is shipped in content/screening/classifier. */
export interface ClassifierModel {
  readonly began: Began
  readonly shape: Shape
  readonly thresholds: Thresholds
  readonly blends: Blends
  readonly signs: Signs
  readonly vocabulary: Vocabulary
  /** As they are shipped (weights.ts). */
  readonly weights: Uint8Array
  readonly grams: GramModel
  readonly kernel: Uint8Array
}

/** Responses above none, as the classifier answers them: at least this. */
export const LEVELS = ['note', 'reach-out', 'act-now'] as const
export type Level = (typeof LEVELS)[number]

/** What is made of one reading: log odds of both halves, before they are put together. `part`: of one part of a longer message. */
export interface Reading {
  readonly read: 'alone' | 'together' | 'part'
  readonly network: Readonly<Record<Level, number>>
  readonly grams: Readonly<Record<Level, number>>
  /** How much of any kind each half hears: the logarithm of the sum of the kinds' odds. */
  readonly networkKinds: number
  readonly gramKinds: number
  readonly details: Details
  /** What of the message was read, as offsets. */
  readonly span: readonly [from: number, to: number]
  /** The sentence of the message that says most for it, as offsets; undefined when the message has no words. */
  readonly sentence: readonly [from: number, to: number] | undefined
}

/** Shorter answers are read only together with what they answer. */
const FEWEST_WORDS = 4

/** Each part of a longer message is one more chance of a false alarm: its thresholds are the message's times this (docs/screening.md). */
const OF_A_PART = 1.15

/** What the network has room for at once. */
const ROOM = { pieces: 2 * LONGEST, messages: 8, longest: LONGEST } as const

/** What is to be read: a text of the young person as both halves take it, and where in the message it stands. */
interface Readable {
  readonly read: Reading['read']
  readonly encoded: Encoded
  readonly grams: Grams
  readonly from: number
  readonly to: number
}

/** The learnt part of the screening: reads one message, alone and in its conversation. Not to be shared between threads. */
export class Classifier {
  /** Not the weights: they stand in the kernel's memory, and once is enough. */
  readonly #model: Pick<ClassifierModel, 'thresholds' | 'blends' | 'grams'>
  /** How kind, whose it is and when are told from the details of a reading. */
  readonly signs: Signs
  readonly #encoder: Encoder
  readonly #network: Network
  readonly #kernel: Kernel

  constructor(model: ClassifierModel, spelling: Spelling) {
    const { thresholds, blends, grams } = model
    this.#model = { thresholds, blends, grams }
    this.signs = model.signs
    this.#encoder = new Encoder(spelling, new Pieces(model.vocabulary))
    this.#kernel = new Kernel(model.kernel)
    this.#network = new Network(this.#kernel, model.shape, model.vocabulary, ROOM)
    this.#network.load(new PackedWeights(model.shape, model.weights))
  }

  /** Words of a message, as it is read. */
  wordsIn(text: string): number {
    return this.#encoder.words(text).filter((word) => /\p{L}/u.test(word)).length
  }

  /** The message by itself and, where there is a conversation, in it: a reading each, the fullest last. */
  read(text: string, before: readonly Exchange[], question: string | undefined): readonly Reading[] {
    const hasContext = before.length > 0 || (question ?? '').trim() !== ''
    const all: Readable[] = []
    // "a bit" says nothing by itself.
    if (!hasContext || this.#words(text).length >= FEWEST_WORDS) all.push(this.#alone('alone', text, 0))
    if (hasContext) {
      const encoded = this.#encoder.together(before, question, text)
      const grams = gramsOf((of) => this.#words(of), text, before, question)
      all.push({ read: 'together', encoded, grams, from: 0, to: text.length })
    }
    return this.#readAll(all)
  }

  /** The message by itself, however short. */
  readAlone(text: string): Reading {
    const [reading] = this.#readAll([this.#alone('alone', text, 0)])
    if (!reading) throw new RangeError('a message has a reading')
    return reading
  }

  /**
   * A longer message in its parts, each by itself; none of a short one. The message as a whole is weighed by all of its words, and one
   * grave sentence among harmless ones weighs little there. Parts of less than `fewest` words are left out.
   */
  readParts(text: string, fewest: number): readonly Reading[] {
    const parts = this.#encoder.parts(text, fewest)
    if (parts.length < 2) return []
    return this.#readAll(parts.map(([from, to]) => this.#alone('part', text.slice(from, to), from)))
  }

  /** The chance of at least this response. */
  chance(reading: Reading, level: Level): number {
    const { network, grams, networkKinds, gramKinds, bias } = this.#model.blends[level]
    return sigmoid(
      network * reading.network[level] +
        grams * reading.grams[level] +
        networkKinds * reading.networkKinds +
        gramKinds * reading.gramKinds +
        bias,
    )
  }

  /** What one reading asks for, by its thresholds times `ease`. */
  response(reading: Reading, ease = 1): Response {
    const steps = this.#model.thresholds[reading.read === 'part' ? 'alone' : reading.read]
    const times = reading.read === 'part' ? OF_A_PART * ease : ease
    const isReached = (level: Level): boolean => this.chance(reading, level) >= steps[level] * times
    if (isReached('reach-out')) return isReached('act-now') ? 'act-now' : 'reach-out'
    return isReached('note') ? 'note' : 'none'
  }

  #words(text: string): readonly string[] {
    return this.#encoder.words(text)
  }

  #alone(read: Reading['read'], text: string, from: number): Readable {
    const grams = gramsOf((of) => this.#words(of), text)
    return { read, encoded: this.#encoder.alone(text), grams, from, to: from + text.length }
  }

  /** Reads as many at once as there is room for. */
  #readAll(all: readonly Readable[]): readonly Reading[] {
    const readings: Reading[] = []
    while (readings.length < all.length) {
      const batch: Readable[] = []
      let pieces = 0
      for (const one of all.slice(readings.length, readings.length + ROOM.messages)) {
        if (pieces + one.encoded.pieces.length > ROOM.pieces) break
        pieces += one.encoded.pieces.length
        batch.push(one)
      }
      this.#network.forward(batchOf(batch.map(({ encoded }) => encoded)))
      let firstPiece = 0
      for (const [row, one] of batch.entries()) {
        readings.push(this.#reading(one, row, firstPiece))
        firstPiece += one.encoded.pieces.length
      }
    }
    return readings
  }

  #reading({ read, encoded, grams, from, to }: Readable, row: number, firstPiece: number): Reading {
    const outputs = this.#kernel.floats(this.#network.outputs + row * OUTPUTS.count * 4, OUTPUTS.count)
    const of = ({ from, count }: { from: number; count: number }): Float32Array =>
      outputs.subarray(from, from + count)
    const levels = regressionScores(this.#model.grams.levels, grams.levels)
    const scores = regressionScores(this.#model.grams.others, grams.others)
    const [none = 0, note = 0, reachOut = 0, actNow = 0] = softmax(of(OUTPUTS.response))
    const scoresOfKinds = scores.subarray(OTHERS.kinds.from, OTHERS.kinds.from + OTHERS.kinds.count)
    const sentence = this.#sentence(encoded, row, firstPiece)
    return {
      read,
      network: {
        note: logOdds(note + reachOut + actNow, none),
        'reach-out': logOdds(reachOut + actNow, none + note),
        'act-now': logOdds(actNow, none + note + reachOut),
      },
      grams: {
        note: levels[0] ?? 0,
        'reach-out': levels[1] ?? 0,
        'act-now': levels[2] ?? 0,
      },
      networkKinds: logSum(of(OUTPUTS.kinds)),
      gramKinds: logSum(scoresOfKinds),
      details: detailsOf(of, scores),
      span: [from, to],
      sentence: sentence && [from + sentence[0], from + sentence[1]],
    }
  }

  /**
   * The sentence whose pieces moved the answer most from "none" to the likeliest worry: the gradient of that difference by what
   * each piece became, times what it became.
   */
  #sentence({ sentences, spans }: Encoded, row: number, firstPiece: number): Reading['sentence'] {
    if (spans.length < 2) return spans[0]
    const { shape } = this.#network
    const width = shape.layers.at(-1)?.out ?? 0
    const outputs = this.#kernel.floats(this.#network.outputs + row * OUTPUTS.count * 4, RESPONSES.length)
    const worry = outputs.indexOf(Math.max(...outputs.subarray(1)), 1)
    const answers = this.#kernel.floats(this.#network.at('answer.weights'), shape.message * OUTPUTS.count)
    const bent = this.#kernel.floats(this.#network.bare + row * shape.message * 4, shape.message)
    const slope = Array.from(bent, (value, n) => {
      const pull = (answers[n * OUTPUTS.count + worry] ?? 0) - (answers[n * OUTPUTS.count] ?? 0)
      return pull * (1 - value * value)
    })
    const weights = this.#kernel.floats(this.#network.at('message.weights'), width * shape.message)
    const direction = new Float32Array(width)
    for (let i = 0; i < width; i += 1) {
      let sum = 0
      for (let n = 0; n < shape.message; n += 1) {
        sum += (weights[i * shape.message + n] ?? 0) * (slope[n] ?? 0)
      }
      direction[i] = sum
    }
    const moved = new Float64Array(spans.length)
    for (const [at, sentence] of sentences.entries()) {
      if (sentence < 0) continue
      const piece = this.#kernel.floats(this.#network.last + (firstPiece + at) * width * 4, width)
      moved[sentence] =
        (moved[sentence] ?? 0) + piece.reduce((sum, value, n) => sum + value * (direction[n] ?? 0), 0)
    }
    return spans[moved.indexOf(Math.max(...moved))]
  }
}

function detailsOf(
  of: (outputs: { from: number; count: number }) => Float32Array,
  scores: Float32Array,
): Details {
  const kinds = of(OUTPUTS.kinds)
  const [self = 0, other = 0] = softmax(of(OUTPUTS.about))
  const whens = softmax(of(OUTPUTS.when))
  const halvesOf = (when: 'past' | 'future') => {
    const n = WHENS.indexOf(when)
    const chance = whens[n] ?? 0
    return { network: logOdds(chance, 1 - chance), grams: scores[OTHERS.when.from + n] ?? 0 }
  }
  return {
    kinds: ConcernKind.options.map((kind, n) => [
      kind,
      { network: kinds[n] ?? 0, grams: scores[OTHERS.kinds.from + n] ?? 0 },
    ]),
    other: { network: logOdds(other, self), grams: scores[OTHERS.aboutOther] ?? 0 },
    past: halvesOf('past'),
    future: halvesOf('future'),
  }
}
