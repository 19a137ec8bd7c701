import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openPostcodeTable, ROW_BYTES, TableHeader } from '../../domain/places/postcode-table.ts'
import type { OfficialPostcodes } from '../../domain/places/postcode-table.ts'
import { makeFolder, nodeDisk, writeDurably } from '../storage/durable-file.ts'
import { PostcodesError } from './errors.ts'

/** Before the header: what kind of file this is, and the header's length in bytes. */
const MAGIC = Buffer.from('MPCT')
const LENGTH_BYTES = 4

/** Where the table lies in the data folder. It is public data and is not sealed. */
export const tablePath = (dataDir: string): string => join(dataDir, 'places', 'postcodes.bin')

/** Writes the table, whole or not at all. A running service sees it within its next refresh of the feeds. */
export async function writeTable(path: string, header: TableHeader, rows: Uint8Array): Promise<void> {
  const text = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(text.length)
  await makeFolder(nodeDisk, dirname(path))
  await writeDurably(nodeDisk, path, Buffer.concat([MAGIC, length, text, rows]))
}

/** A file of postcodes, opened when it is there and again when it was replaced. */
export class PostcodeFile {
  readonly #path: string
  readonly #onTrouble: (error: PostcodesError) => void
  #stamp = ''
  #file: number | undefined
  #table: OfficialPostcodes | undefined

  /** `onTrouble` is told of a file that cannot be read; what was read before stands. */
  constructor(path: string, onTrouble: (error: PostcodesError) => void) {
    this.#path = path
    this.#onTrouble = onTrouble
  }

  /** The postcodes as they stand on the disk; undefined when none were imported. */
  current(): OfficialPostcodes | undefined {
    const stat = statSync(this.#path, { throwIfNoEntry: false })
    const stamp = stat ? `${stat.mtimeMs} ${stat.size} ${stat.ino}` : ''
    if (stamp === this.#stamp) return this.#table
    this.#stamp = stamp
    if (stamp === '') {
      this.#let(undefined, undefined)
      return undefined
    }
    let file: number | undefined
    try {
      file = openSync(this.#path, 'r')
      this.#let(file, openFile(file))
    } catch (error) {
      if (file !== undefined) closeSync(file)
      this.#onTrouble(
        error instanceof PostcodesError
          ? error
          : new PostcodesError('the file of postcodes cannot be read', { cause: error }),
      )
    }
    return this.#table
  }

  close(): void {
    this.#let(undefined, undefined)
    this.#stamp = ''
  }

  #let(file: number | undefined, table: OfficialPostcodes | undefined): void {
    if (this.#file !== undefined) closeSync(this.#file)
    this.#file = file
    this.#table = table
  }
}

function openFile(file: number): OfficialPostcodes {
  const size = fstatSync(file).size
  const start = readAt(file, 0, MAGIC.length + LENGTH_BYTES)
  const length = start?.readUInt32BE(MAGIC.length) ?? 0
  if (!start?.subarray(0, MAGIC.length).equals(MAGIC) || length > size) throw damaged()
  const header = readHeader(readAt(file, start.length, length))
  const from = start.length + length
  const last = header.sectors.at(-1)
  if (last && from + (last[1] + last[2]) * ROW_BYTES !== size) throw damaged()
  return openPostcodeTable(header, (first, count) =>
    readAt(file, from + first * ROW_BYTES, count * ROW_BYTES),
  )
}

function readHeader(bytes: Buffer | undefined): TableHeader {
  try {
    return TableHeader.parse(JSON.parse(bytes?.toString('utf8') ?? ''))
  } catch (error) {
    throw damaged(error)
  }
}

const damaged = (cause?: unknown) =>
  new PostcodesError('the file of postcodes is damaged: import it again', { cause })

/** Bytes of the file; undefined when they cannot be had. A sector is under three kilobytes: not worth a wait. */
function readAt(file: number, from: number, length: number): Buffer | undefined {
  const bytes = Buffer.alloc(length)
  try {
    return readSync(file, bytes, 0, length, from) === length ? bytes : undefined
  } catch {
    return undefined
  }
}
