/** "Over 60 young people", "for over 30 years": before what is counted, and no age. */
const BEFORE_A_COUNT =
  /\b(?:for|in|with|than|by|of|spent|running|welcom(?:es?|ed|ing)|ha(?:ve|s|d)|help(?:s|ed|ing)?|support(?:s|ed|ing)?|reach(?:es|ed)?|across) over $/
/** Behind an age, where it is one without "s": "over 18 only", "over 16 year olds", "over 18 night". */
const BEHIND_AN_AGE = String.raw`(?:only|and|or|who|with|in|living|to|can|are|is|may|must|should|will|do|does|have|has|needs?|but|at|on|please|if|when|without|unless|years?|year-olds?|yrs?|yo|plus|age|category|events?|nights?|teams?|squads?|leagues?|women|men|ladies|females|males|adults|gents|students|learners)`
const A_THING = new RegExp(String.raw`^ (?!${BEHIND_AN_AGE}\b)[a-z]`)
/** Years that are nobody's: "years." and not "years old". */
const YEARS_GONE_BY =
  /^ (?:years?|yrs?)\b(?!(?:[ -]olds?\b| of age\b| (?:and|or) (?:over|above|older|up)\b| plus\b| ?\+| only\b))/
const YEARS_OF_DOING =
  /^ ?\+? ?-?(?:years?|yrs?)'?(?:s'?)? (?:of (?!age\b)|experience|history|track record|ago|working|supporting|running|helping|serving|delivering|providing|teaching|coaching|training|making|offering|caring)\b/
const MORE_YEARS = /^ ?\+ ?(?:years?|yrs?)\b(?![ -]olds?\b| of age\b)/
const MORE_YEARS_IN = /^ ?\+ ?(?:years?|yrs?) in\b/
const SOMEBODY =
  /\b(?:adults|women|men|people|anyone|everyone|those|aged?|ages|for|to|girls|boys|ladies|males|females|students|residents|seniors|carers|over) ?$/
/** "We have 20+ who come". */
const A_CROWD = /\b(?:ha(?:ve|s|d)|get|got|see) $/
const MORE_OF = /^ ?\+ (?:who|in|of|with)\b/
const GOING_FOR = /\b(?:been|running|going|established|open|here)\b[^.!?\n]{0,40} for $/
const THOUSANDS = /^,\d{3}\b/
const LEAD = 60
const REST = 40

/** Whether the number that was found in a text of small letters (the first group) counts things, or years gone by, and is no age. */
export function isCounted(text: string, { 0: all, 1: number = '', index }: RegExpExecArray): boolean {
  const from = index + all.lastIndexOf(number)
  const before = text.slice(Math.max(0, from - LEAD), from)
  const after = text.slice(from + number.length, from + number.length + REST)
  if (THOUSANDS.test(after) || YEARS_OF_DOING.test(after)) return true
  if (BEFORE_A_COUNT.test(before)) return YEARS_GONE_BY.test(after) || A_THING.test(after)
  if (A_CROWD.test(before) && MORE_OF.test(after)) return true
  if (MORE_YEARS_IN.test(after)) return !SOMEBODY.test(before) || GOING_FOR.test(before)
  return GOING_FOR.test(before) && MORE_YEARS.test(after)
}
