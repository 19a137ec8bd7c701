import { Casework } from '../../domain/casework/entries.ts'
import type { CaseOf } from '../../domain/casework/entries.ts'
import type { CollectionDefinition } from '../storage/store.ts'

export type CaseworkIndex = {
  school: string
  of: string
  conversation: string
  /** When the first entry was written. */
  at: string
}

/** What staff wrote down about summaries and concerns. No field of the index holds a word of it. */
export const caseworks: CollectionDefinition<Casework, CaseworkIndex> = {
  name: 'casework',
  schemaVersion: 1,
  schema: Casework,
  index: ({ school, of, conversation, createdAt }) => ({ school, of, conversation, at: createdAt }),
}

/** The record of one summary's or alert's casework. */
export const caseworkId = (of: CaseOf, id: string): string => `${of}.${id}`
