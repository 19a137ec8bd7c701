import type { PatternLists } from './patterns.ts'
import { PatternBook } from './patterns.ts'
import { QUESTION_MARK, SHORT_MESSAGE_WORDS } from './answers.ts'
import { isAmongWords, plainWords } from './plain-words.ts'

/** Questions and requests that people put to the bot, by what is answered, in the grammar of patterns. */
export interface Asked {
  /** Single words that change nothing. */
  readonly fillers: readonly string[]
  /** Words that may stand before a question, and behind it, when it is the whole message. */
  readonly before: readonly string[]
  readonly behind: readonly string[]
  /** Words as they are typed, and what they stand for: one word or more. */
  readonly spelling: Readonly<Record<string, string>>
  /** What a pattern may name. */
  readonly lists: PatternLists
  readonly questions: Readonly<Record<string, readonly string[]>>
}

/** Of a language that has no such patterns. */
export const NOTHING_ASKED: Asked = {
  fillers: [],
  before: [],
  behind: [],
  spelling: {},
  lists: {},
  questions: {},
}

const books = new WeakMap<Asked, PatternBook<string>>()

/** The patterns, ready to be looked for. Throws PatternError for one that is not of the grammar. */
export function bookOf(asked: Asked): PatternBook<string> {
  const known = books.get(asked)
  if (known) return known
  const book = new PatternBook<string>(asked.lists, new Set(asked.fillers))
  for (const [id, patterns] of Object.entries(asked.questions)) for (const one of patterns) book.add(one, id)
  books.set(asked, book)
  return book
}

/**
 * What a short message asks the bot: all of it, small words aside, or its beginning where it has a question mark. The longest pattern
 * counts. Undefined when it asks nothing that has an answer, or tells something.
 */
export function askedIn(text: string, asked: Asked): string | undefined {
  const said = plainWords(text)
  if (said.length > SHORT_MESSAGE_WORDS) return undefined
  const book = bookOf(asked)
  const list = said
    .flatMap((word) =>
      Object.hasOwn(asked.spelling, word) ? plainWords(asked.spelling[word] ?? '') : [word],
    )
    .filter((word) => !isAmongWords(word, asked.fillers))
  const first = list.findIndex((word) => !isAmongWords(word, asked.before))
  const end = list.findLastIndex((word) => !isAmongWords(word, asked.behind)) + 1
  const mayGoOn = QUESTION_MARK.test(text)
  const found = list.flatMap((_, at) => {
    const one = at <= first ? book.longestAt(list, at) : undefined
    return one && (mayGoOn || at + one.length >= end) ? one : []
  })
  const longest = Math.max(0, ...found.map(({ length }) => length))
  return found.find(({ length }) => length === longest)?.values[0]
}
