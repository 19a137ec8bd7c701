/** Rows of letters that are taken, by their length. */
const LETTERS = [3, 4, 5]

/** Words of a text, as it is compared: small letters, no stops. */
export type Words = readonly string[]

/**
 * Words, pairs, triples and pairs with one word between, as places in a table of so many. Hashed (Weinberger et al., 2009), so that no
 * list of words is kept. `by` sets them apart from the same words of somebody else.
 */
export function addWords(words: Words, by: string, tableOf: number, places: Set<number>): void {
  for (const [at, word] of words.entries()) {
    places.add(place(by + word, tableOf))
    const [next, third] = [words[at + 1], words[at + 2]]
    if (next === undefined) continue
    places.add(place(`${by}${word}_${next}`, tableOf))
    if (third === undefined) continue
    places.add(place(`${by}${word}_${next}_${third}`, tableOf))
    places.add(place(`${by}${word}__${third}`, tableOf))
  }
}

/** The same with rows of three to five letters, which go on across words and hear what is spelt another way. */
export function addText(words: Words, tableOf: number, places: Set<number>): void {
  addWords(words, '', tableOf, places)
  const row = ` ${words.join(' ')} `
  for (const size of LETTERS) {
    for (let at = 0; at + size <= row.length; at += 1)
      places.add(place(`#${row.slice(at, at + size)}`, tableOf))
  }
}

/** FNV-1a, mixed once more so that all its bits are good. */
function place(gram: string, tableOf: number): number {
  let hash = 2_166_136_261
  for (let at = 0; at < gram.length; at += 1) hash = Math.imul(hash ^ gram.charCodeAt(at), 16_777_619)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return ((hash ^ (hash >>> 12)) >>> 0) % tableOf
}
