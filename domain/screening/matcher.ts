import type { Token } from './normalise.ts'
import { GAPS } from './pattern.ts'
import type { Phrasebook } from './phrasebook.ts'

/** A pattern found: whose it is, and its words (end is the first word after it). */
export interface Match {
  readonly owner: number
  readonly start: number
  readonly end: number
}

/** A message as the matcher reads it: its words as ids, and which phrases stand where. */
export interface Reading {
  readonly tokens: readonly Token[]
  /** For each word, the phrases that begin there: set and end, in pairs. */
  readonly phrases: readonly (readonly number[])[]
  /** Words that negate ("not", "never"), unless the phrase around them takes it back ("can't stop"). */
  readonly negates: Uint8Array
  readonly takenBack: Uint8Array
  /** 1 where the young person is the subject, 2 where someone else is. */
  readonly subject: Uint8Array
}

/** A place in the unfolded patterns: where it can go on, at once or after a gap, and whose patterns are complete here. */
interface Place {
  readonly id: number
  readonly next: Map<number, Place>
  readonly afterGap: Place[]
  readonly most: number
  readonly wide: boolean
  readonly done: { readonly owner: number; readonly fromStart: boolean; readonly toEnd: boolean }[]
}

/** Words a phrase may reach ahead; a longer phrase in a slot would not be found, and is refused. */
const REACH = 32

/** Compiled patterns; `find` goes over the words once, in time linear in their number. */
export class Matcher {
  readonly #root: Place
  #places = 0

  constructor(phrasebook: Phrasebook, patterns: readonly { owner: number; pattern: string }[]) {
    this.#root = this.#place(0, false)
    for (const { owner, pattern } of patterns) {
      for (const variant of phrasebook.unfold(pattern)) {
        let place = this.#root
        for (const step of variant.steps) {
          if (step.gap > 0) place = this.#gapPlace(place, Math.min(step.gap, GAPS.most), step.wide)
          let next = place.next.get(step.set)
          if (next === undefined) {
            next = this.#place(0, false)
            place.next.set(step.set, next)
          }
          place = next
        }
        place.done.push({ owner, fromStart: variant.fromStart, toEnd: variant.toEnd })
      }
    }
  }

  find(reading: Reading): readonly Match[] {
    const { tokens, phrases } = reading
    const found: Match[] = []
    const waiting: { place: Place; start: number }[][] = Array.from({ length: tokens.length + 1 }, () => [])
    const seen = Array.from({ length: REACH }, () => new Map<number, { place: Place; start: number }>())
    const wait = (place: Place, start: number, at: number): void => {
      if (place.next.size === 0) return
      const here = seen[at % REACH]
      const known = here?.get(place.id)
      if (known !== undefined) {
        known.start = Math.max(known.start, start)
        return
      }
      const entry = { place, start }
      here?.set(place.id, entry)
      waiting[at]?.push(entry)
    }
    const arrive = (place: Place, start: number, end: number): void => {
      for (const { owner, fromStart, toEnd } of place.done) {
        if ((!fromStart || start === 0) && (!toEnd || end === tokens.length))
          found.push({ owner, start, end })
      }
      if (end >= tokens.length || tokens[end]?.breakBefore === true) return
      wait(place, start, end)
      for (const gap of place.afterGap) {
        wait(gap, start, end)
        for (let over = end; over < end + gap.most && over + 1 < tokens.length; over += 1) {
          const blocked =
            reading.negates[over] === 1 ||
            (!gap.wide && reading.subject[over] === 2) ||
            tokens[over + 1]?.breakBefore === true
          if (blocked) break
          wait(gap, start, over + 1)
        }
      }
    }

    for (let at = 0; at < tokens.length; at += 1) {
      const here = phrases[at] ?? []
      const entries = waiting[at] ?? []
      for (let pair = 0; pair < here.length; pair += 2) {
        const set = here[pair] ?? 0
        const end = here[pair + 1] ?? 0
        const first = this.#root.next.get(set)
        if (first !== undefined) arrive(first, at, end)
        for (const entry of entries) {
          const next = entry.place.next.get(set)
          if (next !== undefined) arrive(next, entry.start, end)
        }
      }
      seen[at % REACH]?.clear()
      waiting[at] = []
    }
    return found
  }

  #place(most: number, wide: boolean): Place {
    this.#places += 1
    return { id: this.#places, next: new Map(), afterGap: [], most, wide, done: [] }
  }

  #gapPlace(place: Place, most: number, wide: boolean): Place {
    const known = place.afterGap.find((gap) => gap.most === most && gap.wide === wide)
    if (known !== undefined) return known
    const gap = this.#place(most, wide)
    place.afterGap.push(gap)
    return gap
  }
}

/** How a reader turns words into a Reading: the phrasebook, second readings of words, and the sets the flags come from. */
export interface ReaderSets {
  readonly not: number
  readonly notANegation: number
  readonly i: number
  readonly someoneElse: number
}

/** Longest phrase in words that is looked up; patterns longer than this are several steps. */
const LONGEST_PHRASE = REACH - GAPS.most - 2

/** Looks all phrases of a message up in the phrasebook and sets its flags. */
export function read(
  tokens: readonly Token[],
  book: Phrasebook,
  also: ReadonlyMap<string, number>,
  sets: ReaderSets,
): Reading {
  const ids = new Int32Array(tokens.length)
  const others = new Int32Array(tokens.length).fill(-1)
  const anyNumber = book.wordId('#')
  for (const [at, token] of tokens.entries()) {
    ids[at] = book.wordId(token.text)
    others[at] = also.get(token.text) ?? (/^[0-9]+$/.test(token.text) ? anyNumber : -1)
  }
  const negates = new Uint8Array(tokens.length)
  const subject = new Uint8Array(tokens.length)
  const takenBack = new Uint8Array(tokens.length)
  const phrases = tokens.map((_, from) => {
    const pairs: number[] = []
    let nodes = [book.root]
    for (let at = from; at < tokens.length && at < from + LONGEST_PHRASE && nodes.length > 0; at += 1) {
      if (at > from && tokens[at]?.breakBefore === true) break
      const next = []
      for (const node of nodes) {
        const one = node.next.get(ids[at] ?? -1)
        if (one !== undefined) next.push(one)
        const other = node.next.get(others[at] ?? -1)
        if (other !== undefined && other !== one) next.push(other)
      }
      nodes = next
      for (const node of nodes) {
        for (const set of node.sets) {
          pairs.push(set, at + 1)
          if (set === sets.not) negates.fill(1, from, at + 1)
          else if (set === sets.notANegation) takenBack.fill(1, from, at + 1)
          else if (set === sets.i) subject.fill(1, from, at + 1)
          else if (set === sets.someoneElse) {
            for (let word = from; word <= at; word += 1) if (subject[word] !== 1) subject[word] = 2
          }
        }
      }
    }
    return pairs
  })
  for (let at = 0; at < tokens.length; at += 1) if (takenBack[at] === 1) negates[at] = 0
  return { tokens, phrases, negates, takenBack, subject }
}
