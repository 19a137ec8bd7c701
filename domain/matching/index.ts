import type { Opportunity } from '../directory/opportunity.ts'
import { WEEKDAYS } from '../time/london.ts'
import type { UnsuitableRule } from '../understanding/vocabulary.ts'
import { FLAG } from './flags.ts'
import { ConceptLists, Numbers, runsOf, WordLists } from './postings.ts'
import type { Prepared } from './prepare.ts'
import { standing } from './standing.ts'
import { toldTwice } from './told-twice.ts'

const UNKNOWN = -1
const MOST_RULES = 32
const NEVER = 2_000_000
/** In the column of days, beside a bit for each: the times have to be looked at. */
export const LOOK_CLOSER = 1 << 7

/**
 * The directory in columns and inverted lists: what is asked of every entry stands in typed arrays, in the order of `opportunities`. Only
 * the few that are shown are opened.
 */
export class MatchIndex {
  readonly opportunities: readonly Opportunity[]
  readonly flags: Uint16Array
  /** The rules that speak against an entry, a bit each, in the order of `rules`. */
  readonly unsuitable: Uint32Array
  readonly rules: readonly UnsuitableRule[]
  readonly minAge: Int16Array
  readonly maxAge: Int16Array
  /** The oldest of those who belong to a list in `groups`: of everyone, where nobody may be older than all others. */
  readonly furtherAge: Int16Array
  readonly furtherFor: Uint32Array
  /** The lowest price named, in pounds; nothing where none is. */
  readonly pounds: Float32Array
  /** 1 free, 0 not free, -1 unknown. */
  readonly free: Int8Array
  /** Days since 1970 of the last day; a very large number when there is none. */
  readonly lastDay: Int32Array
  /** Days since 1970 of the first day it is closed for a time, and of the day it is open again. */
  readonly closedFrom: Int32Array
  readonly opensAgain: Int32Array
  /** Days since 1970 when it was last checked; -1 unknown. */
  readonly checked: Int32Array
  /** A bit for each weekday something is on, Monday first, and LOOK_CLOSER when that is not all there is to say. */
  readonly days: Uint8Array
  /** Whom it is made for and whom it is about: numbers of lists in `groups`. The first list is empty: everyone. */
  readonly madeFor: Uint32Array
  readonly aboutGroups: Uint32Array
  readonly groups: readonly (readonly string[])[]
  /** Of the few entries that are kept for who says where they live or study: the words for it. */
  readonly keptFor: ReadonlyMap<number, readonly string[]>
  /** Entries with the same number are the same activity under several ids. */
  readonly fold: Uint32Array
  /** The part of the score that is the same for everyone. */
  readonly standing: Float32Array
  readonly mostStanding: number
  /** Positions of entry i stand at [placeFrom[i], placeFrom[i + 1]). */
  readonly placeFrom: Uint32Array
  readonly lat: Float64Array
  readonly lon: Float64Array
  readonly about: ConceptLists
  readonly words: WordLists
  /** Room to add up and to sort in: asking is synchronous, so one is enough. What is in it is of the last question. */
  readonly room: ReturnType<typeof roomFor>
  readonly #byId: ReadonlyMap<string, number>

  constructor(prepared: readonly Prepared[]) {
    this.opportunities = prepared.map((p) => p.opportunity)
    this.flags = Uint16Array.from(prepared, flagsOf)
    this.rules = [...new Set(prepared.flatMap((p) => p.unsuitable))]
    if (this.rules.length > MOST_RULES) throw new RangeError('more rules than bits in a column')
    this.unsuitable = Uint32Array.from(prepared, (p) =>
      p.unsuitable.reduce((bits, rule) => bits | (1 << this.rules.indexOf(rule)), 0),
    )
    this.minAge = Int16Array.from(prepared, (p) => p.opportunity.ages.min ?? UNKNOWN)
    this.maxAge = Int16Array.from(prepared, (p) => p.opportunity.ages.max ?? UNKNOWN)
    this.furtherAge = Int16Array.from(
      prepared,
      ({ opportunity: { ages } }) => ages.further?.max ?? ages.max ?? UNKNOWN,
    )
    this.pounds = Float32Array.from(prepared, (p) => p.opportunity.cost.from ?? 0)
    this.free = Int8Array.from(prepared, (p) => freeOf(p.opportunity.cost))
    this.lastDay = Int32Array.from(prepared, (p) => day(p.opportunity.expires) ?? NEVER)
    this.closedFrom = Int32Array.from(prepared, (p) => day(p.opportunity.closed?.from) ?? 0)
    this.opensAgain = Int32Array.from(prepared, (p) => day(p.opportunity.closed?.until) ?? 0)
    this.checked = Int32Array.from(prepared, (p) => day(p.opportunity.lastChecked) ?? UNKNOWN)
    this.days = Uint8Array.from(prepared, (p) => daysOf(p.opportunity.times))
    const groups = new Numbers<string>()
    const listOf = (ids: Iterable<string>): number => groups.of([...ids].join(' '))
    listOf([])
    this.madeFor = Uint32Array.from(prepared, (p) => listOf(p.madeFor))
    this.aboutGroups = Uint32Array.from(prepared, (p) => listOf(p.aboutGroups))
    this.furtherFor = Uint32Array.from(prepared, ({ opportunity: { ages } }) =>
      listOf(ages.further ? [ages.further.for] : []),
    )
    this.groups = groups.list.map((ids) => ids.split(' ').filter((id) => id !== ''))
    this.keptFor = new Map(
      prepared.flatMap(({ keptFor }, at) => (keptFor.length > 0 ? [[at, keptFor] as const] : [])),
    )
    this.fold = toldTwice(prepared)
    this.standing = Float32Array.from(prepared, standing)
    this.mostStanding = this.standing.reduce((most, s) => Math.max(most, s), 0)
    const positions = prepared.map((p) => p.opportunity.places.flatMap((place) => place.position ?? []))
    this.placeFrom = runsOf(positions.map((list) => list.length))
    this.lat = Float64Array.from(positions.flat(), (p) => p.lat)
    this.lon = Float64Array.from(positions.flat(), (p) => p.lon)
    this.about = new ConceptLists(prepared)
    this.words = new WordLists(prepared)
    this.room = roomFor(prepared.length)
    this.#byId = new Map(prepared.map((p, i) => [p.opportunity.id, i]))
  }

  get size(): number {
    return this.opportunities.length
  }

  /** Where an entry stands. */
  placeOf(id: string): number | undefined {
    return this.#byId.get(id)
  }

  is(at: number, flag: number): boolean {
    return ((this.flags[at] ?? 0) & flag) !== 0
  }

  /** How telling a word is, 0 (in every entry) to 1 (in one of many): a normalised inverse document frequency. */
  telling(word: string): number {
    const n = this.size
    const found = this.words.count(word)
    if (found === 0 || n === 0) return 0
    return Math.log(1 + (n - found + 0.5) / (found + 0.5)) / Math.log(1 + (n - 0.5) / 1.5)
  }
}

const roomFor = (n: number) => ({
  open: new Uint8Array(n),
  best: new Float64Array(n),
  sum: new Float64Array(n),
  seenFor: new Uint16Array(n),
  at: new Uint32Array(n),
  value: new Float64Array(n),
})

/** Days since 1970 of an ISO date or instant. */
export const dayNumber = (iso: string): number =>
  Math.floor(Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / 86_400_000)

const day = (iso: string | undefined): number | undefined => (iso === undefined ? undefined : dayNumber(iso))

function flagsOf(p: Prepared): number {
  const { status, genderGroup } = p.opportunity
  let flags = 0
  const set = (when: boolean, flag: number) => {
    if (when) flags |= flag
  }
  set(status !== 'active' && status !== 'unknown', FLAG.notRunning)
  set(genderGroup?.only === 'girls', FLAG.girlsOnly)
  set(genderGroup?.only === 'boys', FLAG.boysOnly)
  set(p.inPerson, FLAG.inPerson)
  set(p.online, FLAG.online)
  set(p.modeKnown, FLAG.modeKnown)
  set(p.access === 'step-free', FLAG.stepFree)
  set(p.access === 'not', FLAG.notStepFree)
  set(p.quiet, FLAG.quiet)
  set(p.loud, FLAG.loud)
  set(p.bringSomeone, FLAG.bringSomeone)
  set(p.mixed, FLAG.mixed)
  set(p.toLiking, FLAG.toLiking)
  set(p.waits, FLAG.waits)
  set(p.callsOnly, FLAG.callsOnly)
  set(p.refugees, FLAG.refugees)
  return flags
}

/** A price that is not said to be everybody's is that of some, and others come free: who asks may be one of them. */
function freeOf({ free }: Opportunity['cost']): 1 | 0 | -1 {
  if (free === undefined) return UNKNOWN
  return free ? 1 : 0
}

function daysOf(times: Opportunity['times']): number {
  let days = times.length === 0 ? LOOK_CLOSER : 0
  for (const time of times) {
    days |= time.day === undefined ? LOOK_CLOSER : dayBit(time.day)
    if (time.validTo !== undefined) days |= LOOK_CLOSER
  }
  return days
}

/** The bit of a weekday in the column of days. */
export const dayBit = (weekday: (typeof WEEKDAYS)[number]): number => 1 << WEEKDAYS.indexOf(weekday)
