import { distance } from 'fastest-levenshtein'
import { kilometres } from '../directory/distance.ts'
import type { LatLon } from '../directory/opportunity.ts'
import { words } from '../understanding/words.ts'
import type { Centre } from './centre.ts'

/** A town, city or village of a public list. */
export interface Town {
  readonly name: string
  readonly position: LatLon
}

export interface FoundTown {
  /** As it is compared: small letters. */
  readonly name: string
  readonly centre: Centre
  readonly source: 'directory' | 'list'
}

const LIMITS = {
  longestNameWords: 4,
  /** Many villages have the name of a thing (Street, Hope, Sale): in a longer answer they count only this near. */
  nearKm: 60,
  /** A name learnt from fewer addresses than this gives way to the public list, when the list has it nearby. */
  surelyLearnt: 3,
  sameTownKm: 15,
  /** Shorter names have too many neighbours to guess at a slip. */
  shortestMistyped: 5,
  twoSlipsFrom: 9,
} as const
const LEAD = new Set(
  'i im live in near around about close to by next the somewhere from my town city centre is its of at a bit outside just area my house'.split(
    ' ',
  ),
)

const BEFORE_A_NAME = new Set(['in', 'near', 'from', 'around', 'at', 'by', 'of', 'outside', 'to', 'is'])

/** The names of places: those a directory's addresses taught, and a public list. */
export class Gazetteer {
  readonly #learnt: ReadonlyMap<string, Centre>
  readonly #listed = new Map<string, LatLon[]>()
  readonly #near: LatLon | undefined

  /** `near` settles which of two places of one name is meant. */
  constructor(learnt: ReadonlyMap<string, Centre>, listed: readonly Town[], near: LatLon | undefined) {
    this.#learnt = learnt
    this.#near = near
    for (const { name, position } of listed) {
      const key = keyOf(name)
      const others = this.#listed.get(key)
      if (others) others.push(position)
      else this.#listed.set(key, [position])
    }
  }

  /** The place someone named, in a sentence or by itself, a slip of the finger allowed when it is by itself. */
  find(text: string): FoundTown | undefined {
    const list = words(text.slice(0, 200))
    const bare = list.filter((word, at) => !LEAD.has(word) || (at === list.length - 1 && list.length === 1))
    const alone = this.#named(bare.join(' '), true)
    if (alone) return alone
    if (bare.length > LIMITS.longestNameWords) return this.#within(list, LIMITS.longestNameWords, 1)
    return (
      this.#within(list, LIMITS.longestNameWords, 2) ??
      this.#mistyped(bare.join(' ')) ??
      this.#within(list, 1, 1)
    )
  }

  /** A name of so many words within a sentence, the longest first. */
  #within(list: readonly string[], longest: number, shortest: number): FoundTown | undefined {
    for (let length = Math.min(longest, list.length); length >= shortest; length -= 1) {
      for (let from = 0; from + length <= list.length; from += 1) {
        const found = this.#named(list.slice(from, from + length).join(' '), false)
        // "In Street" is a place, "the street" is a thing.
        const led = from === 0 || BEFORE_A_NAME.has(list[from - 1] ?? '')
        if (found && (led || length > 1 || found.source === 'directory')) return found
      }
    }
    return undefined
  }

  #named(key: string, alone: boolean): FoundTown | undefined {
    const learnt = this.#learnt.get(key)
    const listed = this.#nearest(this.#listed.get(key), alone)
    if (learnt && listed) {
      const apart = kilometres(learnt.position, listed)
      if (apart > LIMITS.sameTownKm || learnt.count >= LIMITS.surelyLearnt) {
        return { name: key, centre: learnt, source: 'directory' }
      }
    } else if (learnt) return { name: key, centre: learnt, source: 'directory' }
    return listed && { name: key, centre: { position: listed, count: 1, withinKm: 0 }, source: 'list' }
  }

  /** Of two places of one name the nearer; of none near, only one that stands alone. */
  #nearest(positions: readonly LatLon[] | undefined, alone: boolean): LatLon | undefined {
    if (!positions) return undefined
    const near = this.#near
    if (!near) return alone && positions.length === 1 ? positions[0] : undefined
    const far = (at: LatLon) => kilometres(near, at)
    const first = positions.reduce((best, at) => (far(at) < far(best) ? at : best))
    return alone || far(first) <= LIMITS.nearKm ? first : undefined
  }

  #mistyped(written: string): FoundTown | undefined {
    if (written.length < LIMITS.shortestMistyped || /\d/.test(written)) return undefined
    let best: { found: FoundTown; far: number } | undefined
    for (const names of [this.#learnt.keys(), this.#listed.keys()]) {
      for (const name of names) {
        if (!isSlip(written, name)) continue
        const found = this.#named(name, true)
        if (!found) continue
        const far = this.#near ? kilometres(this.#near, found.centre.position) : 0
        if (!best || far < best.far) best = { found, far }
      }
    }
    return best && (this.#near === undefined || best.far <= LIMITS.nearKm) ? best.found : undefined
  }
}

/** One slip, or two letters changed about; two slips in a long name. Nobody gets the first letter wrong. */
function isSlip(written: string, name: string): boolean {
  if (written[0] !== name[0] || Math.abs(written.length - name.length) > 2) return false
  if (name.length < LIMITS.shortestMistyped) return false
  const slips = distance(written, name)
  if (slips <= 1) return true
  if (slips > 2) return false
  return name.length >= LIMITS.twoSlipsFrom || sorted(written) === sorted(name)
}

const sorted = (word: string): string => Array.from(word).sort().join('')
const keyOf = (name: string): string => words(name.replace(/&/g, ' and ')).join(' ')
