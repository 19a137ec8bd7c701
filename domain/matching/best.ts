/** The best few of many, kept in order; the others are let go at once. */
export class Best<T> {
  readonly #most: number
  readonly #order: (a: T, b: T) => number
  readonly #list: T[] = []

  constructor(most: number, order: (a: T, b: T) => number) {
    this.#most = most
    this.#order = order
  }

  offer(item: T): void {
    const last = this.#list.at(-1)
    if (last !== undefined && this.#list.length >= this.#most && this.#order(item, last) >= 0) return
    let from = 0
    let to = this.#list.length
    while (from < to) {
      const middle = (from + to) >> 1
      const there = this.#list[middle]
      if (there !== undefined && this.#order(item, there) < 0) to = middle
      else from = middle + 1
    }
    this.#list.splice(from, 0, item)
    if (this.#list.length > this.#most) this.#list.pop()
  }

  /** The last of a full list; undefined while there is room. */
  get worst(): T | undefined {
    return this.#list.length >= this.#most ? this.#list.at(-1) : undefined
  }

  get list(): readonly T[] {
    return this.#list
  }
}
