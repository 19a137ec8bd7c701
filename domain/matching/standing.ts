import type { Prepared } from './prepare.ts'

const WEIGHT = {
  agesKnown: 0.1,
  agesUnknown: -0.12,
  forYoungPeople: 0.16,
  groupAsked: 0.3,
  madeForThem: 0.2,
  unknownAudience: -0.15,
  referral: -0.15,
} as const

/** The part of the score that is the same for everyone; worked out once. */
export function standing({ opportunity, forYoungPeople, madeFor, unknownAudience }: Prepared): number {
  const agesKnown = opportunity.ages.min !== undefined || opportunity.ages.max !== undefined
  return (
    (agesKnown ? WEIGHT.agesKnown : WEIGHT.agesUnknown) +
    (forYoungPeople ? WEIGHT.forYoungPeople : 0) +
    (opportunity.genderGroup ? WEIGHT.groupAsked : 0) +
    (madeFor.size > 0 ? WEIGHT.madeForThem : 0) +
    (unknownAudience.length > 0 ? WEIGHT.unknownAudience : 0) +
    (opportunity.needsReferral === true ? WEIGHT.referral : 0)
  )
}
