import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ActivityList } from '../../domain/directory/activity-list.ts'
import { fromOpenActive } from '../../domain/directory/from-openactive.ts'
import { isOver } from '../../domain/directory/occurrences.ts'
import { readOpenActive } from '../../domain/directory/openactive.ts'
import { FeedError } from './errors.ts'
import type { Arrived } from './harvest.ts'
import { Harvest } from './harvest.ts'
import { placeItem } from './harvest-place.ts'
import { HttpRefused } from './http.ts'
import { openActiveFiles } from './openactive-files.ts'
import type { FeedBatch, FeedEntry, FeedProblem, FeedReader, ReadContext } from './port.ts'
import type { RpdePage } from './rpde-page.ts'
import { dateOfModified, readItem } from './rpde-page.ts'
import type { WalkedPage } from './rpde.ts'
import { walkRpde } from './rpde.ts'

const LIMITS = {
  /** Entries handed on at a time. */
  batch: 500,
  /** A feed keeps its deletions for a week: whoever was away for longer has missed some and begins anew. */
  deletionsKeptMs: 7 * 24 * 3_600_000,
  /** Every leisure centre of Britain has about as many things to go to; a directory beyond this is for a country, not for a school. */
  mostListings: 100_000,
} as const

export interface OpenActiveOptions {
  readonly activities: ActivityList
  /** Where what was read is kept between readings; without one, in a temporary folder while reading. */
  readonly folder?: string
  /** For tests: a shorter bound. */
  readonly mostPages?: number
}

type FeedOf = Parameters<FeedReader['read']>[0]

/**
 * OpenActive's RPDE feeds: one address, or several with spaces between (a feed of series and a feed of their sessions), or files of
 * pages and items. Pages are taken in as they come and kept on the disk; when all are read, what belongs together is put together.
 */
export const openActive = (options: OpenActiveOptions): FeedReader => ({
  read: (feed, context) => new Reading(options, feed, context).batches(),
})

class Reading {
  readonly #options: OpenActiveOptions
  readonly #feed: FeedOf
  readonly #context: ReadContext
  #pages = 0

  constructor(options: OpenActiveOptions, feed: FeedOf, context: ReadContext) {
    this.#options = options
    this.#feed = feed
    this.#context = context
  }

  async *batches(): AsyncGenerator<FeedBatch> {
    const { folder } = this.#options
    const kept = folder === undefined ? undefined : join(folder, this.#feed.id)
    const used = kept ?? (await mkdtemp(join(tmpdir(), 'matters-feed-')))
    try {
      const harvest = await Harvest.open(used, this.#feed.from, this.#context.now)
      try {
        yield* this.#harvested(harvest)
      } finally {
        await harvest.close()
      }
    } finally {
      if (kept === undefined) await rm(used, { recursive: true, force: true })
    }
  }

  async *#harvested(harvest: Harvest): AsyncGenerator<FeedBatch> {
    const { now } = this.#context
    const addresses = addressesOf(this.#feed.from)
    const away = now.getTime() - Date.parse(harvest.meta.readAt)
    if (!addresses || away > LIMITS.deletionsKeptMs) await harvest.startAgain(now)
    if (addresses) for (const address of addresses) yield* this.#stream(harvest, address)
    else yield* this.#files(harvest)
    yield* this.#listings(harvest)
  }

  /** A stream from where it was left. A place that is there no longer is no reason to stop: then everything is read anew. */
  async *#stream(harvest: Harvest, address: string): AsyncGenerator<FeedBatch> {
    const cursor = harvest.meta.cursors[address]
    const problems: FeedProblem[] = []
    let from = cursor ?? address
    if (cursor !== undefined && cursor !== address) {
      const pages = this.#walk(cursor)
      try {
        for await (const page of pages) {
          from = ''
          yield await this.#take(harvest, address, page)
        }
        return
      } catch (error) {
        const lost = error instanceof HttpRefused && [400, 404, 410].includes(error.status) && from === cursor
        if (!lost) throw error
        problems.push({ kind: 'cursor-lost', what: String(error.status) })
        await harvest.startAgain(this.#context.now)
        from = address
      }
    }
    for await (const page of this.#walk(from))
      yield await this.#take(harvest, address, page, problems.splice(0))
  }

  #walk(from: string): AsyncGenerator<WalkedPage> {
    const { mostPages } = this.#options
    return walkRpde(from, { ...this.#context.http, ...(mostPages === undefined ? {} : { mostPages }) })
  }

  async *#files(harvest: Harvest): AsyncGenerator<FeedBatch> {
    let found = false
    for await (const { name, page } of openActiveFiles(this.#feed.from)) {
      if (!page) {
        yield this.#batch([], [{ kind: 'not-a-feed-file', what: name }], '')
        continue
      }
      found = true
      yield await this.#take(harvest, 'files', { page, cursor: name })
    }
    if (!found) throw new FeedError('there is no OpenActive page or item in the file or folder')
  }

  /** Takes in one page. What is over already, or is no item, is named and not kept. */
  async #take(
    harvest: Harvest,
    stream: string,
    { page, cursor, stop }: WalkedPage,
    problems: FeedProblem[] = [],
  ): Promise<FeedBatch> {
    const entries: FeedEntry[] = []
    const arrived: Arrived[] = []
    const names = new Map<string, FeedEntry | undefined>()
    for (const raw of page.items) {
      const read = this.#read(raw, stream, page)
      if (!read) {
        entries.push({ kind: 'left-out', why: 'not-a-service', name: '' })
        continue
      }
      arrived.push(read.arrived)
      names.set(read.arrived.key, read.entry)
    }
    const { older } = await harvest.apply(
      { stream, next: cursor, licence: page.licence },
      arrived,
      this.#context.now,
    )
    for (const [key, entry] of names) if (entry && !older.has(key)) entries.push(entry)
    for (const key of older) problems.push({ kind: 'older-update', what: key.split(' ').at(-1) ?? '' })
    if (stop) problems.push({ kind: stop, what: String(this.#pages + 1) })
    this.#pages += 1
    return this.#batch(entries, problems, `page ${this.#pages}`)
  }

  #read(raw: unknown, stream: string, page: RpdePage): { arrived: Arrived; entry?: FeedEntry } | undefined {
    const { now } = this.#context
    const item = readItem(raw)
    if (!item) return undefined
    const key = [stream, item.kind, item.id].map((part) => part.replace(/[\u0000-\u0020]/g, '_')).join(' ')
    if (item.deleted)
      return { arrived: { key, order: item.order }, entry: { kind: 'gone', sourceId: item.id } }
    const read = readOpenActive(item.data)
    if (!read) return undefined
    const byNumber = page.next?.includes('afterChangeNumber') === true
    const placed = placeItem(read, item.id, dateOfModified(item.modified, byNumber, now))
    const arrived: Arrived = { key, order: item.order, placed }
    if (!placed.date || !isOver(placed.date, now)) return { arrived }
    const name = placed.facts.name?.slice(0, 160) ?? item.id
    return { arrived, entry: { kind: 'left-out', why: 'expired', name, sourceId: item.id } }
  }

  /** Everything that was read, put together; the cursor is the place in that. */
  async *#listings(harvest: Harvest): AsyncGenerator<FeedBatch> {
    const { now, today, resume } = this.#context
    const from = resume?.startsWith(LISTED) === true ? resume.slice(LISTED.length) : undefined
    let entries: FeedEntry[] = []
    let cursor = ''
    let count = 0
    const ids = new Set<string>()
    const problems: FeedProblem[] = []
    for await (const { root, listing } of harvest.listings(now, from)) {
      if (count >= LIMITS.mostListings) {
        problems.push({ kind: 'too-many-entries', what: String(LIMITS.mostListings) })
        break
      }
      // Two streams may number their items alike: the second of one id goes by its address.
      const sourceId = ids.has(listing.sourceId) ? root : listing.sourceId
      ids.add(sourceId)
      const mapped = fromOpenActive({ ...listing, sourceId }, this.#options.activities, this.#feed, {
        now,
        iso: today,
      })
      entries.push(entryOf(mapped, sourceId))
      cursor = root
      count += 1
      if (entries.length < LIMITS.batch) continue
      yield this.#batch(entries, [], `${LISTED}${cursor}`)
      entries = []
    }
    yield { ...this.#batch(entries, problems, `${LISTED}${cursor}`), end: { read: 'whole' } }
  }

  #batch(entries: readonly FeedEntry[], problems: readonly FeedProblem[], cursor: string): FeedBatch {
    const progress = { stage: 'list', done: this.#pages } as const
    this.#context.onProgress(progress)
    return { entries, problems, progress, cursor }
  }
}

const LISTED = 'listed '

function entryOf(mapped: ReturnType<typeof fromOpenActive>, sourceId: string): FeedEntry {
  if ('leftOut' in mapped) return { kind: 'left-out', why: mapped.leftOut, name: mapped.name, sourceId }
  return { kind: 'taken', opportunity: mapped.taken, corrections: [...mapped.corrections] }
}

const isAddress = (text: string): boolean => /^https?:\/\//i.test(text)

/** The addresses of streams, or undefined for files. */
export function addressesOf(from: string): string[] | undefined {
  const parts = from.trim().split(/[\s,]+(?=https?:\/\/)/i)
  return parts.every(isAddress) ? parts : undefined
}
