import { kilometres } from '../directory/distance.ts'
import type { Opportunity } from '../directory/opportunity.ts'
import type { MatchIndex } from './index.ts'
import type { Likeness } from './likeness.ts'

/**
 * Found on the judged towns: of 29 activities that a library or council lists under another name at the same time 24 are this much alike, and no
 * others are. Of those that it lists for other ages that meet, two of two are `surely` so; of those of which one tells no time, two of two as well.
 */
const ALIKE = { same: 0.5, surely: 0.6 } as const
/** Who lists what others do as well. */
const LISTS = /\b(?:librar(?:y|ies)|council|county)\b/iu
/** Two maps put one door so far apart. */
const SAME_DOOR_KM = 0.1

/**
 * Whether two entries tell of one activity in words that no list has together ("LIBRARY - TABLETOP GAMES", "Dice and Dragons"): at one
 * place, at one time, for the same ages, and of much the same meaning. Where a library or a council tells the ages otherwise, it must be nearer still.
 */
export function areToldAlike(a: number, b: number, index: MatchIndex, likeness: Likeness): boolean {
  const [one, other] = [index.opportunities[a], index.opportunities[b]]
  if (one === undefined || other === undefined || !shareTime(one, other) || !shareDoor(one, other))
    return false
  if (areOfOneAge(one, other)) return likeness.between(a, b) >= ALIKE.same
  return (
    doMeet(one.ages, other.ages) &&
    (isListed(one) || isListed(other)) &&
    areForTheSame(a, b, index) &&
    likeness.between(a, b) >= ALIKE.surely
  )
}

/**
 * Whether two entries may well be one activity told twice: as `areToldAlike`, and where one tells no time and another organisation the same ages. Two that are two
 * all the same are so like each other that one of them is idea enough, beside others; the second may be the next.
 */
export function mayBeOne(a: number, b: number, index: MatchIndex, likeness: Likeness): boolean {
  const [one, other] = [index.opportunities[a], index.opportunities[b]]
  if (one === undefined || other === undefined) return false
  if (areToldAlike(a, b, index, likeness)) return true
  return (
    (one.times.length === 0 || other.times.length === 0) &&
    one.ages.min !== undefined &&
    areOfOneAge(one, other) &&
    one.organisation !== other.organisation &&
    areForTheSame(a, b, index) &&
    shareDoor(one, other) &&
    likeness.between(a, b) >= ALIKE.surely
  )
}

/** In capitals, as a list of what there is: "HOMEWORK CLUB (SECONDARY)". */
const isListed = ({ name, organisation = '' }: Opportunity): boolean =>
  LISTS.test(organisation) || name === name.toUpperCase()

const areOfOneAge = (one: Opportunity, other: Opportunity): boolean =>
  one.ages.min === other.ages.min && one.ages.max === other.ages.max

/** Of the same sex, if of one, and made for the same people. */
const areForTheSame = (a: number, b: number, { opportunities, madeFor }: MatchIndex): boolean =>
  opportunities[a]?.genderGroup?.only === opportunities[b]?.genderGroup?.only && madeFor[a] === madeFor[b]

const doMeet = (one: Opportunity['ages'], other: Opportunity['ages']): boolean =>
  (one.min ?? 0) < (other.max ?? Infinity) && (other.min ?? 0) < (one.max ?? Infinity)

const shareTime = (one: Opportunity, other: Opportunity): boolean =>
  one.times.some(
    ({ day, from }) =>
      day !== undefined &&
      from !== undefined &&
      other.times.some((time) => time.day === day && time.from === from),
  )

const shareDoor = (one: Opportunity, other: Opportunity): boolean =>
  one.places.some(({ position: at }) =>
    other.places.some(({ position }) => at && position && kilometres(at, position) < SAME_DOOR_KM),
  )
