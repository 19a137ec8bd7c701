import { z } from 'zod'
import type { CollectionDefinition } from '../storage/store.ts'

/**
 * An entry's place in the chain of the process that wrote it (docs/decisions/0021): whoever changes, takes away or adds an entry
 * without the key cannot make the chain fit again.
 */
export const AuditLink = z.object({
  /** One chain for each run of the service. */
  chain: z.string(),
  number: z.int().min(1),
  /** The master key that the mac's key comes from. */
  key: z.string(),
  /** The entry before; absent for the first. Its day says whether it may be gone because its time was up. */
  previous: z.object({ mac: z.string(), at: z.iso.datetime() }).optional(),
  /** HMAC-SHA256 in hex, over the record's id, the entry and all of the above. */
  mac: z.string().regex(/^[0-9a-f]{64}$/),
})
export type AuditLink = z.infer<typeof AuditLink>

/** Who did what to which record, and when. Ids and names of staff only: never a word a young person said. */
export const AuditEntry = z.object({
  at: z.iso.datetime(),
  school: z.string(),
  who: z.object({ id: z.string(), name: z.string(), role: z.string(), account: z.string().optional() }),
  did: z.enum([
    'read',
    'acknowledged',
    'refused',
    'signed-in',
    'signed-out',
    // Of a chat. A visit that ended by itself, or by the young person, is written under the visitor's name too.
    'came-in',
    'wrote',
    'went-out',
    // Of a code of a summary.
    'confirmed-code',
    'removed-code',
    // Of accounts. `failed`: a wrong password or code, or a sign-in elsewhere that was not taken here.
    'failed',
    'invited',
    'changed',
    'suspended',
    'resumed',
    'reset',
    // Of an entry of the directory.
    'pinned',
    'unpinned',
    'hid',
    'unhid',
    'corrected',
    'uncorrected',
    'added',
    'checked',
    'removed',
    'put-back',
    // Of a meeting nobody came to.
    'missed',
    // Of a case.
    'noted',
    'recorded-contact',
    'recorded-outcome',
    'assigned',
    'closed',
    'reopened',
    'moved',
    'called-off',
    'searched',
    // Of an invitation that an adult wrote for a young person.
    'referred',
  ]),
  what: z.enum([
    ...([
      'alert',
      'handoff',
      'handoff-text',
      'handoff-pdf',
      'handoff-fhir',
      'session',
      'conversation',
    ] as const),
    ...(['page', 'person', 'password', 'app', 'codes', 'audit'] as const),
    ...(['directory-entry', 'suggested', 'diary', 'caseload', 'impact', 'referral'] as const),
  ]),
  /** The record's id; empty when what was asked for is no id at all. */
  id: z.string(),
  /** Which fields of an entry were corrected, by name. */
  fields: z.array(z.string()).optional(),
  /** Absent in entries from before there was a chain. */
  link: AuditLink.optional(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** What there is to be written down; its link is the trail's to give. */
export type AuditDeed = Omit<AuditEntry, 'link'>

export type AuditIndex = {
  school: string
  /** The day in UTC, `2026-11-24`. */
  day: string
  did: string
}

export const auditEntries: CollectionDefinition<AuditEntry, AuditIndex> = {
  name: 'audit',
  schemaVersion: 5,
  schema: AuditEntry,
  // 2, 3 and 4 know more deeds, 5 has links. What was written before stands as it is: a migration that changed it would break its mac.
  migrations: { 1: (old) => old, 2: (old) => old, 3: (old) => old, 4: (old) => old },
  index: ({ school, at, did }) => ({ school, day: at.slice(0, 10), did }),
}

/** Ids sort by time; `unique` keeps two deeds of one moment apart. */
export const auditId = (at: string, unique: string): string => `${at.replace(/[-:]/g, '')}-${unique}`
