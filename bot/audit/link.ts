import { createHmac } from 'node:crypto'
import type { AuditDeed, AuditEntry, AuditLink } from '../records/audit.ts'
import { deriveKey } from '../storage/keys.ts'
import type { Keyring } from '../storage/sealing.ts'

const PURPOSE = 'audit-chain'

/** The mac of an entry at its place: over the record's id, the entry in one way of writing it, and its link. Throws KeyMissing. */
export function macOf(keyring: Keyring, id: string, deed: AuditDeed, link: Omit<AuditLink, 'mac'>): string {
  const { chain, number, key, previous } = link
  const text = JSON.stringify([
    id,
    inOrder(deed),
    chain,
    number,
    key,
    previous?.mac ?? '',
    previous?.at ?? '',
  ])
  return createHmac('sha256', deriveKey(keyring, PURPOSE, key))
    .update(text)
    .digest('hex')
}

/** An entry without its link. */
export function deedOf(entry: AuditEntry): AuditDeed {
  const { link: _, ...deed } = entry
  return deed
}

/** Fields by name, and none that are undefined: the same text before it is stored and after it is read. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => [name, inOrder(field)])
}
