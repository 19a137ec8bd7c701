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
  /** A thread that has not answered by then does not answer. */
  stuckMs: 30_000,
  /** Of what is said, so many wait at most: two seconds' work. */
  waiting: 100,
  /** Without anything to do for so long, the thread and its 70 MB go. */
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
  #stuck: NodeJS.Timeout | undefined
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
    // Behind so many nobody is answered in time: they are told at once.
    if (this.#first.length >= this.#limits.waiting) {
      clearTimeout(timer)
      return undefined
    }
    const asking = this.#ask({ said: says }, this.#first)
    const found = await Promise.race([asking.answer, late])
    clearTimeout(timer)
    asking.leave()
    return found?.[0]
  }

  /** What a directory tells of a few entries, in their order; undefined when that cannot be told. Never rejects. */
  ofTold(told: readonly Told[]): Promise<readonly Embedding[] | undefined> {
    return this.#ask({ told }, this.#later).answer
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#idle)
    for (const one of [...this.#first.splice(0), ...this.#later.splice(0)]) one.answer(undefined)
    this.#failGiven()
    await this.#worker?.terminate()
  }

  /** `leave`: nobody waits for it any more, and what has not begun does not begin. */
  #ask(
    question: Question,
    queue: Waiting[],
  ): { answer: Promise<readonly Embedding[] | undefined>; leave: () => void } {
    if (this.#isClosed) return { answer: Promise.resolve(undefined), leave: () => undefined }
    let own: Waiting | undefined
    const answer = new Promise<readonly Embedding[] | undefined>((resolve) => {
      own = { question, answer: resolve }
      queue.push(own)
    })
    this.#giveNext()
    return {
      answer,
      leave: () => {
        const at = own ? queue.indexOf(own) : -1
        if (at >= 0) queue.splice(at, 1)
      },
    }
  }

  /** One at a time: what is said meanwhile waits for a few entries at most. */
  #giveNext(): void {
    if (this.#given !== undefined) return
    clearTimeout(this.#idle)
    const next = this.#first.shift() ?? this.#later.shift()
    if (next === undefined) {
      this.#idle = setTimeout(() => this.#letGo(), this.#limits.idleMs).unref()
      return
    }
    this.#given = next
    this.#worker ??= this.#start()
    const asked: Asked = { id: (this.#last += 1), ...next.question }
    this.#worker.postMessage(asked)
    this.#stuck = setTimeout(() => {
      this.#options.onFault('the thread did not answer')
      this.#letGo()
      this.#failGiven()
    }, this.#limits.stuckMs).unref()
  }

  #letGo(): void {
    const worker = this.#worker
    this.#worker = undefined
    void worker?.terminate()
  }

  #start(): Worker {
    const { contentDir, onFault, start = () => startThread(THREAD, contentDir) } = this.#options
    const worker = start()
    // It keeps no process alive: a command that is done is done.
    worker.unref()
    worker.on('message', ({ id, embeddings }: Answered) => {
      if (id !== this.#last) return
      clearTimeout(this.#stuck)
      const given = this.#given
      this.#given = undefined
      given?.answer(embeddings)
      this.#giveNext()
    })
    worker.on('error', (error) => onFault(error.name))
    worker.on('exit', () => {
      if (this.#worker !== worker) return
      this.#worker = undefined
      this.#failGiven()
    })
    return worker
  }

  /** What the thread had is answered with nothing; the others go to the next. */
  #failGiven(): void {
    const given = this.#given
    if (given === undefined) return
    clearTimeout(this.#stuck)
    this.#given = undefined
    given.answer(undefined)
    if (!this.#isClosed) this.#giveNext()
  }
}
