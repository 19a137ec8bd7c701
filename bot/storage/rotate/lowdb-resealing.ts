import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { codeOf, nodeDisk, writeDurably } from '../durable-file.ts'
import { KeyMissing } from '../errors.ts'
import { FolderLock } from '../lowdb/folder-lock.ts'
import { placeOf } from '../lowdb/layout.ts'
import { Quarantine } from '../lowdb/quarantine.ts'
import { decodeRecord, encodeRecord } from '../lowdb/record-file.ts'
import type { RecordFile } from '../lowdb/record-file.ts'
import { scan } from '../lowdb/start-up.ts'
import { keyIdOf } from '../sealing.ts'
import type { Keyring } from '../sealing.ts'
import { COLLECTIONS } from '../store.ts'
import type { Resealing } from './rotate-keys.ts'

/**
 * The records of a data folder, each with the generation before it. Throws StoreLocked while a service has the folder, KeyMissing when a
 * key that was used is not in the keyring; then nothing is changed.
 */
export async function openLowdbResealing(folder: string, keyring: Keyring): Promise<Resealing> {
  const lock = existsSync(folder) ? await FolderLock.take(folder, nodeDisk) : undefined
  try {
    const scans = COLLECTIONS.map((name) => ({ name, ...scan(folder, name) }))
    for (const key of scans.flatMap(({ keys }) => [...keys.keys()]))
      if (!keyring.keys.has(key)) throw new KeyMissing(key)
    const damaged = scans.flatMap(({ name, damaged: ids }) => [...ids.keys()].map((id) => `${name}/${id}`))
    const setAside = lock ? (await Quarantine.open(folder, nodeDisk)).report().quarantined : []
    const unreadable = new Set([...damaged, ...setAside])
    return {
      unreadable,
      async *records() {
        for (const { name, index } of scans)
          for (const [id] of index.entries()) {
            const { file, backup } = placeOf(folder, name, id)
            // The generation before first: while it is sealed anew, the record itself is whole.
            for (const path of [backup, file]) {
              const found = await fileAt(path)
              // Its head looked well. A damaged generation before is of no use, and nobody misses it.
              if (found === 'damaged' && path === file) unreadable.add(`${name}/${id}`)
              if (typeof found === 'string' || !keyring.keys.has(found.head.key)) continue
              const { key: _key, sealedLength: _length, ...about } = found.head
              yield {
                record: { ...about, sealed: found.sealed },
                replace: (sealed) => write(path, found, sealed),
              }
            }
          }
      },
      close: async () => lock?.release(),
    }
  } catch (error) {
    await lock?.release()
    throw error
  }
}

async function fileAt(path: string): Promise<RecordFile | 'gone' | 'damaged'> {
  try {
    const found = decodeRecord(await readFile(path, 'utf8'))
    return 'damage' in found ? 'damaged' : found
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'gone'
    if (codeOf(error) === 'EIO') return 'damaged'
    throw error
  }
}

const write = (path: string, { head }: RecordFile, sealed: string): Promise<void> =>
  writeDurably(
    nodeDisk,
    path,
    encodeRecord({ head: { ...head, key: keyIdOf(sealed), sealedLength: sealed.length }, sealed }),
  )
