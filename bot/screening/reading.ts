import type { Worker } from 'node:worker_threads'
import { startThread } from '../threads.ts'

/** Where a build puts it, or its source (bot/commands/build/service.ts). */
const THREAD = new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : '../bot/thread.js', import.meta.url)

/** A thread that reads messages (thread.ts). */
export interface Reading {
  readonly worker: Worker
  /** Resolves when it reads; rejects when it cannot. */
  readonly ready: Promise<void>
}

/**
 * Starts a thread that reads messages. It takes as long to learn its rules and weights as all else of the service takes to open: whoever
 * starts it first waits for one of the two, and not for both.
 */
export function startReading(contentDir: string): Reading {
  const worker = startThread(THREAD, contentDir)
  const ready = new Promise<void>((resolve, reject) => {
    // Its first message says so, whatever it was asked meanwhile.
    worker.once('message', () => resolve())
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the thread ended')))
  })
  // Whoever does not wait for it still sees the fault in every answer.
  ready.catch(() => undefined)
  return { worker, ready }
}
