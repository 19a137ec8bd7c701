import type { FoundAges } from './read-school-years.ts'

/** Who comes as well as those whom it was for. */
const AS_WELL =
  /\bnow (?:also )?open to you\b|\b(?:are|is) now (?:also )?welcome\b|\bwelcome (?:as well|too) now\b/
const ALL_AGES =
  /\b(?:at|for|of) any age\b|\b(?:for|of|open to) all ages\b|\ball ages (?:are )?welcome\b|\bany age,/
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
  return ranges.filter((range) => {
    const said = sentenceOf(range)
    return !AS_WELL.test(said) && !(isForAll && !OF_THE_WHOLE.test(said))
  })
}
