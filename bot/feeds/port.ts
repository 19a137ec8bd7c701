import { z } from 'zod'
import { Correction, LeftOut } from '../../domain/directory/mapped.ts'
import { Opportunity } from '../../domain/directory/opportunity.ts'
import type { Feed } from '../../domain/school/school.ts'
import type { HttpOptions } from './http.ts'

/** What went wrong without spoiling the rest. */
export const FeedProblem = z.object({
  kind: z.enum([
    'repeating-page',
    'too-many-pages',
    'detail-failed',
    'not-a-feed-file',
    'broken-file',
    'wrong-row',
    'unknown-column',
    'repeated-id',
    'item-failed',
    'repeats-itself',
    'does-not-end',
    'next-elsewhere',
    'next-missing',
    'cursor-lost',
    'too-many-entries',
  ]),
  /** An id, a page number, a file name, or a row with what is wrong in it. Never a description. */
  what: z.string(),
})
export type FeedProblem = z.infer<typeof FeedProblem>

/** What a reader keeps for itself: JSON. */
export const PartValue = z.json()
export type PartValue = z.infer<typeof PartValue>

/** What became of records that are only counted. */
export const Counted = z.enum(['joined', 'expired', 'deleted', 'older', 'not-a-service'])
export type Counted = z.infer<typeof Counted>

/** What a reader found out about one record of its feed. */
export const FeedEntry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('taken'),
    opportunity: Opportunity,
    corrections: z.array(Correction),
    /** The details could not be had: what is stored already, if anything, says more and stands. */
    partial: z.boolean().optional(),
  }),
  /** Must not be shown; when it was shown before, it goes. */
  z.object({ kind: z.literal('left-out'), why: LeftOut, name: z.string(), sourceId: z.string().optional() }),
  /** Has not changed (304, the same row), or could not be read this time: what is stored stands. */
  z.object({ kind: z.literal('same'), sourceId: z.string() }),
  /** The feed says that it has been deleted. */
  z.object({ kind: z.literal('gone'), sourceId: z.string() }),
  /**
   * Something that is no entry by itself and is needed to make one, now or at a later reading (an OpenActive series whose sessions
   * stand in another feed): kept under `id`, given back in `ReadContext.parts`. Without a value it is forgotten.
   */
  z.object({ kind: z.literal('part'), id: z.string(), value: PartValue.optional() }),
  /** Records that are no entries and need no more said of them than how many there were: the sessions of a million sessions. */
  z.object({ kind: z.literal('counted'), as: Counted, count: z.int().min(0), examples: z.array(z.string()) }),
])
export type FeedEntry = z.infer<typeof FeedEntry>

export interface Progress {
  readonly stage: 'list' | 'details' | 'store'
  readonly done: number
  /** Unknown while a feed does not say. */
  readonly total?: number
}

/**
 * A stretch of a feed, small enough to hold. It is on the disk before the next is asked for, so that after a crash reading goes on
 * from `cursor` (which means something to the reader alone) with nothing read twice and nothing lost.
 */
export interface FeedBatch {
  readonly entries: readonly FeedEntry[]
  readonly problems: readonly FeedProblem[]
  readonly progress: Progress
  readonly cursor: string
  /** On the last batch only. */
  readonly end?: FeedEnd
}

export const FeedEnd = z.object({
  /** `whole`: what was not met is no longer in the feed and goes. `changes`: only what is named as gone or left out goes. */
  read: z.enum(['whole', 'changes']),
  /** Handed to the next reading: an RPDE page to go on from, validators for conditional requests. */
  since: z.string().optional(),
})
export type FeedEnd = z.infer<typeof FeedEnd>

/** What a reader may know and use. */
export interface ReadContext {
  /** ISO date that expiry and prices are judged against, and the instant of it. */
  readonly today: string
  readonly now: Date
  readonly http: HttpOptions
  /** `cursor` of the last batch of a reading that was broken off; undefined when it begins. */
  readonly resume?: string
  /** `since` of the last reading that came to its end; undefined the first time. */
  readonly since?: string
  /** Ids met so far in this reading, the part before a crash included. */
  readonly seen: ReadonlySet<string>
  /** What the last good data says of an id. */
  stored(sourceId: string): Opportunity | undefined
  /** Parts kept by earlier batches and readings. */
  readonly parts: ReadonlyMap<string, PartValue>
  onProgress(progress: Progress): void
}

/**
 * The port that every format stands behind. A reader knows addresses and shapes; it writes nothing, and forgets nothing between two
 * batches that is not in a cursor, a part or `since`. It throws FeedError when the feed cannot be read on: what was read so far is
 * kept for a while and gone on from, and the last good data stands.
 */
export interface FeedReader {
  read(
    feed: Pick<Feed, 'id' | 'from' | 'licence' | 'attribution'>,
    context: ReadContext,
  ): AsyncIterable<FeedBatch>
}
