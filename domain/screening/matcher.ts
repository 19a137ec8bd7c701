import { GAPS } from './pattern.ts'
import type { Phrasebook, Variant } from './phrasebook.ts'
import type { Reading } from './reading.ts'
import { REACH } from './reading.ts'

/** A pattern found: whose it is, and its words (end is the first word after it). */
export interface Match {
  readonly owner: number
  readonly start: number
  readonly end: number
}

/**
 * A place in the unfolded patterns, which share their beginnings: the sets that may follow at once, the gaps that may follow, and
 * whose patterns are complete here. A gap is a place too: up to `most` words may stand before what follows it.
 */
interface Place {
  readonly next: Map<number, Place>
  /** `next` as lists, for going over it fast. */
  readonly sets: number[]
  readonly places: Place[]
  readonly gaps: Place[]
  readonly most: number
  readonly wide: boolean
  readonly done: { readonly owner: number; readonly fromStart: boolean; readonly toEnd: boolean }[]
  /** While a gap is open: the last word at which what follows may begin, and where the phrase began. */
  until: number
  start: number
  /** Whether it stands in the waiting lists of its sets. */
  listed: boolean
}

/** Positions that are looked ahead: the longest phrase. */
const AHEAD = REACH + 1

/**
 * Compiled patterns. `find` goes over the words once; the work at each word is bounded by the number of patterns, whatever stands
 * there, so that it is linear in the number of words. Not to be used from within its own call.
 */
export class Matcher {
  readonly #root = newPlace(0, false)
  /** Where a pattern may begin, by set. */
  readonly #first: (Place | undefined)[]
  /** Open gaps that wait for a set, by set; empty between calls. */
  readonly #waiting: Gap[][]
  /** Which sets begin at the present word: the number of the word, counted over all calls, and the last of their phrases. */
  readonly #seen: Float64Array
  readonly #phrase: Int32Array
  #word = 0

  constructor(phrasebook: Phrasebook, patterns: readonly { owner: number; pattern: string }[]) {
    for (const { owner, pattern } of patterns) {
      for (const variant of phrasebook.unfold(pattern)) this.#add(variant, owner)
    }
    const sets = phrasebook.sets
    this.#first = Array.from({ length: sets }, (_, set) => this.#root.next.get(set))
    this.#waiting = Array.from({ length: sets }, () => [])
    this.#seen = new Float64Array(sets)
    this.#phrase = new Int32Array(sets)
  }

  find(reading: Reading): readonly Match[] {
    const opened: Place[] = []
    try {
      return this.#find(reading, opened)
    } finally {
      for (const gap of opened) this.#forget(gap)
    }
  }

  #find(reading: Reading, opened: Place[]): readonly Match[] {
    const { length, negates, subject, breaks, from, sets, ends } = reading
    const found: Match[] = []
    const arrivals: { place: Place; start: number }[][] = Array.from({ length: AHEAD }, () => [])
    const sameSet = new Int32Array(sets.length)

    const arrive = (place: Place, start: number, end: number): void => {
      for (const { owner, fromStart, toEnd } of place.done) {
        if ((!fromStart || start === 0) && (!toEnd || end === length)) found.push({ owner, start, end })
      }
      if (end >= length || breaks[end] === 1 || (place.sets.length === 0 && place.gaps.length === 0)) return
      const there = arrivals[end % AHEAD]
      const known = there?.find((one) => one.place === place)
      if (known === undefined) there?.push({ place, start })
      else if (known.start < start) known.start = start
    }

    for (let at = 0; at < length; at += 1) {
      if (at > 0) closeGaps(opened, at, breaks[at] === 1 || negates[at - 1] === 1, subject[at - 1] === 2)
      const here = arrivals[at % AHEAD] ?? []
      for (const { place, start } of here) for (const gap of place.gaps) this.#open(gap, start, at, opened)
      this.#word += 1
      const last = from[at + 1] ?? 0
      for (let phrase = from[at] ?? 0; phrase < last; phrase += 1) {
        const set = sets[phrase] ?? 0
        const end = ends[phrase] ?? 0
        sameSet[phrase] = this.#seen[set] === this.#word ? (this.#phrase[set] ?? -1) : -1
        this.#seen[set] = this.#word
        this.#phrase[set] = phrase
        const first = this.#first[set]
        if (first !== undefined) arrive(first, at, end)
        for (const { gap, next } of this.#waiting[set] ?? [])
          if (gap.until >= at) arrive(next, gap.start, end)
      }
      for (const { place, start } of here) {
        for (let way = 0; way < place.sets.length; way += 1) {
          const set = place.sets[way] ?? 0
          const next = place.places[way]
          if (this.#seen[set] !== this.#word || next === undefined) continue
          for (let phrase = this.#phrase[set] ?? -1; phrase >= 0; phrase = sameSet[phrase] ?? -1) {
            arrive(next, start, ends[phrase] ?? 0)
          }
        }
      }
      here.length = 0
    }
    return found
  }

  #open(gap: Place, start: number, at: number, opened: Place[]): void {
    gap.start = gap.until >= at ? Math.max(gap.start, start) : start
    gap.until = at + gap.most
    if (gap.listed) return
    gap.listed = true
    opened.push(gap)
    for (const [set, next] of gap.next) this.#waiting[set]?.push({ gap, next })
  }

  #forget(gap: Place): void {
    gap.listed = false
    gap.until = -1
    for (const set of gap.sets) {
      const waiting = this.#waiting[set]
      if (waiting !== undefined) waiting.length = 0
    }
  }

  #add(variant: Variant, owner: number): void {
    let place = this.#root
    for (const step of variant.steps) {
      if (step.gap > 0) place = gapAfter(place, Math.min(step.gap, GAPS.most), step.wide)
      place = nextAfter(place, step.set)
    }
    place.done.push({ owner, fromStart: variant.fromStart, toEnd: variant.toEnd })
  }
}

/** A gap that is open, and what follows it in one of its sets. */
interface Gap {
  readonly gap: Place
  readonly next: Place
}

function newPlace(most: number, wide: boolean): Place {
  return {
    next: new Map(),
    sets: [],
    places: [],
    gaps: [],
    most,
    wide,
    done: [],
    until: -1,
    start: 0,
    listed: false,
  }
}

function nextAfter(place: Place, set: number): Place {
  const known = place.next.get(set)
  if (known !== undefined) return known
  const next = newPlace(0, false)
  place.next.set(set, next)
  place.sets.push(set)
  place.places.push(next)
  return next
}

function gapAfter(place: Place, most: number, wide: boolean): Place {
  const known = place.gaps.find((gap) => gap.most === most && gap.wide === wide)
  if (known !== undefined) return known
  const gap = newPlace(most, wide)
  place.gaps.push(gap)
  return gap
}

/** A gap never steps over a full stop or a negation; a narrow one not over another person either. */
function closeGaps(opened: readonly Place[], at: number, all: boolean, narrow: boolean): void {
  if (!all && !narrow) return
  for (const gap of opened) if (gap.until >= at && (all || !gap.wide)) gap.until = at - 1
}
