import type { FoundAges } from './read-school-years.ts'
import { DAY } from './written-days.ts'

/** "Juniors 5-6", and not "juniors (5-6)". */
const CALLED = /^(?:juniors?|seniors?|youth club|youth group)[,:]? (?:from )?\d/
const A_DAY = new RegExp(String.raw`\b${DAY}\b`)
const AGE_WORD = /\b(?:age[ds]?|years?|yrs?|olds?|school)\b/
/** When it is on is said by itself: "Tuesdays 5pm". */
const OWN_HOURS = new RegExp(
  String.raw`\b${DAY}:?,? (?:(?:morning|afternoon|evening|night)s? )?(?:at |from )?\d|\bat \d`,
)
const SENTENCE_ENDS = /[.!?](?:\s|$)|\n/
/** Juniors have ages, unless what is said beside them is a clock's: "juniors 5-6, seniors 6-7.30pm". */
const JUNIORS = /\bjuniors?(?: youth (?:club|group))?[,:]? (?:from )?\d/
const A_CLOCK = /\d ?[ap]m\b|\d[.:]\d\d\b|\b\d ?(?:-|–|to) ?(\d)\b[^\d]*\b\1 ?(?:-|–|to) ?\d/
/** Nobody meets for longer, and evenings end by nine. */
const HOURS = { longest: 2, last: 9 } as const
const AROUND = 60
const JUST_BEFORE = 'junior '.length

/** A text's ranges, or none where all that there is may be hours: "Fridays: juniors 5-6, seniors 6-7.30pm". */
export function withoutHours(
  text: string,
  ranges: readonly FoundAges[],
  limits: readonly FoundAges[],
): readonly FoundAges[] {
  return limits.length === 0 && ranges.every((range) => isHours(text, range)) ? [] : ranges
}

function isHours(text: string, { at, length, min = 0, max = Infinity }: FoundAges): boolean {
  if (max > HOURS.last || max - min > HOURS.longest || !CALLED.test(text.slice(at, at + length))) return false
  const before =
    text
      .slice(Math.max(0, at - AROUND), at)
      .split(SENTENCE_ENDS)
      .at(-1) ?? ''
  const after = text.slice(at, at + AROUND).split(SENTENCE_ENDS)[0] ?? ''
  const sentence = before + after
  if (JUNIORS.test(before.slice(-JUST_BEFORE) + text.slice(at, at + length)) && !A_CLOCK.test(sentence))
    return false
  return A_DAY.test(sentence) && !AGE_WORD.test(sentence) && !OWN_HOURS.test(sentence)
}
