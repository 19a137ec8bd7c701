import { z } from 'zod'
import { FeedError } from './errors.ts'
import { readFiles } from './files.ts'
import type { HttpOptions } from './http.ts'
import { getJson } from './http.ts'

const LIMITS = {
  /** Details asked for at a time: a council's server is small. */
  concurrency: 4,
  perPage: 100,
  /** More pages than any council has; a feed that goes on is turning in circles. */
  mostPages: 3000,
  mostServices: 60_000,
} as const

/** What went wrong without spoiling the rest. */
export interface FeedProblem {
  readonly kind: 'repeating-page' | 'too-many-pages' | 'detail-failed' | 'not-a-feed-file'
  /** An id, a page number, a file name. */
  readonly what: string
}

export interface RawService {
  readonly raw: unknown
  /** The details could not be had: only what the list says is known. */
  readonly partial: boolean
}

/** A feed as it was read, before anything is made of it. */
export interface RawFeed {
  readonly services: readonly RawService[]
  readonly problems: readonly FeedProblem[]
}

export interface Progress {
  readonly stage: 'list' | 'details'
  readonly done: number
  /** Unknown while a feed does not say. */
  readonly total?: number
}

export interface ReadOptions extends HttpOptions {
  readonly onProgress?: (progress: Progress) => void
}

const Row = z.looseObject({ id: z.union([z.string(), z.number()]) })
const Page = z.looseObject({
  contents: z.array(z.unknown()),
  total_items: z.number().optional().catch(undefined),
  total_pages: z.number().optional().catch(undefined),
  last_page: z.boolean().optional().catch(undefined),
  empty: z.boolean().optional().catch(undefined),
})
type Page = z.infer<typeof Page>

/** The keys that only a fully nested service has: with one of them there, nothing more need be asked. */
const NESTED = ['service_at_locations', 'schedules', 'contacts', 'cost_options'] as const

/**
 * Reads an Open Referral UK v3 feed from a base URL (`…/v3`, `…/v3/services`), a file or a folder of files (pages, single
 * services, lists). Throws FeedError when it cannot be read or is no such feed; a page that cannot be had spoils the whole, since a
 * part would look like things that have ended.
 */
export async function readOpenReferral(from: string, options: ReadOptions = {}): Promise<RawFeed> {
  if (!/^https?:\/\//i.test(from)) return fromFiles(from)
  const { rows, problems } = await readPages(servicesUrl(from), options)
  return readDetails(servicesUrl(from), rows, problems, options)
}

function servicesUrl(from: string): URL {
  const url = new URL(from)
  url.pathname = url.pathname.replace(/\/+$/, '')
  if (!url.pathname.endsWith('/services')) url.pathname += '/services'
  return url
}

interface Rows {
  readonly rows: readonly unknown[]
  readonly problems: FeedProblem[]
}

async function readPages(base: URL, options: ReadOptions): Promise<Rows> {
  const rows: unknown[] = []
  const seen = new Set<string>()
  const problems: FeedProblem[] = []
  for (let number = 1; ; number += 1) {
    if (number > LIMITS.mostPages || rows.length > LIMITS.mostServices) {
      problems.push({ kind: 'too-many-pages', what: String(number) })
      return { rows, problems }
    }
    const page = await readPage(base, number, options)
    const fresh = page.contents.filter((row) => {
      const id = idOf(row)
      return id === undefined || (!seen.has(id) && seen.add(id))
    })
    rows.push(...fresh)
    options.onProgress?.({
      stage: 'list',
      done: rows.length,
      ...(page.total_items === undefined ? {} : { total: page.total_items }),
    })
    if (isLast(page, number)) return { rows, problems }
    if (fresh.length === 0) {
      problems.push({ kind: 'repeating-page', what: String(number) })
      return { rows, problems }
    }
  }
}

async function readPage(base: URL, number: number, options: ReadOptions): Promise<Page> {
  const url = new URL(base)
  url.searchParams.set('page', String(number))
  if (!url.searchParams.has('per_page')) url.searchParams.set('per_page', String(LIMITS.perPage))
  const answer = await getJson(url.href, options)
  const page = Page.safeParse(Array.isArray(answer) ? { contents: answer, last_page: true } : answer)
  if (!page.success) throw new FeedError(`page ${number} is no Open Referral UK v3 page (it has no contents)`)
  return page.data
}

function isLast(page: Page, number: number): boolean {
  if (page.contents.length === 0 || page.empty === true) return true
  if (page.last_page !== undefined) return page.last_page
  return page.total_pages !== undefined && number >= page.total_pages
}

async function readDetails(
  base: URL,
  rows: readonly unknown[],
  problems: FeedProblem[],
  options: ReadOptions,
): Promise<RawFeed> {
  const services: RawService[] = rows.map((raw) => ({ raw, partial: false }))
  const wanting = rows.flatMap((row, at) => {
    const id = idOf(row)
    return id === undefined || isNested(row) ? [] : [{ at, id, row }]
  })
  let next = 0
  let done = 0
  const worker = async () => {
    for (let one = wanting[next++]; one; one = wanting[next++]) {
      const url = new URL(base)
      url.search = ''
      url.pathname += `/${encodeURIComponent(one.id)}`
      try {
        const raw = await getJson(url.href, options)
        // A detail of something else would put one group's times under another's name.
        services[one.at] = idOf(raw) === one.id ? { raw, partial: false } : { raw: one.row, partial: true }
      } catch (error) {
        if (!(error instanceof FeedError)) throw error
        services[one.at] = { raw: one.row, partial: true }
      }
      if (services[one.at]?.partial === true) problems.push({ kind: 'detail-failed', what: one.id })
      options.onProgress?.({ stage: 'details', done: ++done, total: wanting.length })
    }
  }
  await Promise.all(Array.from({ length: LIMITS.concurrency }, worker))
  if (wanting.length > 0 && services.every((s) => s.partial)) {
    throw new FeedError('no details of any service could be read')
  }
  return { services, problems }
}

/** Everything in the files; of a row and a nested service with one id the one that says more is taken. */
async function fromFiles(path: string): Promise<RawFeed> {
  const problems: FeedProblem[] = []
  const byId = new Map<string, unknown>()
  const without: unknown[] = []
  for (const { name, json } of await readFiles(path)) {
    const found = servicesIn(json)
    if (!found) problems.push({ kind: 'not-a-feed-file', what: name })
    for (const raw of found ?? []) {
      const id = idOf(raw)
      if (id === undefined) without.push(raw)
      else if (!byId.has(id) || keysOf(raw) >= keysOf(byId.get(id))) byId.set(id, raw)
    }
  }
  if (byId.size === 0 && without.length === 0) {
    throw new FeedError('there is no Open Referral UK v3 service in the file or folder')
  }
  return { services: [...byId.values(), ...without].map((raw) => ({ raw, partial: false })), problems }
}

/** The services of a page, a list or a single nested service; undefined when it is none of these. */
export function servicesIn(json: unknown): readonly unknown[] | undefined {
  const page = Page.safeParse(json)
  if (page.success) return page.data.contents
  if (Array.isArray(json)) return json.some(isService) || json.length === 0 ? json : undefined
  return isService(json) ? [json] : undefined
}

const Service = z.looseObject({ id: z.union([z.string(), z.number()]), name: z.string() })
const isService = (json: unknown): boolean => Service.safeParse(json).success

function idOf(row: unknown): string | undefined {
  const parsed = Row.safeParse(row)
  return parsed.success ? String(parsed.data.id) : undefined
}

const isNested = (row: unknown): boolean =>
  typeof row === 'object' && row !== null && NESTED.some((key) => key in row)

const keysOf = (raw: unknown): number =>
  typeof raw === 'object' && raw !== null ? Object.keys(raw).length : 0
