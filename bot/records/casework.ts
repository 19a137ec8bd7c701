import { Casework } from '../../domain/casework/entries.ts'
import type { CaseEntry, CaseOf } from '../../domain/casework/entries.ts'
import { meetingKey } from '../../domain/handoff/meetings.ts'
import type { CollectionDefinition } from '../storage/store.ts'
import { withResumed } from './with-resumed.ts'

export type CaseworkIndex = {
  school: string
  of: string
  conversation: string
  /** When the first entry was written. */
  at: string
  /** The keys of the meetings of which it is recorded what came of them, with commas between. */
  recorded: string
}

/** What staff wrote down about summaries and concerns. No field of the index holds a word of it. */
export const caseworks: CollectionDefinition<Casework, CaseworkIndex> = {
  name: 'casework',
  schemaVersion: 3,
  schema: Casework,
  // 1 had the same body; the index has the recorded meetings.
  migrations: { 1: (old) => old, 2: withResumed },
  added: { recorded: '' },
  index: ({ school, of, conversation, createdAt, entries }) => ({
    school,
    of,
    conversation,
    at: createdAt,
    recorded: [...new Set(entries.flatMap(recordedIn))].join(','),
  }),
}

const recordedIn = (entry: CaseEntry): string[] =>
  entry.kind === 'outcome' && entry.meeting
    ? [meetingKey({ id: entry.meeting.appointment, sequence: entry.meeting.sequence })]
    : []

/** The record of one summary's or alert's casework. */
export const caseworkId = (of: CaseOf, id: string): string => `${of}.${id}`
