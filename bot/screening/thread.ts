import { parentPort, workerData } from 'node:worker_threads'
import { join } from 'node:path'
import { loadClassifier } from '../../content/load-classifier.ts'
import { readyRules } from '../../content/load-screening.ts'
import { Classifier } from '../../domain/screening/classifier/classifier.ts'
import { createFullScreener, withFault } from '../../domain/screening/second-stage.ts'
import { createScreener } from '../../domain/screening/screener.ts'
import type { Screening, ScreeningContext } from '../../domain/screening/types.ts'

/** What the thread is asked and what it answers, by number. */
export interface Asked {
  readonly id: number
  readonly text: string
  readonly context?: ScreeningContext
}
export type Answered =
  | { readonly ready: true }
  | { readonly id: number; readonly screening: Screening; readonly fault?: string }

const folder = join(String(workerData), 'screening')
const { rules, unfolded } = readyRules(folder)
const faults: string[] = []
const told = (error: unknown): void => {
  // The kind of error only: its message may quote what was being read.
  faults.push(error instanceof Error ? error.name : typeof error)
}
const screener = createFullScreener(
  createScreener(rules, { onFault: told, unfolded }),
  new Classifier(loadClassifier(join(folder, 'classifier')), rules.spelling),
  told,
)

parentPort?.on('message', ({ id, text, context }: Asked) => {
  let screening: Screening
  try {
    screening = screener.screen(text, context)
  } catch (error) {
    told(error)
    screening = withFault({ response: 'none', concerns: [] })
  }
  const fault = faults.pop()
  faults.length = 0
  const answer: Answered = { id, screening, ...(fault === undefined ? {} : { fault }) }
  parentPort?.postMessage(answer)
})
const ready: Answered = { ready: true }
parentPort?.postMessage(ready)
