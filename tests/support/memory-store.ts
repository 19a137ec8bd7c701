import type { z } from 'zod'
import { AlreadyExists, DamagedRecord, NotFound, VersionConflict } from '../../bot/storage/errors.ts'
import type {
  Collection,
  CollectionDefinition,
  IndexFields,
  Store,
  StoreHealth,
  Stored,
} from '../../bot/storage/store.ts'

const ID = /^[A-Za-z0-9._:-]{1,128}$/

/** As it would lie on a disk: text, so that no caller can share an object with the store. */
interface Kept {
  readonly version: number
  readonly schemaVersion: number
  readonly text: string
  readonly index: IndexFields
}

/** The Store port in memory, for tests: same errors, same versions, same parsing and migrating, nothing on disk. */
export class MemoryStore implements Store {
  readonly #collections = new Map<string, Map<string, Kept>>()
  /** Set to make every write fail, as a full disk would. */
  failWrites: Error | undefined
  /** Set to make every read of a record fail, as when a database is away. */
  failReads: Error | undefined
  /** Set to make writes to one collection fail. */
  failCollection: string | undefined
  failCollectionWith: Error | undefined

  collection<T, I extends IndexFields>(definition: CollectionDefinition<T, I>): Collection<T, I> {
    const records = this.#collections.get(definition.name) ?? new Map<string, Kept>()
    this.#collections.set(definition.name, records)
    return new MemoryCollection(definition, records, {
      read: () => {
        if (this.failReads) throw this.failReads
      },
      write: () => {
        if (this.failWrites) throw this.failWrites
        if (this.failCollection === definition.name)
          throw this.failCollectionWith ?? new Error(`${definition.name} takes no writes`)
      },
    })
  }

  async health(): Promise<StoreHealth> {
    return { ok: this.failWrites === undefined, quarantined: [] }
  }

  async close(): Promise<void> {
    // Nothing is open.
  }
}

class MemoryCollection<T, I extends IndexFields> implements Collection<T, I> {
  readonly #of: CollectionDefinition<T, I>
  readonly #records: Map<string, Kept>
  readonly #may: { readonly read: () => void; readonly write: () => void }

  constructor(
    of: CollectionDefinition<T, I>,
    records: Map<string, Kept>,
    may: { readonly read: () => void; readonly write: () => void },
  ) {
    this.#of = of
    this.#records = records
    this.#may = may
  }

  async get(id: string): Promise<Stored<T> | undefined> {
    checkId(id)
    this.#may.read()
    const kept = this.#records.get(id)
    return kept && this.#open(id, kept)
  }

  async create(id: string, body: T): Promise<Stored<T>> {
    checkId(id)
    this.#may.write()
    if (this.#records.has(id)) throw new AlreadyExists(this.#of.name, id)
    return this.#keep(id, body, 1)
  }

  async put(id: string, body: T, expectedVersion: number): Promise<Stored<T>> {
    checkId(id)
    this.#may.write()
    const kept = this.#records.get(id)
    if (!kept) throw new NotFound(this.#of.name, id)
    this.#check(id, kept, expectedVersion)
    return this.#keep(id, body, expectedVersion + 1)
  }

  async delete(id: string, expectedVersion?: number): Promise<void> {
    checkId(id)
    this.#may.write()
    const kept = this.#records.get(id)
    if (kept && expectedVersion !== undefined) this.#check(id, kept, expectedVersion)
    this.#records.delete(id)
  }

  async find(where: Partial<I>, options: { limit?: number } = {}): Promise<Stored<T>[]> {
    return this.#where(where)
      .slice(0, options.limit)
      .map(([id, kept]) => this.#open(id, kept))
  }

  async list(where: Partial<I>): Promise<{ id: string; index: I }[]> {
    return this.#where(where).map(([id, kept]) => ({ id, index: this.#of.index(this.#open(id, kept).body) }))
  }

  #where(where: Partial<I>): [string, Kept][] {
    return [...this.#records]
      .filter(([, kept]) =>
        Object.entries(where).every(([field, value]) => value === undefined || kept.index[field] === value),
      )
      .sort(([a], [b]) => (a < b ? -1 : 1))
  }

  #check(id: string, kept: Kept, expected: number): void {
    if (kept.version !== expected) throw new VersionConflict(this.#of.name, id, expected, kept.version)
  }

  #keep(id: string, body: T, version: number): Stored<T> {
    const parsed = this.#of.schema.parse(body)
    const kept: Kept = {
      version,
      schemaVersion: this.#of.schemaVersion,
      text: JSON.stringify(parsed),
      index: { ...this.#of.index(parsed) },
    }
    this.#records.set(id, kept)
    return this.#open(id, kept)
  }

  #open(id: string, kept: Kept): Stored<T> {
    let raw: unknown = JSON.parse(kept.text)
    for (let from = kept.schemaVersion; from < this.#of.schemaVersion; from += 1) {
      const step = this.#of.migrations?.[from]
      if (!step) throw new DamagedRecord(this.#of.name, id, `no migration from version ${from}`)
      raw = step(raw)
    }
    const parsed: z.ZodSafeParseResult<T> = this.#of.schema.safeParse(raw)
    if (!parsed.success) {
      throw new DamagedRecord(this.#of.name, id, 'its shape is not the schema', { cause: parsed.error })
    }
    return { id, version: kept.version, body: parsed.data }
  }
}

function checkId(id: string): void {
  if (!ID.test(id)) throw new RangeError('not a record id')
}
