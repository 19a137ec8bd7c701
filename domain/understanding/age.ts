import { isAmongWords, plainWords } from './plain-words.ts'

/** How an age is said, in one language; the lists are content. */
export interface AgeWords {
  /** Right before a number that they are not now: "nearly 18", "was 15 last month". */
  readonly notNow: readonly string[]
  /** Right behind a number that counts no years. */
  readonly noYears: readonly string[]
  /** Before a number that takes the place of the one said first: "15. no 14". */
  readonly instead: readonly string[]
  /** What else stands in an answer that says an age and nothing besides it. */
  readonly around: readonly string[]
  /** What stands in it right behind a number, and means more anywhere else: "15 last month", "my last year". */
  readonly behind: readonly string[]
}

interface Words {
  readonly numbers: Readonly<Record<string, number>>
  readonly ages: AgeWords
}

/** Ages that somebody who types may have. */
const POSSIBLE = { from: 5, to: 99 }

const numberOf = (word: string, { numbers }: Words): number | undefined =>
  /^\d{1,3}$/u.test(word) ? Number(word) : numbers[word]

/** The age that a message says they are now ("im 17 nearly 18", "15. no 14"), or undefined. */
export function ageIn(text: string, words: Words): number | undefined {
  const { notNow, noYears, instead } = words.ages
  const said = plainWords(text)
  const found = said.flatMap((word, at) => {
    const age = numberOf(word, words)
    const isAge = age !== undefined && age >= POSSIBLE.from && age <= POSSIBLE.to
    return isAge && !isAmongWords(said[at + 1] ?? '', noYears) ? [{ age, at }] : []
  })
  const [first, second] = found
  // The only number is it, whatever stands before it.
  if (first === undefined || second === undefined) return first?.age
  const now = found.filter(({ at }) => !isAmongWords(said[at - 1] ?? '', notNow))
  const putRight = now.find(
    ({ at }) => at > first.at && said.slice(first.at + 1, at).some((word) => isAmongWords(word, instead)),
  )
  return (putRight ?? now[0] ?? first).age
}

/** Whether a message says an age and nothing besides it. */
export function saysOnlyAge(text: string, words: Words): boolean {
  const { notNow, noYears, instead, around, behind } = words.ages
  const isNumber = (word = ''): boolean => numberOf(word, words) !== undefined
  const isKnown = (word: string, at: number, said: readonly string[]): boolean =>
    isNumber(word) ||
    [around, notNow, noYears, instead].some((list) => isAmongWords(word, list)) ||
    (isAmongWords(word, behind) && isNumber(said[at - 1]))
  return ageIn(text, words) !== undefined && plainWords(text).every(isKnown)
}
