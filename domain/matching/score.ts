import type { Ask } from './ask.ts'
import type { Admitted } from './filters.ts'
import type { Prepared } from './prepare.ts'

/**
 * What moves an entry up or down once it is about what they said. All are small beside relevance (0.36 to about 2): a free chess
 * club round the corner is no answer to someone who said drawing. Nothing commercial is in here, and nothing about who they are.
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

/** What is asked of one entry. */
export interface Facts {
  readonly entry: Omit<Prepared, 'words'>
  readonly relevance: number
  readonly standing: number
  readonly admitted: Admitted
  readonly daysSinceChecked: number | undefined
  /** Whether they said where from. */
  readonly from: boolean
}

/** Relevance and fit in one number, only ever used to put entries in order. */
export function score(
  { entry, relevance, standing: own, admitted, daysSinceChecked, from }: Facts,
  ask: Ask,
): number {
  const { opportunity } = entry
  const { needs } = ask
  let total = relevance + own + costScore(opportunity.cost, ask)
  if (admitted.km !== undefined) total += distanceScore(admitted.km, ask)
  else if (from && !entry.online) total += WEIGHT.placeUnknown
  if (!entry.inPerson && entry.online && needs.mode === undefined) total += WEIGHT.onlineUnasked
  if (ask.timesAsked) total += admitted.times === 'yes' ? WEIGHT.timesFit : WEIGHT.timesUnknown
  if (ask.quiet && entry.quiet) total += WEIGHT.quiet
  if (ask.quiet && entry.loud) total += WEIGHT.loudWhenQuiet
  if (needs.stepFree === true && entry.access === 'step-free') total += WEIGHT.stepFree
  if (needs.withSomeone === true && entry.bringSomeone) total += WEIGHT.bringSomeone
  if (needs.languages !== undefined && speaks(opportunity.languages, needs.languages))
    total += WEIGHT.language
  for (const group of entry.aboutGroups) if (!ask.belongs.has(group)) total += WEIGHT.aboutOthers
  if (daysSinceChecked === undefined) return total + WEIGHT.neverChecked
  if (daysSinceChecked <= DAYS.fresh) return total + WEIGHT.fresh
  return daysSinceChecked > DAYS.stale ? total + WEIGHT.stale : total
}

function costScore(cost: Prepared['opportunity']['cost'], ask: Ask): number {
  if (cost.free === true) return ask.tightMoney ? WEIGHT.freeWhenTight : WEIGHT.free
  if (!ask.tightMoney) return 0
  return cost.free === false || cost.from !== undefined ? WEIGHT.paidWhenTight : WEIGHT.costUnknownWhenTight
}

function distanceScore(km: number, ask: Ask): number {
  const near = ask.close ? WEIGHT.nearWhenAsked : WEIGHT.near
  if (km <= WEIGHT.nearIsKm) return near * (1 - km / WEIGHT.nearIsKm)
  return -Math.min(WEIGHT.farMost, (km - WEIGHT.nearIsKm) * WEIGHT.farPerKm)
}

/** Whether a directory entry names one of their languages. */
export function speaks(offered: readonly string[], wanted: readonly string[] | undefined): boolean {
  const has = new Set(offered.map((l) => l.toLowerCase()))
  return (wanted ?? []).some((l) => has.has(l.toLowerCase()))
}
