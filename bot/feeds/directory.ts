import { setTimeout } from 'node:timers/promises'
import type { Opportunity } from '../../domain/directory/opportunity.ts'
import type { FoundPlace, KnownPlaces } from '../../domain/directory/places.ts'
import { shelve } from '../../domain/directory/shelve.ts'
import type { Browser } from '../../domain/matching/browse.ts'
import type { Matcher } from '../../domain/matching/types.ts'
import type { Feed, School } from '../../domain/school/school.ts'
import type { Clock } from '../../domain/time/clock.ts'
import { dayText, inLondon } from '../../domain/time/london.ts'
import type { Vocabulary } from '../../domain/understanding/vocabulary.ts'
import type { Embeddings } from '../embedding/embeddings.ts'
import { MattersError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import type { Schools } from '../schools.ts'
import type { Collection, Store, Stored } from '../storage/store.ts'
import { Decided } from './decided.ts'
import { FeedError } from './errors.ts'
import type { ReaderKit } from './formats.ts'
import { plainKit } from './formats.ts'
import type { HttpOptions } from './http.ts'
import { isUrl } from './reachable.ts'
import type { Tally } from './reading.ts'
import type { DirectoryIndex, DirectoryRecord, FeedState } from './records.ts'
import { directoryRecords, stateIdOf } from './records.ts'
import { emptyView, viewOf } from './school-view.ts'
import type { View } from './school-view.ts'
import { standingOf } from './standing.ts'
import type { FeedStanding } from './standing.ts'
import { Taking } from './taking.ts'
import type { Entries, RefreshOptions, RefreshReport } from './taking.ts'

const LIMITS = {
  /** A council's feed changes daily at most. */
  everyHours: 24,
  /** A feed that failed is asked again sooner. */
  afterFailureHours: 1,
  /** Milliseconds after the start for which somebody waits for what the store has; and before it is asked again after it did not answer. */
  patience: 20_000,
  loadAgain: 500,
} as const
const HOUR_MS = 3_600_000

/** The directories of all schools: kept in the store, asked in memory. */
export interface Directory {
  /** Resolves when what the store has can be asked, or some seconds after the start; never rejects. Until then the directory is empty. */
  whenLoaded(): Promise<void>
  /** Reads a feed anew. Throws FeedError or FeedShrank when it cannot be taken; the last good data stands. */
  refresh(feed: Feed, options?: RefreshOptions): Promise<RefreshReport>
  /** Refreshes every feed that is due; failures are logged and kept in `stateOf`, never thrown. */
  refreshAll(): Promise<void>
  /** Matching over the feeds of a school as they stand; an unknown school has an empty directory. */
  matcherFor(school: string): Matcher
  /** Where a place is that someone named: a postcode's first half, a town, or near school; never more exact than that. */
  locate(school: string, said: string): FoundPlace | undefined
  byId(id: string): Opportunity | undefined
  /** The same directory as a school's link workers look through it, with what they decided about it. */
  browserFor(school: string): Browser
  readonly decided: Decided
  /** Takes in what was decided since, in this process or another: after it, young people are answered from it. */
  takeDecisions(): Promise<void>
  /** Takes in what another process has read of feeds since. */
  takeRefreshed(): Promise<void>
  stateOf(feed: string): FeedState | undefined
  /** Every feed of every school with how it is, for operators. */
  standings(): readonly FeedStanding[]
  /** Ends a refresh that is under way, waits for what it writes, and begins none any more. */
  close(): Promise<void>
}

export interface DirectoryOptions {
  readonly store: Store
  readonly schools: Schools
  readonly vocabulary: Vocabulary
  readonly clock: Clock
  readonly logger: Logger
  /** Towns and official postcodes, as they stand now; without it, what the feeds' own addresses teach. */
  readonly knownPlaces?: () => KnownPlaces
  /** How feeds are read: private addresses that may be asked, and in tests shorter waits. */
  readonly http?: HttpOptions
  /** What readers of feeds need beside them. */
  readonly readers?: ReaderKit
  /** What entries mean; without it, ideas are looked for by words alone. */
  readonly embeddings?: Embeddings | undefined
  /** How often feeds are read anew, in hours. */
  readonly everyHours?: number
}

/** Opens the directory with what the store has. Throws RangeError when two schools give one feed id to different feeds. */
export async function openDirectory(options: DirectoryOptions): Promise<Directory> {
  const directory = new StoredDirectory(options)
  await directory.load()
  return directory
}

/** The same, at once: what the store has is taken in while the service listens already, and asked for again where that fails. */
export function beginDirectory(options: DirectoryOptions): Directory {
  const directory = new StoredDirectory(options)
  directory.begin()
  return directory
}

class StoredDirectory implements Directory {
  readonly #records: Collection<DirectoryRecord, DirectoryIndex>
  readonly #options: DirectoryOptions
  readonly #feeds: ReadonlyMap<string, Feed>
  readonly #taking: Taking
  readonly #everyHours: number
  readonly #closing = new AbortController()
  readonly #readOnce = new Set<string>()
  readonly #byFeed = new Map<string, Entries>()
  readonly #states = new Map<string, Stored<DirectoryRecord>>()
  readonly #byId = new Map<string, Opportunity>()
  readonly #views = new Map<string, View>()
  readonly #empty: View
  readonly decided: Decided
  /** Refreshes run one after the other: they write the same records and rebuild the same views. */
  #queue: Promise<unknown> = Promise.resolve()
  /** A round that is under way: a slow feed must not make rounds pile up. */
  #round: Promise<void> | undefined
  #loaded: Promise<unknown> = Promise.resolve()

  constructor(options: DirectoryOptions) {
    this.#options = options
    this.#records = options.store.collection(directoryRecords)
    this.#taking = new Taking(this.#records, options.readers ?? plainKit)
    this.#everyHours = options.everyHours ?? LIMITS.everyHours
    this.#feeds = feedsOf(options.schools.all())
    this.decided = new Decided(options.store)
    this.#empty = emptyView(options.vocabulary)
  }

  begin(): void {
    this.#queue = this.#loadAtLast()
    this.#loaded = Promise.race([this.#queue, this.#pause(LIMITS.patience)])
  }

  async whenLoaded(): Promise<void> {
    await this.#loaded
  }

  async #loadAtLast(): Promise<void> {
    while (!this.#isClosing()) {
      try {
        await this.load()
        return
      } catch (error) {
        this.#options.logger.error(
          { err: error },
          'the directory could not be read from the store; it is tried again',
        )
        await this.#pause(LIMITS.loadAgain)
      }
    }
  }

  /** Ends sooner when the service stops, and keeps no process alive. */
  #pause(ms: number): Promise<void> {
    return setTimeout(ms, undefined, { ref: false, signal: this.#closing.signal }).catch(() => undefined)
  }

  async load(): Promise<void> {
    await this.decided.look()
    for (const record of await this.#records.find({ kind: 'feed' }))
      if (record.body.kind === 'feed') this.#states.set(record.body.state.feed, record)
    for (const record of await this.#records.find({ kind: 'opportunity' }))
      if (record.body.kind === 'opportunity')
        this.#entriesOf(record.body.opportunity.source).set(record.id, record)
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

  browserFor(school: string): Browser {
    return (this.#views.get(school) ?? this.#empty).browser
  }

  takeDecisions(): Promise<void> {
    const run = this.#queue.then(async () => {
      const changed = await this.decided.look()
      for (const school of this.#options.schools.all())
        if (changed.has(school.id)) await this.#rebuild(school)
    })
    this.#queue = run.catch(() => undefined)
    return run
  }

  takeRefreshed(): Promise<void> {
    const run = this.#queue.then(async () => {
      const states = await this.#records.find({ kind: 'feed' })
      const news = states.filter(
        ({ body, version }) => body.kind === 'feed' && this.#states.get(body.state.feed)?.version !== version,
      )
      for (const record of news) await this.#takeFeed(record)
    })
    this.#queue = run.catch(() => undefined)
    return run
  }

  async #takeFeed(record: Stored<DirectoryRecord>): Promise<void> {
    if (record.body.kind !== 'feed') return
    const { feed } = record.body.state
    const entries = this.#entriesOf(feed)
    entries.clear()
    for (const one of await this.#records.find({ kind: 'opportunity', feed })) entries.set(one.id, one)
    this.#states.set(feed, record)
    for (const school of this.#options.schools.all())
      if (school.feeds.some((one) => one.id === feed)) await this.#rebuild(school)
  }

  stateOf(feed: string): FeedState | undefined {
    const record = this.#states.get(feed)
    return record?.body.kind === 'feed' ? record.body.state : undefined
  }

  standings(): readonly FeedStanding[] {
    const now = this.#options.clock.now()
    return [...this.#feeds.values()].map((feed) => ({
      feed,
      schools: this.#options.schools
        .all()
        .flatMap((s) => (s.feeds.some((f) => f.id === feed.id) ? [s.id] : [])),
      state: this.stateOf(feed.id),
      standing: standingOf(this.stateOf(feed.id), this.#everyHours, now),
    }))
  }

  async close(): Promise<void> {
    this.#closing.abort(new FeedError('the service is being stopped'))
    await this.#queue
  }

  refreshAll(): Promise<void> {
    this.#round ??= this.#refreshDue().finally(() => (this.#round = undefined))
    return this.#round
  }

  #isClosing(): boolean {
    return this.#closing.signal.aborted
  }

  async #refreshDue(): Promise<void> {
    await this.takeRefreshed()
    for (const feed of this.#feeds.values()) {
      if (this.#isClosing()) return
      if (!this.#isDue(feed)) continue
      try {
        await this.refresh(feed)
      } catch (error) {
        if (this.#isClosing()) return
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
    this.#closing.signal.throwIfAborted()
    this.#readOnce.add(feed.id)
    try {
      const http = { ...this.#options.http, ...options.http, signal: this.#closing.signal }
      const report = await this.#taking.take(feed, this.#entriesOf(feed.id), now, { ...options, http })
      await this.#keepState({
        feed: feed.id,
        lastSuccess: now.toISOString(),
        count: report.summary.taken,
        read: report.summary.read,
        leftOut: counts(report.summary.leftOut),
        problems: counts(report.summary.problems),
      })
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
      // Being stopped is no failure of the feed: the next start goes on from here.
      if (this.#closing.signal.aborted) throw error
      const before = this.stateOf(feed.id)
      const code = error instanceof MattersError ? error.code : 'unexpected'
      await this.#keepState({
        ...(before ?? { feed: feed.id, count: 0 }),
        lastFailure: {
          at: now.toISOString(),
          code,
          ...(error instanceof MattersError ? { why: error.message } : {}),
        },
      })
      throw error
    }
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

  /** Makes a school's view anew; the old one stands until then. */
  async #rebuild(school: School): Promise<void> {
    const entries = school.feeds.flatMap((feed) => opportunitiesIn(this.#entriesOf(feed.id)))
    const { clock, vocabulary, knownPlaces, embeddings } = this.#options
    const today = dayText(inLondon(clock.now()).day)
    const shelves = shelve(entries, this.decided.of(school.id), today)
    const view = await viewOf(school, shelves, vocabulary, knownPlaces?.(), embeddings)
    for (const opportunity of entries) this.#byId.set(opportunity.id, opportunity)
    this.#views.set(school.id, view)
    this.#forgetGone()
  }

  #forgetGone(): void {
    const standing = new Set([...this.#byFeed.values()].flatMap(opportunitiesIn).map((o) => o.id))
    for (const id of this.#byId.keys()) if (!standing.has(id)) this.#byId.delete(id)
  }

  #entriesOf(feed: string): Entries {
    const entries = this.#byFeed.get(feed) ?? new Map<string, Stored<DirectoryRecord>>()
    this.#byFeed.set(feed, entries)
    return entries
  }

  /** At the start a file is read whatever its state says: that is cheap, and someone may have just changed it. */
  #isDue(feed: Feed): boolean {
    if (!isUrl(feed.from) && !this.#readOnce.has(feed.id)) return true
    const state = this.stateOf(feed.id)
    const now = this.#options.clock.now().getTime()
    const since = (at: string | undefined) => (at === undefined ? Infinity : (now - Date.parse(at)) / HOUR_MS)
    if (since(state?.lastFailure?.at) < LIMITS.afterFailureHours) return false
    return since(state?.lastSuccess) >= this.#everyHours
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

const counts = (tallies: Readonly<Partial<Record<string, Tally>>>): Record<string, number> =>
  Object.fromEntries(Object.entries(tallies).map(([kind, tally]) => [kind, tally?.count ?? 0]))
