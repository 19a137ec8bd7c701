import { isDeepStrictEqual } from 'node:util'
import type { CaseEntry, CaseOf, Casework } from '../../../domain/casework/entries.ts'
import { caseworkId, caseworks } from '../../records/casework.ts'
import type { CaseworkIndex } from '../../records/casework.ts'
import { isRace } from '../../storage/errors.ts'
import type { Collection, Store } from '../../storage/store.ts'

/** Two colleagues write about one young person only for moments at once. */
const MOST_TRIES = 5

/** What a case is the work on. */
export interface CaseKey {
  readonly of: CaseOf
  readonly id: string
  readonly conversation: string
  readonly school: string
}

/** `already`: a form that came twice. `changed`: it does not stand as the writer saw it, and nothing was written. */
export type Added = 'added' | 'already' | 'changed'

/** What staff wrote down: it is only ever added to. */
export class CaseLog {
  readonly #records: Collection<Casework, CaseworkIndex>

  constructor(store: Store) {
    this.#records = store.collection(caseworks)
  }

  /** Everything written of it, oldest first; another school's is nothing. */
  async entries({ of, id, school }: Pick<CaseKey, 'of' | 'id' | 'school'>): Promise<readonly CaseEntry[]> {
    const found = (await this.#records.get(caseworkId(of, id)))?.body
    return found?.school === school ? found.entries : []
  }

  /** The keys of a school's meetings of which it is recorded what came of them. */
  async recorded(school: string): Promise<ReadonlySet<string>> {
    const written = await this.#records.list({ school, of: 'handoff' })
    return new Set(written.flatMap(({ index }) => index.recorded.split(',')))
  }

  /** Adds an entry, once for its id, when `isAsSeen` says that what stands is what the writer saw. */
  async add(
    key: CaseKey,
    entry: CaseEntry,
    isAsSeen: (entries: readonly CaseEntry[]) => boolean = () => true,
  ): Promise<Added> {
    const record = caseworkId(key.of, key.id)
    for (let tries = 1; ; tries += 1) {
      const stored = await this.#records.get(record)
      const entries = stored?.body.entries ?? []
      const before = entries.find(({ id }) => id === entry.id)
      // The same form with other words in it (the back button) is not the same deed.
      if (before) return isSameDeed(before, entry) ? 'already' : 'changed'
      if (!isAsSeen(entries)) return 'changed'
      try {
        if (stored)
          await this.#records.put(record, { ...stored.body, entries: [...entries, entry] }, stored.version)
        else await this.#records.create(record, { ...key, createdAt: entry.at, entries: [entry] })
        return 'added'
      } catch (error) {
        if (!isRace(error) || tries >= MOST_TRIES) throw error
      }
    }
  }
}

const isSameDeed = (one: CaseEntry, other: CaseEntry): boolean =>
  isDeepStrictEqual({ ...one, at: '' }, { ...other, at: '' })
