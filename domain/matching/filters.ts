import type { LatLon } from '../directory/opportunity.ts'
import { kilometres } from '../directory/distance.ts'
import type { Ask } from './ask.ts'
import type { MatchIndex } from './index.ts'
import type { Prepared } from './prepare.ts'
import { timesFit } from './sessions.ts'
import type { SuggestionRequest } from './types.ts'

/** What the filters found out on the way, for scoring and for the card. */
export interface Admitted {
  readonly km: number | undefined
  readonly times: 'yes' | 'no' | 'unknown'
}

const LIMITS = {
  /** Without a wish of their own, nobody is sent further than this in person. */
  furthestKm: 30,
  adult: 18,
  teenager: 20,
  /** How strongly an entry must be about something disliked to be left out. */
  dislikedFrom: 0.6,
  /** …unless what they asked for is in its very name. */
  askedInName: 0.9,
} as const

/**
 * The hard rules, cheapest first. Undefined: never shown to this person, whatever it scores. Unknown is never read as yes: where
 * a fact is missing the entry passes and the card says what is not known.
 */
export function admit(
  at: number,
  index: MatchIndex,
  ask: Ask,
  request: SuggestionRequest,
  today: { readonly iso: string; readonly number: number },
): Admitted | undefined {
  if ((index.lastDay[at] ?? 0) < today.number) return undefined
  if (!ageFits(index.minAge[at] ?? -1, index.maxAge[at] ?? -1, ask.age)) return undefined
  if (ask.needs.freeOnly === true && index.free[at] === 0) return undefined
  const entry = index.entries[at]
  if (!entry || request.exclude.includes(entry.opportunity.id)) return undefined
  const { status } = entry.opportunity
  if (status !== 'active' && status !== 'unknown') return undefined
  if (!groupFits(entry, ask) || !suits(entry, ask) || !belongs(entry, ask)) return undefined
  if (!modeFits(entry, ask) || !accessFits(entry, ask) || isDisliked(entry, ask)) return undefined
  const km = distance(at, index, request.from)
  if (!nearEnough(entry, km, ask)) return undefined
  const times = timesFit(entry.opportunity.times, ask.needs, today.iso)
  return times === 'no' ? undefined : { km, times }
}

/** An unknown limit passes (the card says to ask); someone whose age is unknown is never shown what begins at eighteen. */
function ageFits(min: number, max: number, age: number | undefined): boolean {
  if (age === undefined) return min < LIMITS.adult
  return age >= min && (max < 0 || age <= max)
}

/** A group of one sex is for those who asked for it; nobody's gender is guessed. */
function groupFits(entry: Prepared, ask: Ask): boolean {
  const only = entry.opportunity.genderGroup?.only
  return only === undefined || only === ask.group
}

function suits(entry: Prepared, ask: Ask): boolean {
  return entry.unsuitable.every((rule) => {
    if (rule.said.some((concept) => ask.said.has(concept))) return true
    if (rule.to === 'everyone') return false
    const limit = rule.to === 'under-18' ? LIMITS.adult : LIMITS.teenager
    return ask.age !== undefined && ask.age >= limit
  })
}

function belongs(entry: Prepared, ask: Ask): boolean {
  if (entry.madeFor.size === 0) return true
  for (const group of entry.madeFor) if (ask.belongs.has(group)) return true
  return false
}

function modeFits(entry: Prepared, ask: Ask): boolean {
  if (!entry.modeKnown || ask.needs.mode === undefined || ask.needs.mode === 'either') return true
  return ask.needs.mode === 'online' ? entry.online : entry.inPerson
}

function accessFits(entry: Prepared, ask: Ask): boolean {
  return ask.needs.stepFree !== true || entry.access !== 'not' || !entry.inPerson
}

function isDisliked(entry: Prepared, ask: Ask): boolean {
  for (const word of ask.othersDenied) if (entry.nameWords.has(word)) return true
  let disliked = false
  for (const concept of ask.disliked) {
    if ((entry.about.get(concept) ?? 0) >= LIMITS.dislikedFrom) disliked = true
  }
  if (!disliked) return false
  for (const concept of ask.disliked) {
    if ((entry.about.get(concept) ?? 0) >= LIMITS.askedInName) return true
  }
  return ![...ask.said].some((concept) => (entry.about.get(concept) ?? 0) >= LIMITS.askedInName)
}

function distance(at: number, index: MatchIndex, from: LatLon | undefined): number | undefined {
  if (!from) return undefined
  let nearest: number | undefined
  for (let i = index.placeFrom[at] ?? 0; i < (index.placeFrom[at + 1] ?? 0); i += 1) {
    const km = kilometres(from, { lat: index.lat[i] ?? 0, lon: index.lon[i] ?? 0 })
    if (nearest === undefined || km < nearest) nearest = km
  }
  return nearest
}

function nearEnough(entry: Prepared, km: number | undefined, ask: Ask): boolean {
  if (km === undefined || (entry.online && ask.needs.mode !== 'in-person')) return true
  return km <= (ask.needs.maxDistanceKm ?? LIMITS.furthestKm)
}
