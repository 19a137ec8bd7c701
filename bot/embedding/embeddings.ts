import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { loadRanking } from '../../content/load-embedding.ts'
import type { Told } from '../../domain/embedding/embedder.ts'
import type { Embedding } from '../../domain/embedding/embedding.ts'
import { WIDTH } from '../../domain/embedding/embedding.ts'
import { Likeness } from '../../domain/matching/likeness.ts'
import type { ByMeaning } from '../../domain/matching/weigh.ts'
import { makeFolder, nodeDisk, writeDurably } from '../storage/durable-file.ts'
import { EmbeddingThread } from './embedding-thread.ts'

/** Entries that are asked about at once: what somebody says meanwhile waits for them. */
const AT_ONCE = 2
const KEY_BYTES = 16
const RECORD_BYTES = KEY_BYTES + WIDTH

/** What entries of directories mean, and what young people say. */
export interface Embeddings {
  /** What all that somebody said means; undefined when that cannot be told soon. Never rejects, and keeps nothing. */
  ofSaid(says: readonly string[]): Promise<Embedding | undefined>
  /** How ideas among these entries are weighed: by meaning as soon as all of them are known. */
  among(entries: readonly Told[]): ByMeaning
  /** Resolves when everything that was asked about is known, or cannot be. */
  settled(): Promise<void>
  close(): Promise<void>
}

export interface EmbeddingsOptions {
  readonly contentDir: string
  /** Where what entries mean is kept, so that a start need not find it out again; undefined keeps nothing. */
  readonly dataDir?: string
  /** Told what went wrong, without any text of a young person. */
  readonly onFault: (what: string) => void
  readonly thread?: EmbeddingThread
}

/** Throws ContentError when the encoder is not there. */
export function openEmbeddings(options: EmbeddingsOptions): Embeddings {
  return new KeptEmbeddings(options)
}

class KeptEmbeddings implements Embeddings {
  readonly #options: EmbeddingsOptions
  readonly #thread: EmbeddingThread
  readonly #model: ReturnType<typeof loadRanking>
  readonly #path: string | undefined
  readonly #kept: Map<string, Embedding>
  /** What entries of this run say, by key: what nothing says any more is not kept. */
  readonly #used = new Set<string>()
  #work: Promise<void> = Promise.resolve()

  constructor(options: EmbeddingsOptions) {
    const { contentDir, dataDir, onFault } = options
    this.#options = options
    this.#model = loadRanking(contentDir)
    this.#path = dataDir && join(dataDir, 'embeddings', `${this.#model.sum}.bin`)
    this.#kept = this.#path === undefined ? new Map<string, Embedding>() : readKept(this.#path)
    this.#thread =
      options.thread ??
      new EmbeddingThread({
        contentDir,
        onFault: (what) => onFault(`the encoder failed, and ideas are looked for by words alone: ${what}`),
      })
  }

  async ofSaid(says: readonly string[]): Promise<Embedding | undefined> {
    return says.every((text) => text.trim() === '') ? undefined : this.#thread.ofSaid(says)
  }

  among(entries: readonly Told[]): ByMeaning {
    const { kernel, ranking } = this.#model
    const likeness = new Likeness(kernel, entries.length)
    const unknown: Unknown[] = []
    for (const [at, { name, description }] of entries.entries()) {
      const key = keyOf({ name, description })
      this.#used.add(key)
      const embedding = this.#kept.get(key)
      if (embedding) likeness.set(at, embedding)
      else unknown.push({ at, key, told: { name, description } })
    }
    if (unknown.length > 0) this.#work = this.#work.then(() => this.#findOut(unknown, likeness))
    return { likeness, ranking }
  }

  settled(): Promise<void> {
    return this.#work
  }

  async close(): Promise<void> {
    await this.#thread.close()
    await this.#work
  }

  async #findOut(unknown: readonly Unknown[], likeness: Likeness): Promise<void> {
    for (let from = 0; from < unknown.length; from += AT_ONCE) {
      const few = unknown.slice(from, from + AT_ONCE)
      const found = await this.#thread.ofTold(few.map(({ told }) => told))
      // They are asked about again when the directory is read anew.
      if (found === undefined) break
      for (const [n, { at, key }] of few.entries()) {
        const embedding = found[n]
        if (embedding === undefined) continue
        likeness.set(at, embedding)
        this.#kept.set(key, embedding)
      }
    }
    await this.#keep()
  }

  /** What is not kept is found out again at the next start: no more is lost than time. */
  async #keep(): Promise<void> {
    if (this.#path === undefined) return
    const records = [...this.#used].flatMap((key) => {
      const embedding = this.#kept.get(key)
      return embedding
        ? [Buffer.from(key, 'hex'), new Uint8Array(embedding.buffer, embedding.byteOffset, WIDTH)]
        : []
    })
    try {
      await makeFolder(nodeDisk, dirname(this.#path))
      await writeDurably(nodeDisk, this.#path, Buffer.concat(records))
    } catch (error) {
      const why = error instanceof Error ? error.message : typeof error
      this.#options.onFault(`what entries mean could not be kept, and a start finds it out again: ${why}`)
    }
  }
}

interface Unknown {
  readonly at: number
  readonly key: string
  readonly told: Told
}

const keyOf = ({ name, description }: Told): string =>
  createHash('sha256')
    .update(`${name}\n${description}`)
    .digest('hex')
    .slice(0, 2 * KEY_BYTES)

/** Public data, and not sealed: wrong bytes put ideas in another order, and let nothing past the rules. */
function readKept(path: string): Map<string, Embedding> {
  const kept = new Map<string, Embedding>()
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch {
    return kept
  }
  // One that was cut short was not ours to the end.
  for (let from = 0; from + RECORD_BYTES <= bytes.length; from += RECORD_BYTES) {
    const key = bytes.toString('hex', from, from + KEY_BYTES)
    kept.set(
      key,
      Int8Array.from(bytes.subarray(from + KEY_BYTES, from + RECORD_BYTES), (byte) => (byte << 24) >> 24),
    )
  }
  return kept
}
