import type { AgeRange } from './opportunity.ts'
import type { ReadAges } from './read-ages.ts'

const OLDEST = 120

export interface MergedAges {
  readonly ages: AgeRange
  /** Field and text named ages that cannot both be right. */
  readonly contradict: boolean
  /** The field held a range that no one is in. */
  readonly impossible: boolean
}

/** Whoever set this as the youngest age meant it: no reading of a text opens it to children. */
export const ADULT = 18

/**
 * The ages of a field and of the text, together. In a feed -1, null, empty, and 0 to 0 are unknown (Bristol). Where the text is
 * narrower it is believed (it was written by whoever runs the group), and where the two cannot both be right as well, unless the
 * field is for adults.
 */
export function mergeAges(
  minimum: number | undefined,
  maximum: number | undefined,
  text: ReadAges | undefined,
): MergedAges {
  const { field, impossible } = readField(minimum, maximum)
  if (!text) return { ages: field ? { ...field, from: 'field' } : {}, contradict: false, impossible }
  if (!field) return { ages: { ...text, from: 'description' }, contradict: false, impossible }
  const min = Math.max(field.min ?? 0, text.min ?? 0)
  const max = Math.min(field.max ?? OLDEST, text.max ?? OLDEST)
  // One year in common is where one group ends and another begins: "aged 18 to 25 have their own evening" beside 8 to 18.
  const isBeside =
    field.min !== undefined &&
    field.min < ADULT &&
    text.min !== undefined &&
    text.min === field.max &&
    max === min
  if (isBeside) return { ages: { ...field, from: 'field' }, contradict: true, impossible }
  if (min > max) {
    const isForAdults = field.min !== undefined && field.min >= ADULT
    const ages: AgeRange = isForAdults ? { ...field, from: 'field' } : { ...text, from: 'description' }
    return { ages, contradict: true, impossible }
  }
  const ages: AgeRange = {
    ...(field.min === undefined && text.min === undefined ? {} : { min }),
    ...(field.max === undefined && text.max === undefined ? {} : { max }),
  }
  const further =
    ages.max !== undefined && text.further && text.further.max > ages.max ? text.further : undefined
  const narrower = ages.min !== field.min || ages.max !== field.max
  return {
    ages: { ...ages, ...(further ? { further } : {}), from: narrower ? 'description' : 'field' },
    contradict: narrower,
    impossible,
  }
}

function readField(
  minimum: number | undefined,
  maximum: number | undefined,
): { field?: ReadAges; impossible: boolean } {
  const min = known(minimum)
  const max = maximum === 0 ? undefined : known(maximum)
  // A minimum of nothing with no maximum is a form left alone, not "all ages".
  if (max === undefined && (min === undefined || min === 0)) return { impossible: false }
  if (min !== undefined && max !== undefined && min > max) return { impossible: true }
  return {
    field: { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) },
    impossible: false,
  }
}

const known = (age: number | undefined): number | undefined =>
  age === undefined || !Number.isFinite(age) || age < 0 || age > OLDEST ? undefined : Math.floor(age)
