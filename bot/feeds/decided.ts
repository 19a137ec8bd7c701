import type { Decision } from '../../domain/directory/decisions.ts'
import { decisionId, decisions } from '../records/decisions.ts'
import type { DecisionIndex } from '../records/decisions.ts'
import type { Collection, Store, Stored } from '../storage/store.ts'

/**
 * What link workers decided about their directories: on the disk first, and at hand for the next rebuilding. Other processes write as
 * well, so `look` asks the store what changed.
 */
export class Decided {
  readonly #records: Collection<Decision, DecisionIndex>
  readonly #bySchool = new Map<string, ReadonlyMap<string, Stored<Decision>>>()
  /** Per school, what the store's index said when its decisions were last read. */
  readonly #seen = new Map<string, string>()

  constructor(store: Store) {
    this.#records = store.collection(decisions)
  }

  of(school: string): Decision[] {
    return [...(this.#bySchool.get(school)?.values() ?? [])].map(({ body }) => body)
  }

  /** A decision as it was last read; its version goes into the form that changes it. */
  recordOf(of: Pick<Decision, 'kind' | 'school' | 'entry'>): Stored<Decision> | undefined {
    return this.#bySchool.get(of.school)?.get(decisionId(of))
  }

  /**
   * Writes a decision down. `version` is that of the record it follows, 0 when there was none. Throws VersionConflict, AlreadyExists or
   * NotFound when somebody else decided in between. It takes effect with the next `look`.
   */
  async write(decision: Decision, version: number): Promise<void> {
    const id = decisionId(decision)
    if (version === 0) await this.#records.create(id, decision)
    else await this.#records.put(id, decision, version)
  }

  /** Takes a decision back. Throws VersionConflict when somebody else changed it in between. */
  async takeBack(of: Pick<Decision, 'kind' | 'school' | 'entry'>, version: number): Promise<void> {
    await this.#records.delete(decisionId(of), version)
  }

  /** Reads again where something changed; gives the schools in which it did. */
  async look(): Promise<ReadonlySet<string>> {
    const now = new Map<string, string[]>()
    for (const { id, index } of await this.#records.list({})) {
      now.set(index.school, [...(now.get(index.school) ?? []), `${id} ${index.stamp}`])
    }
    const changed = new Set<string>()
    for (const school of new Set([...now.keys(), ...this.#seen.keys()])) {
      const stamp = (now.get(school) ?? []).join('\n')
      if (stamp === (this.#seen.get(school) ?? '')) continue
      const found = await this.#records.find({ school })
      this.#bySchool.set(school, new Map(found.map((record) => [record.id, record])))
      this.#seen.set(school, stamp)
      changed.add(school)
    }
    return changed
  }
}
