import { words } from './words.ts'

/** Where a pattern may stretch over words nobody foresaw: "owe the phone company like 300 quid". */
const MOST_BETWEEN = 3
const FIGURE = /^\d+[a-z]*$/
const ITEM = /\(|\)|\||<[a-z-]+>|\.\.\.|[^\s()|<>]+/g
/** How a pattern asks for a figure. */
const A_FIGURE = '<n>'

type Part =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'figure' }
  | { readonly kind: 'between' }
  | { readonly kind: 'choice'; readonly ways: readonly (readonly Part[])[] }

/** Lists of words a pattern may name, as `<kin>`. */
export type PatternLists = Readonly<Record<string, readonly string[]>>

interface Entry<T> {
  readonly rest: readonly Part[]
  /** Words that may come next; undefined where it may be any, or none. */
  readonly next: ReadonlySet<string> | undefined
  readonly value: T
}

/**
 * Values found by patterns of words: `(kicked|chucked) me out`, `<kin> wants me (out|gone)`, `owe ... <n> quid`. A way may be empty, `<n>` is
 * a figure, `...` up to three words. What is matched stays within one thought.
 */
export class PatternBook<T> {
  readonly #byFirst = new Map<string, Entry<T>[]>()
  readonly #lists: ReadonlyMap<string, Part>
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

  /** Throws RangeError when it is not closed, names no list, does not begin with a word, ends open, or has a way of fillers alone. */
  add(pattern: string, value: T): void {
    const items = pattern.match(ITEM) ?? []
    const { parts, next } = this.#parse(items, 0, pattern)
    if (next < items.length) throw new RangeError(`pattern "${pattern}" closes what is not open`)
    if (parts.at(-1)?.kind === 'between')
      throw new RangeError(`pattern "${pattern}" ends open, and would swallow what is told next`)
    const nextOf = new Map<readonly Part[], Entry<T>['next']>()
    for (const [first, rest] of beginnings(parts, pattern)) {
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

  #phrase(said: string): Part[] {
    return words(said)
      .filter((text) => !this.#fillers.has(text))
      .map((text) => ({ kind: 'word', text }))
  }

  #parse(items: readonly string[], from: number, pattern: string): { parts: Part[]; next: number } {
    const parts: Part[] = []
    let at = from
    for (; at < items.length && items[at] !== ')' && items[at] !== '|'; at += 1) {
      const item = items[at] ?? ''
      if (item === '(') {
        const ways: Part[][] = []
        do {
          const way = this.#parse(items, at + 1, pattern)
          if (way.parts.length === 0 && way.next > at + 1)
            throw new RangeError(
              `pattern "${pattern}" has a way of fillers alone, which would match anything`,
            )
          ways.push(way.parts)
          at = way.next
        } while (items[at] === '|')
        if (items[at] !== ')') throw new RangeError(`pattern "${pattern}" is not closed`)
        parts.push({ kind: 'choice', ways })
      } else parts.push(...this.#item(item, pattern))
    }
    return { parts, next: at }
  }

  #item(item: string, pattern: string): Part[] {
    if (item === A_FIGURE) return [{ kind: 'figure' }]
    if (item === '...') return [{ kind: 'between' }]
    if (!item.startsWith('<')) return this.#phrase(item)
    const list = this.#lists.get(item.slice(1, -1))
    if (!list) throw new RangeError(`pattern "${pattern}" names ${item}, which is no list`)
    return [list]
  }
}

/** Every word a pattern may begin with, and what has to follow it. */
function beginnings(parts: readonly Part[], pattern: string): [string, readonly Part[]][] {
  const [first, ...rest] = parts
  if (first?.kind === 'word') return [[first.text, rest]]
  if (first?.kind !== 'choice') throw new RangeError(`pattern "${pattern}" may begin with no word`)
  return first.ways.flatMap((way): [string, readonly Part[]][] => {
    const [only, ...more] = way
    // Ways of one word share what follows.
    if (only?.kind === 'word' && more.length === 0) return [[only.text, rest]]
    return beginnings([...way, ...rest], pattern)
  })
}

/** Every word that may come first in the parts; undefined where any may, or none need. */
function nextWords(parts: readonly Part[]): ReadonlySet<string> | undefined {
  const found = new Set<string>()
  const [first, ...rest] = parts
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

/** Where the parts may end when they begin at one of the places. */
function ends(
  parts: readonly Part[],
  from: readonly number[],
  list: readonly string[],
  isEnd: (at: number) => boolean,
): readonly number[] {
  let places = from
  for (const part of parts) {
    places = [...new Set(places.flatMap((at) => after(part, at, list, isEnd)))]
    if (places.length === 0) return places
  }
  return places
}

function after(
  part: Part,
  at: number,
  list: readonly string[],
  isEnd: (at: number) => boolean,
): readonly number[] {
  if (part.kind === 'choice') return part.ways.flatMap((way) => ends(way, [at], list, isEnd))
  if (part.kind === 'between') {
    const places = [at]
    for (let next = at; next < at + MOST_BETWEEN && next < list.length && !isEnd(next); next += 1)
      places.push(next + 1)
    return places
  }
  const word = list[at]
  if (word === undefined || isEnd(at)) return []
  return (part.kind === 'figure' ? FIGURE.test(word) : part.text === word) ? [at + 1] : []
}
