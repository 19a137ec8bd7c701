import type { Prepared } from './prepare.ts'

/** The entries that are about a concept this strongly: those at [from, to) of `at`, in order. */
export interface Level {
  readonly concept: string
  readonly strength: number
  readonly from: number
  readonly to: number
}

/**
 * What entries are about, both ways round: concept to entries and entry to concepts. A strength is one of a few, so that an entry's is
 * a byte, and a concept's entries stand together by strength and need none.
 */
export class ConceptLists {
  readonly at: Uint32Array
  readonly #levels: ReadonlyMap<string, readonly Level[]>
  readonly #names: readonly string[]
  readonly #strengths: readonly number[]
  /** Concepts of entry i stand at [from[i], from[i + 1]), in the order they were found. */
  readonly #from: Uint32Array
  readonly #concept: Uint16Array
  readonly #strength: Uint8Array
  /** What entry i is mostly about: a concept's number and one more, or 0 when it is about nothing. */
  readonly #subject: Uint16Array
  readonly #weights = new WeakMap<ReadonlyMap<string, number>, Float64Array>()

  constructor(prepared: readonly Prepared[]) {
    const names = new Numbers<string>()
    const strengths = new Numbers<number>()
    this.#from = runsOf(prepared.map(({ about }) => about.size))
    const total = this.#from[prepared.length] ?? 0
    this.#concept = new Uint16Array(total)
    this.#strength = new Uint8Array(total)
    let next = 0
    for (const { about } of prepared) {
      for (const [concept, strength] of about) {
        this.#concept[next] = names.of(concept)
        this.#strength[next] = strengths.of(strength)
        next += 1
      }
    }
    this.#names = names.list
    this.#strengths = strengths.list
    this.#subject = Uint16Array.from(prepared, ({ about }) => {
      let most = 0
      let subject = 0
      for (const [concept, strength] of about) {
        if (strength > most) [most, subject] = [strength, names.of(concept) + 1]
      }
      return subject
    })
    const kinds = this.#strengths.length
    const keys = Uint32Array.from(this.#concept, (concept, i) => concept * kinds + (this.#strength[i] ?? 0))
    const sorted = byKey(keys, this.#from, this.#names.length * kinds)
    this.at = sorted.at
    this.#levels = new Map(
      this.#names.map((concept, c) => [
        concept,
        this.#strengths.flatMap((strength, s) => {
          const [from, to] = [sorted.from[c * kinds + s] ?? 0, sorted.from[c * kinds + s + 1] ?? 0]
          return to > from ? [{ concept, strength, from, to }] : []
        }),
      ]),
    )
  }

  levels(concept: string): readonly Level[] {
    return this.#levels.get(concept) ?? []
  }

  /** What an entry is mostly about; empty when it is about nothing. */
  subject(entry: number): string {
    return this.#names[(this.#subject[entry] ?? 0) - 1] ?? ''
  }

  /** Weights by concept as a column by the concepts' numbers; made once for each map. */
  weights(byConcept: ReadonlyMap<string, number>): Float64Array {
    const known = this.#weights.get(byConcept)
    if (known) return known
    const made = Float64Array.from(this.#names, (concept) => byConcept.get(concept) ?? 0)
    this.#weights.set(byConcept, made)
    return made
  }

  /** Concepts as a column with a 1 for each. */
  marks(concepts: ReadonlySet<string>): Uint8Array {
    return Uint8Array.from(this.#names, (concept) => (concepts.has(concept) ? 1 : 0))
  }

  /**
   * Which concept of an entry, of those that are not marked, comes to most by `factor * weight * strength`. Writes that weight and what it
   * comes to into `into`; 0 and 0 when none does.
   */
  strongest(
    entry: number,
    of: { readonly factor: number; readonly weights: Float64Array; readonly without: Uint8Array | undefined },
    into: { weight: number; value: number },
  ): void {
    into.weight = 0
    into.value = 0
    const to = this.#from[entry + 1] ?? 0
    for (let i = this.#from[entry] ?? 0; i < to; i += 1) {
      const concept = this.#concept[i] ?? 0
      const weight = of.weights[concept] ?? 0
      if (weight === 0 || of.without?.[concept] === 1) continue
      const value = of.factor * weight * (this.#strengths[this.#strength[i] ?? 0] ?? 0)
      if (value <= into.value) continue
      into.weight = weight
      into.value = value
    }
  }

  /** Calls with each concept of one entry and how strongly it is about it, in the order they were found. */
  each(entry: number, call: (concept: string, strength: number) => void): void {
    for (let i = this.#from[entry] ?? 0; i < (this.#from[entry + 1] ?? 0); i += 1) {
      call(this.#names[this.#concept[i] ?? 0] ?? '', this.#strengths[this.#strength[i] ?? 0] ?? 0)
    }
  }
}

/** The entries a word stands in. One number each: the entry twice over, and one more when the word is in its name or topics. */
export class WordLists {
  readonly #numbers: ReadonlyMap<string, number>
  readonly #from: Uint32Array
  readonly #at: Uint32Array

  constructor(prepared: readonly Prepared[]) {
    const numbers = new Numbers<string>()
    const perEntry = runsOf(prepared.map(({ words }) => words.size))
    const keys = new Uint32Array(perEntry[prepared.length] ?? 0)
    const named = new Uint8Array(keys.length)
    let next = 0
    for (const { words, nameWords } of prepared) {
      for (const word of words) {
        keys[next] = numbers.of(word)
        named[next] = nameWords.has(word) ? 1 : 0
        next += 1
      }
    }
    const sorted = byKey(keys, perEntry, numbers.list.length, named)
    this.#numbers = numbers.map
    this.#from = sorted.from
    this.#at = sorted.at
  }

  /** How many entries have the word. */
  count(word: string): number {
    const number = this.#numbers.get(word)
    return number === undefined ? 0 : (this.#from[number + 1] ?? 0) - (this.#from[number] ?? 0)
  }

  /** Calls with every entry that has the word, in order, and whether it is in the entry's name or topics. */
  each(word: string, call: (entry: number, inName: boolean) => void): void {
    const number = this.#numbers.get(word)
    if (number === undefined) return
    for (let i = this.#from[number] ?? 0; i < (this.#from[number + 1] ?? 0); i += 1) {
      const at = this.#at[i] ?? 0
      call(at >>> 1, (at & 1) === 1)
    }
  }
}

/** Gives values numbers, in the order they come. */
export class Numbers<T> {
  readonly map = new Map<T, number>()
  readonly list: T[] = []

  of(value: T): number {
    const known = this.map.get(value)
    if (known !== undefined) return known
    this.map.set(value, this.list.length)
    this.list.push(value)
    return this.list.length - 1
  }
}

/** Where runs of such lengths begin, one after the other; the last number is where all end. */
export function runsOf(lengths: readonly number[]): Uint32Array {
  const from = new Uint32Array(lengths.length + 1)
  lengths.forEach((length, i) => (from[i + 1] = (from[i] ?? 0) + length))
  return from
}

/** Turns lists of keys per entry into lists of entries per key. With `marks`, entries are doubled and the mark is added. */
function byKey(
  keys: Uint32Array,
  perEntry: Uint32Array,
  most: number,
  marks?: Uint8Array,
): { from: Uint32Array; at: Uint32Array } {
  const counts = new Array<number>(most).fill(0)
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1
  const from = runsOf(counts)
  const next = from.slice()
  const at = new Uint32Array(keys.length)
  for (let entry = 0; entry + 1 < perEntry.length; entry += 1) {
    for (let i = perEntry[entry] ?? 0; i < (perEntry[entry + 1] ?? 0); i += 1) {
      const key = keys[i] ?? 0
      const place = next[key] ?? 0
      at[place] = marks ? entry * 2 + (marks[i] ?? 0) : entry
      next[key] = place + 1
    }
  }
  return { from, at }
}
