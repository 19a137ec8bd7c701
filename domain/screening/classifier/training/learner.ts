import type { Kernel, Place } from '../../../network/kernel.ts'
import { batchOf, Network } from '../../../network/network.ts'
import type { Noise, Room } from '../../../network/network.ts'
import type { Vocabulary } from '../../../network/pieces.ts'
import { OUTPUTS } from '../answers.ts'
import { parametersOf, sizeOf } from '../../../network/shape.ts'
import type { Shape } from '../../../network/shape.ts'
import { Backward } from '../../../network/backward.ts'
import { loss } from './loss.ts'
import type { Label } from './loss.ts'

/** One message to learn from. */
export interface Example extends Label {
  readonly pieces: readonly number[]
}

export interface Habits {
  /** The steepest rate, reached after `warmUp` of all steps and falling to nothing at the last. */
  readonly rate: number
  readonly warmUp: number
  readonly decay: number
  /** The chance with which a number inside is left out; twice that for the message as a whole. */
  readonly dropout: number
  /** Gradients longer than this are shortened. */
  readonly longest: number
  /** The answers begin from nothing and learn so much faster. */
  readonly answerRate: number
  /** So does the table of letters. */
  readonly letterRate: number
}

/** Learns: gradients of a batch, and a step of Adam. The same in every run and on every machine for the same seed. */
export class Learner {
  readonly network: Network
  readonly #kernel: Kernel
  readonly #shape: Shape
  readonly #backward: Backward
  readonly #habits: Habits
  readonly #means: Place
  readonly #variances: Place
  #chance: number

  constructor(
    kernel: Kernel,
    shape: Shape,
    vocabulary: Vocabulary,
    room: Room,
    habits: Habits,
    seed: number,
  ) {
    this.#kernel = kernel
    this.#shape = shape
    this.network = new Network(kernel, shape, vocabulary, room, true)
    this.#backward = new Backward(this.network, room)
    this.#habits = habits
    this.#means = kernel.place(sizeOf(shape))
    this.#variances = kernel.place(sizeOf(shape))
    // xorshift never leaves zero.
    this.#chance = seed >>> 0 || 1
  }

  /** Adds up the gradients of some examples of a batch of `of` in all. Gives the sum of their losses. */
  gradient(examples: readonly Example[], of: number): number {
    this.#backward.clear()
    if (examples.length === 0) return 0
    const batch = batchOf(examples)
    const noisy = this.#habits.dropout > 0
    const { noiseMessage } = this.network
    const noise: Noise = (to, floats) => {
      const chance = this.#habits.dropout * (to === noiseMessage ? 2 : 1)
      this.#chance = this.#kernel.run.mask(floats, to, chance, this.#chance) >>> 0
      return true
    }
    this.network.forward(batch, noisy ? noise : undefined)
    const outputs = this.#kernel.floats(this.network.outputs, examples.length * OUTPUTS.count)
    const wanted = this.#kernel.floats(this.#backward.outputs, outputs.length)
    let total = 0
    for (const [n, example] of examples.entries()) {
      const [from, to] = [n * OUTPUTS.count, (n + 1) * OUTPUTS.count]
      total += loss(outputs.subarray(from, to), example, 1 / of, wanted.subarray(from, to))
    }
    this.#backward.run(batch, noisy)
    return total
  }

  /** The gradients as they stand, to be read or added to. */
  gradients(): Float32Array {
    return this.#kernel.floats(this.#backward.gradient, sizeOf(this.#shape))
  }

  weights(): Float32Array {
    return this.#kernel.floats(this.network.weights, sizeOf(this.#shape))
  }

  /** One step, number `step` of `of`, counted from one. */
  step(step: number, of: number): void {
    const { rate, warmUp, decay, longest, answerRate, letterRate } = this.#habits
    const { run } = this.#kernel
    const rising = warmUp * of
    const now = rate * (step < rising ? step / rising : (of - step) / (of - rising))
    const length = Math.sqrt(run.sumOfSquares(sizeOf(this.#shape), this.#backward.gradient))
    const clip = length > longest ? longest / length : 1
    const fixMean = 1 / (1 - 0.9 ** step)
    const fixVariance = 1 / (1 - 0.98 ** step)
    for (const { name, rows, columns, decays, from } of parametersOf(this.#shape)) {
      // A table of positions is no knowledge.
      if (name === 'waves') continue
      const faster = name === 'letters' ? letterRate : name.startsWith('answer.') ? answerRate : 1
      const own = now * faster
      const at = (place: Place): Place => place + from * 4
      run.adam(
        rows * columns,
        at(this.network.weights),
        at(this.#backward.gradient),
        at(this.#means),
        at(this.#variances),
        clip,
        own,
        decays ? own * decay : 0,
        fixMean,
        fixVariance,
      )
    }
  }
}
