import { existsSync } from 'node:fs'
import { readdir, rename, rm, rmdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { codeOf, makeFolder, nodeDisk } from '../durable-file.ts'
import { FolderLock } from '../lowdb/folder-lock.ts'
import { LOCK, placeOf } from '../lowdb/layout.ts'
import { Quarantine } from '../lowdb/quarantine.ts'
import { RecordAdapter } from '../lowdb/record-adapter.ts'
import { scan } from '../lowdb/start-up.ts'
import { keyIdOf } from '../sealing.ts'
import type { SealedRecord } from '../sealing.ts'
import { COLLECTIONS } from '../store.ts'
import { CopyError } from './copy-records.ts'
import type { CopySource, CopyTarget } from './copy-records.ts'

/** The records of a data folder. Throws StoreLocked while a service has it open, CopyError when there is something damaged in it. */
export async function openLowdbSource(folder: string): Promise<CopySource> {
  if (!existsSync(folder)) throw new CopyError(`there is no folder ${folder}`)
  const lock = await FolderLock.take(folder, nodeDisk)
  try {
    const scans = COLLECTIONS.map((name) => ({ name, ...scan(folder, name) }))
    const damaged = scans.flatMap(({ name, damaged: ids }) => [...ids.keys()].map((id) => `${name}/${id}`))
    const { quarantined } = (await Quarantine.open(folder, nodeDisk)).report()
    const all = [...damaged, ...quarantined]
    if (all.length > 0)
      throw new CopyError(
        `damaged: ${all.join(', ')}. Start the service once, which brings back what can be; take away or restore what stays in quarantine`,
      )
    return {
      async *records() {
        for (const { name, index } of scans)
          for (const [id] of index.entries()) {
            const record = await new RecordAdapter(nodeDisk, placeOf(folder, name, id)).read()
            if (!record) throw new CopyError(`${name}/${id} was taken away meanwhile`)
            const { version, schemaVersion, index: fields } = record.head
            yield { collection: name, id, version, schemaVersion, index: fields, sealed: record.sealed }
          }
      },
      close: () => lock.release(),
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/**
 * An empty or new folder: one that has anything in it may be somebody's, whatever it is. It is filled beside its place and moved there when
 * it is whole.
 */
export async function openLowdbTarget(folder: string): Promise<CopyTarget> {
  const beside = `${folder}.copying`
  await rm(beside, { recursive: true, force: true })
  await makeFolder(nodeDisk, beside)
  return {
    async isEmpty() {
      const names = existsSync(folder) ? await readdir(folder) : []
      if (names.includes(LOCK)) throw new CopyError(`a service has ${folder} open`)
      return names.length === 0
    },
    async take(records) {
      for (const record of records) await write(beside, record)
    },
    async finish() {
      await takeAwayEmpty(folder)
      await rename(beside, folder)
      await nodeDisk.syncFolder(dirname(folder))
    },
    close: () => rm(beside, { recursive: true, force: true }),
  }
}

/** Throws CopyError when something has come into it meanwhile, as when a service was started on it. */
async function takeAwayEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw new CopyError(`${folder} cannot be replaced (${codeOf(error)}): is it empty?`, { cause: error })
  }
}

async function write(folder: string, { sealed, ...head }: SealedRecord): Promise<void> {
  const place = placeOf(folder, head.collection, head.id)
  await makeFolder(nodeDisk, place.folder)
  const adapter = new RecordAdapter(nodeDisk, place, { exclusive: true })
  await adapter.write({ head: { ...head, key: keyIdOf(sealed), sealedLength: sealed.length }, sealed })
}
