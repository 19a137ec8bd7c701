import { distance } from 'fastest-levenshtein'
import { plainWords } from '../understanding/plain-words.ts'

/** Words and digits of a code. With 256 words that is 42 bits: more than anyone guesses at the pace that is let through. */
export const CODE_SHAPE = { words: 4, digits: 3 } as const
/** "my code is …": what people write around a code is no longer than this, in words. */
const MOST_AROUND = 6
/** A slip of one letter is put right: words of the list are two letters apart or more. */
const FORGIVEN = 1

/** A new code, `otter lemon brick cloud 482`. `random(n)` gives a whole number from 0 to below n, unguessable. */
export function makeCode(words: readonly string[], random: (below: number) => number): string {
  const chosen = Array.from({ length: CODE_SHAPE.words }, () => words[random(words.length)] ?? '')
  const digits = Array.from({ length: CODE_SHAPE.digits }, () => String(random(10)))
  return [...chosen, digits.join('')].join(' ')
}

/**
 * The code that a text is, as it was given out; undefined when it is none. Capitals, hyphens, a slip of one letter in a word and words
 * before it ("my code is") do not matter. It says nothing of whether such a code was ever given out.
 */
export function readCode(text: string, words: readonly string[]): string | undefined {
  // Digits that stick to the last word are a word of their own.
  const typed = plainWords(text.replace(/(\d+)/gu, ' $1 '))
  const at = typed.findIndex((word) => /^\d+$/u.test(word))
  const digits = typed.slice(at).join('')
  const isLong = typed.length > CODE_SHAPE.words + CODE_SHAPE.digits + MOST_AROUND
  if (at < CODE_SHAPE.words || isLong || !new RegExp(`^\\d{${CODE_SHAPE.digits}}$`, 'u').test(digits))
    return undefined
  const read = typed.slice(at - CODE_SHAPE.words, at).map((word) => nearest(word, words))
  return read.some((word) => word === undefined) ? undefined : [...read, digits].join(' ')
}

function nearest(typed: string, words: readonly string[]): string | undefined {
  if (words.includes(typed)) return typed
  const near = words.filter((word) => distance(word, typed) <= FORGIVEN)
  return near.length === 1 ? near[0] : undefined
}
