import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Opportunity } from '../../domain/directory/opportunity.ts'
import type { CollectionDefinition } from '../storage/store.ts'

/** How a feed is: when it was last read well, what it had, and how it last failed. */
export const FeedState = z.object({
  feed: z.string(),
  lastSuccess: z.iso.datetime().optional(),
  count: z.int().min(0),
  lastFailure: z.object({ at: z.iso.datetime(), code: z.string() }).optional(),
})
export type FeedState = z.infer<typeof FeedState>

/** A record of the collection: one entry of a feed, or the state of a feed. */
export const DirectoryRecord = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opportunity'), opportunity: Opportunity }),
  z.object({ kind: z.literal('feed'), state: FeedState }),
])
export type DirectoryRecord = z.infer<typeof DirectoryRecord>

export type DirectoryIndex = { feed: string; kind: string }

export const directoryRecords: CollectionDefinition<DirectoryRecord, DirectoryIndex> = {
  name: 'opportunities',
  schemaVersion: 1,
  schema: DirectoryRecord,
  index: (body) =>
    body.kind === 'feed'
      ? { feed: body.state.feed, kind: 'feed' }
      : { feed: body.opportunity.source, kind: 'opportunity' },
}

const RECORD_ID = /^[A-Za-z0-9._:-]{1,128}$/

/** The record of an entry; a feed's id that a store cannot hold is hashed. */
export function recordIdOf({ id, source }: Opportunity): string {
  return RECORD_ID.test(id) ? id : `${source}:sha256-${createHash('sha256').update(id).digest('hex')}`
}

export const stateIdOf = (feed: string): string => `feed-state:${feed}`
