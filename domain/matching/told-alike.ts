import { kilometres } from '../directory/distance.ts'
import type { Opportunity } from '../directory/opportunity.ts'
import type { MatchIndex } from './index.ts'
import type { Likeness } from './likeness.ts'

/** Found on the judged towns: of 27 activities that a library or council lists under another name 24 are this much alike, and no others are. */
const ALIKE = 0.5
/** Two maps put one door so far apart. */
const SAME_DOOR_KM = 0.1

/**
 * Whether two entries tell of one activity in words that no list has together ("LIBRARY - TABLETOP GAMES", "Dice and Dragons"): at one
 * place, at one time, for the same ages, and of much the same meaning.
 */
export function areToldAlike(a: number, b: number, index: MatchIndex, likeness: Likeness): boolean {
  const [one, other] = [index.opportunities[a], index.opportunities[b]]
  return (
    one !== undefined &&
    other !== undefined &&
    one.ages.min === other.ages.min &&
    one.ages.max === other.ages.max &&
    shareTime(one, other) &&
    shareDoor(one, other) &&
    likeness.between(a, b) >= ALIKE
  )
}

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
