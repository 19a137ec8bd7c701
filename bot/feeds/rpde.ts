import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { FeedError } from './errors.ts'
import type { HttpOptions } from './http.ts'
import { getJson } from './http.ts'
import { nextPage } from './next-page.ts'
import type { RpdePage } from './rpde-page.ts'
import { readPage } from './rpde-page.ts'

const LIMITS = {
  /** Pages of one stream in one reading: five hundred items each, as the standard suggests, that is ten million. */
  mostPages: 20_000,
  /** A page of five hundred is about 2 MB; one with a pasted book in it may have 50. */
  mostBytes: 64 * 1024 * 1024,
  /** One page twice may be chance; so many alike in a row are a feed that turns in circles. */
  alike: 3,
  /** Between two pages a server gets as long to breathe as it took to answer, up to this. */
  longestPauseMs: 1000,
} as const

/** Why a stream was not followed to its last page. What was read of it stands: deletions are said, never concluded. */
export type Stop = 'repeats-itself' | 'does-not-end' | 'next-elsewhere' | 'next-missing'

export interface WalkedPage {
  readonly page: RpdePage
  /** Where to go on from the next time: the page after this, or this one when it is the last or there is no way on. */
  readonly cursor: string
  readonly stop?: Stop
}

export interface WalkOptions extends HttpOptions {
  readonly mostPages?: number
}

/**
 * Walks a stream of RPDE pages from an address to its last page: the one without items whose `next` is its own address. Empty pages with
 * another `next` are walked over. One page at a time; 404 and 410 are not asked again (HttpRefused). Throws FeedError when a page cannot
 * be had or is none.
 */
export async function* walkRpde(from: string, options: WalkOptions): AsyncGenerator<WalkedPage> {
  const wait = options.wait ?? sleep
  const most = options.mostPages ?? LIMITS.mostPages
  const been = new Set<string>()
  let alike = 0
  let last = ''
  let url = new URL(from)
  for (let number = 1; ; number += 1) {
    const began = performance.now()
    const page = await askFor(url, options)
    been.add(shortOf(url.href))
    const next = nextPage(page.next, url)
    if ('refused' in next) {
      yield { page, cursor: url.href, stop: next.refused === 'none' ? 'next-missing' : 'next-elsewhere' }
      return
    }
    const itself = next.url.href === url.href
    if (itself && page.items.length === 0) {
      yield { page, cursor: url.href }
      return
    }
    const look = page.items.length === 0 ? '' : shortOf(JSON.stringify(page.items))
    alike = look !== '' && look === last ? alike + 1 : 0
    last = look
    if (itself || alike >= LIMITS.alike - 1 || been.has(shortOf(next.url.href))) {
      yield { page, cursor: url.href, stop: 'repeats-itself' }
      return
    }
    const stop = number >= most ? ({ stop: 'does-not-end' } as const) : {}
    yield { page, cursor: next.url.href, ...stop }
    if (number >= most) return
    await wait(Math.min(performance.now() - began, LIMITS.longestPauseMs))
    url = next.url
  }
}

async function askFor(url: URL, options: HttpOptions): Promise<RpdePage> {
  const page = readPage(await getJson(url.href, { mostBytes: LIMITS.mostBytes, ...options }))
  if (!page) throw new FeedError(`${url.origin}${url.pathname} is no RPDE page (it has no items)`)
  return page
}

/** Ten thousand addresses in a set are better short. */
const shortOf = (text: string): string => createHash('sha256').update(text).digest('base64').slice(0, 22)
