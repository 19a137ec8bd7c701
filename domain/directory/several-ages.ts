import type { ReadAges } from './read-ages.ts'
import type { FoundAges } from './read-school-years.ts'
import { DAY } from './written-days.ts'

/** Whoever may come from an age in here is young. */
const ADULT = { from: 18, to: 25 } as const
/** Before an age: it is that of what the text is about, wherever it stands. */
const IS_THIS =
  /\b(?:(?:this|our) (?:service|group|course|session|programme|class|support)s? (?:is|are) (?:only )?(?:for|open to|available to)|strictly|only (?:for|open to|available to))\b[^.!?\n\d]*$/
/** Before an age: a word to everybody of that age. */
const IF_YOU_ARE = /\bif you(?:'re| are) (?:aged )?$/
/** A group that meets. */
const HAS_A_DAY = new RegExp(String.raw`\b${DAY}\b`)
const ALSO_BEFORE = /\balso\b[^.!?\n]*$/
const ALSO_BEHIND = /\b(?:welcome|too|as well)\b/
const SENTENCE_ENDS = /[.!?](?:\s|$)|\n/
/** "Juniors aged", before an age: the name of a group beside others. */
const A_GROUP =
  /(?<!\bfor )\b(?:minis?|juniors?|cadets?|colts|cubs|youths?|teens?|intermediates?|seniors?|adults?)(?:'s?)?\W{0,3}(?:(?:groups?|class(?:es)?|sessions?|sections?|teams?|available|aged|ages|are|is|for|unders?|overs?)\W{1,2})*$/

/** "Seniors 13+" goes on where "juniors 8-12" ends; where a text has said "adults (18+)", 11 to 18 further on is somebody else's. */
export function withLimits(
  text: string,
  range: ReadAges,
  ranges: readonly FoundAges[],
  limits: readonly FoundAges[],
): ReadAges {
  const { min, max } = range
  if (max === undefined) return range
  if (limits.some((limit) => limit.max === (min ?? 0) - 1 && areBothAddressed(text, limit, ranges)))
    return { max }
  const { max: _, ...open } = range
  const older = limits.flatMap(({ min = 0, at, length }) => (min >= max ? [{ min, at, length }] : []))
  const isBesideRange = (limit: FoundAges) => ranges.some((r) => isBeside(text, r, limit))
  if (older.some((limit) => limit.min <= max + 1 && (isBesideRange(limit) || hasItsDay(text, limit))))
    return open
  const adults = adultsBefore(text, older, ranges)
  return !adults || isBesideRange(adults) ? range : { min: adults.min }
}

/**
 * What holds where the youngest of some is above the oldest of others. "For adults (18+). Under 18s have CAMHS" is for adults; "under
 * 12s, over 16s" are two groups, and then neither limit holds for all.
 */
export function adultsAlone(text: string, limits: readonly FoundAges[]): ReadAges | undefined {
  const younger = limits.filter(({ max }) => max !== undefined)
  const older = limits.flatMap(({ min, at, length }) => (min === undefined ? [] : [{ min, at, length }]))
  const adults = adultsBefore(text, older, younger)
  const isOneGroup =
    adults !== undefined &&
    younger.every(
      (limit) =>
        limit.max === adults.min - 1 &&
        !isBeside(text, adults, limit) &&
        !areBothAddressed(text, limit, [adults]) &&
        !areTaken(text, limit),
    )
  return isOneGroup ? { min: adults.min } : undefined
}

/** The age of adults that a text tells before all others, or calls its own. */
const adultsBefore = <T extends FoundAges & { min: number }>(
  text: string,
  older: readonly T[],
  others: readonly FoundAges[],
): T | undefined =>
  older.find(
    ({ min, at }) =>
      min >= ADULT.from &&
      min <= ADULT.to &&
      (others.every((other) => at < other.at) || IS_THIS.test(text.slice(Math.max(0, at - 50), at))),
  )

/** "If you're under 18, call … If you're 18 to 25, call …". */
const areBothAddressed = (text: string, one: FoundAges, others: readonly FoundAges[]): boolean =>
  isAddressed(text, one) && others.some((other) => isAddressed(text, other))

const isAddressed = (text: string, { at }: FoundAges): boolean =>
  IF_YOU_ARE.test(text.slice(Math.max(0, at - 20), at))

/** "12-17s on Thursdays. Wednesday nights are the over 18s". */
const A_DAY_OF_THEIRS = new RegExp(
  String.raw`\b${DAY}(?: (?:mornings?|afternoons?|evenings?|nights?))? (?:is|are) (?:for )?(?:the |our )?$`,
)
const hasItsDay = (text: string, { at }: FoundAges): boolean =>
  A_DAY_OF_THEIRS.test(text.slice(Math.max(0, at - 50), at))

/** "We also work with under 18s", "under 18s meet on Mondays". */
function areTaken(text: string, { at }: FoundAges): boolean {
  const rest = text.slice(at, at + 60).split(SENTENCE_ENDS)[0] ?? ''
  return (
    HAS_A_DAY.test(rest) || ALSO_BEHIND.test(rest) || ALSO_BEFORE.test(text.slice(Math.max(0, at - 40), at))
  )
}

/** Whether two ages are told in one breath, or the later by the name of a group. */
function isBeside(text: string, one: FoundAges, other: FoundAges): boolean {
  const [first, then] = one.at <= other.at ? [one, other] : [other, one]
  const between = text.slice(first.at + first.length, then.at)
  const called = /^\D*/.exec(text.slice(then.at))?.[0] ?? ''
  return !SENTENCE_ENDS.test(between) || A_GROUP.test(between.slice(-40) + called)
}
