import { plainWords } from './plain-words.ts'

/** Numbers in words, in one language; some are of several words: "un deg pedwar", "twenty one". */
export type NumberWords = Readonly<Record<string, number>>

/** A number in words, word by word, and in digits. */
interface Written {
  readonly words: readonly string[]
  readonly digits: string
}

/** By their first word, the longest first: "un deg pedwar" is one number and not three. */
type Read = ReadonlyMap<string, readonly Written[]>

const read = new WeakMap<NumberWords, Read>()

function readOnce(numbers: NumberWords): Read {
  const known = read.get(numbers)
  if (known) return known
  const made = new Map<string, Written[]>()
  for (const [phrase, number] of Object.entries(numbers)) {
    const words = plainWords(phrase)
    const [first = ''] = words
    made.set(first, [...(made.get(first) ?? []), { words, digits: String(number) }])
  }
  for (const written of made.values()) written.sort((a, b) => b.words.length - a.words.length)
  read.set(numbers, made)
  return made
}

/** Plain words, the numbers among them in digits: "im twenty one" is "im 21". */
export function inDigits(words: readonly string[], numbers: NumberWords): string[] {
  const known = readOnce(numbers)
  const said: string[] = []
  for (let at = 0; at < words.length;) {
    const word = words[at] ?? ''
    const number = known.get(word)?.find((one) => one.words.every((part, i) => words[at + i] === part))
    said.push(number?.digits ?? word)
    at += number?.words.length ?? 1
  }
  return said
}
