import { formatOf, readerOf } from '../../bot/feeds/formats.ts'
import type { HttpOptions } from '../../bot/feeds/http.ts'
import type { FeedBatch, FeedEntry, FeedProblem, Progress, ReadContext } from '../../bot/feeds/port.ts'
import { hostsGiven } from '../../bot/feeds/reachable.ts'
import { Reading } from '../../bot/feeds/reading.ts'
import type { Opportunity } from '../../domain/directory/opportunity.ts'
import type { FeedFormat } from '../../domain/school/school.ts'

export interface ReadOptions extends HttpOptions {
  readonly format?: FeedFormat
  readonly now?: Date
  readonly resume?: string
  readonly since?: string
  readonly stored?: ReadonlyMap<string, Opportunity>
  readonly onProgress?: (progress: Progress) => void
  readonly feed?: { readonly licence?: string; readonly attribution?: string }
}

export interface ReadFeed {
  readonly entries: FeedEntry[]
  readonly taken: Opportunity[]
  readonly problems: FeedProblem[]
  readonly batches: FeedBatch[]
  readonly end: FeedBatch['end']
}

/** Reads a feed through the port as the directory would, and keeps all of it. A local server is one that was asked for. */
export async function readFeed(from: string, options: ReadOptions = {}): Promise<ReadFeed> {
  const {
    format,
    now = new Date('2026-11-23T12:00:00Z'),
    resume,
    since,
    stored,
    onProgress,
    feed,
    ...http
  } = options
  const reading = new Reading(new Map())
  const context: ReadContext = {
    today: now.toISOString().slice(0, 10),
    now,
    http: { privateHosts: hostsGiven(from), ...http },
    ...(resume === undefined ? {} : { resume }),
    ...(since === undefined ? {} : { since }),
    seen: reading.seen,
    stored: (id) => stored?.get(id),
    parts: reading.parts,
    onProgress: (progress) => onProgress?.(progress),
  }
  const reader = readerOf(format ?? (await formatOf(from, context.http)), from)
  const batches: FeedBatch[] = []
  for await (const batch of reader.read({ id: 'test', from, ...feed }, context)) {
    reading.add(batch)
    batches.push(batch)
  }
  const entries = batches.flatMap((b) => b.entries)
  return {
    entries,
    batches,
    taken: entries.flatMap((e) => (e.kind === 'taken' ? [e.opportunity] : [])),
    problems: batches.flatMap((b) => b.problems),
    end: batches.at(-1)?.end,
  }
}

/** What a promise fails with; undefined when it does not. */
export const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )
