import { isDeepStrictEqual } from 'node:util'
import type { Opportunity } from '../../domain/directory/opportunity.ts'
import type { Feed } from '../../domain/school/school.ts'
import { dayText, inLondon } from '../../domain/time/london.ts'
import { fewAtOnce } from '../few-at-once.ts'
import type { Collection, Stored } from '../storage/store.ts'
import { FeedShrank } from './errors.ts'
import type { ReaderKit } from './formats.ts'
import { readerOf } from './formats.ts'
import type { HttpOptions } from './http.ts'
import type { FeedEnd, PartValue, Progress } from './port.ts'
import { isUrl } from './reachable.ts'
import { Reading } from './reading.ts'
import type { ImportSummary, Result } from './reading.ts'
import type { DirectoryIndex, DirectoryRecord } from './records.ts'
import { partIdOf, recordIdOf, sinceIdOf } from './records.ts'
import { Stages } from './stages.ts'

const LIMITS = {
  /** Records written at a time: each waits for the disk. */
  writers: 8,
  /** A feed of at least this many that comes back under this share of its size is likelier broken than shrunk. */
  smallest: 20,
  share: 0.5,
} as const

/** What a refresh did, for the log, the command and the inbox. */
export interface RefreshReport {
  readonly feed: string
  readonly summary: ImportSummary
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly removed: number
  /** Records that had been read before the process was last stopped in the middle. */
  readonly resumed: number
}

export interface RefreshOptions {
  readonly http?: HttpOptions
  readonly acceptSmaller?: boolean
  readonly onProgress?: (progress: Progress) => void
}

/** The entries of one feed as they stand in the store, by the id of their record. */
export type Entries = Map<string, Stored<DirectoryRecord>>

/** Takes one feed in: reads it batch by batch, each on the disk before the next, and writes the directory when it has come to its end. */
export class Taking {
  readonly #records: Collection<DirectoryRecord, DirectoryIndex>
  readonly #kit: ReaderKit
  readonly #stages: Stages

  constructor(records: Collection<DirectoryRecord, DirectoryIndex>, kit: ReaderKit) {
    this.#records = records
    this.#kit = kit
    this.#stages = new Stages(records)
  }

  /** Changes `entries` to what stands now. Throws FeedError or FeedShrank; then they are as they were, or a part of the way. */
  async take(feed: Feed, entries: Entries, now: Date, options: RefreshOptions): Promise<RefreshReport> {
    const before = bySourceId(entries)
    const reading = new Reading(await this.#partsOf(feed.id))
    const { end, resumed } = await this.#read(feed, reading, before, now, options)
    const result = reading.result(before, end.read)
    const after = result.opportunities.length
    const shrank = before.size >= LIMITS.smallest && after < before.size * LIMITS.share
    if (options.acceptSmaller !== true && (shrank || (after === 0 && before.size > 0))) {
      // The next reading is to ask for everything again, not to go on from what was not believed.
      await this.#stages.clear(feed.id)
      throw new FeedShrank(feed.id, before.size, after)
    }
    const written = await this.#write(entries, result, options)
    await this.#keepParts(feed.id, result.changedParts)
    await this.#keepSince(feed, end.since)
    await this.#stages.clear(feed.id)
    return { feed: feed.id, summary: result.summary, resumed, ...written }
  }

  async #read(
    feed: Feed,
    reading: Reading,
    before: ReadonlyMap<string, Opportunity>,
    now: Date,
    options: RefreshOptions,
  ): Promise<{ end: FeedEnd; resumed: number }> {
    // A file is read in a moment, and may be another one the next time.
    const staged = isUrl(feed.from) ? await this.#stages.of(feed.id, feed.from, now) : []
    for (const stage of staged) reading.add(stage)
    const resumed = reading.seen.size
    const last = staged.at(-1)
    if (last?.end) return { end: last.end, resumed }
    const since = await this.#sinceOf(feed)
    const began = staged[0]?.began ?? now.toISOString()
    let number = staged.length
    const batches = readerOf(feed.format, feed.from, this.#kit).read(feed, {
      today: dayText(inLondon(now).day),
      now,
      http: options.http ?? {},
      ...(last ? { resume: last.cursor } : {}),
      ...(since === undefined ? {} : { since }),
      seen: reading.seen,
      stored: (id) => before.get(id),
      parts: reading.parts,
      onProgress: (progress) => options.onProgress?.(progress),
    })
    for await (const batch of batches) {
      reading.add(batch)
      if (isUrl(feed.from)) {
        const { cursor, end } = batch
        await this.#stages.keep(
          { feed: feed.id, from: feed.from, began, number, cursor, ...(end ? { end } : {}) },
          batch,
        )
      }
      number += 1
      options.onProgress?.(batch.progress)
      if (batch.end) return { end: batch.end, resumed }
    }
    throw new Error(`the reader of ${feed.format} ended without saying so`)
  }

  async #write(
    entries: Entries,
    { opportunities, news }: Result,
    options: RefreshOptions,
  ): Promise<{ added: number; changed: number; unchanged: number; removed: number }> {
    const count = { added: 0, changed: 0, unchanged: 0, removed: 0 }
    const gone = new Set(entries.keys())
    let done = 0
    await fewAtOnce(opportunities, LIMITS.writers, async (opportunity) => {
      const id = recordIdOf(opportunity)
      gone.delete(id)
      options.onProgress?.({ stage: 'store', done: ++done, total: opportunities.length })
      const stored = entries.get(id)
      const body: DirectoryRecord = { kind: 'opportunity', opportunity }
      if (stored && (!news.has(opportunity.sourceId) || isDeepStrictEqual(stored.body, body))) {
        count.unchanged += 1
        return
      }
      const written = stored
        ? await this.#records.put(id, body, stored.version)
        : await this.#records.create(id, body)
      entries.set(id, written)
      count[stored ? 'changed' : 'added'] += 1
    })
    await fewAtOnce([...gone], LIMITS.writers, async (id) => {
      await this.#records.delete(id)
      entries.delete(id)
      count.removed += 1
    })
    return count
  }

  async #partsOf(feed: string): Promise<Map<string, PartValue>> {
    const records = await this.#records.find({ feed, kind: 'part' })
    return new Map(
      records.flatMap(({ body }) => (body.kind === 'part' ? [[body.id, body.value] as const] : [])),
    )
  }

  async #keepParts(feed: string, parts: Result['changedParts']): Promise<void> {
    await fewAtOnce([...parts], LIMITS.writers, async ([id, value]) => {
      const record = partIdOf(feed, id)
      if (value === undefined) await this.#records.delete(record)
      else await this.#put(record, { kind: 'part', feed, id, value })
    })
  }

  async #sinceOf({ id, from }: Feed): Promise<string | undefined> {
    const body = (await this.#records.get(sinceIdOf(id)))?.body
    return body?.kind === 'since' && body.from === from ? body.text : undefined
  }

  async #keepSince({ id: feed, from }: Feed, text: string | undefined): Promise<void> {
    if (text === undefined) await this.#records.delete(sinceIdOf(feed))
    else await this.#put(sinceIdOf(feed), { kind: 'since', feed, from, text })
  }

  async #put(id: string, body: DirectoryRecord): Promise<void> {
    const stored = await this.#records.get(id)
    if (!stored) await this.#records.create(id, body)
    else if (!isDeepStrictEqual(stored.body, body)) await this.#records.put(id, body, stored.version)
  }
}

function bySourceId(entries: Entries): Map<string, Opportunity> {
  const found = new Map<string, Opportunity>()
  for (const { body } of entries.values())
    if (body.kind === 'opportunity') found.set(body.opportunity.sourceId, body.opportunity)
  return found
}
