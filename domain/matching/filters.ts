import type { LatLon } from '../directory/opportunity.ts'
import { kilometres } from '../directory/distance.ts'
import type { Ask } from './ask.ts'
import type { Entry, MatchIndex } from './index.ts'
import { FLAG } from './index.ts'
import { timesFit } from './sessions.ts'
import type { SuggestionRequest } from './types.ts'

/** What the filters found out on the way, for scoring and for the card. */
export interface Admitted {
  readonly km: number | undefined
  readonly times: 'yes' | 'no' | 'unknown'
}

export interface Today {
  readonly iso: string
  /** Days since 1970. */
  readonly number: number
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

const NOT_ASKED: Admitted['times'] = 'unknown'

/**
 * The hard rules, cheapest first. Undefined: never shown to this person, whatever it scores. Unknown is never read as yes: where
 * a fact is missing the entry passes and the card says what is not known.
 */
export function admit(
  at: number,
  index: MatchIndex,
  ask: Ask,
  request: SuggestionRequest,
  today: Today,
): Admitted | undefined {
  if ((index.lastDay[at] ?? 0) < today.number) return undefined
  if (!ageFits(index.minAge[at] ?? -1, index.maxAge[at] ?? -1, ask.age)) return undefined
  if (ask.needs.freeOnly === true && index.free[at] === 0) return undefined
  const flags = index.flags[at] ?? 0
  if ((flags & FLAG.notRunning) !== 0) return undefined
  const entry = index.entries[at]
  if (!entry) return undefined
  if ((flags & FLAG.oneSex) !== 0 && entry.opportunity.genderGroup?.only !== ask.group) return undefined
  if ((flags & FLAG.ruled) !== 0 && !suits(entry, ask)) return undefined
  if ((flags & FLAG.madeForSome) !== 0 && !belongs(entry, ask)) return undefined
  if (!modeFits(entry, ask) || !accessFits(entry, ask)) return undefined
  const km = request.from && distance(at, index, request.from)
  if (!nearEnough(entry, km, ask)) return undefined
  if (request.exclude.length > 0 && request.exclude.includes(entry.opportunity.id)) return undefined
  if (isDisliked(entry, ask)) return undefined
  if (!ask.timesAsked) return { km, times: NOT_ASKED }
  const times = timesFit(entry.opportunity.times, ask.needs, today.iso)
  return times === 'no' ? undefined : { km, times }
}

/** An unknown limit passes (the card says to ask); someone whose age is unknown is never shown what begins at eighteen. */
function ageFits(min: number, max: number, age: number | undefined): boolean {
  if (age === undefined) return min < LIMITS.adult
  return age >= min && (max < 0 || age <= max)
}

function suits(entry: Entry, ask: Ask): boolean {
  return entry.unsuitable.every((rule) => {
    if (rule.said.some((concept) => ask.said.has(concept))) return true
    if (rule.to === 'everyone') return false
    const limit = rule.to === 'under-18' ? LIMITS.adult : LIMITS.teenager
    return ask.age !== undefined && ask.age >= limit
  })
}

/** A group made for some people is for those who said they are of them; nobody is guessed to be. */
function belongs(entry: Entry, ask: Ask): boolean {
  for (const group of entry.madeFor) if (ask.belongs.has(group)) return true
  return false
}

function modeFits(entry: Entry, ask: Ask): boolean {
  if (!entry.modeKnown || ask.needs.mode === undefined || ask.needs.mode === 'either') return true
  return ask.needs.mode === 'online' ? entry.online : entry.inPerson
}

function accessFits(entry: Entry, ask: Ask): boolean {
  return ask.needs.stepFree !== true || entry.access !== 'not' || !entry.inPerson
}

function isDisliked(entry: Entry, ask: Ask): boolean {
  for (const word of ask.othersDenied) if (entry.nameWords.has(word)) return true
  let most = 0
  for (const concept of ask.disliked) most = Math.max(most, entry.about.get(concept) ?? 0)
  if (most < LIMITS.dislikedFrom) return false
  if (most >= LIMITS.askedInName) return true
  for (const concept of ask.said) if ((entry.about.get(concept) ?? 0) >= LIMITS.askedInName) return false
  return true
}

function distance(at: number, index: MatchIndex, from: LatLon): number | undefined {
  let nearest: number | undefined
  for (let i = index.placeFrom[at] ?? 0; i < (index.placeFrom[at + 1] ?? 0); i += 1) {
    const km = kilometres(from, { lat: index.lat[i] ?? 0, lon: index.lon[i] ?? 0 })
    if (nearest === undefined || km < nearest) nearest = km
  }
  return nearest
}

function nearEnough(entry: Entry, km: number | undefined, ask: Ask): boolean {
  if (km === undefined || (entry.online && ask.needs.mode !== 'in-person')) return true
  return km <= (ask.needs.maxDistanceKm ?? LIMITS.furthestKm)
}
