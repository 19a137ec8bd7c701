import type { StoreLog } from '../store-log.ts'
import type { CollectionName } from '../store.ts'

/** Records that this process met and could not read. They stay in their table. */
export class Unreadable {
  readonly #log: StoreLog
  readonly #met = new Set<string>()

  constructor(log: StoreLog) {
    this.#log = log
  }

  note(collection: CollectionName, id: string, why: string): void {
    const key = `${collection}/${id}`
    // Said once: a list that is asked for every few seconds would fill the log.
    if (this.#met.has(key)) return
    this.#met.add(key)
    this.#log.error({ collection, id, why }, 'a record cannot be read')
  }

  forget(collection: CollectionName, id: string): void {
    this.#met.delete(`${collection}/${id}`)
  }

  report(): string[] {
    return [...this.#met].sort()
  }
}
