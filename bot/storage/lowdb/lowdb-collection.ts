import { DamagedRecord } from '../errors.ts'
import { checkId, checkSchemaVersion, prepareRecord, readBody } from '../record-body.ts'
import type { OpenRecord } from '../record-body.ts'
import type { Collection, CollectionDefinition, IndexFields, Stored } from '../store.ts'
import type { IndexEntry } from './record-index.ts'
import type { Shelf } from './shelf.ts'

/** How many records `find` opens at once: enough to keep the disk busy, few enough that a turn does not wait behind it. */
const OPENED_AT_ONCE = 16

/** A collection over a shelf: parses, migrates and indexes what the shelf keeps as sealed text. */
export class LowdbCollection<T, I extends IndexFields> implements Collection<T, I> {
  readonly #of: CollectionDefinition<T, I>
  readonly #shelf: Shelf

  /** Throws UnknownSchema when there are records that this definition cannot read, so that a wrong release does not even start. */
  constructor(of: CollectionDefinition<T, I>, shelf: Shelf) {
    this.#of = of
    this.#shelf = shelf
    for (const [id, entry] of shelf.index.entries()) checkSchemaVersion(of, id, entry.schemaVersion)
  }

  async get(id: string): Promise<Stored<T> | undefined> {
    checkId(this.#of.name, id)
    return this.#open(id, { cache: true })
  }

  async create(id: string, body: T): Promise<Stored<T>> {
    const { record, stored } = prepareRecord(this.#of, id, body)
    await this.#shelf.create(id, record)
    return stored(1)
  }

  async put(id: string, body: T, expectedVersion: number): Promise<Stored<T>> {
    const { record, stored } = prepareRecord(this.#of, id, body)
    const version = await this.#shelf.replace(id, record, expectedVersion)
    return stored(version)
  }

  async delete(id: string, expectedVersion?: number): Promise<void> {
    checkId(this.#of.name, id)
    await this.#shelf.delete(id, expectedVersion)
  }

  async find(where: Partial<I>, options: { limit?: number } = {}): Promise<Stored<T>[]> {
    await this.#bringIndexUpToDate()
    const limit = options.limit ?? Infinity
    const ids = this.#shelf.index.find(where)
    const found: Stored<T>[] = []
    for (let at = 0; at < ids.length && found.length < limit;) {
      const batch = ids.slice(at, at + Math.min(OPENED_AT_ONCE, limit - found.length))
      const opened = await Promise.all(batch.map((id) => this.#openToFind(id, where)))
      found.push(...opened.filter((record) => record !== undefined))
      at += batch.length
    }
    return found
  }

  async list(where: Partial<I>): Promise<{ id: string; index: I }[]> {
    await this.#bringIndexUpToDate()
    return this.#shelf.index.find(where).flatMap((id) => {
      const entry = this.#shelf.index.get(id)
      return entry ? [{ id, index: this.#fieldsOf(entry) }] : []
    })
  }

  async #open(id: string, options: { cache: boolean }): Promise<Stored<T> | undefined> {
    const record = await this.#shelf.open(id, options)
    return record && { id, version: record.version, body: this.#parse(id, record) }
  }

  #parse(id: string, record: OpenRecord): T {
    // Checked when it was written, a moment ago as a rule. The type cannot follow: `put` made this text of a body of this definition.
    if (record.own) return JSON.parse(record.text) as T
    try {
      return readBody(this.#of, id, record.schemaVersion, record.text)
    } catch (error) {
      // The seal opened, so the file is whole and this release is at fault: it stays in place for a release that can read it.
      if (error instanceof DamagedRecord) this.#shelf.noteUnreadable(id)
      throw error
    }
  }

  /** One record that cannot be read, which health reports, does not keep the others from a link worker. */
  async #openToFind(id: string, where: Partial<I>): Promise<Stored<T> | undefined> {
    try {
      // Not into the cache: a walk through everything would push out the conversations that are going on.
      const record = await this.#open(id, { cache: false })
      // It may have changed since the index was asked.
      return record && this.#shelf.index.has(id, where) ? record : undefined
    } catch (error) {
      if (error instanceof DamagedRecord) return undefined
      throw error
    }
  }

  /** After an upgrade: index fields of records that still have an older schema are made anew, as the older ones may lack a field. */
  async #bringIndexUpToDate(): Promise<void> {
    for (const [id, old] of this.#shelf.index.olderThan(this.#of.schemaVersion)) {
      const record = await this.#openToFind(id, {})
      const index = record ? { ...this.#of.index(record.body) } : { ...this.#of.added, ...old.index }
      // Only if nobody wrote or deleted it meanwhile.
      if (this.#shelf.index.get(id) === old) {
        this.#shelf.index.set(id, { version: old.version, schemaVersion: this.#of.schemaVersion, index })
      }
    }
  }

  #fieldsOf(entry: IndexEntry): I {
    // The one place where the type cannot follow: these fields were made by `index` of this very definition, or an older one brought up to date.
    return { ...entry.index } as I
  }
}
