import type { ReadAges } from './read-ages.ts'
import type { FoundAges } from './read-school-years.ts'

/** Whoever may come from an age in here is young. */
const ADULT = { from: 18, to: 25 } as const
/** Before an age: it is that of what the text is about, wherever it stands. */
const IS_THIS =
  /\b(?:(?:this|our) (?:service|group|course|session|programme|class|support)s? (?:is|are) (?:only )?(?:for|open to|available to)|strictly|only (?:for|open to|available to))\b[^.!?\n\d]*$/
const SENTENCE_ENDS = /[.!?](?:\s|$)|\n/
/** "Juniors aged", before an age: the name of a group beside others. */
const A_GROUP =
  /(?<!\bfor )\b(?:minis?|juniors?|cadets?|colts|cubs|youths?|teens?|intermediates?|seniors?|adults?)(?:'s?)?\W{0,3}(?:(?:groups?|class(?:es)?|sessions?|sections?|teams?|available|aged|ages|are|is|for)\W{1,2})*$/

/** "Seniors 13+" goes on where "juniors 8-12" ends; where a text has said "adults (18+)", 11 to 18 further on is somebody else's. */
export function withLimits(
  text: string,
  range: ReadAges,
  ranges: readonly FoundAges[],
  limits: readonly FoundAges[],
): ReadAges {
  const { max } = range
  if (max === undefined) return range
  const { max: _, ...open } = range
  const older = limits.flatMap(({ min = 0, at, length }) => (min >= max ? [{ min, at, length }] : []))
  const isBesideRange = (limit: FoundAges) => ranges.some((r) => isBeside(text, r, limit))
  if (older.some((limit) => limit.min <= max + 1 && isBesideRange(limit))) return open
  const adults = older.find(
    ({ min, at }) =>
      min >= ADULT.from &&
      min <= ADULT.to &&
      (ranges.every((r) => at < r.at) || IS_THIS.test(text.slice(Math.max(0, at - 50), at))),
  )
  return !adults || isBesideRange(adults) ? range : { min: adults.min }
}

/** Whether two ages are told in one breath, or the later by the name of a group. */
function isBeside(text: string, one: FoundAges, other: FoundAges): boolean {
  const [first, then] = one.at <= other.at ? [one, other] : [other, one]
  const between = text.slice(first.at + first.length, then.at)
  const called = /^\D*/.exec(text.slice(then.at))?.[0] ?? ''
  return !SENTENCE_ENDS.test(between) || A_GROUP.test(between.slice(-40) + called)
}
