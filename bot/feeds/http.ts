import { setTimeout as sleep } from 'node:timers/promises'
import { FeedError } from './errors.ts'

/** How a directory's server is treated. */
const LIMITS = {
  /** A server that has not answered by then is not going to. */
  timeoutMs: 10_000,
  /** A page of a hundred nested services is about 1 MB; more than this is not a page. */
  mostBytes: 16 * 1024 * 1024,
  tries: 4,
  firstWaitMs: 500,
  /** As long as a polite client waits when told to (Retry-After). */
  longestWaitMs: 30_000,
} as const

const AGAIN = new Set([408, 425, 429, 500, 502, 503, 504])

export interface HttpOptions {
  /** For tests: waits that do not take time. */
  readonly wait?: (ms: number) => Promise<unknown>
  readonly timeoutMs?: number
  readonly mostBytes?: number
}

/** An answer that says no, and will say no again. */
export class HttpRefused extends FeedError {
  readonly status: number

  constructor(url: string, status: number) {
    super(`${shown(url)} answered ${status}`)
    this.status = status
  }
}

/**
 * The JSON at a URL. Tries again with growing waits when the server is busy, broken or slow (429, 5xx, time-out, connection lost);
 * throws HttpRefused for other answers and FeedError for what is too big or no JSON.
 */
export async function getJson(url: string, options: HttpOptions = {}): Promise<unknown> {
  const wait = options.wait ?? sleep
  let last: unknown
  for (let attempt = 0; attempt < LIMITS.tries; attempt += 1) {
    if (attempt > 0) await wait(waitBefore(attempt, last))
    try {
      return await once(url, options)
    } catch (error) {
      if (error instanceof FeedError && !(error instanceof Busy)) throw error
      last = error
    }
  }
  throw new FeedError(`${shown(url)} could not be read after ${LIMITS.tries} tries`, { cause: last })
}

class Busy extends FeedError {
  readonly retryAfterMs: number | undefined

  constructor(url: string, status: number, retryAfterMs: number | undefined) {
    super(`${shown(url)} answered ${status}`)
    this.retryAfterMs = retryAfterMs
  }
}

async function once(url: string, options: HttpOptions): Promise<unknown> {
  const response = await fetch(url, {
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(options.timeoutMs ?? LIMITS.timeoutMs),
  })
  if (!response.ok) {
    await response.body?.cancel()
    if (AGAIN.has(response.status)) throw new Busy(url, response.status, retryAfter(response.headers))
    throw new HttpRefused(url, response.status)
  }
  const text = await limitedText(url, response, options.mostBytes ?? LIMITS.mostBytes)
  try {
    return JSON.parse(text)
  } catch {
    throw new FeedError(`${shown(url)} did not answer with JSON`)
  }
}

async function limitedText(url: string, response: Response, most: number): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  // The type of a body says nothing of its chunks; fetch gives bytes.
  const body: AsyncIterable<Uint8Array> | null = response.body
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength
    // Leaving the loop lets go of the connection.
    if (bytes > most) throw new FeedError(`${shown(url)} answered with more than ${most} bytes`)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function retryAfter(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1000, LIMITS.longestWaitMs) : undefined
}

function waitBefore(attempt: number, last: unknown): number {
  if (last instanceof Busy && last.retryAfterMs !== undefined) return last.retryAfterMs
  // A little chance, so that many clients of one server do not come back together.
  return LIMITS.firstWaitMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2)
}

/** A URL without its query, which may hold a key. */
function shown(url: string): string {
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}`
}
