import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
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
/** The encoder has failed for good after so many failures in a row. */
const MOST_FAILURES = 4
/** Entries after which what was found out is kept: whoever is stopped begins no further back. */
const KEEP_EVERY = 500
/** Records of texts that nothing says any more, which are kept all the same. */
const SPARE = 1_000
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

/** An entry whose meaning is not known yet, and where it is to be put when it is. */
interface Unknown {
  readonly told: Told
  readonly targets: { readonly likeness: Likeness; readonly at: number }[]
}

class KeptEmbeddings implements Embeddings {
  readonly #options: EmbeddingsOptions
  readonly #thread: EmbeddingThread
  readonly #model: ReturnType<typeof loadRanking>
  readonly #path: string | undefined
  readonly #kept: Map<string, Embedding>
  /** What entries of this run say, by key. */
  readonly #used = new Set<string>()
  readonly #unknown = new Map<string, Unknown>()
  #work: Promise<void> | undefined

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
    for (const [at, { name, description }] of entries.entries()) {
      const told = { name, description }
      const key = keyOf(told)
      this.#used.add(key)
      const embedding = this.#kept.get(key)
      if (embedding) likeness.set(at, embedding)
      else {
        const unknown = this.#unknown.get(key) ?? { told, targets: [] }
        unknown.targets.push({ likeness, at })
        this.#unknown.set(key, unknown)
      }
    }
    if (this.#unknown.size > 0) this.#work ??= this.#findOut().finally(() => (this.#work = undefined))
    return { likeness, ranking }
  }

  async settled(): Promise<void> {
    await this.#work
  }

  async close(): Promise<void> {
    await this.#thread.close()
    await this.#work
  }

  /** Everything that is not known, each text once, for whichever directories have it. */
  async #findOut(): Promise<void> {
    let failures = 0
    let found = 0
    while (this.#unknown.size > 0) {
      const few = [...firstOf(this.#unknown, failures > 0 ? 1 : AT_ONCE)]
      const embeddings = await this.#thread.ofTold(few.map(([, { told }]) => told))
      if (embeddings === undefined) {
        failures += 1
        // They are asked about again when a directory is read anew.
        if (failures > MOST_FAILURES) {
          this.#unknown.clear()
          break
        }
        // One text at a time from here: the one that the encoder cannot take is like nothing.
        if (few.length === 1) this.#settle(few, [new Int8Array(WIDTH)], false)
        continue
      }
      failures = 0
      this.#settle(few, embeddings, true)
      found += few.length
      if (found % KEEP_EVERY < few.length) await this.#keep()
    }
    await this.#keep()
  }

  #settle(
    few: readonly (readonly [key: string, of: Unknown])[],
    embeddings: readonly Embedding[],
    isToBeKept: boolean,
  ): void {
    for (const [n, [key, { targets }]] of few.entries()) {
      const embedding = embeddings[n]
      this.#unknown.delete(key)
      if (embedding === undefined) continue
      for (const { likeness, at } of targets) likeness.set(at, embedding)
      if (isToBeKept) this.#kept.set(key, embedding)
    }
  }

  /** What is not kept is found out again at the next start: no more is lost than time. */
  async #keep(): Promise<void> {
    if (this.#path === undefined) return
    // Another school's directory may not have been read yet: what nothing says is let go only when it is most of what there is.
    if (this.#kept.size > 2 * this.#used.size + SPARE)
      for (const key of this.#kept.keys()) if (!this.#used.has(key)) this.#kept.delete(key)
    const records = [...this.#kept].flatMap(([key, { buffer, byteOffset }]) => [
      Buffer.from(key, 'hex'),
      new Uint8Array(buffer, byteOffset, WIDTH),
    ])
    try {
      await makeFolder(nodeDisk, dirname(this.#path))
      await writeDurably(nodeDisk, this.#path, Buffer.concat(records))
      // Of another encoder than this one.
      const folder = dirname(this.#path)
      for (const name of readdirSync(folder))
        if (name.endsWith('.bin') && name !== basename(this.#path))
          rmSync(join(folder, name), { force: true })
    } catch (error) {
      const why = error instanceof Error ? error.message : typeof error
      this.#options.onFault(`what entries mean could not be kept, and a start finds it out again: ${why}`)
    }
  }
}

/** The first few of a map. */
function* firstOf<K, V>(map: ReadonlyMap<K, V>, most: number): Generator<readonly [K, V]> {
  let count = 0
  for (const one of map) {
    if (count === most) return
    count += 1
    yield one
  }
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
