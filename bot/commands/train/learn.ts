import { sizeOf } from '../../../domain/network/shape.ts'
import { startThread } from '../../threads.ts'
import type { LearningData } from './steps.ts'
import type { ThreadData, ThreadNews } from './thread.ts'

/** Learns in threads; gives what the first of them tells. Throws when one fails. */
export async function* learn(data: LearningData): AsyncGenerator<ThreadNews> {
  const gradients = new SharedArrayBuffer(data.shards * sizeOf(data.shape) * 4)
  const gate = new SharedArrayBuffer(8)
  const news: ThreadNews[] = []
  let wake = (): void => undefined
  let failed: Error | undefined
  let running = data.shards
  for (let shard = 0; shard < data.shards; shard += 1) {
    const own: ThreadData = { shard, data, gradients, gate }
    const worker = startThread(new URL('./thread.ts', import.meta.url), own)
    worker.on('message', (message: ThreadNews) => {
      news.push(message)
      wake()
    })
    worker.on('error', (error) => {
      failed = error
      wake()
    })
    worker.on('exit', () => {
      running -= 1
      wake()
    })
  }
  for (;;) {
    const next = news.shift()
    if (next !== undefined) yield next
    else if (failed !== undefined) throw failed
    else if (running === 0) return
    else await new Promise<void>((resolve) => (wake = resolve))
  }
}
