import {
  AlreadyExists,
  DamagedRecord,
  InvalidRecord,
  NotFound,
  SealBroken,
  VersionConflict,
} from '../errors.ts'
import { checkId, checkSchemaVersion, prepareRecord, readBody } from '../record-body.ts'
import type { NewRecord } from '../record-body.ts'
import { open, seal, sealContext } from '../sealing.ts'
import type { Keyring } from '../sealing.ts'
import type { Collection, CollectionDefinition, IndexFields, Stored } from '../store.ts'
import type { Asked, NewRow, RecordTable, Row } from './record-table.ts'
import type { SchemasWritten } from './schemas-written.ts'
import type { Unreadable } from './unreadable.ts'

/** Rows fetched at once: bounded in memory and in the time of one statement. */
const PAGE = { find: 200, list: 5_000 } as const
/** jsonb takes any text but these; index fields are ids, days and the like, so nobody misses them. */
const NOT_IN_JSONB = /\\u0000|\\ud[89a-f]/

export interface CollectionParts {
  readonly keyring: Keyring
  readonly schemas: SchemasWritten
  readonly unreadable: Unreadable
  /** A record was written or deleted. */
  readonly written: (id: string) => void
}

/** A collection over a table: parses, migrates, seals and indexes what the table keeps. */
export class PostgresCollection<T, I extends IndexFields> implements Collection<T, I> {
  readonly #of: CollectionDefinition<T, I>
  readonly #table: RecordTable
  readonly #parts: CollectionParts
  /** Records brought to this release's schema, so that they are found by its index fields. */
  #upToDate: Promise<void> | undefined

  constructor(of: CollectionDefinition<T, I>, table: RecordTable, parts: CollectionParts) {
    this.#of = of
    this.#table = table
    this.#parts = parts
  }

  async get(id: string): Promise<Stored<T> | undefined> {
    checkId(this.#of.name, id)
    const row = await this.#table.get(id)
    return row && this.#open(row)
  }

  async create(id: string, body: T): Promise<Stored<T>> {
    const { record, stored } = prepareRecord(this.#of, id, body)
    const row = await this.#seal(id, record, 1)
    if (!(await this.#table.insert(row))) throw new AlreadyExists(this.#of.name, id)
    this.#parts.written(id)
    return stored(1)
  }

  async put(id: string, body: T, expectedVersion: number): Promise<Stored<T>> {
    const { record, stored } = prepareRecord(this.#of, id, body)
    const version = expectedVersion + 1
    const row = await this.#seal(id, record, version)
    const found = await this.#table.update(row, expectedVersion)
    if (found === undefined) throw new NotFound(this.#of.name, id)
    if (found !== true) throw new VersionConflict(this.#of.name, id, expectedVersion, found)
    this.#parts.unreadable.forget(this.#of.name, id)
    this.#parts.written(id)
    return stored(version)
  }

  async delete(id: string, expectedVersion?: number): Promise<void> {
    checkId(this.#of.name, id)
    const found = await this.#table.delete(id, expectedVersion)
    if (found !== undefined && expectedVersion !== undefined)
      throw new VersionConflict(this.#of.name, id, expectedVersion, found)
    this.#parts.unreadable.forget(this.#of.name, id)
    this.#parts.written(id)
  }

  async find(where: Partial<I>, options: { limit?: number } = {}): Promise<Stored<T>[]> {
    await this.#bringUpToDate()
    const limit = options.limit ?? Infinity
    const found: Stored<T>[] = []
    for (let after: string | undefined; found.length < limit;) {
      const most = Math.min(PAGE.find, limit - found.length)
      const rows = await this.#table.page(this.#asked(where), after, most)
      for (const row of rows) {
        const record = this.#openToFind(row)
        if (record) found.push(record)
      }
      if (rows.length < most) break
      after = rows.at(-1)?.id
    }
    return found
  }

  async list(where: Partial<I>): Promise<{ id: string; index: I }[]> {
    await this.#bringUpToDate()
    const found: { id: string; index: I }[] = []
    for (let after: string | undefined; ;) {
      const rows = await this.#table.listPage(this.#asked(where), after, PAGE.list)
      for (const { id, schema_version: written, index } of rows) {
        const ofToday = written < this.#of.schemaVersion ? await this.#madeAnew(id) : index
        // The one place where the type cannot follow: these fields were made by `index` of this very definition, or an older one made anew.
        if (ofToday) found.push({ id, index: ofToday as I })
      }
      if (rows.length < PAGE.list) return found
      after = rows.at(-1)?.id
    }
  }

  #asked(where: Partial<I>): Asked {
    const { schemaVersion, added = {} } = this.#of
    return { where, schemaVersion, added }
  }

  async #seal(id: string, { text, schemaVersion, index }: NewRecord, version: number): Promise<NewRow> {
    if (NOT_IN_JSONB.test(JSON.stringify(index)))
      throw new InvalidRecord(this.#of.name, id, 'its index fields')
    await this.#parts.schemas.note(this.#of.name, schemaVersion)
    const context = sealContext({ collection: this.#of.name, id, version, schemaVersion, index })
    return { id, schemaVersion, index, sealed: seal(this.#parts.keyring, text, context) }
  }

  #open(row: Row): Stored<T> {
    const { id, version, schema_version: schemaVersion, index, body: sealed } = row
    const { name } = this.#of
    try {
      const context = sealContext({ collection: name, id, version, schemaVersion, index })
      const text = open(this.#parts.keyring, sealed, context)
      return { id, version, body: readBody(this.#of, id, schemaVersion, text) }
    } catch (error) {
      // A key that is missing is no damage: it is put back, and the record opens.
      if (!(error instanceof SealBroken) && !(error instanceof DamagedRecord)) throw error
      // It stays where it is: for a release or a restore that can read it.
      this.#parts.unreadable.note(name, id, error.code)
      throw error instanceof SealBroken ? new DamagedRecord(name, id, error.code, { cause: error }) : error
    }
  }

  /** One record that cannot be read, which health reports, does not keep the others from a link worker. */
  #openToFind(row: Row): Stored<T> | undefined {
    try {
      return this.#open(row)
    } catch (error) {
      if (error instanceof DamagedRecord) return undefined
      throw error
    }
  }

  #bringUpToDate(): Promise<void> {
    this.#upToDate ??= this.#rewriteOlder().catch((error: unknown) => {
      this.#upToDate = undefined
      throw error
    })
    return this.#upToDate
  }

  /** Throws UnknownSchema when there are records that this definition cannot read, so that a wrong release finds nothing instead of less. */
  async #rewriteOlder(): Promise<void> {
    const { name, schemaVersion } = this.#of
    const versions = await this.#parts.schemas.of(name)
    for (const written of versions) checkSchemaVersion(this.#of, '(some)', written)
    if (versions.every((written) => written >= schemaVersion)) return
    for (let after: string | undefined; ;) {
      const rows = await this.#table.olderThan(schemaVersion, after, PAGE.find)
      for (const row of rows) await this.#rewrite(row)
      if (rows.length < PAGE.find) break
      after = rows.at(-1)?.id
    }
  }

  /** The index of a record that a release before has written since, or that cannot be opened; undefined when it is gone. */
  async #madeAnew(id: string): Promise<IndexFields | undefined> {
    const row = await this.#table.get(id)
    return row && this.#rewrite(row)
  }

  /** Brings a row to this release's schema, and gives its index. One that cannot be opened stays as it is. */
  async #rewrite(row: Row): Promise<IndexFields> {
    const record = this.#openToFind(row)
    if (!record) return { ...this.#of.added, ...row.index }
    const prepared = prepareRecord(this.#of, row.id, record.body).record
    await this.#table.rewrite(await this.#seal(row.id, prepared, row.version), row)
    return prepared.index
  }
}
