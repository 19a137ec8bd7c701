import type { Ask } from './ask.ts'
import type { Admitted } from './filters.ts'
import type { Prepared } from './prepare.ts'

/**
 * What moves an entry up or down once it is about what they said. All are small beside relevance (0.3 to about 2): a free chess club
 * round the corner is no answer to someone who said drawing. Nothing commercial is in here, and nothing about who they are.
 */
const WEIGHT = {
  near: 0.2,
  nearWhenAsked: 0.35,
  nearIsKm: 6,
  farPerKm: 0.015,
  farMost: 0.3,
  placeUnknown: -0.08,
  onlineUnasked: -0.1,
  free: 0.08,
  freeWhenTight: 0.28,
  paidWhenTight: -0.3,
  costUnknownWhenTight: -0.08,
  agesKnown: 0.1,
  agesUnknown: -0.12,
  forYoungPeople: 0.16,
  timesFit: 0.14,
  timesUnknown: -0.06,
  quiet: 0.16,
  loudWhenQuiet: -0.25,
  stepFree: 0.14,
  language: 0.15,
  bringSomeone: 0.1,
  groupAsked: 0.3,
  madeForThem: 0.2,
  unknownAudience: -0.15,
  /** About some people's faith or lives (a mosque's open evening) and not what they spoke of. */
  aboutOthers: -0.15,
  referral: -0.08,
  fresh: 0.05,
  stale: -0.12,
  neverChecked: -0.04,
} as const
const DAYS = { fresh: 366, stale: 731 } as const

/** Relevance and fit in one number, only ever used to put entries in order. */
export function score(
  entry: Prepared,
  relevance: number,
  admitted: Admitted,
  ask: Ask,
  from: boolean,
  daysSinceChecked: number | undefined,
): number {
  const { opportunity } = entry
  const { needs } = ask
  let total = relevance
  const add = (when: boolean, weight: number) => {
    if (when) total += weight
  }
  total += distanceScore(admitted.km, ask)
  add(from && admitted.km === undefined && !entry.online, WEIGHT.placeUnknown)
  add(!entry.inPerson && entry.online && needs.mode === undefined, WEIGHT.onlineUnasked)
  const free = opportunity.cost.free
  const paid = free === false || (free === undefined && opportunity.cost.from !== undefined)
  add(free === true, ask.tightMoney ? WEIGHT.freeWhenTight : WEIGHT.free)
  add(ask.tightMoney && paid, WEIGHT.paidWhenTight)
  add(ask.tightMoney && !paid && free === undefined, WEIGHT.costUnknownWhenTight)
  const agesKnown = opportunity.ages.min !== undefined || opportunity.ages.max !== undefined
  add(true, agesKnown ? WEIGHT.agesKnown : WEIGHT.agesUnknown)
  add(entry.forYoungPeople, WEIGHT.forYoungPeople)
  const timesAsked = (needs.days?.length ?? 0) + (needs.timeOfDay?.length ?? 0) > 0
  add(admitted.times === 'yes', WEIGHT.timesFit)
  add(timesAsked && admitted.times === 'unknown', WEIGHT.timesUnknown)
  add(ask.quiet && entry.quiet, WEIGHT.quiet)
  add(ask.quiet && entry.loud, WEIGHT.loudWhenQuiet)
  add(needs.stepFree === true && entry.access === 'step-free', WEIGHT.stepFree)
  add(needs.withSomeone === true && entry.bringSomeone, WEIGHT.bringSomeone)
  add(speaks(opportunity.languages, needs.languages), WEIGHT.language)
  add(opportunity.genderGroup !== undefined, WEIGHT.groupAsked)
  add(entry.madeFor.size > 0, WEIGHT.madeForThem)
  add(entry.unknownAudience.length > 0, WEIGHT.unknownAudience)
  add(
    entry.aboutGroups.some((group) => !ask.belongs.has(group)),
    WEIGHT.aboutOthers,
  )
  add(opportunity.needsReferral === true, WEIGHT.referral)
  if (daysSinceChecked === undefined) return total + WEIGHT.neverChecked
  add(daysSinceChecked <= DAYS.fresh, WEIGHT.fresh)
  add(daysSinceChecked > DAYS.stale, WEIGHT.stale)
  return total
}

function distanceScore(km: number | undefined, ask: Ask): number {
  if (km === undefined) return 0
  const near = ask.close ? WEIGHT.nearWhenAsked : WEIGHT.near
  if (km <= WEIGHT.nearIsKm) return near * (1 - km / WEIGHT.nearIsKm)
  return -Math.min(WEIGHT.farMost, (km - WEIGHT.nearIsKm) * WEIGHT.farPerKm)
}

/** Whether a directory entry names one of their languages. */
export function speaks(offered: readonly string[], wanted: readonly string[] | undefined): boolean {
  const has = new Set(offered.map((l) => l.toLowerCase()))
  return (wanted ?? []).some((l) => has.has(l.toLowerCase()))
}
