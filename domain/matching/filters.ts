import type { LatLon } from '../directory/opportunity.ts'
import { kilometres } from '../directory/distance.ts'
import type { Ask } from './ask.ts'
import type { Entry, MatchIndex } from './index.ts'
import { FLAG } from './flags.ts'
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
 * The hard rules for one request, cheapest first. `admit` gives undefined for what is never shown to this person, whatever it
 * scores. Unknown is never read as yes: where a fact is missing the entry passes and the card says what is not known.
 */
export class Gate {
  readonly #index: MatchIndex
  readonly #ask: Ask
  readonly #request: SuggestionRequest
  readonly #today: Today
  readonly #against: number
  readonly #excluded: ReadonlySet<string>
  readonly #dislikes: boolean

  constructor(index: MatchIndex, ask: Ask, request: SuggestionRequest, today: Today) {
    this.#index = index
    this.#ask = ask
    this.#request = request
    this.#today = today
    this.#against = rulesAgainst(index, ask)
    this.#excluded = new Set(request.exclude)
    this.#dislikes = ask.disliked.size + ask.othersDenied.size > 0
  }

  admit(at: number): Admitted | undefined {
    const index = this.#index
    const ask = this.#ask
    if ((index.lastDay[at] ?? 0) < this.#today.number) return undefined
    if (!ageFits(index.minAge[at] ?? -1, index.maxAge[at] ?? -1, ask.age)) return undefined
    if (ask.needs.freeOnly === true && index.free[at] === 0) return undefined
    if (((index.unsuitable[at] ?? 0) & this.#against) !== 0) return undefined
    const flags = index.flags[at] ?? 0
    if ((flags & FLAG.notRunning) !== 0) return undefined
    if (!modeFits(flags, ask) || !accessFits(flags, ask)) return undefined
    if ((flags & FLAG.mixed) !== 0 && (ask.group === 'girls' || ask.group === 'boys')) return undefined
    if (!this.#groupsFit(at, flags)) return undefined
    const km = this.#request.from && distance(at, index, this.#request.from)
    if (!nearEnough(flags, km, ask)) return undefined
    if (!this.#wanted(at)) return undefined
    if (!ask.timesAsked) return { km, times: NOT_ASKED }
    const times = timesFit(index.entries[at]?.opportunity.times ?? [], ask.needs, this.#today.iso)
    return times === 'no' ? undefined : { km, times }
  }

  /** A group of one sex, or made for some people, is for those who asked or said so; nobody is guessed to be anything. */
  #groupsFit(at: number, flags: number): boolean {
    if ((flags & (FLAG.oneSex | FLAG.madeForSome)) === 0) return true
    const entry = this.#index.entries[at]
    if (!entry) return false
    const only = entry.opportunity.genderGroup?.only
    if (only !== undefined && only !== this.#ask.group) return false
    if (entry.madeFor.size === 0) return true
    for (const group of entry.madeFor) if (this.#ask.belongs.has(group)) return true
    return false
  }

  #wanted(at: number): boolean {
    if (!this.#dislikes && this.#excluded.size === 0) return true
    const entry = this.#index.entries[at]
    return entry !== undefined && !this.#excluded.has(entry.opportunity.id) && !isDisliked(entry, this.#ask)
  }
}

/** The rules that hold for this person, as the index numbers them. */
function rulesAgainst(index: MatchIndex, ask: Ask): number {
  let against = 0
  index.rules.forEach((rule, i) => {
    if (rule.said.some((concept) => ask.said.has(concept))) return
    const limit = rule.to === 'under-18' ? LIMITS.adult : LIMITS.teenager
    if (rule.to === 'everyone' || ask.age === undefined || ask.age < limit) against |= 1 << i
  })
  return against
}

/** An unknown limit passes (the card says to ask); someone whose age is unknown is never shown what begins at eighteen. */
function ageFits(min: number, max: number, age: number | undefined): boolean {
  if (age === undefined) return min < LIMITS.adult
  return age >= min && (max < 0 || age <= max)
}

function modeFits(flags: number, ask: Ask): boolean {
  if ((flags & FLAG.modeKnown) === 0 || ask.needs.mode === undefined || ask.needs.mode === 'either')
    return true
  return (flags & (ask.needs.mode === 'online' ? FLAG.online : FLAG.inPerson)) !== 0
}

function accessFits(flags: number, ask: Ask): boolean {
  return ask.needs.stepFree !== true || (flags & FLAG.notStepFree) === 0 || (flags & FLAG.inPerson) === 0
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

function nearEnough(flags: number, km: number | undefined, ask: Ask): boolean {
  if (km === undefined || ((flags & FLAG.online) !== 0 && ask.needs.mode !== 'in-person')) return true
  return km <= (ask.needs.maxDistanceKm ?? LIMITS.furthestKm)
}
