import type { Exchange } from '../types.ts'
import { OUTPUTS } from './shape.ts'

/**
 * Words, pairs, triples and pairs with one word between, and rows of three to five letters: what was said, as places in a table.
 * Hashed (Weinberger et al., 2009), so that no list of words is kept.
 */
export const GRAMS = {
  /** Places in the table. Each has a weight for every output. */
  places: 2 ** 19,
  letters: [3, 4, 5],
}

/** Cuts a message into grams. `words` gives the words of a text as they are read. */
export function gramsOf(
  words: (text: string) => readonly string[],
  text: string,
  before: readonly Exchange[] = [],
  question?: string,
): Int32Array {
  const places = new Set<number>()
  const bot = (said: string | undefined): void => {
    if (said !== undefined && said !== '') ofWords(words(said), 'bot:', places)
  }
  for (const exchange of before) {
    bot(exchange.bot)
    ofMessage(words(exchange.yp), places)
  }
  bot(question)
  ofMessage(words(text), places)
  return Int32Array.from(places)
}

function ofMessage(words: readonly string[], places: Set<number>): void {
  ofWords(words, '', places)
  const row = ` ${words.join(' ')} `
  for (const size of GRAMS.letters) {
    for (let at = 0; at + size <= row.length; at += 1) places.add(place(`#${row.slice(at, at + size)}`))
  }
}

function ofWords(words: readonly string[], by: string, places: Set<number>): void {
  for (const [at, word] of words.entries()) {
    places.add(place(by + word))
    const [next, third] = [words[at + 1], words[at + 2]]
    if (next === undefined) continue
    places.add(place(`${by}${word}_${next}`))
    if (third === undefined) continue
    places.add(place(`${by}${word}_${next}_${third}`))
    places.add(place(`${by}${word}__${third}`))
  }
}

/** FNV-1a, mixed once more so that all its bits are good. */
function place(gram: string): number {
  let hash = 2_166_136_261
  for (let at = 0; at < gram.length; at += 1) hash = Math.imul(hash ^ gram.charCodeAt(at), 16_777_619)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return ((hash ^ (hash >>> 12)) >>> 0) % GRAMS.places
}

/** Logistic regressions over grams, one for each output. */
export interface GramWeights {
  /** `places` rows of one weight an output. */
  readonly table: Int8Array
  /** What one step of the table is worth, for each output. */
  readonly scales: Float32Array
  readonly bias: Float32Array
}

/** Log odds for each output (GRAM_OUTPUTS). */
export function gramScores({ table, scales, bias }: GramWeights, grams: Int32Array): Float32Array {
  const { count } = GRAM_OUTPUTS
  const sums = new Int32Array(count)
  for (const gram of grams) {
    const from = gram * count
    for (let n = 0; n < count; n += 1) sums[n] = (sums[n] ?? 0) + (table[from + n] ?? 0)
  }
  const share = 1 / Math.sqrt(Math.max(1, grams.length))
  return bias.map((value, n) => value + (sums[n] ?? 0) * (scales[n] ?? 0) * share)
}

/** The outputs of the regressions: at least note, at least reach-out, act-now; each kind; about another; each when. */
export const GRAM_OUTPUTS = {
  atLeast: { from: 0, count: 3 },
  kinds: { from: 3, count: OUTPUTS.kinds.count },
  aboutOther: 3 + OUTPUTS.kinds.count,
  when: { from: 4 + OUTPUTS.kinds.count, count: 3 },
  count: 7 + OUTPUTS.kinds.count,
} as const

/** Scales and bias as 32-bit floats, little-endian, then the table. */
export function packGrams({ table, scales, bias }: GramWeights): Uint8Array {
  const head = 2 * GRAM_OUTPUTS.count * 4
  const bytes = new Uint8Array(head + table.length)
  const view = new DataView(bytes.buffer)
  for (const [n, value] of [...scales, ...bias].entries()) view.setFloat32(n * 4, value, true)
  bytes.set(new Uint8Array(table.buffer, table.byteOffset, table.length), head)
  return bytes
}

/** A window on the bytes, which may not change afterwards. Throws when they are not such a table. */
export function unpackGrams(bytes: Uint8Array): GramWeights {
  const { count } = GRAM_OUTPUTS
  const head = 2 * count * 4
  const expected = head + GRAMS.places * count
  if (bytes.byteLength !== expected) {
    throw new Error(`the classifier's grams are ${bytes.byteLength} bytes, not ${expected}`)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const floats = Float32Array.from({ length: 2 * count }, (_, n) => view.getFloat32(n * 4, true))
  return {
    scales: floats.slice(0, count),
    bias: floats.slice(count),
    table: new Int8Array(bytes.buffer, bytes.byteOffset + head, bytes.byteLength - head),
  }
}
