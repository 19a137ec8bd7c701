import type { Part } from '../patterns/grammar.ts'
import { parsePattern, PatternError } from '../patterns/grammar.ts'
import { words } from './words.ts'

/** What `#` stands for: "300", "300quid". */
const FIGURE = /^\d+[a-z]*$/

/** Parts of a pattern in words as they are compared. A gap is for words nobody foresaw: "owe the phone company like 300 quid". */
type Step =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'figure' }
  | { readonly kind: 'gap'; readonly most: number }
  | { readonly kind: 'end' }
  | { readonly kind: 'choice'; readonly ways: readonly (readonly Step[])[] }

/** Lists of words a pattern may name, as `{kin}`. */
export type PatternLists = Readonly<Record<string, readonly string[]>>

interface Entry<T> {
  readonly rest: readonly Step[]
  /** Words that may come next; undefined where it may be any, or none. */
  readonly next: ReadonlySet<string> | undefined
  readonly value: T
}

/**
 * Values found by patterns of words: `(kicked|chucked) me out`, `{kin} wants me (out|gone)`, `owe * # quid`. What is matched stays within one
 * thought.
 */
export class PatternBook<T> {
  readonly #byFirst = new Map<string, Entry<T>[]>()
  readonly #lists: ReadonlyMap<string, Step>
  readonly #fillers: ReadonlySet<string>

  /** Fillers are left out of patterns as they are of what is read. */
  constructor(lists: PatternLists, fillers: ReadonlySet<string> = new Set()) {
    this.#fillers = fillers
    this.#lists = new Map(
      Object.entries(lists).map(([name, said]) => [
        name,
        { kind: 'choice', ways: said.map((one) => this.#phrase(one)) },
      ]),
    )
  }

  /** Throws PatternError when it is not of the grammar, names no list, does not begin with a word, ends open, or has a way of fillers alone. */
  add(pattern: string, value: T): void {
    const steps = this.#steps(parsePattern(pattern), pattern)
    if (endsOpen(steps)) throw new PatternError(pattern, 'ends open, and would swallow what is told next')
    const nextOf = new Map<readonly Step[], Entry<T>['next']>()
    for (const [first, rest] of beginnings(steps, pattern)) {
      if (!nextOf.has(rest)) nextOf.set(rest, nextWords(rest))
      const entries = this.#byFirst.get(first) ?? []
      entries.push({ rest, next: nextOf.get(rest), value })
      this.#byFirst.set(first, entries)
    }
  }

  /** The longest that begins at `at`: its length in words and everything it stands for. `isEnd` tells where a thought ends before a word. */
  longestAt(
    list: readonly string[],
    at: number,
    isEnd: (at: number) => boolean = () => false,
  ): { length: number; values: readonly T[] } | undefined {
    let longest = 0
    let values: T[] = []
    const second = list[at + 1] ?? ''
    for (const { rest, next, value } of this.#byFirst.get(list[at] ?? '') ?? []) {
      if (next?.has(second) === false) continue
      const end = Math.max(0, ...ends(rest, [at + 1], list, isEnd))
      if (end === 0 || end - at < longest) continue
      if (end - at > longest) values = []
      longest = end - at
      if (!values.includes(value)) values.push(value)
    }
    return longest > 0 ? { length: longest, values } : undefined
  }

  #phrase(said: string): Step[] {
    return words(said)
      .filter((text) => !this.#fillers.has(text))
      .map((text) => ({ kind: 'word', text }))
  }

  #steps(parts: readonly Part[], pattern: string): Step[] {
    return parts.flatMap((part) => this.#step(part, pattern))
  }

  #step(part: Part, pattern: string): Step[] {
    if (part.is === 'word') return part.word === '#' ? [{ kind: 'figure' }] : this.#phrase(part.word)
    if (part.is === 'gap') return [{ kind: 'gap', most: part.most }]
    if (part.is === 'either') return [{ kind: 'choice', ways: this.#ways(part.ways, pattern) }]
    if (part.is === 'maybe') return [{ kind: 'choice', ways: [...this.#ways([part.parts], pattern), []] }]
    if (part.is === 'end') return [{ kind: 'end' }]
    if (part.is !== 'slot') throw new PatternError(pattern, 'a fact is looked for anywhere: no ^')
    const list = this.#lists.get(part.name)
    if (!list) throw new PatternError(pattern, `names {${part.name}}, which is no list`)
    return [list]
  }

  #ways(ways: readonly (readonly Part[])[], pattern: string): Step[][] {
    return ways.map((way) => {
      const steps = this.#steps(way, pattern)
      if (steps.length > 0) return steps
      throw new PatternError(pattern, 'has a way of fillers alone, which would match anything')
    })
  }
}

function endsOpen(steps: readonly Step[]): boolean {
  const last = steps.at(-1)
  return last?.kind === 'gap' || (last?.kind === 'choice' && last.ways.some(endsOpen))
}

/** Every word a pattern may begin with, and what has to follow it. */
function beginnings(steps: readonly Step[], pattern: string): [string, readonly Step[]][] {
  const [first, ...rest] = steps
  if (first?.kind === 'word') return [[first.text, rest]]
  if (first?.kind !== 'choice') throw new PatternError(pattern, 'may begin with no word')
  return first.ways.flatMap((way): [string, readonly Step[]][] => {
    const [only, ...more] = way
    // Ways of one word share what follows.
    if (only?.kind === 'word' && more.length === 0) return [[only.text, rest]]
    return beginnings([...way, ...rest], pattern)
  })
}

/** Every word that may come first in the steps; undefined where any may, or none need. */
function nextWords(steps: readonly Step[]): ReadonlySet<string> | undefined {
  const found = new Set<string>()
  const [first, ...rest] = steps
  if (first?.kind === 'word') return found.add(first.text)
  if (first?.kind !== 'choice') return undefined
  let after: ReadonlySet<string> | undefined
  for (const way of first.ways) {
    const words = way.length > 0 ? nextWords(way) : (after ??= nextWords(rest))
    if (!words) return undefined
    for (const word of words) found.add(word)
  }
  return found
}

/** Where the steps may end when they begin at one of the places. */
function ends(
  steps: readonly Step[],
  from: readonly number[],
  list: readonly string[],
  isEnd: (at: number) => boolean,
): readonly number[] {
  let places = from
  for (const step of steps) {
    places = [...new Set(places.flatMap((at) => after(step, at, list, isEnd)))]
    if (places.length === 0) return places
  }
  return places
}

function after(
  step: Step,
  at: number,
  list: readonly string[],
  isEnd: (at: number) => boolean,
): readonly number[] {
  if (step.kind === 'choice') return step.ways.flatMap((way) => ends(way, [at], list, isEnd))
  if (step.kind === 'gap') {
    const places = [at]
    for (let next = at; next < at + step.most && next < list.length && !isEnd(next); next += 1)
      places.push(next + 1)
    return places
  }
  const word = list[at]
  const isOver = word === undefined || isEnd(at)
  if (step.kind === 'end') return isOver ? [at] : []
  if (isOver) return []
  return (step.kind === 'figure' ? FIGURE.test(word) : step.text === word) ? [at + 1] : []
}
