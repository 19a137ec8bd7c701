import { words } from './words.ts'

interface Entry<T> {
  readonly rest: readonly string[]
  readonly values: T[]
}

/** Values found by phrases of words; the longest phrase that begins at a place counts. */
export class PhraseBook<T> {
  readonly #byFirst = new Map<string, Entry<T>[]>()

  /** Adds a phrase in any spelling `words` understands; an empty one adds nothing. */
  add(phrase: string, value: T): void {
    const [first, ...rest] = words(phrase)
    if (first === undefined) return
    const entries = this.#byFirst.get(first) ?? []
    this.#byFirst.set(first, entries)
    const same = entries.find(
      (e) => e.rest.length === rest.length && e.rest.every((word, i) => word === rest[i]),
    )
    if (same) {
      if (!same.values.includes(value)) same.values.push(value)
      return
    }
    entries.push({ rest, values: [value] })
    entries.sort((a, b) => b.rest.length - a.rest.length)
  }

  /** The longest phrase that begins at `at`: its length in words and everything it stands for. */
  longestAt(list: readonly string[], at: number): { length: number; values: readonly T[] } | undefined {
    const entries = this.#byFirst.get(list[at] ?? '')
    if (!entries) return undefined
    for (const { rest, values } of entries) {
      if (rest.every((word, i) => list[at + 1 + i] === word)) return { length: rest.length + 1, values }
    }
    return undefined
  }

  /** Whether any phrase stands anywhere in the list. */
  anyIn(list: readonly string[]): boolean {
    return list.some((_, at) => this.longestAt(list, at) !== undefined)
  }

  /** Everything found anywhere, longest phrases first at each place, without overlaps. */
  *allIn(list: readonly string[]): Generator<{ at: number; length: number; values: readonly T[] }> {
    for (let at = 0; at < list.length;) {
      const found = this.longestAt(list, at)
      if (found) yield { at, ...found }
      at += found?.length ?? 1
    }
  }

  /** Phrases of one word, for spelling. */
  singles(): string[] {
    return [...this.#byFirst]
      .filter(([, entries]) => entries.some((e) => e.rest.length === 0))
      .map(([w]) => w)
  }
}

const books = new WeakMap<readonly string[], PhraseBook<true>>()

/** A list of phrases of content, made searchable once. */
export function phraseBook(phrases: readonly string[]): PhraseBook<true> {
  const known = books.get(phrases)
  if (known) return known
  const book = new PhraseBook<true>()
  for (const phrase of phrases) book.add(phrase, true)
  books.set(phrases, book)
  return book
}

const SIBILANT = /(?:s|x|z|ch|sh)$/
const ENDS_Y = /[^aeiou]y$/
const DOUBLES = /[^aeiou][aeiou][bdgmnprt]$/

/** The forms a word of the lists stands for: `dog` is also `dogs`; `~swim` is also `swims`, `swimming`, `swimmer`, `swimmers`. */
export function forms(written: string): string[] {
  if (!written.startsWith('~')) return [written, plural(written)]
  const verb = written.slice(1)
  const stem = verb.endsWith('e') ? verb.slice(0, -1) : DOUBLES.test(verb) ? verb + verb.slice(-1) : verb
  return [verb, plural(verb), `${stem}ing`, `${stem}er`, `${stem}ers`]
}

function plural(word: string): string {
  if (!/[a-z]$/.test(word) || word.endsWith('ing') || word.endsWith('ss')) return word
  if (ENDS_Y.test(word)) return `${word.slice(0, -1)}ies`
  if (word.endsWith('s')) return word
  return SIBILANT.test(word) ? `${word}es` : `${word}s`
}
