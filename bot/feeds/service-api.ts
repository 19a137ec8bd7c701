import { z } from 'zod'
import type { Feed } from '../../domain/school/school.ts'
import { entryOf } from './entries.ts'
import { FeedError } from './errors.ts'
import { getJsonIfChanged } from './http.ts'
import type { FeedBatch, FeedEntry, FeedProblem, FeedReader, ReadContext } from './port.ts'
import { PrivateAddress } from './reachable.ts'
import { changedSince } from './service-changes.ts'
import { newMemory, readMemory } from './service-memory.ts'
import type { ServiceMemory } from './service-memory.ts'
import { idOfRow, isLastPage, isNested, mapService, markOf, modifiedOf, pageOf } from './service-shapes.ts'

const LIMITS = {
  /** Details asked for at a time: a council's server is small. */
  concurrency: 4,
  perPage: 100,
  /** More pages than any council has; a feed that goes on is turning in circles. */
  mostPages: 3000,
  /** The largest aggregators of Britain have about 60,000. */
  mostServices: 150_000,
  /** A feed that goes on for so many pages after the number it gave does not end. */
  pagesPastTheEnd: 3,
  /** One page twice is a list that moved while it was read; so many in a row are a list that repeats itself. */
  repeats: 3,
  /** A server of which so many details in a row cannot be had is down. */
  failuresInARow: 25,
  /** So many details that cannot be had, and none that can, are a list without any; one is a service that was just taken away. */
  failuresOfAll: 2,
  /** Every so often everything is asked for, whatever the list says about changes: lists forget to say. */
  wholeEveryDays: 7,
} as const
const DAY_MS = 24 * 3_600_000

const Cursor = z.object({ page: z.int().min(1) })

/** One row of the list. Of a page that has not changed only the id and the mark are known. */
interface ListRow {
  readonly id?: string
  readonly mark: string
  readonly nested: boolean
  /** Whoever wrote it says in the row when the service was last changed. */
  readonly dated: boolean
  readonly raw?: unknown
}

interface ListPage {
  readonly rows: readonly ListRow[]
  readonly last: boolean
  readonly totalItems?: number
  readonly totalPages?: number
}

/**
 * Open Referral UK v3, and the older list that Outpost serves: page by page, each with the details of its services
 * (`GET /services/{id}`) where the list does not have them. A page that cannot be had spoils the reading, since a part would look like
 * things that have ended; details that cannot be had do not.
 */
export const serviceApi: FeedReader = {
  read: (feed, context) => new Reading(feed, context).batches(),
}

export function servicesUrl(from: string): URL {
  if (!URL.canParse(from)) throw new FeedError('the address of the feed is no web address')
  const url = new URL(from)
  const path = url.pathname.replace(/\/+$/, '')
  url.pathname = path.endsWith('/services') ? path : `${path}/services`
  return url
}

class Reading {
  readonly #feed: Parameters<FeedReader['read']>[0]
  readonly #context: ReadContext
  readonly #base: URL
  /** What the last reading left, and what this one will leave. */
  readonly #before: ServiceMemory | undefined
  readonly #after: ServiceMemory
  readonly #rows = new Map<string, ServiceMemory['rows'][string]>()
  #askAll = true
  #changed: ReadonlySet<string> | undefined
  #done = 0
  #failuresInARow = 0
  #failures = 0
  #hasDetails = false

  constructor(feed: Pick<Feed, 'id' | 'from' | 'licence' | 'attribution'>, context: ReadContext) {
    this.#feed = feed
    this.#context = context
    this.#base = servicesUrl(feed.from)
    this.#before = readMemory(context.since)
    this.#after = newMemory(context.now)
    if (
      this.#before &&
      context.now.getTime() - Date.parse(this.#before.whole) < LIMITS.wholeEveryDays * DAY_MS
    ) {
      this.#askAll = false
      this.#after.whole = this.#before.whole
    }
  }

  async *batches(): AsyncGenerator<FeedBatch> {
    let number = this.#goOn()
    let repeats = 0
    const met = new Set(this.#context.seen)
    for (; ; number += 1) {
      const page = await this.#page(number)
      if (number === 1) await this.#findChanges(page)
      const fresh = page.rows.filter(({ id }) => id === undefined || (!met.has(id) && met.add(id)))
      const problems: FeedProblem[] = []
      const isRepeat = fresh.length === 0 && page.rows.length > 0
      repeats = isRepeat ? repeats + 1 : 0
      if (repeats === 1) problems.push({ kind: 'repeating-page', what: String(number) })
      const entries = await this.#entriesOf(fresh, problems, page.totalItems)
      const endless =
        number >= LIMITS.mostPages ||
        met.size > LIMITS.mostServices ||
        (page.totalPages !== undefined && number >= page.totalPages + LIMITS.pagesPastTheEnd)
      const last = page.last || repeats >= LIMITS.repeats || endless
      if (endless && !page.last) problems.push({ kind: 'too-many-pages', what: String(number) })
      const progress = this.#progress(page.totalItems)
      const cursor = JSON.stringify({ page: number + 1 })
      if (!last) {
        yield { entries, problems, progress, cursor }
        continue
      }
      if (!this.#hasDetails && this.#askAll && this.#failures >= LIMITS.failuresOfAll)
        throw new FeedError('no details of any service could be read')
      // A list that broke off or went in circles may not have named everything: nothing is taken for gone.
      const read = page.last && repeats === 0 ? 'whole' : 'changes'
      yield { entries, problems, progress, cursor, end: { read, since: this.#memory() } }
      return
    }
  }

  #memory(): string {
    return JSON.stringify({ ...this.#after, rows: Object.fromEntries(this.#rows) })
  }

  /** The page to begin with. What was learnt before a crash for the next reading is not: then it is asked in full. */
  #goOn(): number {
    if (this.#context.resume === undefined) return 1
    const { page } = Cursor.parse(JSON.parse(this.#context.resume))
    this.#done = this.#context.seen.size
    this.#hasDetails = true
    return page
  }

  async #page(number: number): Promise<ListPage> {
    const url = new URL(this.#base)
    url.searchParams.set('page', String(number))
    if (!url.searchParams.has('per_page')) url.searchParams.set('per_page', String(LIMITS.perPage))
    const known = this.#askAll ? undefined : this.#before?.pages[number]
    const answer = await getJsonIfChanged(url.href, known?.validators, this.#context.http)
    if (!answer) {
      if (!known) throw new FeedError(`page ${number} was said not to have changed, but was never read`)
      this.#after.pages[number] = known
      return {
        rows: known.rows,
        last: known.last,
        ...(known.totalItems === undefined ? {} : { totalItems: known.totalItems }),
      }
    }
    const page = pageOf(answer.json)
    if (!page) throw new FeedError(`page ${number} is no page of Open Referral services (it has no contents)`)
    const rows = page.rows.map((raw): ListRow => {
      const id = idOfRow(raw)
      return {
        ...(id === undefined ? {} : { id }),
        mark: markOf(raw),
        nested: isNested(raw),
        dated: modifiedOf(raw) !== undefined,
        raw,
      }
    })
    const last = isLastPage(page, number)
    if (answer.validators) {
      this.#after.pages[number] = {
        validators: answer.validators,
        rows: rows.flatMap(({ id, mark, nested, dated }) =>
          id === undefined ? [] : [{ id, mark, nested, dated }],
        ),
        last,
        ...(page.totalItems === undefined ? {} : { totalItems: page.totalItems }),
      }
    }
    const { totalItems, totalPages } = page
    return {
      rows,
      last,
      ...(totalItems === undefined ? {} : { totalItems }),
      ...(totalPages === undefined ? {} : { totalPages }),
    }
  }

  async #findChanges(first: ListPage): Promise<void> {
    if (this.#askAll || !this.#before) return
    if (this.#before.modifiedAfter === false || first.rows.every((row) => row.nested)) return
    this.#changed = await changedSince(this.#base, this.#before.began, first.totalItems, this.#context.http)
    this.#after.modifiedAfter = this.#changed !== undefined
  }

  async #entriesOf(
    rows: readonly ListRow[],
    problems: FeedProblem[],
    totalItems: number | undefined,
  ): Promise<FeedEntry[]> {
    const entries: FeedEntry[] = []
    let next = 0
    const worker = async () => {
      for (let at = next++; at < rows.length; at = next++) {
        const row = rows[at]
        if (row) entries[at] = await this.#entryOf(row, problems)
        this.#done += 1
        this.#context.onProgress(this.#progress(totalItems))
      }
    }
    await Promise.all(Array.from({ length: LIMITS.concurrency }, worker))
    return entries
  }

  async #entryOf(row: ListRow, problems: FeedProblem[]): Promise<FeedEntry> {
    const { id } = row
    if (id === undefined) return this.#mapped(row.raw, undefined)
    const before = this.#before?.rows[id]
    const isStored = this.#context.stored(id) !== undefined
    this.#rows.set(id, { mark: row.mark, ...(before?.validators ? { validators: before.validators } : {}) })
    if (isStored && !this.#askAll && before && this.#isAsBefore(row, before.mark))
      return { kind: 'same', sourceId: id }
    if (row.nested && row.raw !== undefined) return this.#mapped(row.raw, id)
    return this.#details(row, id, isStored && !this.#askAll ? before?.validators : undefined, problems)
  }

  /** Whether it need not be asked for: the row is the one we know, and whoever wrote it says when it changes. */
  #isAsBefore(row: ListRow, mark: string): boolean {
    if (row.mark !== mark) return false
    if (row.nested) return true
    if (this.#changed) return row.id !== undefined && !this.#changed.has(row.id)
    return row.dated
  }

  async #details(
    row: ListRow,
    id: string,
    validators: Parameters<typeof getJsonIfChanged>[1],
    problems: FeedProblem[],
  ): Promise<FeedEntry> {
    const url = new URL(this.#base)
    url.searchParams.delete('page')
    url.searchParams.delete('per_page')
    url.pathname += `/${encodeURIComponent(id)}`
    try {
      const answer = await getJsonIfChanged(url.href, validators, this.#context.http)
      this.#failuresInARow = 0
      this.#hasDetails = true
      if (!answer) return { kind: 'same', sourceId: id }
      this.#rows.set(id, { mark: row.mark, ...(answer.validators ? { validators: answer.validators } : {}) })
      // A detail of something else would put one group's times under another's name.
      if (idOfRow(answer.json) === id) return this.#mapped(answer.json, id)
    } catch (error) {
      if (!(error instanceof FeedError) || error instanceof PrivateAddress) throw error
      this.#failuresInARow += 1
      this.#failures += 1
      if (this.#failuresInARow >= LIMITS.failuresInARow)
        throw new FeedError('the details of services cannot be read any more', { cause: error })
    }
    problems.push({ kind: 'detail-failed', what: id })
    // The next reading asks again.
    this.#rows.delete(id)
    return row.raw === undefined ? { kind: 'same', sourceId: id } : this.#mapped(row.raw, id, true)
  }

  #mapped(raw: unknown, id: string | undefined, partial = false): FeedEntry {
    return entryOf(mapService(raw, this.#feed, this.#context.today), id, partial)
  }

  #progress(total: number | undefined): FeedBatch['progress'] {
    return {
      stage: 'details',
      done: this.#done,
      ...(total === undefined ? {} : { total: Math.max(total, this.#done) }),
    }
  }
}
