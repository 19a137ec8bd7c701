import type { Part } from '../patterns/grammar.ts'
import { parsePattern, PatternError } from '../patterns/grammar.ts'
import type { Slots } from './rules.ts'
import { ROOT, Trie } from './trie.ts'

const LIMITS = {
  /** Phrases one slot or group may stand for: more would be a mistake in the file, and slow. */
  phrases: 6_000,
  /** Variants one pattern may unfold into. */
  variants: 400,
} as const

/** Longest phrase of a slot or pattern, in words. */
export const REACH = 24

/** One step of an unfolded pattern: up to `gap` words may stand before a phrase of `set`. */
export interface Step {
  readonly gap: number
  readonly wide: boolean
  readonly set: number
}

export interface Variant {
  readonly steps: readonly Step[]
  readonly fromStart: boolean
  readonly toEnd: boolean
}

/** A line of a slot, and what it says. */
type Line = readonly [written: string, parts: readonly Part[]]

/**
 * All phrases of all slots and patterns in one trie of word ids. A "set" is a slot or a group of phrases that may stand for each
 * other; a trie node knows the sets that end there.
 */
export class Phrasebook {
  readonly trie = new Trie()
  readonly #wordIds = new Map<string, number>()
  readonly #sets = new Map<string, number>()
  readonly #lines = new Map<string, readonly Line[]>()
  readonly #read = new Map<string, readonly number[]>()
  readonly #flagOf = new Map<number, number>()
  readonly #slots: ReadonlyMap<string, readonly string[]>
  readonly #reads: (word: string) => readonly string[]

  /**
   * `read` turns a word as written in a pattern into the words of a message (folded, slang replaced); `flags` are the slots that
   * tell something about words by themselves, and what.
   */
  constructor(
    slots: Slots,
    read: (word: string) => readonly string[],
    flags: readonly (readonly [name: string, flag: number])[],
  ) {
    this.#slots = new Map(Object.entries(slots))
    this.#reads = read
    for (const [name, flag] of flags) {
      this.#flagOf.set(this.#sets.size, flag)
      this.slot(name)
    }
  }

  get sets(): number {
    return this.#sets.size
  }

  /** All words, in the order of their ids. */
  words(): Iterable<string> {
    return this.#wordIds.keys()
  }

  /** The set of a slot, by its name. Throws PatternError when there is no such slot. */
  slot(name: string): number {
    return this.#set(`{${name}}`, [{ is: 'slot', name }], name)
  }

  /** Unfolds a pattern into plain sequences of steps. Throws PatternError when it cannot be used. */
  unfold(pattern: string): readonly Variant[] {
    const found: Variant[] = []
    for (const parts of this.#spread(withoutLooseEnds(parsePattern(pattern)), pattern)) {
      const steps: Step[] = []
      let gap = 0
      let wide = false
      let run: Part[] = []
      const flush = (): void => {
        if (run.length === 0) return
        const parts = run
        run = []
        const key = parts.map(keyOf).join(' ')
        steps.push({ gap, wide, set: this.#set(key, parts, pattern) })
        gap = 0
        wide = false
      }
      const inner = parts.filter((part) => part.is !== 'start' && part.is !== 'end')
      for (const part of inner) {
        if (part.is === 'gap') {
          flush()
          if (steps.length === 0) continue
          gap = Math.max(gap, part.most)
          wide ||= part.wide
        } else if (part.is === 'word') {
          if (run[0] !== undefined && run[0].is !== 'word') flush()
          run.push(part)
        } else {
          flush()
          run.push(part)
        }
      }
      flush()
      if (steps.length === 0) throw new PatternError(pattern, 'one way of reading it has no words')
      found.push({
        steps,
        fromStart: parts[0]?.is === 'start',
        toEnd: parts.at(-1)?.is === 'end',
      })
    }
    return found
  }

  /** All ways of taking the optional parts, and the groups that hold gaps; groups of phrases stay whole. */
  #spread(parts: readonly Part[], pattern: string): readonly (readonly Part[])[] {
    let ways: (readonly Part[])[] = [[]]
    for (const part of parts) {
      let choices: readonly (readonly Part[])[] = [[part]]
      if (part.is === 'maybe') choices = [[], ...this.#spread(part.parts, pattern)]
      else if (part.is === 'either' && holdsGap(part)) {
        choices = part.ways.flatMap((way) => this.#spread(way, pattern))
      }
      ways = ways.flatMap((way) => choices.map((choice) => [...way, ...choice]))
      if (ways.length > LIMITS.variants) throw new PatternError(pattern, 'has too many optional parts')
    }
    return ways
  }

  #set(key: string, parts: readonly Part[], pattern: string): number {
    const known = this.#sets.get(key)
    if (known !== undefined) return known
    // Before anything is added: a slot that leans on itself is found out here.
    const ends = this.#ends([ROOT], parts, pattern, [])
    const id = this.#sets.size
    this.#sets.set(key, id)
    const flags = this.#flagOf.get(id) ?? 0
    for (const node of ends) {
      if (node === ROOT) {
        throw new PatternError(
          key,
          'one of the words is left out of every message, so that it would match anywhere',
        )
      }
      if (this.trie.depth(node) > REACH) throw new PatternError(key, `has more than ${REACH} words`)
      this.trie.end(node, id, flags)
    }
    return id
  }

  /** Where all the phrases end that the parts stand for, from each of these nodes: the ways there are made on the way, and none is written out. */
  #ends(
    from: readonly number[],
    parts: readonly Part[],
    pattern: string,
    within: readonly string[],
  ): readonly number[] {
    let ends = from
    for (const part of parts) {
      ends = this.#after(ends, part, pattern, within)
      if (ends.length > LIMITS.phrases) throw new PatternError(pattern, 'stands for too many phrases')
    }
    return ends
  }

  #after(from: readonly number[], part: Part, pattern: string, within: readonly string[]): readonly number[] {
    if (part.is === 'word') {
      const ids = this.#idsOf(part.word)
      return from.map((node) => ids.reduce((last, id) => this.trie.grow(last, id), node))
    }
    if (part.is === 'slot') {
      if (within.includes(part.name)) throw new PatternError(`{${part.name}}`, 'the slot leans on itself')
      const inside = [...within, part.name]
      return this.#linesOf(part.name).flatMap(([line, parts]) => this.#ends(from, parts, line, inside))
    }
    if (part.is === 'maybe') return [...from, ...this.#ends(from, part.parts, pattern, within)]
    if (part.is === 'either') return part.ways.flatMap((way) => this.#ends(from, way, pattern, within))
    throw new PatternError(pattern, 'a slot or group may hold words and slots only')
  }

  /** The ids of the words that a word of a pattern is read as. */
  #idsOf(word: string): readonly number[] {
    const known = this.#read.get(word)
    if (known !== undefined) return known
    const ids = this.#reads(word).map((read) => {
      const id = this.#wordIds.get(read) ?? this.#wordIds.size
      this.#wordIds.set(read, id)
      return id
    })
    this.#read.set(word, ids)
    return ids
  }

  #linesOf(name: string): readonly Line[] {
    const known = this.#lines.get(name)
    if (known !== undefined) return known
    const lines = this.#slots.get(name)
    if (lines === undefined) throw new PatternError(`{${name}}`, 'there is no slot of this name')
    const parsed = lines.map((line) => [line, parsePattern(line)] as const)
    this.#lines.set(name, parsed)
    return parsed
  }
}

/** Without what may be left out at either end: it decides nothing about whether the pattern is found. */
function withoutLooseEnds(parts: readonly Part[]): readonly Part[] {
  const loose = (part: Part | undefined): boolean => part?.is === 'maybe' || part?.is === 'gap'
  let [first, last] = [0, parts.length]
  while (first < last && loose(parts[first])) first += 1
  while (last > first && loose(parts[last - 1])) last -= 1
  return parts.slice(first, last)
}

function holdsGap(part: Part): boolean {
  if (part.is === 'gap' || part.is === 'start' || part.is === 'end') return true
  if (part.is === 'maybe') return part.parts.some(holdsGap)
  return part.is === 'either' && part.ways.some((way) => way.some(holdsGap))
}

function keyOf(part: Part): string {
  if (part.is === 'word') return part.word
  if (part.is === 'slot') return `{${part.name}}`
  if (part.is === 'maybe') return `[${part.parts.map(keyOf).join(' ')}]`
  if (part.is === 'either') return `(${part.ways.map((way) => way.map(keyOf).join(' ')).join('|')})`
  return part.is
}
