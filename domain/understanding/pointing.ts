import { coreWords, isOneOf, sameWord } from './answers.ts'
import type { AnswerWords } from './answers.ts'
import { isAt, isOrdinal, numberOf, upTo, withoutPicking } from './places.ts'
import { isAmongWords, plainWords } from './plain-words.ts'

/** Letters from which on a word is known by its beginning: "cooking" by "cook", "wednesday" by "Wednesdays". */
const LONG_ENOUGH_FOR_A_STEM = 4

/** Something that can be pointed at, with what is read of it. */
export interface Thing {
  readonly id: string
  readonly text: string
}

/** The words between those that point ("cooking" of "the cooking one"); undefined when nothing is pointed at. */
export function pointedAt(
  text: string,
  { pointing, fillers }: Pick<AnswerWords, 'pointing' | 'fillers'>,
): readonly string[] | undefined {
  const words = coreWords(text, fillers)
  const of = (phrases: readonly string[]) =>
    phrases.map((phrase) => coreWords(phrase, fillers)).sort((a, b) => b.length - a.length)
  const before = of(pointing.before).find((way) => isAt(words, way, 0))
  const after = of(pointing.after).find((way) => isAt(words, way, words.length - way.length))
  if (!before && !after) return undefined
  return words.slice(before?.length ?? 0, words.length - (after?.length ?? 0))
}

/** "Both", "all three", "the last two": which of so many things are meant, counted from 1, when that is all a message says. */
export function countedIn(
  text: string,
  count: number,
  { fillers, numbers, places }: Pick<AnswerWords, 'fillers' | 'numbers' | 'places'>,
): number[] {
  const said = coreWords(withoutPicking(plainWords(text), places).join(' '), fillers)
  // "All three of them" are all of them where there are no more than three.
  const rest = said.filter((word) => (numberOf(word, numbers) ?? 0) < count)
  const isSaid = (ways: readonly string[]): boolean =>
    [said, rest].some((words) => isOneOf(words.join(' '), ways, fillers))
  if (isSaid(places.all) || (count === 2 && isSaid(places.both))) return upTo(count)
  const isAtEnd = (word: string): boolean =>
    isAmongWords(word, places.first) || isAmongWords(word, places.last)
  const [one = '', other = ''] = said
  const [end, number] = isAtEnd(one) ? [one, other] : [other, one]
  const many = isOrdinal(number, places) ? undefined : numberOf(number, numbers)
  if (said.length !== 2 || !isAtEnd(end) || many === undefined || many < 1) return []
  return isAmongWords(end, places.first) ? upTo(count).slice(0, many) : upTo(count).slice(-many)
}

/** Ids of the things that are read with every one of these words. None are meant by no words. */
export function readWith(words: readonly string[], things: readonly Thing[]): string[] {
  if (words.length === 0) return []
  return things
    .filter(({ text }) => {
      const known = plainWords(text)
      return words.every((word) => known.some((other) => isSameStem(word, other)))
    })
    .map(({ id }) => id)
}

function isSameStem(one: string, other: string): boolean {
  if (sameWord(one, other)) return true
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  return short.length >= LONG_ENOUGH_FOR_A_STEM && long.startsWith(short)
}
