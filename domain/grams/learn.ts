import { sigmoid } from '../chance/odds.ts'
import { shuffled } from '../chance/random.ts'
import type { Regressions } from './regressions.ts'
import { shareOf } from './regressions.ts'

/** One text to learn from. */
export interface GramLesson {
  readonly grams: Int32Array
  /** What is right, output by output: 0, 1, or NaN where the question does not arise. */
  readonly wanted: Float32Array
}

/** AdaGrad (Duchi et al., 2011) with a little decay. */
const GRAM_HABITS = {
  rate: 0.3,
  biasRate: 0.01,
  decay: 1e-5,
  /** Errors smaller than this teach nothing new. */
  least: 0.01,
  /** What the sum of squares begins with. */
  begin: 1e-3,
} as const

export interface GramPlan {
  /** Of the table. */
  readonly places: number
  readonly outputs: number
  readonly epochs: number
  /** So much of what is right is left open: labels are not beyond doubt. */
  readonly doubt?: number
}

/** Learns all regressions together, text by text. The same for the same texts and chance. */
export function learnRegressions(
  lessons: readonly GramLesson[],
  { places, outputs: count, epochs, doubt = 0 }: GramPlan,
  random: () => number,
): Regressions {
  const { rate, biasRate, decay, least, begin } = GRAM_HABITS
  const weights = new Float32Array(places * count)
  const squares = new Float32Array(places * count).fill(begin)
  const bias = new Float32Array(count)
  const errors = new Float32Array(count)
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const { grams, wanted } of shuffled(lessons, random)) {
      const share = shareOf(grams)
      errors.set(bias)
      for (const gram of grams) {
        const from = gram * count
        for (let n = 0; n < count; n += 1) errors[n] = (errors[n] ?? 0) + share * (weights[from + n] ?? 0)
      }
      const wrong: number[] = []
      for (let n = 0; n < count; n += 1) {
        const target = (wanted[n] ?? Number.NaN) * (1 - doubt) + doubt / 2
        const error = Number.isNaN(target) ? 0 : sigmoid(errors[n] ?? 0) - target
        errors[n] = error
        if (Math.abs(error) >= least) wrong.push(n)
        bias[n] = (bias[n] ?? 0) - biasRate * error
      }
      for (const gram of grams) {
        for (const n of wrong) {
          const at = gram * count + n
          const weight = weights[at] ?? 0
          const slope = (errors[n] ?? 0) * share + decay * weight
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
function coarse(weights: Float32Array, bias: Float32Array): Regressions {
  const count = bias.length
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
