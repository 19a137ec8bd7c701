import { parentPort, workerData } from 'node:worker_threads'
import { Kernel } from '../../../domain/screening/classifier/kernel.ts'
import { Learner } from '../../../domain/screening/classifier/training/learner.ts'
import type { Example, Habits } from '../../../domain/screening/classifier/training/learner.ts'
import type { Shape } from '../../../domain/screening/classifier/shape.ts'
import { sizeOf } from '../../../domain/screening/classifier/shape.ts'

/** What a thread of the training is given. All threads do the same steps, each on its share of every batch. */
export interface ThreadData {
  readonly index: number
  readonly threads: number
  readonly kernel: Uint8Array
  readonly shape: Shape
  readonly habits: Habits
  readonly seed: number
  readonly weights: Float32Array
  /** For each epoch its batches in order. */
  readonly epochs: readonly (readonly (readonly Example[])[])[]
  /** The most pieces of a thread's share of a batch, and its most messages. */
  readonly room: { readonly pieces: number; readonly messages: number; readonly longest: number }
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

const data = workerData as ThreadData
const gate = new Int32Array(data.gate)

/** Waits until every thread is here. */
function meet(): void {
  const round = Atomics.load(gate, 1)
  if (Atomics.add(gate, 0, 1) === data.threads - 1) {
    Atomics.store(gate, 0, 0)
    Atomics.add(gate, 1, 1)
    Atomics.notify(gate, 1)
  } else Atomics.wait(gate, 1, round)
}

function learn(): void {
  const { index, threads, shape, epochs } = data
  const size = sizeOf(shape)
  // Every thread leaves out other numbers.
  const learner = new Learner(new Kernel(data.kernel), shape, data.room, data.habits, data.seed + index)
  learner.network.load(data.weights)
  const rows = Array.from({ length: threads }, (_, n) => new Float32Array(data.gradients, n * size * 4, size))
  const of = epochs.reduce((sum, batches) => sum + batches.length, 0)
  let step = 0
  for (const [epoch, batches] of epochs.entries()) {
    let [loss, count] = [0, 0]
    for (const batch of batches) {
      step += 1
      const own = batch.filter((_, at) => at % threads === index)
      loss += learner.gradient(own, batch.length)
      count += own.length
      if (threads > 1) share(learner, rows, index)
      learner.step(step, of)
      if (index === 0 && step % STEPS_BETWEEN_NEWS === 0) tell({ step, of })
    }
    if (index === 0) tell({ epoch, loss: loss / count, weights: learner.weights().slice() })
  }
}

/** Gradients of all threads are added in the same order in each, so that all go on with the same weights. */
function share(learner: Learner, rows: readonly Float32Array[], index: number): void {
  rows[index]?.set(learner.gradients())
  meet()
  const sum = learner.gradients()
  sum.fill(0)
  for (const row of rows) for (let n = 0; n < sum.length; n += 1) sum[n] = (sum[n] ?? 0) + (row[n] ?? 0)
  meet()
}

const tell = (news: ThreadNews): void => parentPort?.postMessage(news)

learn()
