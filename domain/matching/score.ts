import type { Ask } from './ask.ts'
import { FLAG } from './flags.ts'
import type { Admitted } from './filters.ts'
import type { MatchIndex } from './index.ts'

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
  timesFit: 0.14,
  timesUnknown: -0.06,
  quiet: 0.16,
  loudWhenQuiet: -0.25,
  stepFree: 0.14,
  language: 0.15,
  bringSomeone: 0.1,
  /** About some people's faith or lives (a mosque's open evening) and not what they spoke of. */
  aboutOthers: -0.3,
  fresh: 0.05,
  stale: -0.12,
  neverChecked: -0.04,
} as const
const DAYS = { fresh: 366, stale: 731 } as const

/** What fit is judged with. `from` is whether they said where from. */
export interface Fit {
  readonly index: MatchIndex
  readonly ask: Ask
  /** Days since 1970. */
  readonly today: number
  readonly from: boolean
}

/** Relevance and fit in one number, only ever used to put entries in order. */
export function score(
  at: number,
  relevance: number,
  admitted: Admitted,
  { index, ask, today, from }: Fit,
): number {
  const { needs } = ask
  const flags = index.flags[at] ?? 0
  let total = relevance + (index.standing[at] ?? 0) + costScore(index.free[at] ?? -1, ask)
  if (admitted.km !== undefined) total += distanceScore(admitted.km, ask)
  else if (from && (flags & FLAG.online) === 0) total += WEIGHT.placeUnknown
  if ((flags & FLAG.inPerson) === 0 && (flags & FLAG.online) !== 0 && needs.mode === undefined)
    total += WEIGHT.onlineUnasked
  if (ask.timesAsked) total += admitted.times === 'yes' ? WEIGHT.timesFit : WEIGHT.timesUnknown
  if (ask.quiet && (flags & FLAG.quiet) !== 0) total += WEIGHT.quiet
  if (ask.quiet && (flags & FLAG.loud) !== 0) total += WEIGHT.loudWhenQuiet
  if (needs.stepFree === true && (flags & FLAG.stepFree) !== 0) total += WEIGHT.stepFree
  if (needs.withSomeone === true && (flags & FLAG.bringSomeone) !== 0) total += WEIGHT.bringSomeone
  if (needs.languages !== undefined && speaks(index.opportunities[at]?.languages ?? [], needs.languages)) {
    total += WEIGHT.language
  }
  total += WEIGHT.aboutOthers * othersNamed(at, index, ask)
  return total + freshness(index.checked[at] ?? -1, today)
}

/** Groups an entry is about and they are none of. Those it is made for beside theirs are no others. */
function othersNamed(at: number, index: MatchIndex, { belongs }: Ask): number {
  const madeFor = index.groups[index.madeFor[at] ?? 0] ?? []
  const theirs = madeFor.some((group) => belongs.has(group)) ? madeFor : []
  const about = index.groups[index.aboutGroups[at] ?? 0] ?? []
  return about.filter((group) => !belongs.has(group) && !theirs.includes(group)).length
}

/** By when it was last checked, in days since 1970; -1 is unknown. */
function freshness(checked: number, today: number): number {
  if (checked < 0) return WEIGHT.neverChecked
  if (today - checked <= DAYS.fresh) return WEIGHT.fresh
  return today - checked > DAYS.stale ? WEIGHT.stale : 0
}

/** `free` as in the index: 1 free, 0 not, -1 unknown. */
function costScore(free: number, ask: Ask): number {
  if (free === 1) return ask.tightMoney ? WEIGHT.freeWhenTight : WEIGHT.free
  if (!ask.tightMoney) return 0
  return free === 0 ? WEIGHT.paidWhenTight : WEIGHT.costUnknownWhenTight
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

/** The most that fit can add to relevance for this request, so that what cannot win need not be looked at closely. */
export function mostFit({ index, ask }: Fit): { readonly ofAny: number; of(at: number): number } {
  const alike =
    (ask.close ? WEIGHT.nearWhenAsked : WEIGHT.near) +
    (ask.timesAsked ? WEIGHT.timesFit : 0) +
    (ask.quiet ? WEIGHT.quiet : 0) +
    (ask.needs.stepFree === true ? WEIGHT.stepFree : 0) +
    (ask.needs.withSomeone === true ? WEIGHT.bringSomeone : 0) +
    (ask.needs.languages === undefined ? 0 : WEIGHT.language) +
    WEIGHT.fresh
  return {
    ofAny: alike + index.mostStanding + costScore(1, ask),
    of: (at) => alike + (index.standing[at] ?? 0) + costScore(index.free[at] ?? -1, ask),
  }
}
