import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import { openPromise } from 'yauzl'
import { PostcodesError } from './errors.ts'

/** One CSV file of what was handed in, opened when it is its turn. */
export interface CsvFile {
  readonly name: string
  open(): Promise<Readable>
}

export interface CsvFiles {
  readonly files: CsvFile[]
  /** Lets go of the zip. */
  readonly close: () => void
}

const LIMITS = {
  /** Code-Point Open has 120 areas; the ONS's zip has about 300 files. */
  mostFiles: 2_000,
  /** The whole directory of the ONS is 1.4 GB unpacked, and lies in its zip twice. */
  mostBytes: 6 * 1024 ** 3,
} as const
const isCsv = (name: string): boolean =>
  name.toLowerCase().endsWith('.csv') && !basename(name).startsWith('.')
/** The ONS's zip has the whole again, a file an area. */
const AGAIN = /(?:^|\/)multi_csv\//i
/** Headings and lists of codes, not data. */
const NOT_DATA = /(?:^|\/)(?:doc|docs|documents)\//i

/**
 * The CSV files of a file, a folder (and the folders in it) or a zip, in the order of their names. Nothing is unpacked to the disk.
 * `close` lets go of the zip. Throws PostcodesError when the path cannot be read or holds no CSV file.
 */
export async function csvFilesOf(path: string): Promise<CsvFiles> {
  if (/^https?:\/\//i.test(path))
    throw new PostcodesError('postcodes are read from a file: download it first and name the file')
  const all = await readable(path, () => filesOf(path))
  const data = all.files.filter((f) => !NOT_DATA.test(f.name))
  const once = data.filter((f) => !AGAIN.test(f.name))
  const files = (once.length > 0 ? once : data).sort((a, b) => (a.name < b.name ? -1 : 1))
  if (files.length === 0 || files.length > LIMITS.mostFiles) {
    all.close()
    throw new PostcodesError(
      files.length === 0
        ? `${basename(path)} holds no .csv file`
        : `${basename(path)} holds more than ${LIMITS.mostFiles} files`,
    )
  }
  return { files, close: all.close }
}

async function filesOf(path: string): Promise<CsvFiles> {
  const nothing = () => undefined
  if ((await stat(path)).isDirectory()) {
    const names = (await readdir(path, { recursive: true })).filter(isCsv)
    return {
      files: names.map((name) => onDisk(name.replaceAll('\\', '/'), join(path, name))),
      close: nothing,
    }
  }
  if (path.toLowerCase().endsWith('.zip')) return inZip(path)
  return { files: [onDisk(basename(path), path)], close: nothing }
}

const onDisk = (name: string, path: string): CsvFile => ({
  name,
  open: async () => createReadStream(path),
})

async function inZip(path: string): Promise<CsvFiles> {
  const zip = await openPromise(path, { autoClose: false, lazyEntries: true })
  const files: CsvFile[] = []
  let bytes = 0
  for await (const entry of zip.eachEntry()) {
    if (!isCsv(entry.fileName)) continue
    bytes += entry.uncompressedSize
    if (bytes > LIMITS.mostBytes || files.length >= LIMITS.mostFiles)
      throw new PostcodesError(`${basename(path)} unpacks to more than ${LIMITS.mostBytes} bytes`)
    files.push({ name: entry.fileName, open: () => zip.openReadStreamPromise(entry) })
  }
  return { files, close: () => zip.close() }
}

async function readable<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof PostcodesError) throw error
    throw new PostcodesError(`${path} cannot be read`, { cause: error })
  }
}
