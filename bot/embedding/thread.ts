import { parentPort, workerData } from 'node:worker_threads'
import { loadEmbedding, loadReading } from '../../content/load-embedding.ts'
import { Embedder } from '../../domain/embedding/embedder.ts'
import type { Told } from '../../domain/embedding/embedder.ts'
import type { Embedding } from '../../domain/embedding/embedding.ts'

/** What the thread is asked: what somebody said, or what a directory tells of entries. */
export type Asked =
  | { readonly id: number; readonly said: readonly string[] }
  | { readonly id: number; readonly told: readonly Told[] }
/** What each of them means, in their order; nothing for what is said in another language. */
export interface Answered {
  readonly id: number
  readonly embeddings: readonly Embedding[]
}

const contentDir = String(workerData)
const embedder = new Embedder(loadEmbedding(contentDir), loadReading(contentDir))

parentPort?.on('message', (asked: Asked) => {
  const embeddings =
    'said' in asked
      ? [embedder.ofSaid(asked.said)].flatMap((one) => one ?? [])
      : asked.told.map((told) => embedder.ofTold(told))
  const answer: Answered = { id: asked.id, embeddings }
  parentPort?.postMessage(answer)
})
