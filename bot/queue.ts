/** Runs tasks of one key one after another, of different keys side by side. A task that fails does not stop the next. */
export class KeyedQueue {
  readonly #last = new Map<string, Promise<unknown>>()

  run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve()
    const result = before.then(task, task)
    const settled = result.catch(() => undefined)
    this.#last.set(key, settled)
    void settled.then(() => {
      if (this.#last.get(key) === settled) this.#last.delete(key)
    })
    return result
  }

  /** Resolves when everything queued by now is done. */
  async idle(): Promise<void> {
    await Promise.all(this.#last.values())
  }
}
