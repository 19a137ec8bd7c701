import type { Worker } from 'node:worker_threads'
import type { Told } from '../../domain/embedding/embedder.ts'
import type { Embedding } from '../../domain/embedding/embedding.ts'
import { startThread } from '../threads.ts'
import type { Answered, Asked } from './thread.ts'

/** Where a build puts it, or its source (bot/commands/build/service.ts). */
const THREAD = new URL(
  import.meta.url.endsWith('.ts') ? './thread.ts' : '../bot/embedding-thread.js',
  import.meta.url,
)

const LIMITS = {
  /** What somebody said takes ten milliseconds, and a start of the thread some hundred: they do not wait longer than this for ideas. */
  saidMs: 2_000,
  /** Without anything to do for so long, the thread and its 50 MB go. */
  idleMs: 600_000,
} as const

type Question = { readonly said: readonly string[] } | { readonly told: readonly Told[] }

interface Waiting {
  readonly question: Question
  readonly answer: (embeddings: readonly Embedding[] | undefined) => void
}

export interface EmbeddingThreadOptions {
  readonly contentDir: string
  /** Told of the kind of fault only: never of any text. */
  readonly onFault: (what: string) => void
  /** For tests. */
  readonly start?: () => Worker
  readonly limits?: { readonly [Name in keyof typeof LIMITS]?: number }
}

/**
 * The encoder in a thread of its own, started when it is first needed and let go when it is not: what somebody said comes before what directories
 * tell. A thread that fails answers nothing, and the next question starts another; ideas are then looked for by words alone.
 */
export class EmbeddingThread {
  readonly #options: EmbeddingThreadOptions
  readonly #limits
  readonly #first: Waiting[] = []
  readonly #later: Waiting[] = []
  #given: Waiting | undefined
  #worker: Worker | undefined
  #idle: NodeJS.Timeout | undefined
  #last = 0
  #isClosed = false

  constructor(options: EmbeddingThreadOptions) {
    this.#options = options
    this.#limits = { ...LIMITS, ...options.limits }
  }

  /** What all that somebody said means; undefined when that cannot be told in time. Never rejects. */
  async ofSaid(says: readonly string[]): Promise<Embedding | undefined> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), this.#limits.saidMs)
    })
    const found = await Promise.race([this.#ask({ said: says }, this.#first), late])
    clearTimeout(timer)
    return found?.[0]
  }

  /** What a directory tells of a few entries, in their order; undefined when that cannot be told. Never rejects. */
  ofTold(told: readonly Told[]): Promise<readonly Embedding[] | undefined> {
    return this.#ask({ told }, this.#later)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#fail()
    clearTimeout(this.#idle)
    await this.#worker?.terminate()
  }

  #ask(question: Question, queue: Waiting[]): Promise<readonly Embedding[] | undefined> {
    if (this.#isClosed) return Promise.resolve(undefined)
    return new Promise((answer) => {
      queue.push({ question, answer })
      this.#giveNext()
    })
  }

  /** One at a time: what is said meanwhile waits for a few entries at most. */
  #giveNext(): void {
    if (this.#given !== undefined) return
    clearTimeout(this.#idle)
    const next = this.#first.shift() ?? this.#later.shift()
    if (next === undefined) {
      this.#idle = setTimeout(() => void this.#worker?.terminate(), this.#limits.idleMs).unref()
      return
    }
    this.#given = next
    this.#worker ??= this.#start()
    const asked: Asked = { id: (this.#last += 1), ...next.question }
    this.#worker.postMessage(asked)
  }

  #start(): Worker {
    const { contentDir, onFault, start = () => startThread(THREAD, contentDir) } = this.#options
    const worker = start()
    // It keeps no process alive: a command that is done is done.
    worker.unref()
    worker.on('message', ({ id, embeddings }: Answered) => {
      if (id !== this.#last) return
      const given = this.#given
      this.#given = undefined
      given?.answer(embeddings)
      this.#giveNext()
    })
    worker.on('error', (error) => onFault(error.name))
    worker.on('exit', () => {
      if (this.#worker !== worker) return
      this.#worker = undefined
      if (this.#given !== undefined) this.#fail()
    })
    return worker
  }

  /** Answers nothing to everybody who waits. */
  #fail(): void {
    const all = [this.#given, ...this.#first.splice(0), ...this.#later.splice(0)]
    this.#given = undefined
    for (const one of all) one?.answer(undefined)
  }
}
