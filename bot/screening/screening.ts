import type { Worker } from 'node:worker_threads'
import { withFault } from '../../domain/screening/second-stage.ts'
import type { RuleScreener } from '../../domain/screening/screener.ts'
import type { Screener, Screening, ScreeningContext } from '../../domain/screening/types.ts'
import { startReading } from './reading.ts'
import type { Reading } from './reading.ts'
import type { Answered, Asked } from './thread.ts'

const LIMITS = {
  /** A message takes some 10 ms; a thread that has not answered by then does not answer. */
  answerMs: 3_000,
  /** Reading the rules and the weights on a slow machine. */
  readyMs: 60_000,
  /** A thread that ends at once, again and again, is started no faster than this. */
  restartMs: 1_000,
} as const

export interface ScreeningThread extends Screener {
  /** Resolves when messages are read; rejects when the thread cannot be started. */
  readonly ready: Promise<void>
  /** Whether its thread reads at this moment; else the rules answer and everything goes to a human. */
  isReading(): boolean
  close(): Promise<void>
}

export interface ScreeningThreadOptions {
  readonly contentDir: string
  /** One that was started before; else it starts its own. */
  readonly reading?: Reading | undefined
  /** Made and asked when the thread does not answer, so that what the rules hear is never lost. */
  readonly rules: () => RuleScreener
  /** Told of each failure, and how many there have been, without any text of a young person. */
  readonly onFault: (what: string, count: number) => void
}

interface Waiting {
  readonly asked: Asked
  readonly answer: (screening: Screening) => void
  readonly timer: NodeJS.Timeout
}

/**
 * The screening in a thread of its own, so that reading one message never holds up other conversations. A thread that fails or
 * hangs is replaced; what it had not answered is answered by the rules here and goes to a human (reach-out).
 */
export function openScreening(options: ScreeningThreadOptions): ScreeningThread {
  const { contentDir, rules } = options
  let faults = 0
  const onFault = (what: string): void => options.onFault(what, (faults += 1))
  const waiting = new Map<number, Waiting>()
  let here: RuleScreener | undefined
  let worker: Worker | undefined
  let closed = false
  let last = 0
  let startedAt = 0
  let isReady = false
  let announce: { ready: () => void; failed: (error: Error) => void } | undefined
  const ready = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the screening did not start')), LIMITS.readyMs)
    announce = {
      ready: () => {
        clearTimeout(timer)
        resolve()
      },
      failed: (error) => {
        clearTimeout(timer)
        reject(error)
      },
    }
  })
  // Whoever does not wait for it still sees the fault in every answer.
  ready.catch(() => undefined)

  const failed = ({ asked, answer, timer }: Waiting, what: string): void => {
    clearTimeout(timer)
    waiting.delete(asked.id)
    onFault(what)
    here ??= rules()
    answer(withFault(here.screen(asked.text, asked.context)))
  }

  const use = ({ worker: own, ready: reads }: Reading): void => {
    startedAt = performance.now()
    worker = own
    const ended = (): void => {
      if (worker !== own) return
      worker = undefined
      isReady = false
      for (const one of [...waiting.values()]) failed(one, 'the thread ended')
      const early = LIMITS.restartMs - (performance.now() - startedAt)
      if (!closed)
        setTimeout(
          () => !closed && worker === undefined && use(startReading(contentDir)),
          Math.max(0, early),
        ).unref()
    }
    const broken = (error: unknown): void => {
      const known = error instanceof Error ? error : new Error('the thread ended')
      announce?.failed(known)
      onFault(known.name)
    }
    reads.then(
      () => {
        isReady = worker === own
        announce?.ready()
      },
      (error: unknown) => {
        if (!closed) broken(error)
        ended()
      },
    )
    own.on('message', (message: Answered) => {
      if ('ready' in message) return
      const one = waiting.get(message.id)
      if (one === undefined) return
      clearTimeout(one.timer)
      waiting.delete(message.id)
      if (message.fault !== undefined) onFault(message.fault)
      one.answer(message.screening)
    })
    // One that never read has said so already.
    own.on('error', (error) => isReady && broken(error))
    own.on('exit', ended)
  }
  use(options.reading ?? startReading(contentDir))

  return {
    ready,
    isReading: () => worker !== undefined && isReady,
    screen(text: string, context?: ScreeningContext) {
      const asked: Asked = { id: (last += 1), text, ...(context === undefined ? {} : { context }) }
      return new Promise<Screening>((answer) => {
        const limit = isReady ? LIMITS.answerMs : LIMITS.readyMs
        const timer = setTimeout(() => {
          const one = waiting.get(asked.id)
          if (one === undefined) return
          failed(one, 'the thread did not answer')
          // It may be stuck: another is started when it has gone.
          void worker?.terminate()
        }, limit)
        const one: Waiting = { asked, answer, timer }
        waiting.set(asked.id, one)
        if (worker === undefined) failed(one, 'there is no thread')
        else worker.postMessage(asked)
      })
    },
    async close() {
      closed = true
      await worker?.terminate()
    },
  }
}
