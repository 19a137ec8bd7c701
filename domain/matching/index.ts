import type { UnsuitableRule } from '../understanding/vocabulary.ts'
import type { Prepared } from './prepare.ts'
import { FLAG } from './flags.ts'
import { standing } from './standing.ts'

/** An entry in the index: as prepared, without its words, which stand in the inverted list. */
export type Entry = Omit<Prepared, 'words'>

/** Places in a list and how strongly each belongs there. */
export interface Postings {
  readonly at: Uint32Array
  readonly strength: Float32Array
}

const UNKNOWN = -1
const MOST_RULES = 32
const NEVER = 2_000_000

/**
 * The directory in columns and inverted lists: everything cheap to check stands in typed arrays, in the order of `entries`, so that
 * ten thousand entries are asked in under five milliseconds.
 */
export class MatchIndex {
  readonly entries: readonly Entry[]
  readonly flags: Uint16Array
  /** The rules that speak against an entry, a bit each, in the order of `rules`. */
  readonly unsuitable: Uint32Array
  readonly rules: readonly UnsuitableRule[]
  readonly minAge: Int16Array
  readonly maxAge: Int16Array
  /** 1 free, 0 not free, -1 unknown. */
  readonly free: Int8Array
  /** Days since 1970 of the last day; a very large number when there is none. */
  readonly lastDay: Int32Array
  /** Days since 1970 when it was last checked; -1 unknown. */
  readonly checked: Int32Array
  /** The part of the score that is the same for everyone. */
  readonly standing: Float32Array
  readonly mostStanding: number
  /** Positions of entry i stand at [placeFrom[i], placeFrom[i + 1]). */
  readonly placeFrom: Uint32Array
  readonly lat: Float64Array
  readonly lon: Float64Array
  /** Room to add up in, all zero between questions: asking is synchronous, so one of each is enough. */
  readonly room: { readonly best: Float64Array; readonly sum: Float64Array; readonly one: Float64Array }
  readonly #byId: ReadonlyMap<string, number>
  readonly #byConcept: ReadonlyMap<string, Postings>
  readonly #byWord: ReadonlyMap<string, Uint32Array>

  constructor(prepared: readonly Prepared[]) {
    const n = prepared.length
    this.entries = prepared.map(withoutWords)
    this.flags = Uint16Array.from(prepared, flagsOf)
    this.rules = [...new Set(prepared.flatMap((p) => p.unsuitable))]
    if (this.rules.length > MOST_RULES) throw new RangeError('more rules than bits in a column')
    this.unsuitable = Uint32Array.from(prepared, (p) =>
      p.unsuitable.reduce((bits, rule) => bits | (1 << this.rules.indexOf(rule)), 0),
    )
    this.minAge = Int16Array.from(prepared, (p) => p.opportunity.ages.min ?? UNKNOWN)
    this.maxAge = Int16Array.from(prepared, (p) => p.opportunity.ages.max ?? UNKNOWN)
    this.free = Int8Array.from(prepared, (p) => freeOf(p.opportunity.cost))
    this.lastDay = Int32Array.from(prepared, (p) => day(p.opportunity.expires) ?? NEVER)
    this.checked = Int32Array.from(prepared, (p) => day(p.opportunity.lastChecked) ?? UNKNOWN)
    this.standing = Float32Array.from(prepared, standing)
    this.mostStanding = this.standing.reduce((most, s) => Math.max(most, s), 0)
    const positions = prepared.map((p) => p.opportunity.places.flatMap((place) => place.position ?? []))
    this.placeFrom = new Uint32Array(n + 1)
    positions.forEach((list, i) => (this.placeFrom[i + 1] = (this.placeFrom[i] ?? 0) + list.length))
    this.lat = Float64Array.from(positions.flat(), (p) => p.lat)
    this.lon = Float64Array.from(positions.flat(), (p) => p.lon)
    this.room = { best: new Float64Array(n), sum: new Float64Array(n), one: new Float64Array(n) }
    this.#byId = new Map(prepared.map((p, i) => [p.opportunity.id, i]))
    this.#byConcept = conceptLists(prepared)
    this.#byWord = wordLists(prepared)
  }

  byId(id: string): Entry | undefined {
    return this.entries[this.#byId.get(id) ?? -1]
  }

  about(concept: string): Postings | undefined {
    return this.#byConcept.get(concept)
  }

  withWord(word: string): Uint32Array | undefined {
    return this.#byWord.get(word)
  }

  /** How telling a word is, 0 (in every entry) to 1 (in one of many): a normalised inverse document frequency. */
  telling(word: string): number {
    const n = this.entries.length
    const found = this.#byWord.get(word)?.length ?? 0
    if (found === 0 || n === 0) return 0
    return Math.log(1 + (n - found + 0.5) / (found + 0.5)) / Math.log(1 + (n - 0.5) / 1.5)
  }
}

/** Days since 1970 of an ISO date or instant. */
export const dayNumber = (iso: string): number =>
  Math.floor(Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / 86_400_000)

const day = (iso: string | undefined): number | undefined => (iso === undefined ? undefined : dayNumber(iso))

/** The words of ten thousand descriptions are most of their weight, and the inverted list has them. */
function withoutWords(prepared: Prepared): Entry {
  const entry: Entry & { words?: ReadonlySet<string> } = { ...prepared }
  delete entry.words
  return entry
}

function flagsOf(p: Prepared): number {
  const { status, genderGroup } = p.opportunity
  let flags = 0
  const set = (when: boolean, flag: number) => {
    if (when) flags |= flag
  }
  set(status !== 'active' && status !== 'unknown', FLAG.notRunning)
  set(genderGroup !== undefined, FLAG.oneSex)
  set(p.madeFor.size > 0, FLAG.madeForSome)
  set(p.inPerson, FLAG.inPerson)
  set(p.online, FLAG.online)
  set(p.modeKnown, FLAG.modeKnown)
  set(p.access === 'step-free', FLAG.stepFree)
  set(p.access === 'not', FLAG.notStepFree)
  set(p.quiet, FLAG.quiet)
  set(p.loud, FLAG.loud)
  set(p.bringSomeone, FLAG.bringSomeone)
  set(p.mixed, FLAG.mixed)
  set(p.aboutGroups.length > 0, FLAG.aboutGroups)
  return flags
}

function freeOf(cost: Prepared['opportunity']['cost']): 1 | 0 | -1 {
  if (cost.free === true) return 1
  return cost.free === false || cost.from !== undefined ? 0 : -1
}

function conceptLists(prepared: readonly Prepared[]): Map<string, Postings> {
  const lists = new Map<string, { at: number[]; strength: number[] }>()
  prepared.forEach(({ about }, i) => {
    for (const [concept, strength] of about) {
      const list = lists.get(concept) ?? { at: [], strength: [] }
      lists.set(concept, list)
      list.at.push(i)
      list.strength.push(strength)
    }
  })
  return new Map(
    [...lists].map(([id, l]) => [
      id,
      { at: Uint32Array.from(l.at), strength: Float32Array.from(l.strength) },
    ]),
  )
}

function wordLists(prepared: readonly Prepared[]): Map<string, Uint32Array> {
  const lists = new Map<string, number[]>()
  prepared.forEach(({ words }, i) => {
    for (const word of words) {
      const list = lists.get(word)
      if (list) list.push(i)
      else lists.set(word, [i])
    }
  })
  return new Map([...lists].map(([word, list]) => [word, Uint32Array.from(list)]))
}
