/** The known pieces of words with their log probabilities (null: not known); the first ones stand for nothing that is written. */
export type Vocabulary = readonly (readonly [piece: string, score: number | null])[]

/** What the vocabulary's reserved places mean to us. */
export const MARKS = { unknown: 0, bot: 3, youngPerson: 4 } as const
/** Places of the vocabulary that stand for no writing. */
export const RESERVED = 6
/** A space as the vocabulary writes it. */
export const SPACE = '▁'
/** Of a piece whose probability is not known. */
const RARE_SCORE = -9
/** Worse than any row of known pieces. */
const UNKNOWN_SCORE = -20
/** Words whose pieces are remembered: the questions of the bot and the few hundred words that most of what is said is made of. */
const MOST_WORDS = 4_000

/**
 * Cuts text into pieces of words: the row of pieces that is most likely under a unigram model (Kudo, 2018). Linear in the text. No piece
 * has a space but as its first sign, so each word is cut by itself.
 */
export class Pieces {
  readonly #known = new Map<string, readonly [id: number, score: number]>()
  readonly #longest: number
  readonly #words = new Map<string, readonly number[]>()

  constructor(vocabulary: Vocabulary) {
    let longest = 1
    for (const [id, [piece, score]] of vocabulary.entries()) {
      if (id < RESERVED) continue
      this.#known.set(piece, [id, score ?? RARE_SCORE])
      longest = Math.max(longest, piece.length)
    }
    this.#longest = longest
  }

  /** Ids of the pieces of plain text; empty for empty text. */
  of(text: string): number[] {
    return text === '' ? [] : text.split(' ').flatMap((word) => this.#ofWord(word))
  }

  #ofWord(word: string): readonly number[] {
    const known = this.#words.get(word)
    if (known) return known
    const pieces = this.#cut(SPACE + word)
    if (this.#words.size >= MOST_WORDS) this.#words.clear()
    this.#words.set(word, pieces)
    return pieces
  }

  #cut(written: string): number[] {
    const { length } = written
    const best = new Float64Array(length + 1).fill(-Infinity)
    const from = new Int32Array(length + 1)
    const id = new Int32Array(length + 1)
    best[0] = 0
    const offer = (start: number, end: number, piece: number, score: number): void => {
      const sum = (best[start] ?? 0) + score
      if (sum <= (best[end] ?? 0)) return
      best[end] = sum
      from[end] = start
      id[end] = piece
    }
    for (let start = 0; start < length; start += 1) {
      const most = Math.min(this.#longest, length - start)
      for (let size = 1; size <= most; size += 1) {
        const piece = this.#known.get(written.slice(start, start + size))
        if (piece !== undefined) offer(start, start + size, ...piece)
      }
      offer(start, start + 1, MARKS.unknown, UNKNOWN_SCORE)
    }
    const pieces: number[] = []
    for (let end = length; end > 0; end = from[end] ?? 0) pieces.push(id[end] ?? MARKS.unknown)
    return pieces.reverse()
  }
}
