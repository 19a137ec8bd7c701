/** Letters that are written for one another on the keyboards at hand. */
const SAME_LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  Ł: 'L',
  ك: 'ک',
  ي: 'ی',
  ى: 'ی',
  ة: 'ہ',
  ۃ: 'ہ',
}

/** The code of a zero in Arabic and in Urdu: nine more follow each. */
const ZEROS = [0x0660, 0x06f0]

/** Digits as Arabic and Urdu write them (۱۴) as 0 to 9. */
export const westernDigits = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9]/gu, (digit) => {
    const code = digit.charCodeAt(0)
    return String(code - (ZEROS.findLast((zero) => zero <= code) ?? code))
  })

/** Nothing in it has an accent or another way to be written. */
const ASCII = /^[\x20-\x7e]*$/

/** Small letters, no accents, no punctuation, no emoji, stretched letters shortened ("yeahhhh" -> "yeahh"): the words of a short answer. */
export function plainWords(text: string): string[] {
  // Most of what is typed in English, and a quarter of the work.
  if (ASCII.test(text)) {
    const plain = text
      .toLowerCase()
      .replace(/['`]/g, '')
      .replace(/([a-z])\1{2,}/g, '$1$1')
    return plain.match(/[a-z0-9]+/g) ?? []
  }
  return westernDigits(text)
    .normalize('NFKD')
    .replace(/[\p{M}\u200c\u200d]/gu, '')
    .replace(/[łŁكيىةۃ]/gu, (letter) => SAME_LETTERS[letter] ?? letter)
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’`´]/gu, '')
    .replace(/(\p{L})\1{2,}/gu, '$1$1')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '')
}

const plainSets = new WeakMap<readonly string[], ReadonlySet<string>>()

/** Whether a plain word is one of a list of content's, which is read once. */
export function isAmongWords(word: string, list: readonly string[]): boolean {
  const known = plainSets.get(list) ?? new Set(list.flatMap(plainWords))
  plainSets.set(list, known)
  return known.has(word)
}

const plainLists = new WeakMap<readonly string[], readonly (readonly string[])[]>()

/** Phrases of content in plain words, read once, the longest first. */
export function plainPhrases(list: readonly string[]): readonly (readonly string[])[] {
  const known = plainLists.get(list) ?? list.map(plainWords).sort((a, b) => b.length - a.length)
  plainLists.set(list, known)
  return known
}

/** Whether one of content's phrases stands in plain words, word for word. */
export const holdsPhrase = (words: readonly string[], list: readonly string[]): boolean =>
  plainPhrases(list).some((phrase) =>
    words.some((_, at) => phrase.every((word, i) => words[at + i] === word)),
  )
