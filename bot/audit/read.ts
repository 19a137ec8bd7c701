import { auditEntries } from '../records/audit.ts'
import { MattersError } from '../errors.ts'
import type { Store } from '../storage/store.ts'
import type { StoredEntry } from './verify.ts'

const PREFIX = `${auditEntries.name}/`

/** Every entry of the audit, and the ids of those that cannot be opened, also of those set aside at the start. */
export async function readAudit(store: Store): Promise<{ entries: StoredEntry[]; unreadable: string[] }> {
  const collection = store.collection(auditEntries)
  const entries: StoredEntry[] = []
  const unreadable = new Set<string>()
  for (const { id } of await collection.list({})) {
    try {
      const stored = await collection.get(id)
      if (stored) entries.push({ id, body: stored.body })
    } catch (error) {
      if (!(error instanceof MattersError)) throw error
      unreadable.add(id)
    }
  }
  for (const name of (await store.health()).quarantined)
    if (name.startsWith(PREFIX)) unreadable.add(name.slice(PREFIX.length))
  return { entries, unreadable: [...unreadable] }
}
