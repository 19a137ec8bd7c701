/** The optional measures that may be embedded (domain.md 1.6, D1, D2), and nothing else: each other one needs a recorded licence. */
export type MeasureName = 'ons4' | 'ons-loneliness'

export interface MeasureItem {
  /** Also the id of its exact wording in content. */
  readonly id: string
  readonly measure: MeasureName
  /** 0 to 10, or one of a list of options by their number. */
  readonly answers: 'zero-to-ten' | 'often' | 'lonely'
  /** Whole years, both ends included. */
  readonly ages: { readonly from: number; readonly to: number }
}

/** From 16 on adult wording, from 10 to 15 the children's; nothing under 10 (ONS harmonised standards; CORC for ONS4). */
const CHILD = { from: 10, to: 15 }
const ADULT = { from: 16, to: 120 }
const ALL = { from: 10, to: 120 }

const ITEMS: readonly MeasureItem[] = [
  { id: 'ons4.life-satisfaction', measure: 'ons4', answers: 'zero-to-ten', ages: ALL },
  { id: 'ons4.worthwhile', measure: 'ons4', answers: 'zero-to-ten', ages: ALL },
  { id: 'ons4.happiness', measure: 'ons4', answers: 'zero-to-ten', ages: ALL },
  // Children are not asked the anxiety item (CORC; domain.md (b) 24).
  { id: 'ons4.anxiety', measure: 'ons4', answers: 'zero-to-ten', ages: ADULT },
  { id: 'ons-loneliness.no-one-to-talk-to', measure: 'ons-loneliness', answers: 'often', ages: CHILD },
  { id: 'ons-loneliness.companionship', measure: 'ons-loneliness', answers: 'often', ages: ADULT },
  { id: 'ons-loneliness.left-out', measure: 'ons-loneliness', answers: 'often', ages: ALL },
  { id: 'ons-loneliness.alone', measure: 'ons-loneliness', answers: 'often', ages: CHILD },
  { id: 'ons-loneliness.isolated', measure: 'ons-loneliness', answers: 'often', ages: ADULT },
  { id: 'ons-loneliness.lonely', measure: 'ons-loneliness', answers: 'lonely', ages: ALL },
]

/**
 * The items of the measures a school has turned on, for this age, in their published order. An age that is not known gets only
 * what every age may be asked: the two loneliness sets differ by age, so without one none is asked.
 */
export function itemsFor(
  measures: readonly MeasureName[],
  age: number | null | undefined,
): readonly MeasureItem[] {
  return ITEMS.filter((item) => {
    if (!measures.includes(item.measure)) return false
    if (age == null) return item.measure === 'ons4' && item.ages === ALL
    return item.ages.from <= age && age <= item.ages.to
  })
}

/** The item with this id, whatever the age; undefined for one that is not (any more) ours. */
export const itemOf = (id: string): MeasureItem | undefined => ITEMS.find((item) => item.id === id)

const SCALES = {
  'zero-to-ten': { min: 0, max: 10 },
  often: { min: 1, max: 3 },
  lonely: { min: 1, max: 5 },
} as const

/** The lowest and the highest answer, as numbers. */
export const scaleOf = ({ answers }: MeasureItem): { readonly min: number; readonly max: number } =>
  SCALES[answers]

/** Items on which a higher number is the better one; of anxiety and loneliness it is the lower. */
const HIGHER_IS_BETTER = ['ons4.life-satisfaction', 'ons4.worthwhile', 'ons4.happiness']

/** Which way an answer moved, for counts of many; never said of one person. */
export function moved(item: MeasureItem, first: number, later: number): 'better' | 'same' | 'worse' {
  if (first === later) return 'same'
  return later > first === HIGHER_IS_BETTER.includes(item.id) ? 'better' : 'worse'
}
