import type { Part } from './pattern.ts'
import { parsePattern, withoutLooseEnds } from './pattern.ts'
import type { Slots } from './rules.ts'
import { PatternError } from './rules.ts'

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

/** The end of a phrase, or a place on the way to one. */
export interface PhraseNode {
  readonly id: number
  readonly next: ReadonlyMap<number, PhraseNode>
  readonly sets: readonly number[]
  /** What the slots that end here tell about the words. */
  flags: number
}

interface GrowingNode extends PhraseNode {
  next: Map<number, GrowingNode>
  sets: number[]
}

/** Where a phrase has got to, and after how many words. */
interface End {
  readonly node: GrowingNode
  readonly depth: number
}

/** Most nodes lead nowhere further, and many end no set: they share these. */
const NOWHERE = new Map<number, GrowingNode>()
const NO_SETS: number[] = []

/**
 * All phrases of all slots and patterns in one trie of word ids. A "set" is a slot or a group of phrases that may stand for each
 * other; a trie node knows the sets that end there.
 */
export class Phrasebook {
  readonly #root: GrowingNode = { id: 0, next: new Map(), sets: [], flags: 0 }
  readonly #wordIds = new Map<string, number>()
  readonly #sets = new Map<string, number>()
  readonly #flat = new Map<string, readonly (readonly string[])[]>()
  readonly #flagOf = new Map<number, number>()
  readonly #slots: ReadonlyMap<string, readonly string[]>
  #nodes = 1
  readonly #read: (word: string) => readonly string[]

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
    this.#read = read
    for (const [name, flag] of flags) {
      this.#flagOf.set(this.#sets.size, flag)
      this.slot(name)
    }
  }

  get root(): PhraseNode {
    return this.#root
  }

  get sets(): number {
    return this.#sets.size
  }

  words(): ReadonlySet<string> {
    return new Set(this.#wordIds.keys())
  }

  wordId(word: string): number {
    return this.#wordIds.get(word) ?? -1
  }

  /** The set of a slot, by its name. Throws PatternError when there is no such slot. */
  slot(name: string): number {
    return this.#set(`{${name}}`, [{ is: 'slot', name }], name)
  }

  /** Lets go of what is only needed while patterns are read: most of the memory of a book. */
  settle(): void {
    this.#flat.clear()
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
    const ends = this.#ends(parts, pattern)
    const id = this.#sets.size
    this.#sets.set(key, id)
    for (const { node, depth } of ends) {
      if (depth === 0) {
        throw new PatternError(
          key,
          'one of the words is left out of every message, so that it would match anywhere',
        )
      }
      if (depth > REACH) throw new PatternError(key, `has more than ${REACH} words`)
      if (node.sets === NO_SETS) node.sets = [id]
      else if (!node.sets.includes(id)) node.sets.push(id)
      node.flags |= this.#flagOf.get(id) ?? 0
    }
    return id
  }

  /** Where all the phrases end that the parts stand for: the ways there are made on the way, and none is written out. */
  #ends(parts: readonly Part[], pattern: string): readonly End[] {
    let ends: readonly End[] = [{ node: this.#root, depth: 0 }]
    for (const part of parts) {
      const choices = this.#choices(part, pattern, [])
      ends = ends.flatMap((end) => choices.map((phrase) => this.#follow(end, phrase)))
      if (ends.length > LIMITS.phrases) throw new PatternError(pattern, 'stands for too many phrases')
    }
    return ends
  }

  #follow({ node: from, depth }: End, phrase: readonly string[]): End {
    let node = from
    for (const word of phrase) {
      let id = this.#wordIds.get(word)
      if (id === undefined) {
        id = this.#wordIds.size
        this.#wordIds.set(word, id)
      }
      let next = node.next.get(id)
      if (next === undefined) {
        next = { id: this.#nodes, next: NOWHERE, sets: NO_SETS, flags: 0 }
        this.#nodes += 1
        if (node.next === NOWHERE) node.next = new Map()
        node.next.set(id, next)
      }
      node = next
    }
    return { node, depth: depth + phrase.length }
  }

  #phrasesOfSlot(name: string, within: readonly string[]): readonly (readonly string[])[] {
    const known = this.#flat.get(name)
    if (known !== undefined) return known
    const lines = this.#slots.get(name)
    if (lines === undefined) throw new PatternError(`{${name}}`, 'there is no slot of this name')
    if (within.includes(name)) throw new PatternError(`{${name}}`, 'the slot leans on itself')
    const phrases = lines.flatMap((line) => this.#phrases(parsePattern(line), line, [...within, name]))
    this.#flat.set(name, phrases)
    return phrases
  }

  #phrases(
    parts: readonly Part[],
    pattern: string,
    within: readonly string[],
  ): readonly (readonly string[])[] {
    let ways: (readonly string[])[] = [[]]
    for (const part of parts) {
      const choices = this.#choices(part, pattern, within)
      ways = ways.flatMap((way) => choices.map((choice) => [...way, ...choice]))
      if (ways.length > LIMITS.phrases) throw new PatternError(pattern, 'stands for too many phrases')
    }
    return ways
  }

  #choices(part: Part, pattern: string, within: readonly string[]): readonly (readonly string[])[] {
    if (part.is === 'word') return [this.#read(part.word)]
    if (part.is === 'slot') return this.#phrasesOfSlot(part.name, within)
    if (part.is === 'maybe') return [[], ...this.#phrases(part.parts, pattern, within)]
    if (part.is === 'either') return part.ways.flatMap((way) => this.#phrases(way, pattern, within))
    throw new PatternError(pattern, 'a slot or group may hold words and slots only')
  }
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
