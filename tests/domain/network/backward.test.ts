import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { Kernel } from '../../../domain/network/kernel.ts'
import { Network } from '../../../domain/network/network.ts'
import type { Noise } from '../../../domain/network/network.ts'
import { OUTPUTS } from '../../../domain/screening/classifier/answers.ts'
import { parametersOf, sizeOf } from '../../../domain/network/shape.ts'
import type { Shape } from '../../../domain/network/shape.ts'
import { Backward } from '../../../domain/network/backward.ts'
import { randomFrom } from '../../../domain/chance/random.ts'

const KERNEL = readFileSync(join(import.meta.dirname, '../../../content/screening/classifier/kernel.wasm'))
const SHAPE: Shape = {
  pieces: 12,
  letters: { places: 3, width: 6 },
  layers: [
    { in: 8, out: 12, heads: 2, inner: 10 },
    { in: 12, out: 12, heads: 2, inner: 9 },
  ],
  message: 11,
  answers: OUTPUTS.count,
}
const VOCABULARY = ['', '', '', '', '', '', '▁fri', 'dge', '▁is', 'nt', '▁empty', 's'].map(
  (piece) => [piece, -1] as const,
)
const ROOM = { pieces: 16, messages: 3, longest: 8 }
const BATCH = { pieces: [6, 7, 3, 8, 9, 2, 11, 0, 7, 7], starts: [0, 5, 6, 10] }
/** Differences of 32-bit floats are only so good. */
const STEP = 1e-2
const NEAR = 0.03

describe('the way back through the classifier', () => {
  const kernel = new Kernel(KERNEL)
  const network = new Network(kernel, SHAPE, VOCABULARY, ROOM, true)
  const backward = new Backward(network, ROOM)
  const random = randomFrom(7)
  const weights = new Float32Array(sizeOf(SHAPE)).map(() => random() - 0.5)
  network.learn(weights)
  const wanted = Array.from({ length: 3 * OUTPUTS.count }, () => random() - 0.5)
  const masks = new Map<number, Float32Array>()
  const noise: Noise = (to, floats) => {
    const known = masks.get(to) ?? new Float32Array(floats).map(() => (random() < 0.2 ? 0 : 1.25))
    masks.set(to, known)
    kernel.floats(to, floats).set(known)
    return true
  }
  /** Some function of all outputs: its gradient by the outputs is `wanted`. */
  const value = (noisy: boolean): number => {
    network.forward(BATCH, noisy ? noise : undefined)
    return kernel.floats(network.outputs, wanted.length).reduce((sum, x, n) => sum + x * (wanted[n] ?? 0), 0)
  }

  for (const noisy of [false, true]) {
    it(`gives the slope of every kind of weight${noisy ? ', with pieces left out' : ''}`, () => {
      value(noisy)
      backward.clear()
      kernel.floats(backward.outputs, wanted.length).set(wanted)
      backward.run(BATCH, noisy)
      const gradient = kernel.floats(backward.gradient, weights.length).slice()
      for (const { name, rows, columns, from } of parametersOf(SHAPE)) {
        // The waves are a table of positions, never learnt.
        if (name === 'waves') continue
        const size = rows * columns
        for (const at of [0, Math.floor(size / 3), size - 1].map((n) => from + n)) {
          const there = kernel.floats(network.weights, weights.length)
          const before = there[at] ?? 0
          there[at] = before + STEP
          const up = value(noisy)
          there[at] = before - STEP
          const down = value(noisy)
          there[at] = before
          const slope = (up - down) / (2 * STEP)
          expect(Math.abs(slope - (gradient[at] ?? 0)), `${name} ${at - from}`).to.be.below(
            NEAR * (1 + Math.abs(slope)),
          )
        }
      }
    })
  }

  it('reads each message alone: the same in a batch as by itself', () => {
    network.forward(BATCH)
    const together = kernel.floats(network.outputs, wanted.length).slice(OUTPUTS.count, 2 * OUTPUTS.count)
    network.forward({ pieces: [2], starts: [0, 1] })
    expect([...kernel.floats(network.outputs, OUTPUTS.count)]).to.deep.equal([...together])
  })
})
