import { isAmongWords } from './plain-words.ts'

/** Words that say no to a word near them: before it ("not football") or behind it (Urdu: "football nahi"). */
export interface Negations {
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** Words that say no only shortly behind one of some others: "anything but football". A "but" alone says no to nothing. */
  readonly except: { readonly words: readonly string[]; readonly behind: readonly string[] }
}

/** "not football", "anything but football": how far before or behind a word a "no" still means that word. */
const NEGATION_REACH = 3

/** Whether a word near this place of a text, so many words long, says no to what stands there. */
export function isNegated(
  words: readonly string[],
  at: number,
  length: number,
  { before, after, except }: Negations,
): boolean {
  const has = (among: readonly string[], some: readonly string[]): boolean =>
    some.some((word) => isAmongWords(word, among))
  const shortlyBefore = (end: number) => words.slice(Math.max(0, end - NEGATION_REACH), end)
  const isExcepted = shortlyBefore(at).some(
    (word, i, { length: reach }) =>
      isAmongWords(word, except.words) && has(except.behind, shortlyBefore(at - reach + i)),
  )
  return (
    isExcepted ||
    has(before, shortlyBefore(at)) ||
    has(after, words.slice(at + length, at + length + NEGATION_REACH))
  )
}
