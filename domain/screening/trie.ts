/** The node at which every phrase begins. */
export const ROOT = 0

/** No such node, no set. */
const NONE = -1

/** Places of the table for each node at least: fuller, and looking for a place takes long. */
const ROOM = 2

/** A grown trie as plain lists, for a build to keep: of each node but the root the one before it, its word and flags; and node, set for each end. */
export interface TrieTables {
  readonly parents: readonly number[]
  readonly words: readonly number[]
  readonly flags: readonly number[]
  readonly ends: readonly number[]
}

/**
 * Rows of word ids that share their beginnings. A node is the end of a row of words, and a number; it may end several sets and have flags.
 * All stands in a few tables of numbers: as objects the phrases of all rules were most of the memory and of the time of a start.
 */
export class Trie {
  /** Of each node: the one before it, the word that leads here, how many words there are so far, the last one's flags. */
  #parent = new Int32Array(1_024)
  #word = new Int32Array(1_024)
  #depth = new Uint8Array(1_024)
  #flags = new Uint8Array(1_024)
  /** The set that ends at a node; where there are more of them, NONE less their place in `#several`. */
  #set = new Int32Array(1_024).fill(NONE)
  readonly #several: number[][] = [[]]
  /** Nodes by their parent and word, open addressing: 0 is a free place, as no word leads to the root. */
  #table = new Int32Array(1_024 * ROOM)
  #size = 1

  /** Grows a trie from what `tables` gave. */
  static from({ parents, words, flags, ends }: TrieTables): Trie {
    const trie = new Trie()
    trie.#enlarge(parents.length + 1)
    for (const [at, parent] of parents.entries()) {
      const node = trie.#add(parent, words[at] ?? 0)
      trie.#flags[node] = flags[at] ?? 0
    }
    for (let at = 0; at < ends.length; at += 2) trie.end(ends[at] ?? 0, ends[at + 1] ?? 0, 0)
    return trie
  }

  tables(): TrieTables {
    const nodes = Array.from({ length: this.#size - 1 }, (_, at) => at + 1)
    return {
      parents: nodes.map((node) => this.#parent[node] ?? 0),
      words: nodes.map((node) => this.#word[node] ?? 0),
      flags: nodes.map((node) => this.flags(node)),
      ends: nodes.flatMap((node) => this.sets(node).flatMap((set) => [node, set])),
    }
  }

  /** The node that a word leads to; -1 when there is none. */
  next(node: number, word: number): number {
    const table = this.#table
    const last = table.length - 1
    for (let at = place(node, word) & last; ; at = (at + 1) & last) {
      const found = table[at] ?? 0
      if (found === 0) return NONE
      if (this.#parent[found] === node && this.#word[found] === word) return found
    }
  }

  /** The same; the node is made when there is none. */
  grow(node: number, word: number): number {
    const known = this.next(node, word)
    if (known !== NONE) return known
    if (this.#size === this.#parent.length) this.#enlarge(this.#size * 2)
    return this.#add(node, word)
  }

  #add(node: number, word: number): number {
    const made = this.#size
    this.#size += 1
    this.#parent[made] = node
    this.#word[made] = word
    this.#depth[made] = (this.#depth[node] ?? 0) + 1
    this.#enter(made)
    return made
  }

  /** Words on the way to a node, at most 255. */
  depth(node: number): number {
    return this.#depth[node] ?? 0
  }

  flags(node: number): number {
    return this.#flags[node] ?? 0
  }

  /** A set ends at a node. */
  end(node: number, set: number, flags: number): void {
    this.#flags[node] = this.flags(node) | flags
    const known = this.#set[node] ?? NONE
    if (known === NONE) this.#set[node] = set
    else if (known < NONE) {
      const sets = this.#several[NONE - known] ?? []
      if (!sets.includes(set)) sets.push(set)
    } else if (known !== set) {
      this.#set[node] = NONE - this.#several.length
      this.#several.push([known, set])
    }
  }

  /** Whether any set ends at a node. */
  ends(node: number): boolean {
    return this.#set[node] !== NONE
  }

  /** The sets that end at a node, in the order in which they came. */
  sets(node: number): readonly number[] {
    const known = this.#set[node] ?? NONE
    if (known === NONE) return []
    return known < NONE ? (this.#several[NONE - known] ?? []) : [known]
  }

  #enter(node: number): void {
    const table = this.#table
    const last = table.length - 1
    let at = place(this.#parent[node] ?? 0, this.#word[node] ?? 0) & last
    while (table[at] !== 0) at = (at + 1) & last
    table[at] = node
  }

  #enlarge(least: number): void {
    const size = 2 ** Math.ceil(Math.log2(Math.max(least, this.#parent.length)))
    this.#parent = larger(this.#parent, new Int32Array(size))
    this.#word = larger(this.#word, new Int32Array(size))
    this.#depth = larger(this.#depth, new Uint8Array(size))
    this.#flags = larger(this.#flags, new Uint8Array(size))
    this.#set = larger(this.#set, new Int32Array(size).fill(NONE))
    this.#table = new Int32Array(size * ROOM)
    for (let node = 1; node < this.#size; node += 1) this.#enter(node)
  }
}

function larger<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}

/** Mixes both numbers, so that neighbours stand far from each other. */
function place(node: number, word: number): number {
  const mixed = Math.imul(node, 0x9e3779b1) ^ Math.imul(word, 0x85ebca6b)
  return mixed ^ (mixed >>> 15)
}
