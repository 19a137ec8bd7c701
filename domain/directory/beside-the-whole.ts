import type { FoundAges } from './read-school-years.ts'

/** Who comes as well as those whom it was for. */
const AS_WELL =
  /\bnow (?:also )?open to you\b|\b(?:are|is) now (?:also )?welcome\b|\bwelcome (?:as well|too) now\b/
/** Said so, somebody else is told of as well. */
const TOO = /\b(?:also|as well|too)\b/
const ALL_AGES =
  /\b(?:at|for|of) any age\b|\b(?:for|of|open to) all ages\b|\ball ages (?:are )?welcome\b|\bany age,/
/** From this age on it is grown-ups' hours, which hide less harmfully than they show. */
const GROWN_UP = 18
/** What is told of by itself. */
const OF_THE_WHOLE = /\b(?:this|only|we are|we're|must)\b/
const SENTENCE = /[^.!?\n]*(?:[.!?\n]|$)/g

/**
 * A text's ranges without those of what it has beside the whole: a club for children in a library for all ages, or those who may come now as well.
 * Where it says of no others whom it is for, that is left unknown.
 */
export function withoutBeside(text: string, ranges: readonly FoundAges[]): readonly FoundAges[] {
  if (ranges.length === 0) return ranges
  const sentences = [...text.matchAll(SENTENCE)]
  const sentenceOf = ({ at }: FoundAges): string =>
    sentences.find(({ index, 0: said }) => index <= at && at < index + said.length)?.[0] ?? ''
  const isForAll = sentences.some(
    ({ 0: said }) => ALL_AGES.test(said) && !ranges.some((r) => sentenceOf(r) === said),
  )
  const isYoung = ({ min = 0 }: FoundAges): boolean => min < GROWN_UP
  const first = ranges.filter(
    (range) => !(isYoung(range) && isForAll && !OF_THE_WHOLE.test(sentenceOf(range))),
  )
  const before = first.filter((range) => !(isYoung(range) && AS_WELL.test(sentenceOf(range))))
  // "Now welcome" alone may be whom it is for now.
  return before.length > 0 || first.some((range) => TOO.test(sentenceOf(range))) ? before : first
}
