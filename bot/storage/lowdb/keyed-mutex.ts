/** Runs what concerns one key one at a time, in the order it was asked for; different keys do not wait for each other. */
export class KeyedMutex {
  readonly #tails = new Map<string, Promise<void>>()

  async run<R>(key: string, work: () => Promise<R>): Promise<R> {
    const before = this.#tails.get(key)
    // The tail settles however the work ends: one failure must not fail whoever waits behind it.
    const mine = before === undefined ? work() : before.then(work)
    const tail = mine.then(
      () => undefined,
      () => undefined,
    )
    this.#tails.set(key, tail)
    try {
      return await mine
    } finally {
      if (this.#tails.get(key) === tail) this.#tails.delete(key)
    }
  }

  /** Settles when all that was asked for so far has ended. */
  async idle(): Promise<void> {
    await Promise.all(this.#tails.values())
  }
}
