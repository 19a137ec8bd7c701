import { Kernel } from '../../../domain/network/kernel.ts'
import type { Room } from '../../../domain/network/network.ts'
import { Learner } from '../../../domain/screening/classifier/training/learner.ts'
import type { Example, Habits } from '../../../domain/screening/classifier/training/learner.ts'
import type { Vocabulary } from '../../../domain/network/pieces.ts'
import type { Shape } from '../../../domain/network/shape.ts'

/** What the network learns from. A batch is split among shards: threads that learn together, or one after another in a test. */
export interface LearningData {
  readonly shards: number
  readonly kernel: Uint8Array
  readonly shape: Shape
  readonly vocabulary: Vocabulary
  readonly habits: Habits
  readonly seed: number
  readonly weights: Float32Array
  /** Steps of the whole lesson: the rate goes by them. */
  readonly steps: number
  /** For each epoch its batches in order; fewer epochs than there are when only the beginning is wanted. */
  readonly epochs: readonly (readonly (readonly Example[])[])[]
  /** Room for a shard of a batch. */
  readonly room: Room
}

/** Every shard leaves out other numbers. */
export function learnerOf(data: LearningData, shard: number): Learner {
  const { shape, vocabulary, room, habits, seed } = data
  const learner = new Learner(new Kernel(data.kernel), shape, vocabulary, room, habits, seed + shard)
  learner.network.learn(data.weights)
  return learner
}

export const shardOf = (batch: readonly Example[], shard: number, shards: number): readonly Example[] =>
  batch.filter((_, at) => at % shards === shard)

/** Adds gradients in the order of the shards, whoever asks: then all go on with the same weights. */
export function addUp(rows: readonly Float32Array[], to: Float32Array): void {
  to.fill(0)
  for (const row of rows) for (let n = 0; n < to.length; n += 1) to[n] = (to[n] ?? 0) + (row[n] ?? 0)
}

/** The first steps, in this thread: what the threads together come to as well. Gives the weights after them. */
export function firstSteps(data: LearningData, count: number): Float32Array {
  const learners = Array.from({ length: data.shards }, (_, shard) => learnerOf(data, shard))
  const batches = data.epochs.flat().slice(0, count)
  for (const [at, batch] of batches.entries()) {
    for (const [shard, learner] of learners.entries()) {
      learner.gradient(shardOf(batch, shard, data.shards), batch.length)
    }
    if (learners.length > 1) {
      const rows = learners.map((learner) => learner.gradients().slice())
      for (const learner of learners) addUp(rows, learner.gradients())
    }
    for (const learner of learners) learner.step(at + 1, data.steps)
  }
  return learners[0]?.weights().slice() ?? new Float32Array(0)
}
