import type { Vocabulary } from '../understanding/vocabulary.ts'
import type { Ask, Wanted } from './ask.ts'
import { insert } from './best.ts'
import type { MatchIndex } from './index.ts'
import type { Level } from './postings.ts'

/** Why an entry came up. */
export interface Reason {
  readonly wanted: Wanted
  /** How near the entry is to what was said: the thing itself or a kind of it, or only something like it. */
  readonly close: boolean
  readonly value: number
}

/** Entries that have to do with what was said, and how much; those a tenth stronger come first. Stands until the next question. */
export interface Related {
  readonly at: Uint32Array
  readonly value: Float64Array
}

export interface Relevance {
  readonly related: Related
  /** Strongest first. */
  readonly reasons: (at: number) => readonly Reason[]
  /** A word of theirs the entry has that no concept covers. */
  readonly word: (at: number) => string | undefined
}

/** Less than this is not about what they said. */
export const LEAST = 0.36
const COUNTS = {
  /** What a second and third match add to the best. */
  more: 0.35,
  /** A reach above this is the thing itself or a kind of it. */
  close: 0.56,
  wordInName: 0.6,
  wordInText: 0.37,
  mostByWords: 0.65,
  /** A word in more entries than this says nothing. */
  tellingEnough: 0.42,
} as const
/** Related entries stand in steps of relevance this wide; within a step in the order of the directory. */
export const STEP = 0.1
/** More than there can be wishes: each is another concept. */
const SHUT = 0xffff

/**
 * Gathers everything in the directory that is about something they said, chose or need. `open` has a 1 for each entry that may come up;
 * without it all may.
 */
export function relevance(ask: Ask, index: MatchIndex, vocabulary: Vocabulary, open?: Uint8Array): Relevance {
  const { best, sum, seenFor } = index.room
  best.fill(0)
  sum.fill(0)
  for (let at = 0; at < seenFor.length; at += 1) seenFor[at] = open === undefined || open[at] === 1 ? 0 : SHUT
  const entries = index.about.at
  ask.wanted.forEach((wanted, i) => {
    const turn = i + 1
    for (const { level, value } of strongestFirst(wanted, index, vocabulary)) {
      if (ask.disliked.has(level.concept)) continue
      for (let p = level.from; p < level.to; p += 1) {
        const at = entries[p] ?? 0
        // Seen before for this wish: what it is more about came first.
        if ((seenFor[at] ?? 0) >= turn) continue
        seenFor[at] = turn
        sum[at] = (sum[at] ?? 0) + value
        if (value > (best[at] ?? 0)) best[at] = value
      }
    }
  })
  const byWord = wordMatches(ask, index)
  for (const [at, { value }] of byWord) {
    if (seenFor[at] === SHUT) continue
    sum[at] = (sum[at] ?? 0) + value
    if (value > (best[at] ?? 0)) best[at] = value
  }
  return {
    related: inSteps(index),
    reasons: reasonsFor(ask, index, vocabulary),
    word: (at) => byWord.get(at)?.word,
  }
}

interface Counted {
  readonly level: Level
  readonly value: number
}

/** By wish and weight. An index is of one vocabulary, and wishes are no more than its concepts. */
const countedIn = new WeakMap<MatchIndex, Map<string, readonly Counted[]>>()

/** Where in the index a wish is answered, and how well. */
function strongestFirst(
  { concept: wish, weight }: Wanted,
  index: MatchIndex,
  vocabulary: Vocabulary,
): readonly Counted[] {
  const counted = countedIn.get(index) ?? new Map<string, readonly Counted[]>()
  countedIn.set(index, counted)
  const key = `${weight} ${wish}`
  const known = counted.get(key)
  if (known) return known
  const found: Counted[] = []
  for (const [concept, reach] of vocabulary.reach(wish)) {
    for (const level of index.about.levels(concept)) {
      // In single precision 0.4 of 0.9 is below the least that counts, and 0.6 of 0.6 is not.
      found.push({ level, value: weight * reach * Math.fround(level.strength) })
    }
  }
  found.sort((a, b) => b.value - a.value)
  counted.set(key, found)
  return found
}

/** What is enough about it, in steps, strongest step first: three passes over the columns and nothing else. */
function inSteps(index: MatchIndex): Related {
  const { best, sum } = index.room
  const valueOf = (at: number): number => {
    const most = best[at] ?? 0
    return most + COUNTS.more * ((sum[at] ?? 0) - most)
  }
  const stepOf = (value: number): number => Math.floor(value / STEP)
  const counts: number[] = []
  for (let at = 0; at < best.length; at += 1) {
    if ((best[at] ?? 0) < LEAST) continue
    const step = stepOf(valueOf(at))
    counts[step] = (counts[step] ?? 0) + 1
  }
  const next: number[] = []
  let total = 0
  for (let step = counts.length - 1; step >= 0; step -= 1) {
    next[step] = total
    total += counts[step] ?? 0
  }
  const related = { at: index.room.at.subarray(0, total), value: index.room.value.subarray(0, total) }
  for (let at = 0; at < best.length; at += 1) {
    if ((best[at] ?? 0) < LEAST) continue
    const value = valueOf(at)
    const step = stepOf(value)
    const place = next[step] ?? 0
    related.at[place] = at
    related.value[place] = value
    next[step] = place + 1
  }
  return related
}

/** Weak text overlap: words of theirs that no concept covers and few entries have. */
function wordMatches(ask: Ask, index: MatchIndex): Map<number, { value: number; word: string }> {
  const found = new Map<number, { value: number; word: string }>()
  for (const { text, word } of ask.others) {
    const telling = index.telling(text)
    if (telling < COUNTS.tellingEnough) continue
    index.words.each(text, (at, inName) => {
      const value = telling * (inName ? COUNTS.wordInName : COUNTS.wordInText)
      const before = found.get(at)
      found.set(at, {
        value: Math.min(COUNTS.mostByWords, value + (before?.value ?? 0)),
        word: before?.word ?? word,
      })
    })
  }
  return found
}

/** "Anything" names nothing that a directory could have: what it points to is the thing itself. */
function namesAThing(id: string, vocabulary: Vocabulary): boolean {
  const concept = vocabulary.concepts.get(id)
  return concept !== undefined && concept.words.length + concept.directory.length > 0
}

const stronger = (a: Reason, b: Reason): number => b.value - a.value

/** Gives the reasons why an entry came up, for any entry. */
function reasonsFor(ask: Ask, index: MatchIndex, vocabulary: Vocabulary): Relevance['reasons'] {
  const without = ask.disliked.size === 0 ? undefined : index.about.marks(ask.disliked)
  const wishes = ask.wanted.map((wanted) => ({
    wanted,
    factor: wanted.weight,
    weights: index.about.weights(vocabulary.reach(wanted.concept)),
    without,
    anyIsClose: !namesAThing(wanted.concept, vocabulary),
  }))
  const most = { weight: 0, value: 0 }
  return (at) => {
    const reasons: Reason[] = []
    for (const wish of wishes) {
      index.about.strongest(at, wish, most)
      if (most.value === 0) continue
      const close = most.weight > COUNTS.close || wish.anyIsClose
      insert(reasons, { wanted: wish.wanted, close, value: most.value }, stronger)
    }
    return reasons
  }
}
