import type { Languages } from './rules.ts'

const LIMITS = {
  /** Letters of another alphabet that make a message rather than a name. */
  foreignLetters: 10,
  /** Words in our alphabet that make a message rather than a name or a place. */
  words: 4,
  /** Everyday words of the other language needed. */
  everydayWords: 2,
} as const

/**
 * Whether a text is long enough to be a message and is in a language the rules do not read: mostly another alphabet, or hardly any
 * everyday English words and several of another language. A simple test, only ever used to bring a human in.
 */
export function createLanguageTest(languages: Languages): (text: string) => boolean {
  const english = new Set(languages.english)
  const others = Object.values(languages.others).map((words) => new Set(words))
  return (text) => {
    const foreign = text.match(/(?!\p{Script=Latin})\p{L}/gu)?.length ?? 0
    const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0
    const words = text.toLowerCase().match(/\p{L}[\p{L}\p{M}’']*/gu) ?? []
    // Look-alike letters inside words of our alphabet are a disguise, and the repair reads them.
    const mixed = words.filter(
      (word) => /\p{Script=Latin}/u.test(word) && /(?!\p{Script=Latin})\p{L}/u.test(word),
    )
    if (foreign >= LIMITS.foreignLetters && foreign > latin && mixed.length * 2 <= words.length) return true
    if (words.length < LIMITS.words) return false
    const inEnglish = words.filter((word) => english.has(word)).length
    return others.some((everyday) => {
      const found = words.filter((word) => everyday.has(word)).length
      return found >= LIMITS.everydayWords && found > inEnglish && found * 5 >= words.length
    })
  }
}
