import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { ActivityList } from '../../domain/directory/activity-list.ts'
import { fromOpenActive } from '../../domain/directory/from-openactive.ts'
import { isOver } from '../../domain/directory/occurrences.ts'
import { oneLine } from '../../domain/directory/plain-text.ts'
import { readOpenActive } from '../../domain/directory/openactive.ts'
import { entryOf } from './entries.ts'
import { FeedError } from './errors.ts'
import { BrokenFile, filesOf, jsonOf } from './files.ts'
import type { Arrived } from './harvest.ts'
import { Harvest } from './harvest.ts'
import { placeItem } from './harvest-place.ts'
import { HttpRefused } from './http.ts'
import { pageIn } from './openactive-shape.ts'
import { Counted } from './port.ts'
import type { FeedBatch, FeedEntry, FeedProblem, FeedReader, ReadContext } from './port.ts'
import { addressesOf } from './reachable.ts'
import type { RpdePage } from './rpde-page.ts'
import { dateOfModified, readItem } from './rpde-page.ts'
import type { WalkedPage } from './rpde.ts'
import { walkRpde } from './rpde.ts'

const LIMITS = {
  /** Entries handed on at a time. */
  batch: 500,
  longestName: 160,
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
  readonly #problems: FeedProblem[] = []
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
    const { now, resume } = this.#context
    const addresses = addressesOf(this.#feed.from)
    const away = now.getTime() - Date.parse(harvest.meta.readAt)
    const lost = resume !== undefined && !harvest.meta.cursors[addresses?.[0] ?? '']
    if (!addresses || away > LIMITS.deletionsKeptMs) await harvest.startAgain(now)
    else if (harvest.meta.finished && resume === undefined) await harvest.begin()
    if (!addresses) await this.#files(harvest)
    // A reading that was putting things together had read all pages.
    else if (resume === undefined || lost)
      for (const address of addresses) await this.#stream(harvest, address)
    yield* this.#listings(harvest, lost ? undefined : resume)
  }

  /** A stream from where it was left. A place that is there no longer is no reason to stop: then everything is read anew. */
  async #stream(harvest: Harvest, address: string): Promise<void> {
    const cursor = harvest.meta.cursors[address] ?? address
    const pagesBefore = this.#pages
    try {
      for await (const page of this.#walk(cursor)) await this.#take(harvest, address, page)
    } catch (error) {
      const lost = error instanceof HttpRefused && LOST.has(error.status) && this.#pages === pagesBefore
      if (!lost || cursor === address) throw error
      this.#problems.push({ kind: 'cursor-lost', what: String(error.status) })
      await harvest.startAgain(this.#context.now)
      for (const all of addressesOf(this.#feed.from) ?? []) {
        for await (const page of this.#walk(all)) await this.#take(harvest, all, page)
      }
    }
  }

  #walk(from: string): AsyncGenerator<WalkedPage> {
    const { mostPages } = this.#options
    return walkRpde(from, { ...this.#context.http, ...(mostPages === undefined ? {} : { mostPages }) })
  }

  /** One file in memory at a time. One that is no JSON is named and passed over, as what is no feed is. */
  async #files(harvest: Harvest): Promise<void> {
    let found = false
    for (const path of await filesOf(this.#feed.from, ['.json'])) {
      const what = basename(path)
      try {
        const page = pageIn(await jsonOf(path), what)
        if (page) await this.#take(harvest, 'files', { page, cursor: what })
        else this.#problems.push({ kind: 'not-a-feed-file', what })
        found ||= page !== undefined
      } catch (error) {
        if (!(error instanceof BrokenFile)) throw error
        this.#problems.push({ kind: 'broken-file', what })
      }
    }
    if (!found) throw new FeedError('there is no OpenActive page or item in the file or folder')
  }

  /** Takes in one page. What is over already is counted and not kept. */
  async #take(harvest: Harvest, stream: string, { page, cursor, stop }: WalkedPage): Promise<void> {
    const arrived = page.items.flatMap((raw) => this.#read(raw, stream, page) ?? [])
    const noItems = page.items.length - arrived.length
    await harvest.apply({ stream, next: cursor, licence: page.licence, noItems }, arrived, this.#context.now)
    this.#pages += 1
    if (stop) this.#problems.push({ kind: stop, what: `page ${this.#pages}` })
    this.#context.onProgress({ stage: 'list', done: harvest.meta.items })
  }

  #read(raw: unknown, stream: string, page: RpdePage): Arrived | undefined {
    const { now } = this.#context
    const item = readItem(raw)
    if (!item) return undefined
    const { order, id } = item
    const key = [stream, item.kind, id].map((part) => part.replace(/[\u0000-\u0020]/g, '_')).join(' ')
    if (item.deleted) return { key, order, as: 'deleted', name: id }
    const read = readOpenActive(item.data)
    if (!read) return undefined
    const byNumber = page.next?.includes('afterChangeNumber') === true
    const placed = placeItem(read, id, dateOfModified(item.modified, byNumber, now))
    const as = placed.date && (isOver(placed.date, now) ? ('expired' as const) : ('joined' as const))
    return { key, order, as, name: oneLine(placed.facts.name ?? id).slice(0, LIMITS.longestName), placed }
  }

  /** Everything that was read, put together; the cursor is the place in that. */
  async *#listings(harvest: Harvest, resume: string | undefined): AsyncGenerator<FeedBatch> {
    const { now, today } = this.#context
    const progress = { stage: 'list', done: harvest.meta.items } as const
    const ids = new Set<string>()
    let entries: FeedEntry[] = []
    let cursor = resume ?? ''
    for await (const { root, listing } of harvest.listings(now, resume)) {
      if (ids.size >= LIMITS.mostListings) {
        this.#problems.push({ kind: 'too-many-entries', what: String(LIMITS.mostListings) })
        break
      }
      // Two streams may number their items alike: the second of one id goes by its address.
      const sourceId = ids.has(listing.sourceId) ? root : listing.sourceId
      ids.add(sourceId)
      const whole = { ...listing, sourceId }
      const mapped = fromOpenActive(whole, this.#options.activities, this.#feed, { now, iso: today })
      entries.push(entryOf(mapped, sourceId))
      cursor = root
      if (entries.length < LIMITS.batch) continue
      yield { entries, problems: [], progress, cursor }
      entries = []
    }
    for (const as of Counted.options) {
      const counted = harvest.meta.counts[as]
      if (counted) entries.push({ kind: 'counted', as, ...counted })
    }
    await harvest.finish()
    yield { entries, problems: this.#problems, progress, cursor, end: { read: 'whole' } }
  }
}

/** What a server answers that does not know a place in its feed any more. */
const LOST = new Set([400, 404, 410])
