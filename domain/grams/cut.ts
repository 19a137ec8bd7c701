/** Rows of letters that are taken, by their length. */
const LETTERS = [3, 4, 5]
/** Two words within so many of each other are a pair. */
const TOGETHER = 10

/** Words of a text, as it is compared: small letters, no stops. */
export type Words = readonly string[]

/** What a text was cut into: numbers of 32 bits. Hashed (Weinberger et al., 2009), so that no list of words is kept. */
export type Hashes = number[]

/** Words, pairs, triples and pairs with one word between. `by` sets them apart from the same words of somebody else. */
export function addWords(words: Words, by: string, hashes: Hashes): void {
  for (const [at, word] of words.entries()) {
    hashes.push(hashOf(by + word))
    const [next, third] = [words[at + 1], words[at + 2]]
    if (next === undefined) continue
    hashes.push(hashOf(`${by}${word}_${next}`))
    if (third === undefined) continue
    hashes.push(hashOf(`${by}${word}_${next}_${third}`), hashOf(`${by}${word}__${third}`))
  }
}

/** The same with rows of three to five letters, which go on across words and hear what is spelt another way. */
export function addText(words: Words, hashes: Hashes): void {
  addWords(words, '', hashes)
  const row = ` ${words.join(' ')} `
  for (const size of LETTERS) {
    for (let at = 0; at + size <= row.length; at += 1) hashes.push(hashOf(`#${row.slice(at, at + size)}`))
  }
}

/** Any two words that stand near each other, in whichever order: "fridge" and "empty", with anything between. */
export function addPairs(words: Words, by: string, hashes: Hashes): void {
  const own = words.map((word) => roughHash(by + word))
  for (const [at, one] of own.entries()) {
    for (const other of own.slice(at + 1, at + 1 + TOGETHER)) {
      const [low, high] = one < other ? [one, other] : [other, one]
      hashes.push(mixed(Math.imul(Math.imul(low, 31) + high, 16_777_619)))
    }
  }
}

/** As places in a table of so many, each once. */
export const placesIn = (hashes: Hashes, table: number): Int32Array =>
  Int32Array.from(new Set(hashes.map((hash) => hash % table)))

/** A good hash of 32 bits. */
export const hashOf = (gram: string): number => mixed(roughHash(gram))

/** FNV-1a. */
function roughHash(gram: string): number {
  let hash = 2_166_136_261
  for (let at = 0; at < gram.length; at += 1) hash = Math.imul(hash ^ gram.charCodeAt(at), 16_777_619)
  return hash >>> 0
}

/** Mixed once more, so that all its bits are good. */
function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (once ^ (once >>> 12)) >>> 0
}
