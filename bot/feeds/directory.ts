import { isDeepStrictEqual } from 'node:util'
import { fold } from '../../domain/directory/fold.ts'
import type { Opportunity } from '../../domain/directory/opportunity.ts'
import type { FoundPlace, KnownPlaces, Places } from '../../domain/directory/places.ts'
import { learnPlaces, withPositions, withSchool } from '../../domain/directory/places.ts'
import { createMatcher } from '../../domain/matching/matcher.ts'
import type { Prepared } from '../../domain/matching/prepare.ts'
import { prepare } from '../../domain/matching/prepare.ts'
import type { Matcher } from '../../domain/matching/types.ts'
import type { Feed, School } from '../../domain/school/school.ts'
import type { Clock } from '../../domain/time/clock.ts'
import { dayText, inLondon } from '../../domain/time/london.ts'
import type { Vocabulary } from '../../domain/understanding/vocabulary.ts'
import { MattersError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import type { Schools } from '../schools.ts'
import type { Collection, Store, Stored } from '../storage/store.ts'
import { FeedError, FeedShrank } from './errors.ts'
import type { ImportSummary } from './import-feed.ts'
import { importFeed } from './import-feed.ts'
import { readOpenReferral } from './openreferral.ts'
import type { ReadOptions } from './openreferral.ts'
import type { DirectoryIndex, DirectoryRecord, FeedState } from './records.ts'
import { directoryRecords, recordIdOf, stateIdOf } from './records.ts'

const LIMITS = {
  /** Entries prepared between two looks at who else is waiting: about ten milliseconds of work. */
  slice: 64,
  /** Records written at a time: each waits for the disk. */
  writers: 8,
  /** A council's feed changes daily at most. */
  againAfterHours: 20,
  /** A feed that failed is asked again sooner. */
  afterFailureHours: 1,
  /** A feed of at least this many that comes back under this share of its size is likelier broken than shrunk. */
  smallest: 20,
  share: 0.5,
} as const
const HOUR_MS = 3_600_000

/** What a refresh did, for the log, the command and the inbox. */
export interface RefreshReport {
  readonly feed: string
  readonly summary: ImportSummary
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly removed: number
}

export interface RefreshOptions extends ReadOptions {
  readonly acceptSmaller?: boolean
}

/** The directories of all schools: kept in the store, asked in memory. */
export interface Directory {
  /** Reads a feed anew. Throws FeedError or FeedShrank when it cannot be taken; the last good data stands. */
  refresh(feed: Feed, options?: RefreshOptions): Promise<RefreshReport>
  /** Refreshes every feed that is due; failures are logged and kept in `stateOf`, never thrown. */
  refreshAll(): Promise<void>
  /** Matching over the feeds of a school as they stand; an unknown school has an empty directory. */
  matcherFor(school: string): Matcher
  /** Where a place is that someone named: a postcode's first half, a town, or near school; never more exact than that. */
  locate(school: string, said: string): FoundPlace | undefined
  byId(id: string): Opportunity | undefined
  stateOf(feed: string): FeedState | undefined
}

export interface DirectoryOptions {
  readonly store: Store
  readonly schools: Schools
  readonly vocabulary: Vocabulary
  readonly clock: Clock
  readonly logger: Logger
  /** Towns and official postcodes, as they stand now; without it, what the feeds' own addresses teach. */
  readonly knownPlaces?: () => KnownPlaces
  /** How feeds are read; tests shorten the waits. */
  readonly read?: ReadOptions
}

/** Opens the directory with what the store has. Throws RangeError when two schools give one feed id to different feeds. */
export async function openDirectory(options: DirectoryOptions): Promise<Directory> {
  const directory = new StoredDirectory(options)
  await directory.load()
  return directory
}

/** What a school's young people are answered from. */
interface View {
  readonly matcher: Matcher
  readonly places: Places
}

class StoredDirectory implements Directory {
  readonly #records: Collection<DirectoryRecord, DirectoryIndex>
  readonly #options: DirectoryOptions
  readonly #feeds: ReadonlyMap<string, Feed>
  readonly #byFeed = new Map<string, Map<string, Stored<DirectoryRecord>>>()
  readonly #states = new Map<string, Stored<DirectoryRecord>>()
  readonly #byId = new Map<string, Opportunity>()
  readonly #views = new Map<string, View>()
  readonly #empty: View
  /** Refreshes run one after the other: they write the same records and rebuild the same views. */
  #queue: Promise<unknown> = Promise.resolve()

  constructor(options: DirectoryOptions) {
    this.#options = options
    this.#records = options.store.collection(directoryRecords)
    this.#feeds = feedsOf(options.schools.all())
    this.#empty = { matcher: createMatcher([], options.vocabulary), places: learnPlaces([]) }
  }

  async load(): Promise<void> {
    for (const record of await this.#records.find({})) {
      if (record.body.kind === 'feed') this.#states.set(record.body.state.feed, record)
      else this.#entriesOf(record.body.opportunity.source).set(record.id, record)
    }
    for (const school of this.#options.schools.all()) await this.#rebuild(school)
  }

  matcherFor(school: string): Matcher {
    return (this.#views.get(school) ?? this.#empty).matcher
  }

  locate(school: string, said: string): FoundPlace | undefined {
    return (this.#views.get(school) ?? this.#empty).places.look(said)
  }

  byId(id: string): Opportunity | undefined {
    return this.#byId.get(id)
  }

  stateOf(feed: string): FeedState | undefined {
    const record = this.#states.get(feed)
    return record?.body.kind === 'feed' ? record.body.state : undefined
  }

  async refreshAll(): Promise<void> {
    for (const feed of this.#feeds.values()) {
      if (!this.#isDue(feed)) continue
      try {
        await this.refresh(feed)
      } catch (error) {
        this.#options.logger.warn(
          { feed: feed.id, err: error },
          'a feed could not be refreshed; the last good data stands',
        )
      }
    }
  }

  refresh(feed: Feed, options: RefreshOptions = {}): Promise<RefreshReport> {
    const run = this.#queue.then(() => this.#refresh(feed, options))
    this.#queue = run.catch(() => undefined)
    return run
  }

  async #refresh(feed: Feed, options: RefreshOptions): Promise<RefreshReport> {
    const now = this.#options.clock.now()
    try {
      const report = await this.#take(feed, now, options)
      await this.#keepState({ feed: feed.id, lastSuccess: now.toISOString(), count: report.summary.taken })
      for (const school of this.#options.schools.all()) {
        if (school.feeds.some((f) => f.id === feed.id)) await this.#rebuild(school)
      }
      const { added, changed, unchanged, removed, summary } = report
      this.#options.logger.info(
        { feed: feed.id, read: summary.read, taken: summary.taken, added, changed, unchanged, removed },
        'feed refreshed',
      )
      return report
    } catch (error) {
      const before = this.stateOf(feed.id)
      const code = error instanceof MattersError ? error.code : 'unexpected'
      await this.#keepState({
        ...(before ?? { feed: feed.id, count: 0 }),
        lastFailure: { at: now.toISOString(), code },
      })
      throw error
    }
  }

  async #take(feed: Feed, now: Date, options: RefreshOptions): Promise<RefreshReport> {
    const read = await readOpenReferral(feed.from, { ...this.#options.read, ...options })
    const { opportunities, partial, summary } = importFeed(read, feed, dayText(inLondon(now).day))
    const before = this.#entriesOf(feed.id)
    const cut = summary.problems['too-many-pages'] ?? summary.problems['repeating-page']
    if (cut) throw new FeedError(`the feed "${feed.id}" repeats itself or does not end`)
    const tooSmall = before.size >= LIMITS.smallest && opportunities.length < before.size * LIMITS.share
    if (options.acceptSmaller !== true && (tooSmall || (opportunities.length === 0 && before.size > 0))) {
      throw new FeedShrank(feed.id, before.size, opportunities.length)
    }
    const written = await this.#write(before, opportunities, partial)
    return { feed: feed.id, summary, ...written }
  }

  async #write(
    entries: Map<string, Stored<DirectoryRecord>>,
    opportunities: readonly Opportunity[],
    partial: ReadonlySet<string>,
  ): Promise<{ added: number; changed: number; unchanged: number; removed: number }> {
    const count = { added: 0, changed: 0, unchanged: 0, removed: 0 }
    const gone = new Set(entries.keys())
    await inParallel(opportunities, async (opportunity) => {
      const id = recordIdOf(opportunity)
      gone.delete(id)
      const stored = entries.get(id)
      const body: DirectoryRecord = { kind: 'opportunity', opportunity }
      // A row of the list without its details says less than what is known already.
      if (stored && (partial.has(opportunity.id) || isDeepStrictEqual(stored.body, body))) {
        count.unchanged += 1
        return
      }
      const written = stored
        ? await this.#records.put(id, body, stored.version)
        : await this.#records.create(id, body)
      entries.set(id, written)
      count[stored ? 'changed' : 'added'] += 1
    })
    await inParallel([...gone], async (id) => {
      await this.#records.delete(id)
      entries.delete(id)
      count.removed += 1
    })
    return count
  }

  async #keepState(state: FeedState): Promise<void> {
    const id = stateIdOf(state.feed)
    const before = this.#states.get(state.feed)
    const body: DirectoryRecord = { kind: 'feed', state }
    const written = before
      ? await this.#records.put(id, body, before.version)
      : await this.#records.create(id, body)
    this.#states.set(state.feed, written)
  }

  /** Makes a school's view anew, a slice at a time so that conversations go on; the old one stands until then. */
  async #rebuild(school: School): Promise<void> {
    const entries = school.feeds.flatMap((feed) => opportunitiesIn(this.#entriesOf(feed.id)))
    const { kept } = fold(entries)
    const { postcode, text, position } = school.place
    const own = { places: [{ address: `${school.name}, ${text}`, postcode, position, accessibility: [] }] }
    const places = learnPlaces([own, ...kept], { ...this.#options.knownPlaces?.(), near: position })
    const placed = kept.map((o) => withPositions(o, places))
    const prepared = new Map<Opportunity, Prepared>()
    for (const [at, opportunity] of placed.entries()) {
      prepared.set(opportunity, prepare(opportunity, this.#options.vocabulary))
      if (at % LIMITS.slice === LIMITS.slice - 1) await new Promise((resume) => setImmediate(resume))
    }
    for (const opportunity of entries) this.#byId.set(opportunity.id, opportunity)
    const matcher = createMatcher(placed, this.#options.vocabulary, { prepared })
    this.#views.set(school.id, { matcher, places: withSchool(places, school.place) })
    this.#forgetGone()
  }

  #forgetGone(): void {
    const standing = new Set([...this.#byFeed.values()].flatMap(opportunitiesIn).map((o) => o.id))
    for (const id of this.#byId.keys()) if (!standing.has(id)) this.#byId.delete(id)
  }

  #entriesOf(feed: string): Map<string, Stored<DirectoryRecord>> {
    const entries = this.#byFeed.get(feed) ?? new Map<string, Stored<DirectoryRecord>>()
    this.#byFeed.set(feed, entries)
    return entries
  }

  /** Files are read whenever asked: that is cheap, and someone may have just changed them. */
  #isDue(feed: Feed): boolean {
    if (!/^https?:\/\//i.test(feed.from)) return true
    const state = this.stateOf(feed.id)
    const now = this.#options.clock.now().getTime()
    const since = (at: string | undefined) => (at === undefined ? Infinity : (now - Date.parse(at)) / HOUR_MS)
    if (since(state?.lastFailure?.at) < LIMITS.afterFailureHours) return false
    return since(state?.lastSuccess) >= LIMITS.againAfterHours
  }
}

function feedsOf(schools: readonly School[]): Map<string, Feed> {
  const feeds = new Map<string, Feed>()
  for (const feed of schools.flatMap((s) => s.feeds)) {
    const other = feeds.get(feed.id)
    if (other && other.from !== feed.from) {
      throw new RangeError(
        `two schools use the feed id "${feed.id}" for different feeds: give one another id`,
      )
    }
    feeds.set(feed.id, feed)
  }
  return feeds
}

function opportunitiesIn(entries: ReadonlyMap<string, Stored<DirectoryRecord>>): Opportunity[] {
  return [...entries.values()].flatMap(({ body }) => (body.kind === 'opportunity' ? [body.opportunity] : []))
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at]
      if (item !== undefined) await work(item)
    }
  }
  await Promise.all(Array.from({ length: LIMITS.writers }, worker))
}
