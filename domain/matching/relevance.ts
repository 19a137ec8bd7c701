import type { Vocabulary } from '../understanding/vocabulary.ts'
import type { Ask, Wanted } from './ask.ts'
import type { MatchIndex } from './index.ts'

/** Why an entry came up. */
export interface Reason {
  readonly wanted: Wanted
  /** How near the entry is to what was said: the thing itself or a kind of it, or only something like it. */
  readonly close: boolean
  readonly value: number
}

/** What an entry has to do with what was said. */
export interface Related {
  readonly at: number
  readonly value: number
}

export interface Relevance {
  readonly related: readonly Related[]
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
  close: 0.56,
  wordInName: 0.6,
  wordInText: 0.37,
  mostByWords: 0.65,
  /** A word in more entries than this says nothing. */
  tellingEnough: 0.42,
} as const

/** Gathers everything in the directory that is about something they said, chose or need. */
export function relevance(ask: Ask, index: MatchIndex, vocabulary: Vocabulary): Relevance {
  const { best, sum, one } = index.room
  const touched: number[] = []
  const touch = (at: number, value: number) => {
    if (sum[at] === 0) touched.push(at)
    sum[at] = (sum[at] ?? 0) + value
    if (value > (best[at] ?? 0)) best[at] = value
  }
  for (const wanted of ask.wanted) {
    const here: number[] = []
    for (const [concept, reach] of vocabulary.reach(wanted.concept)) {
      const postings = ask.disliked.has(concept) ? undefined : index.about(concept)
      if (!postings) continue
      const weight = wanted.weight * reach
      for (let i = 0; i < postings.at.length; i += 1) {
        const at = postings.at[i] ?? 0
        const value = weight * (postings.strength[i] ?? 0)
        const before = one[at] ?? 0
        if (before === 0) here.push(at)
        if (value > before) one[at] = value
      }
    }
    for (const at of here) {
      touch(at, one[at] ?? 0)
      one[at] = 0
    }
  }
  const byWord = wordMatches(ask, index)
  for (const [at, { value }] of byWord) touch(at, value)

  const related: Related[] = []
  for (const at of touched) {
    const most = best[at] ?? 0
    if (most >= COUNTS.least) related.push({ at, value: most + COUNTS.more * ((sum[at] ?? 0) - most) })
    best[at] = 0
    sum[at] = 0
  }
  return {
    related,
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
  const about = index.entries[at]?.about ?? new Map<string, number>()
  const reasons: Reason[] = []
  for (const wanted of ask.wanted) {
    const reaches = vocabulary.reach(wanted.concept)
    let best = 0
    let close = false
    for (const [concept, strength] of about) {
      const reach = reaches.get(concept)
      if (reach === undefined || ask.disliked.has(concept)) continue
      const value = wanted.weight * reach * strength
      if (value > best) [best, close] = [value, reach > COUNTS.close]
    }
    if (best === 0) continue
    reasons.push({ wanted, close: close || !namesAThing(wanted.concept, vocabulary), value: best })
  }
  return reasons.sort((a, b) => b.value - a.value)
}
