import { GAPS } from '../patterns/grammar.ts'
import { REACH } from './phrasebook.ts'
import type { Reading } from './reading.ts'
import type { Trie } from './trie.ts'
import type { Unfolded } from './unfolding.ts'

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
  readonly id: number
  /** What follows, by set; made where many do. */
  next: Map<number, Place> | undefined
  /** The same as lists, for going over it fast. */
  sets: number[]
  places: Place[]
  /** The same, as they wait while this is an open gap. */
  ways: Gap[]
  gaps: Place[]
  readonly most: number
  readonly wide: boolean
  done: { readonly owner: number; readonly fromStart: boolean; readonly toEnd: boolean }[]
  /** While a gap is open: the last word at which what follows may begin, and where the phrase began. */
  until: number
  start: number
  /** Whether it stands in the waiting lists of its sets. */
  listed: boolean
}

/** The id of a place that several patterns begin with together: each phrase reaches it once, so it need not be looked for. */
const NO_ID = -1

/** The list of a place that has none. */
const NOTHING: never[] = []

/** So many sets are looked through quicker than looked up. */
const FEW = 8

/** Where a phrase begins that can be read from two words on: the later, but for the first word of all, which some patterns ask for. */
const nearer = (one: number, other: number): number => (one === 0 || other === 0 ? 0 : Math.max(one, other))

/** Positions that are looked ahead: the longest phrase. */
const AHEAD = REACH + 1

/**
 * Compiled patterns. `find` goes over the words once; the work at each word is bounded by the number of patterns, whatever stands
 * there, so that it is linear in the number of words. Not to be used from within its own call.
 */
export class Matcher {
  #places = 0
  readonly #root = this.#newPlace(0, false)
  /** What a phrase may begin or carry on, by its node; worked out when it is first met. */
  readonly #roles: (Role | undefined)[] = []
  /** 1 for the sets that stand anywhere but first: only these need to be looked for. */
  readonly #later: Uint8Array
  /** Open gaps that wait for a set, by set, and how many: lists are used again and again, so that a message leaves no litter. */
  readonly #waiting: Gap[][]
  readonly #waits: Int32Array
  /** Which sets begin at the present word: the number of the word, counted over all calls, and where they end. */
  readonly #seen: Float64Array
  readonly #endOf: Int32Array
  /** For each place and each word ahead, which arrival there is its (counted from 1, 0 is none); all 0 between calls. */
  readonly #reached: Int32Array
  /** Places reached, by the word at which they go on (a ring), and how many of each list count. */
  readonly #arrivals: Arrival[][] = Array.from({ length: AHEAD }, () => [])
  readonly #arrived = new Int32Array(AHEAD)
  readonly #followers = new Set<number>()
  readonly #trie: Trie
  #word = 0

  constructor(trie: Trie, { sets, variants }: Pick<Unfolded, 'sets' | 'variants'>) {
    this.#trie = trie
    for (let at = 0; at < variants.length;) at = this.#add(variants, at)
    this.#later = new Uint8Array(sets)
    for (const set of this.#followers) this.#later[set] = 1
    this.#waiting = Array.from({ length: sets }, () => [])
    this.#waits = new Int32Array(sets)
    this.#seen = new Float64Array(sets)
    this.#endOf = new Int32Array(sets)
    this.#reached = new Int32Array((this.#places + 1) * AHEAD)
  }

  find(reading: Reading): readonly Match[] {
    const opened: Place[] = []
    try {
      return this.#find(reading, opened)
    } catch (error) {
      this.#reached.fill(0)
      this.#arrived.fill(0)
      throw error
    } finally {
      for (const gap of opened) this.#forget(gap)
    }
  }

  #find(reading: Reading, opened: Place[]): readonly Match[] {
    const { length, negates, subject, breaks, from, nodes, ends } = reading
    const [waiting, waits, seen, endOf] = [this.#waiting, this.#waits, this.#seen, this.#endOf]
    const [arrivals, arrived, reached] = [this.#arrivals, this.#arrived, this.#reached]
    const found: Match[] = []
    /** Sets that begin at the present word more than once, with their other ends, in pairs. */
    const again: number[] = []
    const arrive = (place: Place, start: number, end: number): void => {
      for (const { owner, fromStart, toEnd } of place.done) {
        if ((!fromStart || start === 0) && (!toEnd || end === length)) found.push({ owner, start, end })
      }
      if (end >= length || breaks[end] === 1 || (place.sets.length === 0 && place.gaps.length === 0)) return
      const slot = end % AHEAD
      const there = arrivals[slot] ?? []
      const count = arrived[slot] ?? 0
      if (place.id !== NO_ID) {
        const key = place.id * AHEAD + slot
        const known = there[(reached[key] ?? 0) - 1]
        if (known !== undefined) {
          known.start = nearer(known.start, start)
          return
        }
        reached[key] = count + 1
      }
      arrived[slot] = count + 1
      const free = there[count]
      if (free === undefined) there.push({ place, start })
      else {
        free.place = place
        free.start = start
      }
    }

    for (let at = 0; at < length; at += 1) {
      if (at > 0) closeGaps(opened, at, breaks[at] === 1 || negates[at - 1] === 1, subject[at - 1] === 2)
      const slot = at % AHEAD
      const here = arrivals[slot] ?? []
      const count = arrived[slot] ?? 0
      for (let one = 0; one < count; one += 1) {
        const arrival = here[one]
        if (arrival === undefined) break
        for (const gap of arrival.place.gaps) this.#open(gap, arrival.start, at, opened)
      }
      this.#word += 1
      const word = this.#word
      again.length = 0
      const last = from[at + 1] ?? 0
      for (let phrase = from[at] ?? 0; phrase < last; phrase += 1) {
        const node = nodes[phrase]
        if (node === undefined) break
        const end = ends[phrase] ?? 0
        const { first, later } = this.#roles[node] ?? this.#roleOf(node)
        if (first !== undefined) arrive(first, at, end)
        for (let one = 0; one < later.length; one += 1) {
          const set = later[one] ?? 0
          if (seen[set] === word) again.push(set, endOf[set] ?? 0)
          seen[set] = word
          endOf[set] = end
          const open = waits[set] ?? 0
          if (open === 0) continue
          const gaps = waiting[set] ?? []
          for (let which = 0; which < open; which += 1) {
            const wait = gaps[which]
            if (wait !== undefined && wait.gap.until >= at) arrive(wait.next, wait.gap.start, end)
          }
        }
      }
      for (let one = 0; one < count; one += 1) {
        const arrival = here[one]
        if (arrival === undefined) break
        const { place, start } = arrival
        if (place.id !== NO_ID) reached[place.id * AHEAD + slot] = 0
        for (let way = 0; way < place.sets.length; way += 1) {
          const set = place.sets[way] ?? 0
          const next = place.places[way]
          if (seen[set] !== word || next === undefined) continue
          arrive(next, start, endOf[set] ?? 0)
          for (let pair = 0; pair < again.length; pair += 2) {
            if (again[pair] === set) arrive(next, start, again[pair + 1] ?? 0)
          }
        }
      }
      arrived[slot] = 0
    }
    return found
  }

  #roleOf(node: number): Role {
    const sets = this.#trie.sets(node)
    const all = sets.flatMap((set) => after(this.#root, set) ?? [])
    const place: Place = {
      ...this.#root,
      id: NO_ID,
      next: undefined,
      sets: all.flatMap((one) => one.sets),
      places: all.flatMap((one) => one.places),
      gaps: all.flatMap((one) => one.gaps),
      done: all.flatMap((one) => one.done),
    }
    const role: Role = {
      first: all.length > 0 ? place : undefined,
      later: Int32Array.from(sets.filter((set) => this.#later[set] === 1)),
    }
    this.#roles[node] = role
    return role
  }

  #open(gap: Place, start: number, at: number, opened: Place[]): void {
    gap.start = gap.until >= at ? Math.max(gap.start, start) : start
    gap.until = at + gap.most
    if (gap.listed) return
    gap.listed = true
    opened.push(gap)
    for (let way = 0; way < gap.sets.length; way += 1) {
      const set = gap.sets[way] ?? 0
      const gaps = this.#waiting[set]
      const ways = gap.ways[way]
      if (gaps === undefined || ways === undefined) continue
      const count = this.#waits[set] ?? 0
      gaps[count] = ways
      this.#waits[set] = count + 1
    }
  }

  #forget(gap: Place): void {
    gap.listed = false
    gap.until = -1
    for (const set of gap.sets) this.#waits[set] = 0
  }

  #newPlace(most: number, wide: boolean): Place {
    const id = this.#places
    this.#places += 1
    return {
      id,
      next: undefined,
      sets: NOTHING,
      places: NOTHING,
      ways: NOTHING,
      gaps: NOTHING,
      most,
      wide,
      done: NOTHING,
      until: -1,
      start: 0,
      listed: false,
    }
  }

  #nextAfter(place: Place, set: number): Place {
    const known = after(place, set)
    if (known !== undefined) return known
    const next = this.#newPlace(0, false)
    if (place !== this.#root) this.#followers.add(set)
    place.sets = longer(place.sets, set)
    place.places = longer(place.places, next)
    if (place.next !== undefined) place.next.set(set, next)
    else if (place.sets.length > FEW)
      place.next = new Map(place.sets.map((one, at) => [one, place.places[at] ?? next]))
    if (place.most > 0) place.ways = longer(place.ways, { gap: place, next })
    return next
  }

  #gapAfter(place: Place, most: number, wide: boolean): Place {
    const known = place.gaps.find((gap) => gap.most === most && gap.wide === wide)
    if (known !== undefined) return known
    const gap = this.#newPlace(most, wide)
    place.gaps = longer(place.gaps, gap)
    return gap
  }

  /** Takes in the variant that stands there; gives where the next one does. */
  #add(variants: readonly number[], from: number): number {
    const [owner = 0, stands = 0, steps = 0] = variants.slice(from, from + 3)
    let place = this.#root
    let at = from + 3
    for (const end = at + 2 * steps; at < end; at += 2) {
      const gap = variants[at] ?? 0
      if (gap !== 0) place = this.#gapAfter(place, Math.min(Math.abs(gap), GAPS.most), gap < 0)
      place = this.#nextAfter(place, variants[at + 1] ?? 0)
    }
    place.done = longer(place.done, { owner, fromStart: (stands & 1) !== 0, toEnd: (stands & 2) !== 0 })
    return at
  }
}

/** What a phrase does: all beginnings that it fulfils, as one place (a common word begins hundreds of patterns), and its sets that stand later. */
interface Role {
  readonly first: Place | undefined
  readonly later: Int32Array
}

/** A place reached: what goes on from it may begin at this word. */
interface Arrival {
  place: Place
  start: number
}

/** A gap that is open, and what follows it in one of its sets. */
interface Gap {
  readonly gap: Place
  readonly next: Place
}

/** The list with one more: there are thirty thousand places, and most lists of theirs stay empty. */
function longer<T>(list: T[], one: T): T[] {
  if (list.length === 0) return [one]
  list.push(one)
  return list
}

/** What follows a place in a set. */
function after(place: Place, set: number): Place | undefined {
  return place.next === undefined ? place.places[place.sets.indexOf(set)] : place.next.get(set)
}

/** A gap never steps over a full stop or a negation; a narrow one not over another person either. */
function closeGaps(opened: readonly Place[], at: number, all: boolean, narrow: boolean): void {
  if (!all && !narrow) return
  for (const gap of opened) if (gap.until >= at && (all || !gap.wide)) gap.until = at - 1
}
