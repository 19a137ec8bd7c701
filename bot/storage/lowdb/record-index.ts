import type { IndexFields, IndexValue } from '../store.ts'

/** What is known of a record without opening its body. */
export interface IndexEntry {
  readonly version: number
  /** Of the index fields. */
  readonly schemaVersion: number
  readonly index: IndexFields
}

type Where = Readonly<Record<string, IndexValue | undefined>>

/** Ids and index fields of one collection in memory. Made from the files' heads at start, changed only after the disk accepted a write. */
export class RecordIndex {
  readonly #entries = new Map<string, IndexEntry>()
  /** For a field, the ids at each value. Made at the first question about the field: most fields are read and never asked for. */
  readonly #byField = new Map<string, Map<IndexValue, Set<string>>>()

  /** How many records there are of each schema version, so that the question for older ones is free when there are none. */
  readonly #perSchema = new Map<number, number>()

  get(id: string): IndexEntry | undefined {
    return this.#entries.get(id)
  }

  get size(): number {
    return this.#entries.size
  }

  entries(): IterableIterator<[string, IndexEntry]> {
    return this.#entries.entries()
  }

  set(id: string, entry: IndexEntry): void {
    this.delete(id)
    this.#entries.set(id, entry)
    this.#count(entry.schemaVersion, 1)
    for (const [field, byValue] of this.#byField) file(byValue, entry.index[field], id)
  }

  delete(id: string): void {
    const entry = this.#entries.get(id)
    if (!entry) return
    this.#entries.delete(id)
    this.#count(entry.schemaVersion, -1)
    for (const [field, byValue] of this.#byField) {
      const value = entry.index[field]
      const ids = value === undefined ? undefined : byValue.get(value)
      ids?.delete(id)
      if (value !== undefined && ids?.size === 0) byValue.delete(value)
    }
  }

  /** Ids whose index fields equal `where`, sorted. */
  find(where: Where): string[] {
    const sets = valuesIn(where).map(([field, value]) => this.#at(field).get(value))
    if (sets.length === 0) return [...this.#entries.keys()].sort()
    const [smallest] = sets.sort((a, b) => (a?.size ?? 0) - (b?.size ?? 0))
    return [...(smallest ?? [])].filter((id) => this.has(id, where)).sort()
  }

  /** Whether a record is there and its index fields equal `where`. */
  has(id: string, where: Where): boolean {
    const index = this.#entries.get(id)?.index
    return index !== undefined && valuesIn(where).every(([field, value]) => index[field] === value)
  }

  /** Records whose index fields are of an older schema. */
  olderThan(schemaVersion: number): [string, IndexEntry][] {
    if ([...this.#perSchema.keys()].every((version) => version >= schemaVersion)) return []
    return [...this.#entries].filter(([, entry]) => entry.schemaVersion < schemaVersion)
  }

  #count(schemaVersion: number, by: number): void {
    const count = (this.#perSchema.get(schemaVersion) ?? 0) + by
    if (count === 0) this.#perSchema.delete(schemaVersion)
    else this.#perSchema.set(schemaVersion, count)
  }

  #at(field: string): Map<IndexValue, Set<string>> {
    const known = this.#byField.get(field)
    if (known) return known
    const byValue = new Map<IndexValue, Set<string>>()
    for (const [id, entry] of this.#entries) file(byValue, entry.index[field], id)
    this.#byField.set(field, byValue)
    return byValue
  }
}

/** A field asked for as undefined is not asked for. */
function valuesIn(where: Where): [string, IndexValue][] {
  return Object.entries(where).filter((pair): pair is [string, IndexValue] => pair[1] !== undefined)
}

function file(byValue: Map<IndexValue, Set<string>>, value: IndexValue | undefined, id: string): void {
  if (value === undefined) return
  const ids = byValue.get(value)
  if (ids) ids.add(id)
  else byValue.set(value, new Set([id]))
}
