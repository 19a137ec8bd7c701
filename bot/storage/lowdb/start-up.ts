import { closeSync, fstatSync, openSync, readFileSync, readSync, readdirSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf } from '../durable-file.ts'
import type { CollectionName } from '../store.ts'
import { kindOf } from './layout.ts'
import { decodeHead, entryOf } from './record-file.ts'
import type { RecordHead } from './record-file.ts'
import { RecordIndex } from './record-index.ts'

/** A head is some 300 bytes; a longer one is read whole. */
const HEAD_BYTES = 2_048
const NEW_LINE = 0x0a

export interface Scan {
  readonly index: RecordIndex
  /** Records to bring back or set aside: their file, or its head, cannot be read, or there is only a backup. */
  readonly damaged: ReadonlyMap<string, string>
  /** For each key in use, records that it sealed. */
  readonly keys: ReadonlyMap<string, readonly string[]>
  /** Files that a killed process had begun to write, now deleted. */
  readonly swept: number
}

/**
 * Looks through the files of a collection, reading heads only. Synchronous, since nothing else runs yet: four times as fast as going
 * through the thread pool for each of ten thousand small files.
 */
export function scan(root: string, collection: CollectionName): Scan {
  const index = new RecordIndex()
  const damaged = new Map<string, string>()
  const keys = new Map<string, string[]>()
  const backups = new Set<string>()
  let swept = 0
  const buffer = Buffer.allocUnsafe(HEAD_BYTES)
  for (const folder of namesIn(join(root, collection))) {
    for (const name of namesIn(join(root, collection, folder))) {
      const path = join(root, collection, folder, name)
      const file = kindOf(name)
      if (file.kind === 'backup') backups.add(file.id)
      if (file.kind === 'temporary') {
        unlinkSync(path)
        swept++
      }
      if (file.kind !== 'record') continue
      const head = readHead(path, buffer)
      if ('damage' in head) damaged.set(file.id, head.damage)
      else if (head.id !== file.id || head.collection !== collection) damaged.set(file.id, 'another-record')
      else {
        index.set(head.id, entryOf(head))
        const sealedByKey = keys.get(head.key)
        if (sealedByKey) sealedByKey.push(head.id)
        else keys.set(head.key, [head.id])
      }
    }
  }
  for (const id of backups) {
    if (!index.get(id) && !damaged.has(id)) damaged.set(id, 'file-gone')
  }
  return { index, damaged, keys, swept }
}

/** Deletes what a killed process had begun to write in the data folder itself. */
export function sweepRoot(root: string): void {
  for (const name of namesIn(root)) if (kindOf(name).kind === 'temporary') unlinkSync(join(root, name))
}

function readHead(path: string, buffer: Buffer): RecordHead | { damage: string } {
  try {
    const file = openSync(path, 'r')
    try {
      const { size } = fstatSync(file)
      const start = buffer.subarray(0, readSync(file, buffer, 0, buffer.length, 0))
      const text = start.includes(NEW_LINE) || size <= start.length ? start : readFileSync(path)
      return decodeHead(text.toString('utf8', 0, text.indexOf(NEW_LINE) + 1), size)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (codeOf(error) === 'EIO') return { damage: 'disk-error' }
    throw error
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return []
    throw error
  }
}
