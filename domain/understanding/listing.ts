import { saysOnly } from './answers.ts'
import type { AnswerWords, Option } from './answers.ts'
import { isAmongWords, plainWords } from './plain-words.ts'

/** What stands between the things of a list, besides the words for it. */
const BETWEEN = /[,;.\n&+/]+/u

/**
 * Whether a typed answer lists these choices and says nothing besides them: "free, near me and somewhere quiet". "Free after school" says
 * something else than its words do.
 */
export function listsOnly(
  text: string,
  ids: readonly string[],
  options: readonly Option[],
  words: Parameters<typeof saysOnly>[3] & Pick<AnswerWords, 'listing'>,
): boolean {
  const isOne = (part: string): boolean => ids.some((id) => saysOnly(part, id, options, words))
  const parts = text.split(BETWEEN).filter((part) => plainWords(part).length > 0)
  return parts.length > 0 && parts.every((part) => isOne(part) || apart(part, words.listing).every(isOne))
}

/** A text cut at some words, without them. */
function apart(text: string, at: readonly string[]): string[] {
  const parts: string[][] = [[]]
  for (const word of plainWords(text)) {
    if (isAmongWords(word, at)) parts.push([])
    else parts.at(-1)?.push(word)
  }
  return parts.filter((part) => part.length > 0).map((part) => part.join(' '))
}
