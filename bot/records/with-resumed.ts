import { Casework } from '../../domain/casework/entries.ts'
import type { CaseEntry } from '../../domain/casework/entries.ts'

/**
 * Casework from before version 3, where whatever was recorded of a meeting after "support has ended" put that right: it is written beside it
 * that support goes on, by whoever did so. Now only that word says so, as paperwork may come late.
 */
export function withResumed(old: unknown): unknown {
  const record = Casework.parse(old)
  const { entries } = record
  const ended = entries.findLastIndex((entry) => entry.kind === 'outcome' && entry.what === 'ended')
  const since = entries.findIndex((entry, at) => entry.kind === 'outcome' && at > ended)
  const put = entries[since]
  if (ended < 0 || put?.kind !== 'outcome' || put.what === 'resumed') return record
  const { at, by, name } = put
  const resumed: CaseEntry = {
    kind: 'outcome',
    id: `${put.id}.resumed`,
    at,
    by,
    name,
    what: 'resumed',
    onward: [],
  }
  return { ...record, entries: entries.toSpliced(since + 1, 0, resumed) }
}
