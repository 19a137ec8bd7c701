/** Before a number of things, and no age: "we welcome over 60 young people". */
const BEFORE_A_COUNT =
  /\b(?:in|than|spent|running|across|reach(?:es|ed)?|welcom(?:es?|ed|ing)|ha(?:ve|s|d)) over $/
/** Before either: "we support over 18" may be an age, "over 60" counts. */
const BEFORE_MANY = /\b(?:with|by|of|help(?:s|ed|ing)?|support(?:s|ed|ing)?) over $/
const MANY = 26
/** Behind an age, where it is one without "s": "over 18 only", "over 16 year olds", "over 18 night". */
const BEHIND_AN_AGE = String.raw`(?:only|and|or|who|with|in|living|to|can|are|is|may|must|should|will|do|does|have|has|needs?|but|at|on|please|if|when|without|unless|years?|year-olds?|yrs?|yo|plus|age|category|events?|nights?|teams?|squads?|leagues?|women|men|ladies|females|males|adults|gents|students|learners)`
const A_THING = new RegExp(String.raw`^ (?!${BEHIND_AN_AGE}\b)[a-z]`)

/** Years that may be nobody's: "years." and not "years old". */
const YEARS =
  /^ ?\+? years?\b'?(?!(?:[ -]olds?\b| of age\b| (?:and|or) (?:under|over|above|older|up)\b| plus\b| ?\+| only\b))/
const BEFORE_YEARS = /\b(?:in|with|than|spent|running|ha(?:ve|s|d)) over $/
/** "Supporting young people for over 30 years", "we have been here for 25+ years". */
const DONE_FOR =
  /\b(?:ha(?:ve|s|d)|been|running|going|open|here|active|established|support(?:s|ed|ing)|help(?:s|ed|ing)|serv(?:es|ed|ing)|work(?:s|ed|ing)|mak(?:es|ing)|meeting)\b[^.!?\n]{0,50} for (?:over )?$/
/** "Football for over 20 years": nobody's lowest age, unless it is one that is often so. */
const OFTEN_LOWEST: readonly number[] = [14, 16, 18, 19, 21, 50, 55, 60, 65]
const WE_BEHIND = /^ years?,? (?:we|our|the|it|this|that)\b/
const PAST = /^ ?\+? ?-?years?'? (?:of (?!age\b)|experience|history|track record|ago)\b/
const DOING =
  /^ ?\+? ?-?years?'? (?:working|supporting|running|helping|serving|delivering|providing|teaching|coaching|training|making|offering|caring)\b/
const IN_WORK = /^ ?\+ years? in\b/
const SOMEBODY =
  /\b(?:adults|women|men|people|anyone|everyone|those|aged?|ages|for|to|girls|boys|ladies|males|females|students|residents|seniors|carers|over) ?$/

/** What leaves no doubt, where the number is often a lowest age: "has been open for over 18 years", "for over 21 years we have helped". */
const LASTED =
  /\b(?:in|than|spent|ha(?:ve|s|d)) over $|\b(?:been|established|here|supporting|helping|serving|working|making|ha(?:ve|s) (?:supported|helped|served|worked|run))\b[^.!?\n]{0,50} for (?:over )?$/
const WE_HAVE =
  /^ years?,? (?:we|it|(?:our|the|this) [a-z]+)(?: have| has|'ve) (?:been|helped|supported|run|worked|served|provided|offered|given|taught)\b/

/** "We have 20+ who come". */
const A_CROWD = /\b(?:ha(?:ve|s|d)|get|got|see|usually|often|about|around) $/
const OF_A_CROWD = /^ ?\+ (?:who|in|of|with)\b/
const IN_THE_TEAM = /^ ?\+ in (?:the|our) (?:team|club|group|squad)(?=[.,;!)]|$)/
const THOUSANDS = /^,\d{3}\b/
const LEAD = 70
const REST = 40

/** Whether the number that was found in a text of small letters (the first group) counts things, or years gone by, and is no age. */
export function isCounted(text: string, { 0: all, 1: number = '', index }: RegExpExecArray): boolean {
  const at = index + all.lastIndexOf(number)
  const before = text.slice(Math.max(0, at - LEAD), at)
  const after = text.slice(at + number.length, at + number.length + REST)
  if (YEARS.test(after)) return areGoneBy(Number(number), before, after)
  return (
    THOUSANDS.test(after) ||
    (IN_THE_TEAM.test(after) && !SOMEBODY.test(before) && !OFTEN_LOWEST.includes(Number(number))) ||
    (A_CROWD.test(before) && OF_A_CROWD.test(after)) ||
    (A_THING.test(after) &&
      (BEFORE_A_COUNT.test(before) || (Number(number) >= MANY && BEFORE_MANY.test(before))))
  )
}

/** Whether years between these two are those of an experience or a service. */
function areGoneBy(years: number, before: string, after: string): boolean {
  if (PAST.test(after) || LASTED.test(before) || (before.endsWith('over ') && WE_HAVE.test(after)))
    return true
  if (DOING.test(after) && BEFORE_YEARS.test(before)) return true
  if (OFTEN_LOWEST.includes(years)) return false
  return (
    DOING.test(after) ||
    BEFORE_YEARS.test(before) ||
    DONE_FOR.test(before) ||
    before.endsWith('for over ') ||
    (before.endsWith('over ') && WE_BEHIND.test(after)) ||
    (IN_WORK.test(after) && !SOMEBODY.test(before))
  )
}
