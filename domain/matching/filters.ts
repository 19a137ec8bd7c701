import type { LatLon } from '../directory/opportunity.ts'
import { kilometres } from '../directory/distance.ts'
import { dayText, inLondon } from '../time/london.ts'
import type { Ask } from './ask.ts'
import type { MatchIndex } from './index.ts'
import { dayBit, dayNumber, LOOK_CLOSER } from './index.ts'
import { FLAG } from './flags.ts'
import { shutRefusedPlaces } from './places-refused.ts'
import { timesFit } from './sessions.ts'
import { words } from '../understanding/words.ts'
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

/** London's day at an ISO instant. */
export function todayOf(now: string): Today {
  const iso = dayText(inLondon(new Date(now)).day)
  return { iso, number: dayNumber(iso) }
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
 * The hard rules for one request. What the columns tell is told of every entry at once, before anything is scored; how far it is and
 * when it is on is looked up only for what is asked about. Unknown is never read as yes: where a fact is missing the entry passes and
 * the card says what is not known.
 */
export class Gate {
  /** 1 for each entry that the columns let through. Stands until the next question. */
  readonly open: Uint8Array
  readonly #index: MatchIndex
  readonly #ask: Ask
  readonly #from: LatLon | undefined
  readonly #today: Today

  constructor(index: MatchIndex, ask: Ask, request: SuggestionRequest, today: Today) {
    this.#index = index
    this.#ask = ask
    this.#from = request.from
    this.#today = today
    this.open = index.room.open.fill(0)
    openByColumns(this.open, index, ask, today)
    shutDisliked(this.open, index, ask)
    shutKept(this.open, index, request)
    shutRefusedPlaces(this.open, index, request.says)
  }

  /** Undefined for what is never shown to this person, whatever it scores. */
  admit(at: number): Admitted | undefined {
    if (this.open[at] !== 1) return undefined
    const index = this.#index
    const ask = this.#ask
    const km = this.#from && distance(at, index, this.#from)
    if (!nearEnough(index.flags[at] ?? 0, km, ask)) return undefined
    if (!ask.timesAsked) return { km, times: NOT_ASKED }
    const times = timesFit(index.opportunities[at]?.times ?? [], ask.needs, this.#today.iso)
    return times === 'no' ? undefined : { km, times }
  }
}

/** Opens what age, cost, days, mode, access, groups and the rules of what is unsuitable allow. */
function openByColumns(open: Uint8Array, index: MatchIndex, ask: Ask, today: Today): void {
  const { lastDay, closedFrom, opensAgain, free, pounds, unsuitable, flags, days, madeFor } = index
  const { minAge, maxAge, furtherAge, furtherFor } = index
  const { age } = ask
  const { freeOnly = false, maxPounds = Infinity } = ask.needs
  const against = rulesAgainst(index, ask)
  const { shut, unlessModeUnknown, notAllOf } = flagsAsked(ask)
  const asked = daysAsked(ask)
  const belongs = index.groups.map((group) => group.length === 0 || group.some((g) => ask.belongs.has(g)))
  for (let at = 0; at < open.length; at += 1) {
    const is = flags[at] ?? 0
    const oldest = belongs[furtherFor[at] ?? 0] === true ? furtherAge[at] : maxAge[at]
    if (
      (is & shut) === 0 &&
      ageFits(minAge[at] ?? -1, oldest ?? -1, age) &&
      (lastDay[at] ?? 0) >= today.number &&
      ((opensAgain[at] ?? 0) <= today.number || (closedFrom[at] ?? 0) > today.number) &&
      ((unsuitable[at] ?? 0) & against) === 0 &&
      ((days[at] ?? 0) & asked) !== 0 &&
      !(freeOnly && free[at] === 0) &&
      (pounds[at] ?? 0) <= maxPounds &&
      belongs[madeFor[at] ?? 0] === true &&
      ((is & unlessModeUnknown) !== 0 || (is & FLAG.modeKnown) === 0) &&
      (is & notAllOf) !== notAllOf
    ) {
      open[at] = 1
    }
  }
}

/** What is kept for the people of some houses, for students or for who speaks a language, from whoever said nothing of it. */
function shutKept(open: Uint8Array, index: MatchIndex, { says }: SuggestionRequest): void {
  if (index.keptFor.size === 0) return
  const said = ` ${says.flatMap((text) => [...words(text), '.']).join(' ')} `
  for (const [at, known] of index.keptFor) if (!known.some((name) => isSaid(name, said))) open[at] = 0
}

/** "Im not at uni", "dont speak polish": what stands right before says that they are not. */
const IS_NOT =
  / (?:not|dont|never|aint|no longer) (?:(?:at|in|an?|the|on|go|to|speak|from|living|claiming|getting) ){0,3}$/

/** "Im not at college til 11", "dont go to uni on fridays": and else they are. */
const AT_TIMES = /^(?:on|til|till|until|today|tomorrow|before|after|every|much|often|all)\b/

function isSaid(name: string, said: string): boolean {
  const word = ` ${name} `
  for (let at = said.indexOf(word); at >= 0; at = said.indexOf(word, at + 1)) {
    if (!IS_NOT.test(said.slice(0, at + 1)) || AT_TIMES.test(said.slice(at + word.length))) return true
  }
  return false
}

const ANY_FLAG = 0xffff
const NO_FLAG = ANY_FLAG + 1

/**
 * What the flags have to be. A group of one sex is for those who asked for it or said that they are of it; nobody is guessed to be anything. Who
 * asked for one is shown none that is mixed; who asked for quiet none that calls itself loud. Stairs are in nobody's way online.
 */
function flagsAsked({ group, openTo, needs, notFled }: Ask): {
  shut: number
  unlessModeUnknown: number
  notAllOf: number
} {
  let shut: number = FLAG.notRunning
  if (!openTo.includes('girls')) shut |= FLAG.girlsOnly
  if (!openTo.includes('boys')) shut |= FLAG.boysOnly
  if (needs.quiet === true) shut |= FLAG.loud
  if (needs.noWait === true) shut |= FLAG.waits
  if (needs.noCalls === true) shut |= FLAG.callsOnly
  if (notFled) shut |= FLAG.refugees
  if (group === 'girls' || group === 'boys') shut |= FLAG.mixed
  const anyMode = needs.mode === undefined || needs.mode === 'either'
  const mode = needs.mode === 'online' ? FLAG.online : FLAG.inPerson
  return {
    shut,
    unlessModeUnknown: anyMode ? ANY_FLAG : mode,
    notAllOf: needs.stepFree === true ? FLAG.notStepFree | FLAG.inPerson : NO_FLAG,
  }
}

/** Bits of the column of days of which one has to be there. */
function daysAsked({ needs }: Ask): number {
  if (needs.days === undefined || needs.days.length === 0) return 0xff
  return needs.days.reduce((bits, day) => bits | dayBit(day), LOOK_CLOSER)
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

/** Shuts what is about something they said no to, unless it is named for something they said yes to and not for that. */
function shutDisliked(open: Uint8Array, index: MatchIndex, ask: Ask): void {
  for (const word of ask.othersDenied) {
    index.words.each(word, (at, inName) => {
      if (inName) open[at] = 0
    })
  }
  for (const concept of ask.disliked) {
    for (const { strength, from, to } of index.about.levels(concept)) {
      if (strength < LIMITS.dislikedFrom) continue
      for (let i = from; i < to; i += 1) {
        const at = index.about.at[i] ?? 0
        if (open[at] === 1 && (strength >= LIMITS.askedInName || !isAskedFor(at, index, ask))) open[at] = 0
      }
    }
  }
}

function isAskedFor(at: number, index: MatchIndex, { said }: Ask): boolean {
  let asked = false
  index.about.each(at, (concept, strength) => {
    if (strength >= LIMITS.askedInName && said.has(concept)) asked = true
  })
  return asked
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
