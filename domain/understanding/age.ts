import { inDigits } from './number-words.ts'
import type { NumberWords } from './number-words.ts'
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
  /** Right before or behind a number that says which year of school they are in: "year 9", "6 form". Nobody in year 9 is nine. */
  readonly schoolYears: Readonly<Record<'before' | 'after', readonly string[]>>
}

interface Words {
  readonly numbers: NumberWords
  readonly ages: AgeWords
}

/** Of a birthday no age is worked out: nobody knows in which order it was written. */
const DATE = /\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b/gu
/** Ages that somebody who types may have. */
const POSSIBLE = { from: 5, to: 99 }
/** Whoever is younger is asked less (domain.md D3): so young is nobody because of a number beside a word of school. */
const ASKED_EVERYTHING_FROM = 11
/** In every nation a child in school year n is older than n + 2: a number that is not is another year ("year 11 or 12"), and no age. */
const OLDER_THAN_SCHOOL_YEAR = 2

/** The words of a message, numbers in digits, "14yo" and "14yrs" in two. */
const wordsIn = (text: string, { numbers, ages }: Words): string[] =>
  inDigits(plainWords(text.replace(DATE, ' ')), numbers).flatMap((word) => {
    const [, number = '', unit = ''] = /^(\d{1,3})(\p{L}+)$/u.exec(word) ?? []
    return isAmongWords(unit, ages.around) ? [number, unit] : [word]
  })

const numberOf = (word: string | undefined): number | undefined =>
  word !== undefined && /^\d{1,3}$/u.test(word) ? Number(word) : undefined

/** The age that a message says they are now ("im 17 nearly 18", "15. no 14"), or undefined. */
export function ageIn(text: string, words: Words): number | undefined {
  const { notNow, noYears, instead } = words.ages
  const said = wordsIn(text, words)
  const { years, youngest } = schoolIn(said, words.ages)
  const found = said.flatMap((word, at) => {
    const age = numberOf(word)
    const isAge = age !== undefined && age >= youngest && age <= POSSIBLE.to && !years.has(at)
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

/** Where a message says which year of school they are in, and how old somebody who says so is at least. */
function schoolIn(said: readonly string[], { schoolYears: { before, after }, noYears }: AgeWords) {
  const isNumber = (at: number): boolean =>
    numberOf(said[at]) !== undefined && !isAmongWords(said[at + 1] ?? '', noYears)
  const years = new Set<number>()
  let { from: youngest } = POSSIBLE
  for (const [at, word] of said.entries()) {
    const [leads, follows] = [isAmongWords(word, before), isAmongWords(word, after)]
    // "15 year 10": it is of the number behind it. In "10 year old" there is nothing of school.
    const year = leads && isNumber(at + 1) ? at + 1 : follows && isNumber(at - 1) ? at - 1 : undefined
    const isOfAge = year === undefined && isNumber(at - 1)
    if ((!leads && !follows) || isOfAge) continue
    youngest = Math.max(youngest, ASKED_EVERYTHING_FROM)
    if (year === undefined) continue
    years.add(year)
    youngest = Math.max(youngest, (numberOf(said[year]) ?? 0) + OLDER_THAN_SCHOOL_YEAR + 1)
  }
  return { years, youngest }
}

/** Whether a message says an age and nothing besides it. */
export function saysOnlyAge(text: string, words: Words): boolean {
  const { notNow, noYears, instead, around, behind } = words.ages
  const isKnown = (word: string, at: number, said: readonly string[]): boolean =>
    numberOf(word) !== undefined ||
    [around, notNow, noYears, instead].some((list) => isAmongWords(word, list)) ||
    (isAmongWords(word, behind) && numberOf(said[at - 1]) !== undefined)
  return ageIn(text, words) !== undefined && wordsIn(text, words).every(isKnown)
}
