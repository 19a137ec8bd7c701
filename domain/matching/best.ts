/** Puts an item into a list in order, behind those that are as good. Moves what is there: a splice would leave a list for the collector. */
export function insert<T>(list: T[], item: T, order: (a: T, b: T) => number): void {
  let place = list.length
  list.push(item)
  for (; place > 0; place -= 1) {
    const before = list[place - 1]
    if (before === undefined || order(item, before) >= 0) break
    list[place] = before
  }
  list[place] = item
}

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
    insert(this.#list, item, this.#order)
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
