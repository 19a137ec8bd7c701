import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { TEMPORARY } from '../durable-file.ts'
import type { CollectionName } from '../store.ts'

/**
 * Where things lie in the data folder:
 *
 *     lock                                   who has it open
 *     conversations/3f/3f9a1b2c4d5e-abc.json one record; with .bak, its generation before
 *     quarantine/conversations/…             what could not be read, set aside for a human
 */
export const LOCK = 'lock'
export const QUARANTINE = 'quarantine'
const RECORD = '.json'
const BACKUP = '.json.bak'
/** Enough of the hash that two ids which differ in case only never meet on a disk that does not tell A from a. */
const HASH_LENGTH = 12
/** 256 sub-folders: some disks are slow with tens of thousands of names in one. */
const SUBFOLDER_LENGTH = 2

export interface RecordPlace {
  readonly folder: string
  readonly file: string
  readonly backup: string
}

/** Where a record lies. The id must have been checked. Windows allows no colon in a name; the pattern of ids has no tilde. */
export function placeOf(root: string, collection: CollectionName, id: string): RecordPlace {
  const hash = createHash('sha256').update(id).digest('hex').slice(0, HASH_LENGTH)
  const folder = join(root, collection, hash.slice(0, SUBFOLDER_LENGTH))
  const name = `${hash}-${id.replaceAll(':', '~')}`
  return { folder, file: join(folder, name + RECORD), backup: join(folder, name + BACKUP) }
}

/** What a file in a record folder is, by its name alone; also for one that can no longer be read. */
export function kindOf(
  name: string,
): { kind: 'record' | 'backup'; id: string } | { kind: 'temporary' | 'other' } {
  if (name.endsWith(TEMPORARY)) return { kind: 'temporary' }
  if (name.charAt(HASH_LENGTH) !== '-') return { kind: 'other' }
  const rest = name.slice(HASH_LENGTH + 1).replaceAll('~', ':')
  if (rest.endsWith(BACKUP)) return { kind: 'backup', id: rest.slice(0, -BACKUP.length) }
  if (rest.endsWith(RECORD)) return { kind: 'record', id: rest.slice(0, -RECORD.length) }
  return { kind: 'other' }
}
