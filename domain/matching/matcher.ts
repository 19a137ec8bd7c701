import type { Opportunity } from '../directory/opportunity.ts'
import type { Vocabulary } from '../understanding/vocabulary.ts'
import type { AnswersGiven } from './answers-given.ts'
import { withAnswers } from './answers-given.ts'
import { ask } from './ask.ts'
import type { Ask } from './ask.ts'
import { Best } from './best.ts'
import { card } from './card.ts'
import type { Admitted, Today } from './filters.ts'
import { Gate } from './filters.ts'
import type { Entry } from './index.ts'
import { dayNumber, MatchIndex } from './index.ts'
import { pinsIn, withPins } from './pins.ts'
import type { Prepared } from './prepare.ts'
import { prepare } from './prepare.ts'
import type { Reason, Related } from './relevance.ts'
import { relevance } from './relevance.ts'
import { mostFit, score } from './score.ts'
import type { Matcher, SuggestionRequest, Suggestions } from './types.ts'

const LIMITS = {
  /** Only the best are looked at closely for variety. */
  shortlist: 48,
  /** What comes under this share of the best is filler, not an idea. */
  shareOfBest: 0.42,
  /** Less about what they said than this share of what is most about it is beside the point. */
  shareOfWish: 0.58,
  /** Fewer good ideas than this are no choice: the note says so. */
  enough: 2,
} as const

/** What an idea loses for being like one already chosen, so that three ideas are three ideas. */
const ALIKE = {
  sameWish: 0.24,
  sameOrganisation: 0.3,
  sameSubject: 0.16,
} as const

export interface MatcherOptions {
  /** Ids of entries that a link worker wants first where they are what was said. They pass every rule like any other. */
  readonly pinned?: ReadonlySet<string>
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
  return matcherOver(new MatchIndex(entries), vocabulary, options.pinned)
}

/** A matcher over an index that someone else looks into as well. */
export function matcherOver(
  index: MatchIndex,
  vocabulary: Vocabulary,
  pinned: ReadonlySet<string> = new Set(),
): Matcher {
  const pins = pinsIn(index, pinned)
  return { suggest: (request) => suggest(request, index, vocabulary, pins) }
}

interface Candidate {
  readonly at: number
  readonly entry: Entry
  readonly admitted: Admitted
  readonly score: number
  readonly reasons: readonly Reason[]
  readonly word: string | undefined
  /** Whether it is what they said, not only like it. */
  readonly close: boolean
  /** A link worker wants it first, and it is what they said. */
  readonly pinned: boolean
  /** What it answers, and what it is mostly about. */
  readonly wish: string
  readonly subject: string
}

function suggest(
  request: SuggestionRequest,
  index: MatchIndex,
  vocabulary: Vocabulary,
  pins: ReadonlySet<number>,
): Suggestions {
  const answers = withAnswers(ask(request, vocabulary), request, index)
  const understood = answers.ask
  const found = shortlist(request, answers, index, vocabulary, pins)
  const chosen = vary(found, request, understood, index)
  const today = request.now.slice(0, 10)
  const suggestions = chosen.map((c) =>
    card(c.entry, c.admitted, c.reasons, c.word, understood, request.from, today),
  )
  if (suggestions.length >= LIMITS.enough) return { suggestions }
  return {
    suggestions,
    note: { id: suggestions.length === 0 ? 'ideas.note.none' : 'ideas.note.few', values: {} },
  }
}

interface Scored {
  readonly at: number
  readonly admitted: Admitted
  readonly score: number
}

/** The best that may be shown, in order. */
function shortlist(
  request: SuggestionRequest,
  answers: AnswersGiven,
  index: MatchIndex,
  vocabulary: Vocabulary,
  pins: ReadonlySet<number>,
): Candidate[] {
  const understood = answers.ask
  const found = relevance(understood, index, vocabulary)
  const today: Today = { iso: request.now.slice(0, 10), number: dayNumber(request.now) }
  const best = new Best<Scored>(LIMITS.shortlist, (a, b) => order(a, b, understood, index))
  const gate = new Gate(index, understood, request, today)
  const from = request.from !== undefined
  const fit = mostFit(index, understood)
  // Only free will do: then cost comes before score, and score may not end the search.
  const mayStop = understood.needs.freeOnly !== true
  const steps = bySteps(found.related)
  for (let step = steps.length - 1; step >= 0; step -= 1) {
    const last = best.worst
    if (mayStop && last !== undefined && last.score > (step + 1) / STEPS.inOne + fit) break
    for (const { at, value } of steps[step] ?? []) {
      const admitted = gate.admit(at)
      if (!admitted) continue
      best.offer({ at, admitted, score: score(at, value, admitted, index, understood, today.number, from) })
    }
  }
  return withPins(best.list, found.related, pins, (at, value) => {
    const admitted = gate.admit(at)
    return (
      admitted && { at, admitted, score: score(at, value, admitted, index, understood, today.number, from) }
    )
  }).flatMap((s) => {
    const entry = index.entries[s.at]
    if (!entry) return []
    const why = found.reasons(s.at)
    const said = found.word(s.at)
    const close = said !== undefined || why.some((r) => r.close)
    return {
      ...s,
      score: s.score - answers.loss(entry),
      entry,
      reasons: why,
      word: said,
      close,
      pinned: close && pins.has(s.at),
      wish: why[0]?.wanted.concept ?? said ?? '',
      subject: subjectOf(entry),
    }
  })
}

/** Relevance in steps of a tenth; what is above the last step is as strong as it gets. */
const STEPS = { inOne: 10, most: 40 } as const

/** Related entries by step of relevance, weakest first. */
function bySteps(related: readonly Related[]): Related[][] {
  const steps: Related[][] = Array.from({ length: STEPS.most }, () => [])
  for (const r of related) steps[Math.min(STEPS.most - 1, Math.floor(r.value * STEPS.inOne))]?.push(r)
  return steps
}

/** What an entry is mostly about. */
function subjectOf({ about }: Entry): string {
  let best = ''
  let most = 0
  for (const [concept, strength] of about) if (strength > most) [best, most] = [concept, strength]
  return best
}

function order(a: Scored, b: Scored, understood: Ask, index: MatchIndex): number {
  return paidLast(a.at, b.at, understood, index) || b.score - a.score || a.at - b.at
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
  const shown = shownBefore(request, index)
  const least = Math.max(0, ...found.map((c) => c.score)) * LIMITS.shareOfBest
  const fresh = found.filter((c) => !shown.has(c.entry.foldKey))
  const point = toThePoint(fresh)
  const worthShowing = fresh.filter((c) => c.pinned || (point.has(c) && c.score >= least))
  const inOrder = worthShowing.sort((a, b) => Number(b.pinned) - Number(a.pinned))
  const candidates = ofTheGroup(onePerFold(inOrder), understood)
  // What is only like what they said is shown when nothing is what they said, or stands in for a like that found nothing.
  const close = candidates.filter((c) => c.close)
  const stretched = close.length === 0 ? candidates.filter((c) => !c.close) : standIns(candidates)
  const most = close.length === 0 ? Math.min(request.limit, LIMITS.enough) : request.limit
  const left = new Set([...close, ...stretched])
  const chosen: Candidate[] = []
  while (chosen.length < most && left.size > 0) {
    let next: Candidate | undefined
    for (const c of left) if (!next || isBetter(c, next, chosen, understood, index)) next = c
    if (!next) break
    chosen.push(next)
    left.delete(next)
  }
  return chosen
}

/**
 * What is about something they said nearly as much as the best there is for it. Next to a drawing club, a games evening with paper
 * and pens is no idea; where there is no drawing club it is one.
 */
function toThePoint(found: readonly Candidate[]): Set<Candidate> {
  const best = new Map<string, number>()
  for (const { reasons } of found) {
    for (const { wanted, value } of reasons) {
      best.set(wanted.concept, Math.max(value, best.get(wanted.concept) ?? 0))
    }
  }
  const isAboutIt = ({ word, reasons }: Candidate) =>
    word !== undefined ||
    reasons.some((r) => r.value >= (best.get(r.wanted.concept) ?? 0) * LIMITS.shareOfWish)
  return new Set(found.filter(isAboutIt))
}

/**
 * Who asked for girls only is shown what is for girls only. Where there is none, groups that do not say: the card tells to ask. Help for
 * one person at a time is no group.
 */
function ofTheGroup(candidates: readonly Candidate[], { group }: Ask): readonly Candidate[] {
  if (group !== 'girls' && group !== 'boys') return candidates
  const theirs = candidates.filter((c) => c.entry.opportunity.genderGroup !== undefined)
  return theirs.length > 0 ? theirs : candidates
}

/** For each thing they like that the directory has nothing of, the best that is like it. */
function standIns(candidates: readonly Candidate[]): Candidate[] {
  const answered = new Set(
    candidates.flatMap((c) => c.reasons.filter((r) => r.close).map((r) => r.wanted.concept)),
  )
  return candidates.filter((c) => {
    const first = c.reasons[0]?.wanted
    if (c.close || first?.interest !== true || answered.has(first.concept)) return false
    answered.add(first.concept)
    return true
  })
}

/** What they have been shown or refused, under whatever id the same activity has. */
function shownBefore(request: SuggestionRequest, index: MatchIndex): Set<string> {
  return new Set(request.exclude.flatMap((id) => index.byId(id)?.foldKey ?? []))
}

function onePerFold(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>()
  return candidates.filter((c) => !seen.has(c.entry.foldKey) && seen.add(c.entry.foldKey))
}

function isBetter(
  a: Candidate,
  b: Candidate,
  chosen: readonly Candidate[],
  understood: Ask,
  index: MatchIndex,
): boolean {
  if (a.pinned !== b.pinned) return a.pinned
  if (a.close !== b.close && a.wish === b.wish) return a.close
  const byCost = paidLast(a.at, b.at, understood, index)
  if (byCost !== 0) return byCost < 0
  return a.score - alike(a, chosen) > b.score - alike(b, chosen)
}

function alike(candidate: Candidate, chosen: readonly Candidate[]): number {
  let loss = 0
  const organisation = candidate.entry.opportunity.organisation
  for (const other of chosen) {
    if (candidate.wish === other.wish) loss += ALIKE.sameWish
    if (candidate.subject === other.subject) loss += ALIKE.sameSubject
    if (organisation !== undefined && organisation === other.entry.opportunity.organisation) {
      loss += ALIKE.sameOrganisation
    }
  }
  return loss
}
