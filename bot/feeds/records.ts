import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Opportunity } from '../../domain/directory/opportunity.ts'
import type { CollectionDefinition } from '../storage/store.ts'
import { FeedEnd, FeedEntry, FeedProblem, PartValue } from './port.ts'

/** How a feed is: when it was last read well, what it had, and how it last failed. */
export const FeedState = z.object({
  feed: z.string(),
  lastSuccess: z.iso.datetime().optional(),
  /** Entries that stand. */
  count: z.int().min(0),
  /** Of the last good reading: records met, left out, and what went wrong on the way, by kind. */
  read: z.int().min(0).optional(),
  leftOut: z.record(z.string(), z.int()).optional(),
  problems: z.record(z.string(), z.int()).optional(),
  /** `why` is for operators; it never quotes the feed. */
  lastFailure: z.object({ at: z.iso.datetime(), code: z.string(), why: z.string().optional() }).optional(),
})
export type FeedState = z.infer<typeof FeedState>

/** A stretch of a reading that has not come to its end, so that it can be gone on from. */
export const Stage = z.object({
  feed: z.string(),
  /** The address it was read from, and when that reading began. */
  from: z.string(),
  began: z.iso.datetime(),
  number: z.int().min(0),
  cursor: z.string(),
  entries: z.array(FeedEntry),
  problems: z.array(FeedProblem),
  end: FeedEnd.optional(),
})
export type Stage = z.infer<typeof Stage>

/** A record of the collection: one entry of a feed, the state of a feed, or what its reader needs the next time. */
export const DirectoryRecord = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opportunity'), opportunity: Opportunity }),
  z.object({ kind: z.literal('feed'), state: FeedState }),
  z.object({ kind: z.literal('stage'), stage: Stage }),
  /** What the last reading left for the next; `from` because another address has other pages. */
  z.object({ kind: z.literal('since'), feed: z.string(), from: z.string(), text: z.string() }),
  z.object({ kind: z.literal('part'), feed: z.string(), id: z.string(), value: PartValue }),
])
export type DirectoryRecord = z.infer<typeof DirectoryRecord>

export type DirectoryIndex = { feed: string; kind: string }

export const directoryRecords: CollectionDefinition<DirectoryRecord, DirectoryIndex> = {
  name: 'opportunities',
  schemaVersion: 1,
  schema: DirectoryRecord,
  index: (body) => ({ feed: feedOf(body), kind: body.kind }),
}

function feedOf(body: DirectoryRecord): string {
  if (body.kind === 'feed') return body.state.feed
  if (body.kind === 'stage') return body.stage.feed
  return body.kind === 'opportunity' ? body.opportunity.source : body.feed
}

const RECORD_ID = /^[A-Za-z0-9._:-]{1,128}$/

/** The record of an entry; a feed's id that a store cannot hold is hashed. */
export const recordIdOf = ({ id, source }: Opportunity): string =>
  RECORD_ID.test(id) ? id : hashed(source, id)

export const stateIdOf = (feed: string): string => `feed-state:${feed}`
export const sinceIdOf = (feed: string): string => `feed-since:${feed}`
export const stageIdOf = (feed: string, number: number): string => `feed-stage:${feed}:${number}`
export const partIdOf = (feed: string, id: string): string => hashed(`feed-part:${feed}`, id)

const hashed = (start: string, id: string): string =>
  `${start}:sha256-${createHash('sha256').update(id).digest('hex')}`.slice(-128)
