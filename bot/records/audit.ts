import { z } from 'zod'
import type { CollectionDefinition } from '../storage/store.ts'

/** Who did what to which record, and when. Ids and names of staff only: never a word a young person said. */
export const AuditEntry = z.object({
  at: z.iso.datetime(),
  school: z.string(),
  who: z.object({ id: z.string(), name: z.string(), role: z.string() }),
  did: z.enum(['read', 'acknowledged', 'refused', 'signed-in', 'signed-out']),
  what: z.enum(['alert', 'handoff', 'handoff-text', 'session']),
  /** The record's id; empty when what was asked for is no id at all. */
  id: z.string(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

export type AuditIndex = {
  school: string
  /** The day in UTC, `2026-11-24`. */
  day: string
  did: string
}

export const auditEntries: CollectionDefinition<AuditEntry, AuditIndex> = {
  name: 'audit',
  schemaVersion: 1,
  schema: AuditEntry,
  index: ({ school, at, did }) => ({ school, day: at.slice(0, 10), did }),
}
