import type { Ask, Wanted } from './ask.ts'
import type { MatchIndex } from './index.ts'
import type { Vocabulary } from '../understanding/vocabulary.ts'

/** Why an entry came up. */
export interface Reason {
  readonly wanted: Wanted
  /** How near the entry is to what was said: the thing itself or a kind of it, or only something like it. */
  readonly close: boolean
  readonly value: number
}

/** What the entries have to do with what was said; the index is the key. */
export interface Relevance {
  readonly candidates: readonly number[]
  value(at: number): number
  /** Strongest first. */
  reasons(at: number): readonly Reason[]
  /** A word of theirs the entry has that no concept covers. */
  word(at: number): string | undefined
}

const COUNTS = {
  /** Less than this is not about what they said. */
  least: 0.36,
  /** What a second and third match add to the best. */
  more: 0.35,
  /** A reach above this is the thing itself or a kind of it. */
  close: 0.6,
  wordInName: 0.6,
  wordInText: 0.34,
  mostByWords: 0.65,
  /** A word in more entries than this says nothing. */
  tellingEnough: 0.42,
} as const

/** Gathers everything in the directory that is about something they said, chose or need. */
export function relevance(ask: Ask, index: MatchIndex, vocabulary: Vocabulary): Relevance {
  const n = index.entries.length
  const best = new Float64Array(n)
  const sum = new Float64Array(n)
  const touched: number[] = []
  const touch = (at: number, value: number) => {
    const before = best[at] ?? 0
    if (before === 0 && (sum[at] ?? 0) === 0) touched.push(at)
    sum[at] = (sum[at] ?? 0) + value
    if (value > before) best[at] = value
  }
  const one = new Float64Array(n)
  for (const wanted of ask.wanted) {
    const here: number[] = []
    for (const [concept, reach] of vocabulary.reach(wanted.concept)) {
      if (ask.disliked.has(concept)) continue
      const postings = index.about(concept)
      if (!postings) continue
      for (let i = 0; i < postings.at.length; i += 1) {
        const at = postings.at[i] ?? 0
        const value = wanted.weight * reach * (postings.strength[i] ?? 0)
        if ((one[at] ?? 0) === 0) here.push(at)
        if (value > (one[at] ?? 0)) one[at] = value
      }
    }
    for (const at of here) {
      touch(at, one[at] ?? 0)
      one[at] = 0
    }
  }
  const byWord = wordMatches(ask, index)
  for (const [at, { value }] of byWord) touch(at, value)

  const value = (at: number) => (best[at] ?? 0) + COUNTS.more * ((sum[at] ?? 0) - (best[at] ?? 0))
  return {
    candidates: touched.filter((at) => (best[at] ?? 0) >= COUNTS.least),
    value,
    reasons: (at) => reasonsFor(at, ask, index, vocabulary),
    word: (at) => byWord.get(at)?.word,
  }
}

/** Weak text overlap: words of theirs that no concept covers and few entries have. */
function wordMatches(ask: Ask, index: MatchIndex): Map<number, { value: number; word: string }> {
  const found = new Map<number, { value: number; word: string }>()
  for (const { text, word } of ask.others) {
    const telling = index.telling(text)
    if (telling < COUNTS.tellingEnough) continue
    for (const at of index.withWord(text) ?? []) {
      const inName = index.entries[at]?.nameWords.has(text) === true
      const value = telling * (inName ? COUNTS.wordInName : COUNTS.wordInText)
      const before = found.get(at)
      found.set(at, {
        value: Math.min(COUNTS.mostByWords, value + (before?.value ?? 0)),
        word: before?.word ?? word,
      })
    }
  }
  return found
}

/** "Anything" names nothing that a directory could have: what it points to is the thing itself. */
function namesAThing(id: string, vocabulary: Vocabulary): boolean {
  const concept = vocabulary.concepts.get(id)
  return concept !== undefined && concept.words.length + concept.directory.length > 0
}

function reasonsFor(at: number, ask: Ask, index: MatchIndex, vocabulary: Vocabulary): Reason[] {
  const about = index.entries[at]?.about
  if (!about) return []
  const reasons: Reason[] = []
  for (const wanted of ask.wanted) {
    let bestValue = 0
    let close = false
    for (const [concept, reach] of vocabulary.reach(wanted.concept)) {
      const strength = about.get(concept)
      if (strength === undefined || ask.disliked.has(concept)) continue
      const value = wanted.weight * reach * strength
      if (value > bestValue)
        [bestValue, close] = [value, reach > COUNTS.close || !namesAThing(wanted.concept, vocabulary)]
    }
    if (bestValue > 0) reasons.push({ wanted, close, value: bestValue })
  }
  return reasons.sort((a, b) => b.value - a.value)
}
