import type { Worker } from 'node:worker_threads'
import { withFault } from '../../domain/screening/second-stage.ts'
import type { RuleScreener } from '../../domain/screening/screener.ts'
import type { Screener, Screening, ScreeningContext } from '../../domain/screening/types.ts'
import { ByRules } from './by-rules.ts'
import { startReading } from './reading.ts'
import type { Reading } from './reading.ts'
import type { Answered, Asked } from './thread.ts'

const LIMITS = {
  /** A message takes some 10 ms; a thread that has not answered by then, once it has it, does not answer. */
  answerMs: 3_000,
  /** Characters up to which messages are read in the order they came. */
  ordinary: 1_000,
  /** Until the thread has it. A turn is late after 15 s, and has more to do than to be screened. */
  waitMs: 6_000,
  /** Reading the rules and the weights on a slow machine. A thread that is not ready by then has got stuck over them. */
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
  /** Told of each message that the thread did not answer, and how many there have been, without any text of a young person. */
  readonly onFault: (what: string, count: number) => void
  /** For tests: other threads and other times. */
  readonly start?: () => Reading
  readonly limits?: { readonly [Name in keyof typeof LIMITS]?: number }
}

interface Waiting {
  readonly asked: Asked
  readonly answer: (screening: Promise<Screening> | Screening) => void
  /** Ends its waiting for the thread, then its waiting for the answer. */
  timer?: NodeJS.Timeout
}

/**
 * The screening in a thread of its own, so that reading one message never holds up other conversations. It is given one at a time. A thread
 * that fails or hangs is replaced: what it had is answered by the rules here and goes to a human (reach-out), the others wait for the next.
 * What a thread that is only busy has no time for is answered by the rules here, as they hear it: a flood is nobody's worry.
 */
export function openScreening(options: ScreeningThreadOptions): ScreeningThread {
  const { contentDir, start = () => startReading(contentDir) } = options
  const limits = { ...LIMITS, ...options.limits }
  let faults = 0
  const onFault = (what: string): void => options.onFault(what, (faults += 1))
  const byRules = new ByRules(options.rules, onFault)
  const waiting = new Set<Waiting>()
  /** What the thread has now. */
  let given: Waiting | undefined
  let worker: Worker | undefined
  let closed = false
  let last = 0
  let startedAt = 0
  let isReady = false
  let hasRead = false
  /** The last one never read a message: nobody waits for the next, which may do no better. */
  let isBroken = false
  let announce: { ready: () => void; failed: (error: Error) => void } | undefined
  const ready = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the screening did not start')), limits.readyMs)
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

  const heardHere = ({ asked, timer }: Waiting, what: string): Promise<Screening> => {
    clearTimeout(timer)
    onFault(what)
    return byRules.screen(asked.text, asked.context)
  }
  const failed = (one: Waiting, what: string): void => one.answer(heardHere(one, what).then(withFault))
  const failAll = (): void => {
    for (const one of waiting) failed(one, 'the thread ended')
    waiting.clear()
  }

  /** Gives the thread the next of an ordinary length, else the shortest: many long messages of one sender hold up nobody else. */
  const giveNext = (): void => {
    if (!isReady || worker === undefined || given !== undefined || waiting.size === 0) return
    const lengthOf = ({ asked }: Waiting): number => Math.max(asked.text.length, LIMITS.ordinary)
    const one = [...waiting].reduce((a, b) => (lengthOf(b) < lengthOf(a) ? b : a))
    waiting.delete(one)
    clearTimeout(one.timer)
    given = one
    one.timer = setTimeout(() => {
      given = undefined
      isReady = false
      failed(one, 'the thread did not answer')
      // It may be stuck: another is started when it has gone.
      void worker?.terminate()
    }, limits.answerMs)
    worker.postMessage(one.asked)
  }

  const use = ({ worker: own, ready: reads }: Reading): void => {
    startedAt = performance.now()
    worker = own
    let didRead = false
    // It says nothing, and does not end by itself: nobody waits for it any more, and another is started when it has gone.
    const stuck = setTimeout(() => {
      isBroken = true
      failAll()
      void own.terminate()
    }, limits.readyMs)
    const ended = (): void => {
      clearTimeout(stuck)
      if (worker !== own) return
      worker = undefined
      isReady = false
      isBroken = !didRead
      if (given) failed(given, 'the thread ended')
      given = undefined
      if (closed || isBroken) failAll()
      const early = limits.restartMs - (performance.now() - startedAt)
      if (!closed)
        setTimeout(() => !closed && worker === undefined && use(start()), Math.max(0, early)).unref()
    }
    const broken = (error: unknown): void => {
      const known = error instanceof Error ? error : new Error('the thread ended')
      announce?.failed(known)
      onFault(known.name)
    }
    reads.then(
      () => {
        clearTimeout(stuck)
        didRead = true
        isReady = worker === own
        hasRead = true
        isBroken = false
        announce?.ready()
        giveNext()
      },
      (error: unknown) => {
        if (!closed) broken(error)
        ended()
      },
    )
    own.on('message', (message: Answered) => {
      if ('ready' in message || given?.asked.id !== message.id) return
      const one = given
      given = undefined
      clearTimeout(one.timer)
      if (message.fault !== undefined) onFault(message.fault)
      one.answer(message.screening)
      giveNext()
    })
    // One that never read has said so already.
    own.on('error', (error) => isReady && broken(error))
    own.on('exit', ended)
  }
  use(options.reading ?? start())

  return {
    ready,
    isReading: () => isReady,
    screen(text: string, context?: ScreeningContext) {
      const asked: Asked = { id: (last += 1), text, ...(context === undefined ? {} : { context }) }
      return new Promise<Screening>((answer) => {
        const one: Waiting = { asked, answer }
        if (closed || isBroken) {
          failed(one, 'there is no thread')
          return
        }
        const outOfTime = (): void => {
          waiting.delete(one)
          if (isReady) one.answer(heardHere(one, 'the thread had no time'))
          else failed(one, 'the thread did not start again in time')
        }
        one.timer = setTimeout(outOfTime, hasRead ? limits.waitMs : limits.readyMs)
        waiting.add(one)
        giveNext()
      })
    },
    async close() {
      closed = true
      failAll()
      await worker?.terminate()
    },
  }
}
