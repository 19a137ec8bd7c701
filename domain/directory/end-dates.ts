import { isBeside } from './beside-the-weekly.ts'
import { LIVES_ON } from './lives-on.ts'
import { sentences } from './plain-text.ts'
import { isoOf, MONTH, monthNumber } from './written-dates.ts'

const LEAD = String.raw`\b(?:until|(?:closes|closing|shuts|shutting)(?: down)? for good(?: on| at)?|ran to|lasted to|ends?(?: on)?|ending(?: on)?|finish(?:es|ed|ing)?(?: on)?|last (?:session|day|class|date)(?: is| was| on)?:?|ended(?: on| in)?|closing date:?|closes on|apply by|deadline(?: (?:to apply|for applications|for booking))?(?: is)?:?|applications? by|booking closes|runs? to|running to|up to and including|final session(?: is| was| on)?:?|finished in)\s+(?:the )?(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,? )?(?:the )?(?:end of )?`
const LONG_DATE = new RegExp(
  String.raw`${LEAD}(?:(\d{1,2})(?:st|nd|rd|th)? (?:of )?)?${MONTH},? (20\d\d)\b`,
  'gi',
)
const SHORT_DATE = new RegExp(String.raw`${LEAD}(\d{1,2})[/.-](\d{1,2})[/.-]((?:20)?\d\d)\b`, 'gi')
const RANGE_TO = new RegExp(
  String.raw`\b\d{1,2}(?:st|nd|rd|th)?(?: of)?(?: [a-z]{3,9})?(?: 20\d\d)? (?:to|-|–|until) (\d{1,2})(?:st|nd|rd|th)? (?:of )?${MONTH} (20\d\d)\b`,
  'gi',
)

const SHORT_RANGE =
  /\b\d{1,2}[/.]\d{1,2}[/.]20\d\d\s*(?:to|-|–|until)\s*(\d{1,2})[/.](\d{1,2})[/.](20\d\d)\b/g

/** Money, hours, a place and words about the past that end without the thing ending. */
const OTHER_END =
  /\b(?:fund(?:ed|ing)|grants?|licen[cs]e|lease|strategy|term dates?|prices?|offer|memberships?|free (?:until|till)|half[- ]price|discount(?:s|ed)?|terms? (?:ends?|finish(?:es)?)|timetable|(?:opening|winter|summer|holiday|term[- ]time) (?:hours|times|timetable)|moved to|(?:meet(?:s|ing)?|held|based|moving) (?:at|in|to)\b[^.\n]*\b(?:whil(?:e|st)|from then|then (?:we|it|back)|(?:and|then) (?:are )?(?:at|in|back)))\b/i

/** …but money that ran, and ran no further, ended what it was for. */
const MONEY_RAN = /\b(?:funding|grant|money)\b[^.]{0,40}\b(?:ran|lasted) (?:to|until|till)\b/i

/** "Ran online until September 2022. We now meet every Monday." */
const IN_THE_PAST = /\b(?:ran|met|(?:was|were) held|ended|finished|stopped|closed)\b/i

/** The last days that a text names. From one date to another is none of what is told beside it. */
export function* endDates(name: string, whole: string, byFields: boolean): Generator<string | undefined> {
  const all = sentences(whole)
  const isOwn = (sentence: string, n: number): boolean =>
    !/\b(?:was|were|went)\b/i.test(sentence) && !isBeside(all, n, name, byFields)
  for (const [n, sentence] of all.entries()) {
    if (OTHER_END.test(sentence) && !MONEY_RAN.test(sentence)) continue
    if (IN_THE_PAST.test(sentence) && LIVES_ON.test(all.slice(n).join('\n'))) continue
    const ranges = [RANGE_TO, SHORT_RANGE].map((range) => [...sentence.matchAll(range)])
    const [long = [], short = []] = ranges.flat().length > 0 && isOwn(sentence, n) ? ranges : []
    for (const m of [...sentence.matchAll(LONG_DATE), ...long]) {
      const day = m[1] === undefined ? undefined : Number(m[1])
      yield isoOf(Number(m[3]), monthNumber(m[2] ?? ''), day)
    }
    for (const m of [...sentence.matchAll(SHORT_DATE), ...short])
      yield isoOf(2000 + (Number(m[3]) % 100), Number(m[2]), Number(m[1]))
  }
}
