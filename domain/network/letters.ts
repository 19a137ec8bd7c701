import { hashOf } from '../grams/cut.ts'
import type { Batch } from './network.ts'
import { RESERVED, SPACE } from './pieces.ts'
import type { Vocabulary } from './pieces.ts'

/** Rows of letters that are taken of a word, by their length. */
const LENGTHS = [3, 4, 5]
/** A pair of words says more than a row of letters. */
const PAIR_COUNTS = 2
/** Words whose rows of letters are remembered. */
const MOST_WORDS = 8_000

/** The words that the pieces of a batch make up, in their order. */
export interface Spelt {
  /** Of each word its places in the table; one that counts twice stands there twice. */
  readonly words: readonly (readonly number[])[]
  /** Of each piece the word it belongs to. */
  readonly wordOf: Int32Array
}

/**
 * Words by their letters and by what stands beside them, hashed into a table (fastText: Bojanowski et al., 2017): a word is itself, its rows
 * of three to five letters, and the pairs that it makes with the word before and the word behind. So "depressd" and a word that no
 * vocabulary has still look like what they are, and "hit me" is not "hit" and "me".
 */
export class Letters {
  readonly #vocabulary: Vocabulary
  readonly #table: number
  readonly #rows = new Map<string, readonly number[]>()

  /** `table`: how many places there are. */
  constructor(vocabulary: Vocabulary, table: number) {
    this.#vocabulary = vocabulary
    this.#table = table
  }

  /** Pieces go together from one that begins with a space to the next; a mark stands by itself, and so does what is not known. */
  of({ pieces, starts }: Batch): Spelt {
    const words: number[][] = []
    const wordOf = new Int32Array(pieces.length)
    for (const [message, from] of starts.slice(0, -1).entries()) {
      const end = starts[message + 1] ?? from
      const first = words.length
      const written: string[] = []
      for (let at = from; at < end;) {
        let next = at + 1
        if (!isMark(pieces[at])) while (next < end && this.#goesOn(pieces[next])) next += 1
        wordOf.fill(first + written.length, at, next)
        written.push(this.#word(pieces.slice(at, next)))
        at = next
      }
      for (const [at, word] of written.entries()) {
        const pairs = [`${written[at - 1] ?? ''} ${word}`, `${word} ${written[at + 1] ?? ''}`]
        words.push([
          ...this.#rowsOf(word),
          ...pairs.flatMap((pair) => Array<number>(PAIR_COUNTS).fill(this.#place(pair))),
        ])
      }
    }
    return { words, wordOf }
  }

  #goesOn(piece: number | undefined): boolean {
    return !isMark(piece) && !this.#written(piece).startsWith(SPACE)
  }

  #written(piece: number | undefined): string {
    return this.#vocabulary[piece ?? 0]?.[0] ?? ''
  }

  /** A word as it is compared: small letters, no stops. A mark by its number. */
  #word(pieces: readonly number[]): string {
    if (isMark(pieces[0])) return `${pieces[0] ?? 0}`
    const whole = pieces.map((piece) => this.#written(piece)).join('')
    return whole.replaceAll(SPACE, '').replace(/\.+$/, '').toLowerCase()
  }

  #rowsOf(word: string): readonly number[] {
    const known = this.#rows.get(word)
    if (known) return known
    const whole = `<${word}>`
    const rows = new Set([whole])
    for (const length of LENGTHS) {
      for (let at = 0; at + length <= whole.length; at += 1) rows.add(whole.slice(at, at + length))
    }
    const places = Array.from(rows, (row) => this.#place(row))
    if (this.#rows.size >= MOST_WORDS) this.#rows.clear()
    this.#rows.set(word, places)
    return places
  }

  #place(gram: string): number {
    return hashOf(gram) % this.#table
  }
}

/** A reserved place stands for no writing. */
const isMark = (piece: number | undefined): boolean => (piece ?? 0) < RESERVED
