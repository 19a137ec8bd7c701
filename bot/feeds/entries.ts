import type { Mapped } from '../../domain/directory/mapped.ts'
import type { FeedEntry } from './port.ts'

/** What a mapping gave, as a reader hands it on. `sourceId` is the record's own id where it has one. */
export function entryOf(mapped: Mapped, sourceId: string | undefined, partial = false): FeedEntry {
  if ('leftOut' in mapped) {
    const id = sourceId === undefined ? {} : { sourceId }
    return { kind: 'left-out', why: mapped.leftOut, name: mapped.name, ...id }
  }
  const { taken: opportunity, corrections } = mapped
  return { kind: 'taken', opportunity, corrections: [...corrections], ...(partial ? { partial } : {}) }
}

/** The id in the feed of what an entry is about; a part is about none. */
export function idOfEntry(entry: FeedEntry): string | undefined {
  if (entry.kind === 'part' || entry.kind === 'counted') return undefined
  return entry.kind === 'taken' ? entry.opportunity.sourceId : entry.sourceId
}
