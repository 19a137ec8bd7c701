import { parentPort, workerData } from 'node:worker_threads'
import { sizeOf } from '../../../domain/network/shape.ts'
import { addUp, learnerOf, shardOf } from './steps.ts'
import type { LearningData } from './steps.ts'

/** What a thread of the training is given. All threads do the same steps, each on its shard of every batch. */
export interface ThreadData {
  readonly shard: number
  readonly data: LearningData
  /** One row of gradients for each thread. */
  readonly gradients: SharedArrayBuffer
  /** How many have arrived, and how often all have. */
  readonly gate: SharedArrayBuffer
}

export type ThreadNews =
  | { readonly epoch: number; readonly loss: number; readonly weights: Float32Array }
  | { readonly step: number; readonly of: number }

/** How often the first thread says how far it is. */
const STEPS_BETWEEN_NEWS = 50

const given = workerData as ThreadData
const gate = new Int32Array(given.gate)

/** Waits until every thread is here. */
function meet(): void {
  const round = Atomics.load(gate, 1)
  if (Atomics.add(gate, 0, 1) === given.data.shards - 1) {
    Atomics.store(gate, 0, 0)
    Atomics.add(gate, 1, 1)
    Atomics.notify(gate, 1)
  } else Atomics.wait(gate, 1, round)
}

function learn({ shard, data, gradients }: ThreadData): void {
  const size = sizeOf(data.shape)
  const learner = learnerOf(data, shard)
  const rows = Array.from({ length: data.shards }, (_, n) => new Float32Array(gradients, n * size * 4, size))
  const of = data.steps
  let step = 0
  for (const [epoch, batches] of data.epochs.entries()) {
    let [loss, count] = [0, 0]
    for (const batch of batches) {
      step += 1
      const own = shardOf(batch, shard, data.shards)
      loss += learner.gradient(own, batch.length)
      count += own.length
      if (data.shards > 1) {
        rows[shard]?.set(learner.gradients())
        meet()
        addUp(rows, learner.gradients())
        meet()
      }
      learner.step(step, of)
      if (shard === 0 && step % STEPS_BETWEEN_NEWS === 0) tell({ step, of })
    }
    if (shard === 0) tell({ epoch, loss: loss / count, weights: learner.weights().slice() })
  }
}

const tell = (news: ThreadNews): void => parentPort?.postMessage(news)

learn(given)
