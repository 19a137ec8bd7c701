import type { Opportunity } from '../directory/opportunity.ts'
import type { Vocabulary } from '../understanding/vocabulary.ts'
import { ask } from './ask.ts'
import type { Ask } from './ask.ts'
import { card } from './card.ts'
import type { Admitted } from './filters.ts'
import { admit } from './filters.ts'
import { dayNumber, MatchIndex } from './index.ts'
import type { Prepared } from './prepare.ts'
import { prepare } from './prepare.ts'
import type { Reason } from './relevance.ts'
import { relevance } from './relevance.ts'
import { score } from './score.ts'
import type { Matcher, SuggestionRequest, Suggestions } from './types.ts'

const LIMITS = {
  /** Only the best are looked at closely for variety. */
  shortlist: 48,
  /** What comes under this share of the best is filler, not an idea. */
  shareOfBest: 0.42,
  /** Fewer good ideas than this are filled up with what is like them. */
  enough: 2,
} as const

/** What an idea loses for being like one already chosen, so that three ideas are three ideas. */
const ALIKE = {
  sameWish: 0.24,
  sameOrganisation: 0.3,
  sameSubject: 0.16,
} as const

export interface MatcherOptions {
  /** Entries read already, for a directory that reads them a few at a time. */
  readonly prepared?: ReadonlyMap<Opportunity, Prepared>
}

/**
 * A matcher over a directory. Building it reads every entry once; asking is pure and fast. A suggestion is always about something
 * they said, chose or need: when nothing is, there is none.
 */
export function createMatcher(
  opportunities: readonly Opportunity[],
  vocabulary: Vocabulary,
  options: MatcherOptions = {},
): Matcher {
  const entries = opportunities.map((o) => options.prepared?.get(o) ?? prepare(o, vocabulary))
  const index = new MatchIndex(entries)
  return { suggest: (request) => suggest(request, index, vocabulary) }
}

interface Candidate {
  readonly at: number
  readonly entry: Prepared
  readonly admitted: Admitted
  readonly score: number
  readonly reasons: readonly Reason[]
  readonly word: string | undefined
}

function suggest(request: SuggestionRequest, index: MatchIndex, vocabulary: Vocabulary): Suggestions {
  const understood = ask(request, vocabulary)
  const found = shortlist(request, understood, index, vocabulary)
  const chosen = vary(found, request, understood, index)
  const today = request.now.slice(0, 10)
  const suggestions = chosen.map((c) =>
    card(c.entry, c.admitted, c.reasons, c.word, understood, request.from, today),
  )
  if (suggestions.length >= 2) return { suggestions }
  return {
    suggestions,
    note: { id: suggestions.length === 0 ? 'ideas.note.none' : 'ideas.note.few', values: {} },
  }
}

function shortlist(
  request: SuggestionRequest,
  understood: Ask,
  index: MatchIndex,
  vocabulary: Vocabulary,
): Candidate[] {
  const related = relevance(understood, index, vocabulary)
  const today = { iso: request.now.slice(0, 10), number: dayNumber(request.now) }
  const scored: { at: number; admitted: Admitted; score: number }[] = []
  for (const at of related.candidates) {
    const admitted = admit(at, index, understood, request, today)
    const entry = index.entries[at]
    if (!admitted || !entry) continue
    const checked = entry.opportunity.lastChecked
    const age = checked === undefined ? undefined : today.number - dayNumber(checked)
    const total = score(entry, related.value(at), admitted, understood, request.from !== undefined, age)
    scored.push({ at, admitted, score: total })
  }
  return scored
    .sort((a, b) => paidLast(a.at, b.at, understood, index) || b.score - a.score || a.at - b.at)
    .slice(0, LIMITS.shortlist)
    .flatMap((s) => {
      const entry = index.entries[s.at]
      return entry ? [{ ...s, entry, reasons: related.reasons(s.at), word: related.word(s.at) }] : []
    })
}

/** When only free will do, what is known to be free comes first and an unknown cost last; a known price was never let in. */
function paidLast(a: number, b: number, understood: Ask, index: MatchIndex): number {
  return understood.needs.freeOnly === true ? (index.free[b] ?? -1) - (index.free[a] ?? -1) : 0
}

function vary(
  found: readonly Candidate[],
  request: SuggestionRequest,
  understood: Ask,
  index: MatchIndex,
): Candidate[] {
  const chosen: Candidate[] = []
  const shown = new Set(
    request.exclude.length === 0
      ? []
      : index.entries.filter((e) => request.exclude.includes(e.opportunity.id)).map((e) => e.foldKey),
  )
  const least = Math.max(0, ...found.map((c) => c.score)) * LIMITS.shareOfBest
  const worthShowing = found.filter((c) => c.score >= least && !shown.has(c.entry.foldKey))
  let left = worthShowing.filter(isClose)
  // What is only like what they said fills up to two ideas, never crowds out or pads a good list.
  const only = left.length < LIMITS.enough
  const most = only ? Math.min(request.limit, LIMITS.enough) : request.limit
  if (only) left = worthShowing
  while (chosen.length < most && left.length > 0) {
    const [next] = [...left].sort(
      (a, b) =>
        Number(isClose(b)) - Number(isClose(a)) ||
        paidLast(a.at, b.at, understood, index) ||
        b.score - alike(b, chosen) - (a.score - alike(a, chosen)) ||
        a.at - b.at,
    )
    if (!next) break
    chosen.push(next)
    left = left.filter((c) => c !== next && c.entry.foldKey !== next.entry.foldKey)
  }
  return chosen
}

const isClose = (c: Candidate): boolean => c.word !== undefined || c.reasons.some((r) => r.close)

function alike(candidate: Candidate, chosen: readonly Candidate[]): number {
  let loss = 0
  for (const other of chosen) {
    if (wishOf(candidate) === wishOf(other)) loss += ALIKE.sameWish
    const organisation = candidate.entry.opportunity.organisation
    if (organisation !== undefined && organisation === other.entry.opportunity.organisation)
      loss += ALIKE.sameOrganisation
    if (subjectOf(candidate) === subjectOf(other)) loss += ALIKE.sameSubject
  }
  return loss
}

const wishOf = (c: Candidate): string => c.reasons[0]?.wanted.concept ?? c.word ?? ''

/** What an entry is mostly about. */
function subjectOf(c: Candidate): string {
  let best = ''
  let most = 0
  for (const [concept, strength] of c.entry.about) if (strength > most) [best, most] = [concept, strength]
  return best
}
