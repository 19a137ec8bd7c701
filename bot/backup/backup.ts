import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { extract, pack } from 'tar-stream'
import { MattersError } from '../errors.ts'
import { codeOf, nodeDisk, TEMPORARY } from '../storage/durable-file.ts'
import { COLLECTIONS } from '../storage/store.ts'

/** Backups and what is made of them are for the service's own account. */
const MODES = { file: 0o600, folder: 0o700 } as const
/** A record's place below the records folder (lowdb/layout.ts): nothing else is written on restoring, whatever the archive names. */
const RECORD_PATH = new RegExp(`^(${COLLECTIONS.join('|')})/[0-9a-f]{2}/[A-Za-z0-9._~-]+\\.json$`)

export class BackupError extends MattersError {
  constructor(why: string, cause?: unknown) {
    super('backup', why, why, { cause })
  }
}

/** How many records of each collection. */
export type Counts = ReadonlyMap<string, number>

/**
 * Writes all records of a data folder into one compressed archive, sealed as they are, also while the service runs: each record is read
 * whole, and what was written after it was read is not in it. Neither keys nor the list of erasures go with them: whoever has the backup alone reads
 * nothing, and what is erased stays erased. Throws BackupError when there is nothing to back up or `to` is there already.
 */
export async function backUp(records: string, to: string): Promise<Counts> {
  const counts = new Map<string, number>()
  const archive = pack()
  const temporary = `${to}${TEMPORARY}`
  await rm(temporary, { force: true })
  const written = pipeline(
    archive,
    createGzip(),
    createWriteStream(temporary, { flags: 'wx', mode: MODES.file }),
  )
  try {
    await Promise.all([written, fill(archive, records, counts)])
    if (counts.size === 0) throw new BackupError(`there are no records in ${records}`)
    await syncAndName(temporary, to)
  } catch (error) {
    await rm(temporary, { force: true })
    if (error instanceof BackupError) throw error
    throw new BackupError(`the backup could not be written (${codeOf(error) || 'unexpected'})`, error)
  }
  return counts
}

/**
 * Puts the records of an archive into an empty data folder. All or nothing: what was begun is taken away again when the archive is damaged.
 * Throws BackupError when the folder has records, or the archive is none of ours.
 */
export async function restore(archive: string, records: string): Promise<Counts> {
  if ((await namesIn(records)).length > 0) {
    throw new BackupError(`${records} is not empty: restore into a new data folder, then put it in its place`)
  }
  const counts = new Map<string, number>()
  const begun = `${records}.restoring`
  await rm(begun, { recursive: true, force: true })
  const reader = extract()
  try {
    await Promise.all([
      pipeline(createReadStream(archive), createGunzip(), reader),
      take(reader, begun, counts),
    ])
    if (counts.size === 0) throw new BackupError('there are no records in this archive')
    await rm(records, { recursive: true, force: true })
    await rename(begun, records)
  } catch (error) {
    await rm(begun, { recursive: true, force: true })
    if (error instanceof BackupError) throw error
    throw new BackupError('the archive is damaged, or none of ours: nothing was restored', error)
  }
  return counts
}

async function fill(
  archive: ReturnType<typeof pack>,
  records: string,
  counts: Map<string, number>,
): Promise<void> {
  try {
    for (const collection of COLLECTIONS) {
      for (const folder of await namesIn(join(records, collection))) {
        for (const name of await namesIn(join(records, collection, folder))) {
          const path = `${collection}/${folder}/${name}`
          if (!RECORD_PATH.test(path)) continue
          const bytes = await readIfThere(join(records, path))
          if (!bytes) continue
          await entry(archive, path, bytes)
          counts.set(collection, (counts.get(collection) ?? 0) + 1)
        }
      }
    }
    archive.finalize()
  } catch (error) {
    archive.destroy(error instanceof Error ? error : new Error('unexpected'))
    throw error
  }
}

async function take(
  reader: ReturnType<typeof extract>,
  into: string,
  counts: Map<string, number>,
): Promise<void> {
  for await (const one of reader) {
    const { name, type } = one.header
    const collection = RECORD_PATH.exec(name)?.[1]
    if (collection === undefined || type !== 'file')
      throw new BackupError('the archive holds what is no record of ours')
    const chunks: Buffer[] = []
    for await (const chunk of one) chunks.push(chunk as Buffer) // streamx gives the bytes of an entry as buffers
    const path = join(into, name)
    await mkdir(dirname(path), { recursive: true, mode: MODES.folder })
    const file = await open(path, 'wx', MODES.file)
    try {
      await file.writeFile(Buffer.concat(chunks))
      await file.sync()
    } finally {
      await file.close()
    }
    counts.set(collection, (counts.get(collection) ?? 0) + 1)
  }
}

function entry(archive: ReturnType<typeof pack>, name: string, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    archive.entry({ name, mode: MODES.file }, bytes, (error) => (error ? reject(error) : resolve()))
  })
}

/** A record may be deleted between its name and its text. */
async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return []
    throw error
  }
}

async function syncAndName(temporary: string, to: string): Promise<void> {
  const file = await open(temporary, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    // A link, not a rename: a rename would replace the backup that is there.
    await nodeDisk.link(temporary, to)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    throw new BackupError(`${to} is there already: give this backup a name of its own`, error)
  }
  await rm(temporary)
  await nodeDisk.syncFolder(dirname(to))
}
