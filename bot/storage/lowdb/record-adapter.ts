import { readFile } from 'node:fs/promises'
import type { Adapter } from 'lowdb'
import { codeOf, createDurably, writeDurably } from '../durable-file.ts'
import type { Disk } from '../durable-file.ts'
import { AlreadyExists } from '../errors.ts'
import { decodeRecord, encodeRecord } from './record-file.ts'
import type { RecordFile } from './record-file.ts'
import type { RecordPlace } from './layout.ts'

/** A file that is there and cannot be read. Never leaves this folder: it becomes a restored or a damaged record. */
export class UnreadableFile extends Error {}

/**
 * lowdb's own file adapter is atomic but never syncs, and two writers share its temporary name. This one is durable: see `writeDurably`.
 * With `exclusive` it makes the file and throws AlreadyExists when there is one; otherwise it replaces it and keeps the one before.
 */
export class RecordAdapter implements Adapter<RecordFile | null> {
  readonly #disk: Disk
  readonly #place: RecordPlace
  readonly #exclusive: boolean

  constructor(disk: Disk, place: RecordPlace, options: { exclusive?: boolean } = {}) {
    this.#disk = disk
    this.#place = place
    this.#exclusive = options.exclusive ?? false
  }

  async read(): Promise<RecordFile | null> {
    let text: string
    try {
      text = await readFile(this.#place.file, 'utf8')
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null
      if (codeOf(error) === 'EIO') throw new UnreadableFile('disk-error')
      throw error
    }
    const record = decodeRecord(text)
    if ('damage' in record) throw new UnreadableFile(record.damage)
    return record
  }

  /** lowdb itself never writes the null that stands for "no file". */
  async write(record: RecordFile | null): Promise<void> {
    if (!record) return
    const text = encodeRecord(record)
    if (!this.#exclusive) {
      await writeDurably(this.#disk, this.#place.file, text, this.#place.backup)
    } else if (!(await createDurably(this.#disk, this.#place.file, text))) {
      throw new AlreadyExists(record.head.collection, record.head.id)
    }
  }
}
