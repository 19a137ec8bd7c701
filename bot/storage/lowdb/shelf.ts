import { readFile } from 'node:fs/promises'
import { Low } from 'lowdb'
import { makeFolder, remove } from '../durable-file.ts'
import type { Disk } from '../durable-file.ts'
import { AlreadyExists, DamagedRecord, KeyMissing, NotFound, SealBroken, VersionConflict } from '../errors.ts'
import type { NewRecord, OpenRecord } from '../record-body.ts'
import { keyIdOf, open, seal, sealContext } from '../sealing.ts'
import type { Keyring } from '../sealing.ts'
import type { CollectionName } from '../store.ts'
import { KeyedMutex } from './keyed-mutex.ts'
import { placeOf } from './layout.ts'
import type { RecordPlace } from './layout.ts'
import type { StoreLog } from '../store-log.ts'
import type { Quarantine } from './quarantine.ts'
import { RecordAdapter, UnreadableFile } from './record-adapter.ts'
import { decodeRecord, entryOf } from './record-file.ts'
import type { RecordFile } from './record-file.ts'
import type { RecordIndex } from './record-index.ts'
import { TextCache } from './text-cache.ts'
import type { WriteGate } from './write-gate.ts'

export interface ShelfParts {
  readonly root: string
  readonly keyring: Keyring
  readonly disk: Disk
  readonly gate: WriteGate
  readonly quarantine: Quarantine
  readonly log: StoreLog
}

/**
 * The files of one collection, as sealed texts; what the texts mean is LowdbCollection's. One record, one thing at a time. Memory (index,
 * cache) follows the disk: it changes after a write was accepted, and is read again from the disk after one that failed.
 */
export class Shelf {
  readonly name: CollectionName
  readonly index: RecordIndex
  readonly #parts: ShelfParts
  readonly #mutex = new KeyedMutex()
  readonly #cache = new TextCache<Omit<OpenRecord, 'text'>>()
  readonly #folders = new Set<string>()

  constructor(name: CollectionName, index: RecordIndex, parts: ShelfParts) {
    this.name = name
    this.index = index
    this.#parts = parts
  }

  /** The record, or undefined when there is none. Throws DamagedRecord when neither its file nor the backup can be read. */
  async open(id: string, options: { cache: boolean }): Promise<OpenRecord | undefined> {
    this.#parts.gate.checkOpen()
    const cached = this.#cache.get(id)
    if (cached && cached.meta.version === this.index.get(id)?.version) {
      return { ...cached.meta, text: cached.text }
    }
    return this.#mutex.run(id, async () => {
      this.#refuseQuarantined(id)
      if (!this.index.get(id)) return undefined
      const record = await this.#read(id)
      if (record && options.cache) this.#remember(id, record)
      return record
    })
  }

  /** Throws AlreadyExists; also for a record in quarantine, whose id is not free. */
  async create(id: string, record: NewRecord): Promise<void> {
    await this.#mutex.run(id, async () => {
      if (this.index.get(id) || this.#parts.quarantine.has(this.name, id))
        throw new AlreadyExists(this.name, id)
      await this.#write(id, 1, record, true)
    })
  }

  /** Gives the new version. Throws NotFound, VersionConflict, DamagedRecord. */
  async replace(id: string, record: NewRecord, expected: number): Promise<number> {
    return this.#mutex.run(id, async () => {
      this.#refuseQuarantined(id)
      const found = this.index.get(id)
      if (!found) throw new NotFound(this.name, id)
      if (found.version !== expected) throw new VersionConflict(this.name, id, expected, found.version)
      await this.#write(id, expected + 1, record, false)
      this.#parts.quarantine.noteReadable(this.name, id)
      return expected + 1
    })
  }

  /** Deletes the record, its backup and what lies of it in quarantine. */
  async delete(id: string, expected?: number): Promise<void> {
    await this.#mutex.run(id, async () => {
      const found = this.index.get(id)
      if (found && expected !== undefined && found.version !== expected) {
        throw new VersionConflict(this.name, id, expected, found.version)
      }
      await this.#parts.gate.write(async () => {
        if (found) {
          const place = this.#place(id)
          this.#cache.forget(id)
          // The backup first: a backup without its record would be taken for a record that was lost, and come back.
          await remove(this.#parts.disk, place.backup)
          await remove(this.#parts.disk, place.file)
          await this.#parts.disk.syncFolder(place.folder)
          this.index.delete(id)
        }
        await this.#parts.quarantine.erase(this.name, id)
      })
    })
  }

  /** Brings a record back from its backup, or sets it aside. For start-up, which sees a damaged head, or a backup alone. */
  async recover(id: string, why: string): Promise<void> {
    await this.#mutex.run(id, async () => {
      try {
        await this.#recover(id, why)
      } catch (error) {
        if (!(error instanceof DamagedRecord)) throw error
      }
    })
  }

  /** Takes records into use again that were set aside and whose files somebody has put back, from a backup. For start-up. */
  async takeBack(): Promise<void> {
    const { gate, quarantine, log } = this.#parts
    for (const id of quarantine.lost(this.name)) {
      if (!this.index.get(id)) continue
      await gate.write(() => quarantine.release(this.name, id))
      log.warn({ collection: this.name, id }, 'a record that was set aside is there again')
    }
  }

  /** Whether the keyring opens a record; undefined when the file itself is damaged and so says nothing about the key. Changes nothing. */
  async tryKey(id: string): Promise<boolean | undefined> {
    const record = await this.#decode(this.#place(id).file)
    if (!record) return undefined
    try {
      this.#unseal(id, record)
      return true
    } catch (error) {
      if (error instanceof SealBroken) return false
      throw error
    }
  }

  /** A record whose seal opens, but whose text this release cannot read. It stays where it is, for a release that can. */
  noteUnreadable(id: string): void {
    // Said once: a list that is asked for every few seconds would fill the log.
    if (!this.#parts.quarantine.noteUnreadable(this.name, id)) return
    this.#parts.log.error({ collection: this.name, id }, 'a record does not fit the schema of this release')
  }

  async idle(): Promise<void> {
    await this.#mutex.idle()
  }

  #place(id: string): RecordPlace {
    return placeOf(this.#parts.root, this.name, id)
  }

  #refuseQuarantined(id: string): void {
    if (this.#parts.quarantine.has(this.name, id)) throw new DamagedRecord(this.name, id, 'in-quarantine')
  }

  async #read(id: string): Promise<OpenRecord | undefined> {
    const low = new Low<RecordFile | null>(this.#adapter(id), null)
    try {
      await low.read()
      if (!low.data) return await this.#recover(id, 'file-gone')
      return this.#unseal(id, low.data)
    } catch (error) {
      // A key that is missing is no damage: it is put back, and the record opens.
      if (!(error instanceof UnreadableFile) && !(error instanceof SealBroken)) throw error
      return this.#recover(id, error instanceof SealBroken ? error.code : error.message)
    }
  }

  #adapter(id: string, exclusive = false): RecordAdapter {
    return new RecordAdapter(this.#parts.disk, this.#place(id), { exclusive })
  }

  #unseal(id: string, { head, sealed }: RecordFile): OpenRecord {
    if (head.id !== id || head.collection !== this.name) throw new UnreadableFile('another-record')
    const text = open(this.#parts.keyring, sealed, sealContext(head))
    return { version: head.version, schemaVersion: head.schemaVersion, text }
  }

  #remember(id: string, { text, ...meta }: OpenRecord): void {
    this.#cache.set(id, text, meta)
  }

  async #write(id: string, version: number, { schemaVersion, index, text }: NewRecord, exclusive: boolean) {
    const { keyring, gate } = this.#parts
    const about = { collection: this.name, id, version, schemaVersion, index }
    const sealed = seal(keyring, text, sealContext(about))
    const head = { ...about, key: keyIdOf(sealed), sealedLength: sealed.length }
    const low = new Low<RecordFile>(this.#adapter(id, exclusive), { head, sealed })
    try {
      await gate.write(async () => {
        await this.#ensureFolder(this.#place(id).folder)
        await low.write()
      })
    } catch (error) {
      await this.#followDisk(id)
      throw error
    }
    this.index.set(id, { version, schemaVersion, index })
    this.#remember(id, { version, schemaVersion, text, own: true })
  }

  async #ensureFolder(folder: string): Promise<void> {
    if (this.#folders.has(folder)) return
    await makeFolder(this.#parts.disk, folder)
    this.#folders.add(folder)
  }

  /** After a write that failed: whatever the disk has now is the truth, which is the new text if only the last sync failed. */
  async #followDisk(id: string): Promise<void> {
    this.#cache.forget(id)
    const record = await this.#decode(this.#place(id).file)
    if (record) this.index.set(id, entryOf(record.head))
  }

  async #decode(file: string): Promise<RecordFile | undefined> {
    const text = await readFile(file, 'utf8').catch(() => undefined)
    const record = text === undefined ? undefined : decodeRecord(text)
    return record && 'head' in record ? record : undefined
  }

  /** The record from its backup, in the place of the one that cannot be read; undefined when there is neither. Throws DamagedRecord. */
  async #recover(id: string, why: string): Promise<OpenRecord | undefined> {
    return this.#parts.gate.write(() => this.#replaceOrSetAside(id, why))
  }

  async #replaceOrSetAside(id: string, why: string): Promise<OpenRecord | undefined> {
    const { quarantine, disk, log } = this.#parts
    const place = this.#place(id)
    this.#cache.forget(id)
    const backup = await this.#backup(id)
    const reason = backup ? 'replaced' : 'lost'
    await quarantine.take(this.name, place.file, reason)
    const about = { collection: this.name, id, why }
    if (backup) {
      await disk.rename(place.backup, place.file)
      await disk.syncFolder(place.folder)
      this.index.set(id, entryOf(backup.head))
      log.error({ ...about, version: backup.head.version }, 'a record was restored; its last write is lost')
      return this.#unseal(id, backup)
    }
    await quarantine.take(this.name, place.backup, reason)
    this.index.delete(id)
    if (!quarantine.has(this.name, id)) {
      log.error(about, 'a record was taken away from outside')
      return undefined
    }
    log.error(about, 'a record cannot be read and was set aside')
    throw new DamagedRecord(this.name, id, why)
  }

  /** The backup, if all of it can be read. */
  async #backup(id: string): Promise<RecordFile | undefined> {
    const record = await this.#decode(this.#place(id).backup)
    if (!record) return undefined
    try {
      this.#unseal(id, record)
      return record
    } catch (error) {
      // Without its key it is of no use now, but it is only moved: with the key a human can still open it.
      const useless =
        error instanceof SealBroken || error instanceof UnreadableFile || error instanceof KeyMissing
      if (useless) return undefined
      throw error
    }
  }
}
