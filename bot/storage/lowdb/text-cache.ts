/** At most this many records in memory: the conversations of a busy school, each read again a few seconds after it was written. */
const MOST_RECORDS = 1_000
/** And at most this many characters in all (16 MB at worst), since one long conversation may weigh as much as fifty short ones. */
const MOST_CHARACTERS = 8_000_000

/** The least recently used go first. Keeps texts, not objects: each reader parses its own copy, so nobody can change what another sees. */
export class TextCache<M> {
  readonly #entries = new Map<string, { text: string; meta: M }>()
  readonly #mostRecords: number
  readonly #mostCharacters: number
  #characters = 0

  constructor(mostRecords: number = MOST_RECORDS, mostCharacters: number = MOST_CHARACTERS) {
    this.#mostRecords = mostRecords
    this.#mostCharacters = mostCharacters
  }

  get(key: string): { text: string; meta: M } | undefined {
    const entry = this.#entries.get(key)
    if (!entry) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    return entry
  }

  set(key: string, text: string, meta: M): void {
    this.forget(key)
    this.#entries.set(key, { text, meta })
    this.#characters += text.length
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#mostRecords && this.#characters <= this.#mostCharacters) return
      this.forget(oldest)
    }
  }

  forget(key: string): void {
    const entry = this.#entries.get(key)
    if (!entry) return
    this.#entries.delete(key)
    this.#characters -= entry.text.length
  }

  get size(): number {
    return this.#entries.size
  }
}
