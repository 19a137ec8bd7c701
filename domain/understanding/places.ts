import { inDigits } from './number-words.ts'
import type { NumberWords } from './number-words.ts'
import { isAmongWords, plainPhrases } from './plain-words.ts'

/** How things in a list are picked by where they stand, in one language; the lists are content. */
export interface PlaceWords {
  /** Small words between the places: "1 and 3", "the second one". */
  readonly around: readonly string[]
  /** What stands before or behind all of it, and says that something is picked: "ill have". */
  readonly picking: readonly string[]
  /** Beside a number they count from that end: "the first three" are not the first and the third. */
  readonly first: readonly string[]
  readonly last: readonly string[]
  /** Places that are no numbers of things: "first, third". */
  readonly ordinals: readonly string[]
  /** Everything in the list, and both where two things are in it. */
  readonly all: readonly string[]
  readonly both: readonly string[]
}

interface Words {
  readonly numbers: NumberWords
  readonly places: PlaceWords
}

/** "2", "1 and 3", "ill have the second one", "the first three": places in a list of so many, counted from 1; none when it says more. */
export function placesIn(words: readonly string[], count: number, of: Words): number[] {
  const { places, numbers } = of
  const said = withoutPicking(words, places)
  const numberAt = (at: number): number | undefined => numberOf(said[at], numbers)
  const isSmall = (at: number): boolean => words.length > 1 && isAmongWords(said[at] ?? '', places.around)
  const hasOthers = said.some((_, at) => !isSmall(at) && numberAt(at) !== undefined)
  // "One" is small in "the second one", and a number in "one and three".
  const isNumber = (at: number): boolean =>
    hasOthers && numberAt(at) !== undefined && !isOrdinal(said[at - 1], places)
  const found: (number | undefined)[] = []
  for (let at = 0; at < said.length; at += 1) {
    const many = manyFirst(said.slice(at, at + 2), of)
    if (many !== undefined) {
      found.push(...upTo(many))
      at += 1
    } else if (!isSmall(at) || isNumber(at)) found.push(numberAt(at))
  }
  const known = found.filter((place) => place !== undefined)
  const isThere = known.length === found.length && known.every((place) => place >= 1 && place <= count)
  return isThere ? [...new Set(known)] : []
}

/** 1, 2 … up to that many. */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1)

/** Whether a word says where something stands, and not how many there are. */
export const isOrdinal = (word = '', { first, ordinals }: PlaceWords): boolean =>
  isAmongWords(word, first) || isAmongWords(word, ordinals)

/** How many are counted from the beginning: "first three", and "tri cyntaf" as Welsh has it. */
function manyFirst([one = '', other = '']: readonly string[], of: Words): number | undefined {
  const { first } = of.places
  const [edge, count] = isAmongWords(one, first) ? [one, other] : [other, one]
  return isAmongWords(edge, first) && !isOrdinal(count, of.places) ? numberOf(count, of.numbers) : undefined
}

/** The number that a word is, in digits or not. */
export function numberOf(word = '', numbers: NumberWords): number | undefined {
  const [digits = ''] = inDigits([word], numbers)
  return /^\d+$/u.test(digits) ? Number(digits) : undefined
}

/** Words without those that say that something is picked, at the beginning or at the end. */
export function withoutPicking(words: readonly string[], { picking }: PlaceWords): readonly string[] {
  const ways = plainPhrases(picking)
  const begun = ways.find((way) => isAt(words, way, 0))
  const rest = words.slice(begun?.length ?? 0)
  const ended = ways.find((way) => isAt(rest, way, rest.length - way.length))
  return ended ? rest.slice(0, -ended.length) : rest
}

/** Whether a phrase stands there, among more words than its own. */
export const isAt = (words: readonly string[], way: readonly string[], at: number): boolean =>
  at >= 0 && words.length > way.length && way.every((word, i) => words[at + i] === word)
