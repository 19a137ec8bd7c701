import { shuffled } from '../../../chance/random.ts'
import { ConcernKind, RESPONSES } from '../../types.ts'
import { sigmoid } from '../chances.ts'
import { GRAM_OUTPUTS, GRAMS } from '../grams.ts'
import type { GramWeights } from '../grams.ts'
import { WHENS } from '../shape.ts'
import type { Label } from './loss.ts'

export interface GramExample extends Label {
  readonly grams: Int32Array
}

/** AdaGrad (Duchi et al., 2011) with a little decay. */
export const GRAM_HABITS = {
  epochs: 6,
  rate: 0.3,
  biasRate: 0.01,
  decay: 1e-5,
  /** Errors smaller than this teach nothing new. */
  least: 0.01,
  /** What the sum of squares begins with. */
  begin: 1e-3,
} as const

/** What is right for one example, output by output; NaN where the question does not arise. */
function targets({ response, kinds, about, when }: Label): Float32Array {
  const wanted = new Float32Array(GRAM_OUTPUTS.count)
  const level = RESPONSES.indexOf(response)
  for (let n = 0; n < GRAM_OUTPUTS.atLeast.count; n += 1) wanted[n] = level > n ? 1 : 0
  for (const [n, kind] of ConcernKind.options.entries()) {
    wanted[GRAM_OUTPUTS.kinds.from + n] = kinds.includes(kind) ? 1 : 0
  }
  const isWorry = response !== 'none'
  wanted[GRAM_OUTPUTS.aboutOther] = isWorry ? Number(about === 'other') : Number.NaN
  for (const [n, one] of WHENS.entries()) {
    wanted[GRAM_OUTPUTS.when.from + n] = isWorry ? Number(when === one) : Number.NaN
  }
  return wanted
}

/** Learns all regressions together, example by example. The same for the same examples and chance. */
export function learnGrams(examples: readonly GramExample[], random: () => number): GramWeights {
  const { count } = GRAM_OUTPUTS
  const { epochs, rate, biasRate, decay, least, begin } = GRAM_HABITS
  const weights = new Float32Array(GRAMS.places * count)
  const squares = new Float32Array(GRAMS.places * count).fill(begin)
  const bias = new Float32Array(count)
  const errors = new Float32Array(count)
  const wanted = new Map(examples.map((example) => [example, targets(example)]))
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const example of shuffled(examples, random)) {
      const { grams } = example
      const share = 1 / Math.sqrt(Math.max(1, grams.length))
      errors.set(bias)
      for (const gram of grams) {
        const from = gram * count
        for (let n = 0; n < count; n += 1) errors[n] = (errors[n] ?? 0) + share * (weights[from + n] ?? 0)
      }
      const right = wanted.get(example)
      for (let n = 0; n < count; n += 1) {
        const target = right?.[n] ?? Number.NaN
        const error = Number.isNaN(target) ? 0 : sigmoid(errors[n] ?? 0) - target
        errors[n] = Math.abs(error) < least ? 0 : error
        bias[n] = (bias[n] ?? 0) - biasRate * error
      }
      for (const gram of grams) {
        for (let n = 0; n < count; n += 1) {
          const error = errors[n] ?? 0
          if (error === 0) continue
          const at = gram * count + n
          const weight = weights[at] ?? 0
          const slope = error * share + decay * weight
          const square = (squares[at] ?? 0) + slope * slope
          squares[at] = square
          weights[at] = weight - (rate * slope) / Math.sqrt(square)
        }
      }
    }
  }
  return coarse(weights, bias)
}

/** One signed byte a weight, with one scale an output. */
function coarse(weights: Float32Array, bias: Float32Array): GramWeights {
  const { count } = GRAM_OUTPUTS
  const most = new Float32Array(count)
  for (const [at, weight] of weights.entries()) {
    const n = at % count
    most[n] = Math.max(most[n] ?? 0, Math.abs(weight))
  }
  const scales = most.map((value) => value / 127)
  const table = new Int8Array(weights.length)
  for (const [at, weight] of weights.entries()) {
    const scale = scales[at % count] ?? 0
    table[at] = scale === 0 ? 0 : Math.round(weight / scale)
  }
  return { table, scales, bias }
}
