import { setTimeout as sleep } from 'node:timers/promises'
import type { Response } from 'undici'
import { z } from 'zod'
import { FeedError } from './errors.ts'
import { PrivateAddress, wayTo } from './reachable.ts'

/** How a directory's server is treated. */
const LIMITS = {
  /** A server that has said nothing for so long is not going to. */
  timeoutMs: 10_000,
  /** One that only trickles is given up after so many of these. */
  longestAnswer: 12,
  /** A page of a hundred nested services is about 1 MB; one with a pasted book in it may have 50. More than this is not a page. */
  mostBytes: 64 * 1024 * 1024,
  tries: 4,
  firstWaitMs: 500,
  /** As long as a polite client waits when told to (Retry-After). */
  longestWaitMs: 30_000,
  redirects: 5,
} as const

const AGAIN = new Set([408, 425, 429, 500, 502, 503, 504])
const ELSEWHERE = new Set([301, 302, 303, 307, 308])
const NOT_MODIFIED = 304

export interface HttpOptions {
  /** For tests: waits that do not take time. */
  readonly wait?: (ms: number) => Promise<unknown>
  readonly timeoutMs?: number
  readonly mostBytes?: number
  /** `host:port` of private addresses that an operator named; all others are refused. */
  readonly privateHosts?: readonly string[]
  /** Ends everything under way: the service stops. */
  readonly signal?: AbortSignal
}

/** What a server gave us to ask with the next time: "only if it has changed". */
export const Validators = z.object({ etag: z.string().optional(), modified: z.string().optional() })
export type Validators = z.infer<typeof Validators>

/** An answer that says no, and will say no again. */
export class HttpRefused extends FeedError {
  readonly status: number

  constructor(url: string, status: number) {
    super(`${shown(url)} answered ${status}`)
    this.status = status
  }
}

/** An answer that may be better the next time. */
class Busy extends FeedError {
  readonly retryAfterMs: number | undefined

  constructor(url: string, how: string, retryAfterMs?: number) {
    super(`${shown(url)} ${how}`)
    this.retryAfterMs = retryAfterMs
  }
}

export interface JsonAnswer {
  readonly json: unknown
  readonly validators?: Validators
}

/**
 * The JSON at a URL. Tries again with growing waits when the server is busy, broken or slow (429, 5xx, time-out, connection lost, an
 * answer that is cut off or no JSON); throws HttpRefused for other answers, PrivateAddress, and FeedError for what is too big.
 */
export async function getJson(url: string, options: HttpOptions = {}): Promise<unknown> {
  const answer = await getJsonIfChanged(url, undefined, options)
  return answer?.json
}

/** The text at a URL, with the same patience. */
export async function getText(url: string, options: HttpOptions = {}): Promise<string> {
  const answer = await patiently(url, options, () => once(new URL(url), undefined, options, (text) => text))
  return answer?.body ?? ''
}

/** As `getJson`; undefined when it has not changed since these validators were given. */
export async function getJsonIfChanged(
  url: string,
  known: Validators | undefined,
  options: HttpOptions = {},
): Promise<JsonAnswer | undefined> {
  const answer = await patiently(url, options, () =>
    // Cut off on the way, or an error page of a server in trouble: both may pass.
    once(new URL(url), known, options, (text) => parsed(url, text)),
  )
  if (!answer) return undefined
  const { body: json, validators } = answer
  return { json, ...(validators ? { validators } : {}) }
}

async function patiently<T>(url: string, options: HttpOptions, ask: () => Promise<T>): Promise<T> {
  const wait =
    options.wait ?? ((ms: number) => sleep(ms, undefined, options.signal ? { signal: options.signal } : {}))
  let last: unknown
  for (let attempt = 0; attempt < LIMITS.tries; attempt += 1) {
    if (attempt > 0) await wait(waitBefore(attempt, last))
    options.signal?.throwIfAborted()
    try {
      return await ask()
    } catch (error) {
      options.signal?.throwIfAborted()
      const refused = privateAddressIn(error)
      if (refused) throw refused
      if (error instanceof FeedError && !(error instanceof Busy)) throw error
      last = error
    }
  }
  const why = last instanceof Busy ? `: the last time it ${last.message.slice(shown(url).length + 1)}` : ''
  throw new FeedError(`${shown(url)} could not be read after ${LIMITS.tries} tries${why}`, { cause: last })
}

async function once<T>(
  url: URL,
  known: Validators | undefined,
  options: HttpOptions,
  read: (text: string) => T,
): Promise<{ body: T; validators?: Validators } | undefined> {
  const patience = new Patience(options)
  try {
    const response = await follow(url, known, options, patience.signal)
    const { status, headers } = response
    if (status === NOT_MODIFIED && known) {
      await response.body?.cancel()
      return undefined
    }
    if (!response.ok) {
      await response.body?.cancel()
      if (AGAIN.has(status))
        throw new Busy(url.href, `answered ${status}`, retryAfter(headers.get('retry-after')))
      throw new HttpRefused(url.href, status)
    }
    const text = await limitedText(url.href, response, options.mostBytes ?? LIMITS.mostBytes, patience)
    const [etag, modified] = [headers.get('etag'), headers.get('last-modified')]
    const validators = { ...(etag === null ? {} : { etag }), ...(modified === null ? {} : { modified }) }
    return { body: read(text), ...(etag === null && modified === null ? {} : { validators }) }
  } finally {
    patience.end()
  }
}

/** Follows redirects by hand: each place is looked at before it is asked. */
async function follow(
  from: URL,
  known: Validators | undefined,
  options: HttpOptions,
  signal: AbortSignal,
): Promise<Response> {
  const { fetch } = await import('undici')
  let url = from
  for (let hop = 0; hop <= LIMITS.redirects; hop += 1) {
    const response = await fetch(url.href, {
      headers: {
        accept: 'application/json, text/csv;q=0.9, */*;q=0.5',
        ...(known?.etag === undefined ? {} : { 'if-none-match': known.etag }),
        ...(known?.modified === undefined ? {} : { 'if-modified-since': known.modified }),
      },
      redirect: 'manual',
      dispatcher: await wayTo(url, options.privateHosts ?? []),
      signal,
    })
    const to = ELSEWHERE.has(response.status) ? response.headers.get('location') : null
    if (to === null) return response
    await response.body?.cancel()
    if (!URL.canParse(to, url.href)) throw new HttpRefused(from.href, response.status)
    url = new URL(to, url.href)
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      throw new HttpRefused(from.href, response.status)
  }
  throw new FeedError(`${shown(from.href)} sends us from one address to the next`)
}

/** Gives up on a server that is silent for too long, or that only trickles. */
class Patience {
  readonly #controller = new AbortController()
  readonly #silence: NodeJS.Timeout
  readonly #whole: NodeJS.Timeout
  readonly signal: AbortSignal

  constructor({ timeoutMs = LIMITS.timeoutMs, signal }: HttpOptions) {
    const give = () => this.#controller.abort(new Error('no answer in time'))
    this.#silence = setTimeout(give, timeoutMs)
    this.#whole = setTimeout(give, timeoutMs * LIMITS.longestAnswer)
    this.signal = signal ? AbortSignal.any([signal, this.#controller.signal]) : this.#controller.signal
  }

  heard(): void {
    this.#silence.refresh()
  }

  end(): void {
    clearTimeout(this.#silence)
    clearTimeout(this.#whole)
  }
}

function parsed(url: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Busy(url, 'did not answer with JSON')
  }
}

async function limitedText(
  url: string,
  response: Response,
  most: number,
  patience: Patience,
): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  // The type of a body says nothing of its chunks; fetch gives bytes.
  const body: AsyncIterable<Uint8Array> | null = response.body
  for await (const chunk of body ?? []) {
    patience.heard()
    bytes += chunk.byteLength
    // Leaving the loop lets go of the connection.
    if (bytes > most) throw new FeedError(`${shown(url)} answered with more than ${most} bytes`)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function retryAfter(header: string | null): number | undefined {
  const seconds = Number(header ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1000, LIMITS.longestWaitMs) : undefined
}

function waitBefore(attempt: number, last: unknown): number {
  if (last instanceof Busy && last.retryAfterMs !== undefined) return last.retryAfterMs
  // A little chance, so that many clients of one server do not come back together.
  return LIMITS.firstWaitMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2)
}

/** fetch wraps what the lookup said in one or two errors of its own. */
function privateAddressIn(error: unknown): PrivateAddress | undefined {
  for (let one: unknown = error, depth = 0; one instanceof Error && depth < 4; one = one.cause, depth += 1)
    if (one instanceof PrivateAddress) return one
  return undefined
}

/** A URL without its query, which may hold a key. */
function shown(url: string): string {
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}`
}
