import type { Embedding } from '../embedding/embedding.ts'
import type { Ask } from './ask.ts'
import type { AnswersGiven } from './answers-given.ts'
import { Best } from './best.ts'
import type { MatchIndex } from './index.ts'
import type { Likeness } from './likeness.ts'
import { LEAST } from './relevance.ts'
import { chanceOf } from './ranking.ts'
import type { Features, Ranking } from './ranking.ts'
import { paidLast } from './shortlist.ts'
import type { Candidate, Shortlist } from './shortlist.ts'
import { isAnothersLiking, ofTheGroup, onePerFold, shownBefore, withinReach } from './suitable.ts'
import { areToldAlike, mayBeOne } from './told-alike.ts'
import type { SuggestionRequest } from './types.ts'
import { alike, vary } from './variety.ts'

const LIMITS = {
  /** So many that mean most nearly what was said are weighed beside what words bring up. */
  alike: 24,
  /** Places among the ideas that words bring up. */
  places: 4,
} as const

/** From which chance an entry is an idea; and the best of all, where none is and nothing was shown before. */
const SHOWN = { among: 0.72, alone: 0.35 } as const

/** The oldest of a service for young people; kilometres beyond which all is as far. */
const YOUNG = 25
const FAR = 50

/** What a link worker pinned. */
const CERTAIN = 0.999

/** What is taken from the log odds of an entry for each point that it loses by words: for being like what was refused, and like one that is shown. */
const REFUSAL_COUNTS = 4
const SAMENESS_COUNTS = 3

/** How ideas are chosen where meaning is known: what entries mean, and what makes an idea. */
export interface ByMeaning {
  readonly likeness: Likeness
  readonly ranking: Ranking
}

/** An entry that may be shown, with all that is known of it. */
interface Weighed {
  readonly candidate: Candidate
  readonly features: Features
}

/** What words bring up, and what means most nearly what was said, as numbers. */
export function weighed(
  { best, open, admits, candidate }: Shortlist,
  said: Embedding,
  request: SuggestionRequest,
  { ask }: AnswersGiven,
  index: MatchIndex,
  likeness: Likeness,
): Weighed[] {
  const listed = vary(best, { ...request, limit: LIMITS.places }, ask, index).map(({ at }) => at)
  const cosines = likeness.to(said)
  const known = new Map(best.map((one) => [one.at, one]))
  const nearest = nearestOf(cosines, open, admits).flatMap((at) => known.get(at) ?? candidate(at) ?? [])
  for (const one of nearest) if (!known.has(one.at)) known.set(one.at, one)
  const top = nearest[0] === undefined ? 0 : (cosines[nearest[0].at] ?? 0)
  const heard = new Set(best.map(({ at }) => at))
  const most = Math.max(0, ...best.map(({ score }) => score))
  return [...known.values()].map((one): Weighed => {
    const { at, admitted, reasons } = one
    const place = listed.indexOf(at)
    const cosine = cosines[at] ?? 0
    const isHeard = heard.has(at)
    const [oldest = -1, youngest = -1] = [index.maxAge[at], index.minAge[at]]
    return {
      candidate: one,
      features: {
        likeness: cosine,
        behind: cosine - top,
        first: Number(place === 0),
        second: Number(place === 1),
        third: Number(place === 2),
        fourth: Number(place === 3),
        heard: Number(isHeard),
        share: isHeard && most > 0 ? one.score / most : 0,
        close: Number(isHeard && one.close),
        reasons: reasons.length,
        nothing: Number(listed.length === 0),
        young: Number(oldest >= 0 && oldest <= YOUNG),
        anyAge: Number(oldest < 0 && youngest < 0),
        theirs: Number((index.madeFor[at] ?? 0) !== 0),
        free: Number(index.free[at] === 1),
        paid: Number(index.free[at] === 0),
        distance: Math.min(admitted.km ?? 0, FAR) / 10,
        nowhere: Number(admitted.km === undefined),
      },
    }
  })
}

/** Those that mean most nearly what was said and may be shown, nearest first. Only what would be among them is looked at closely. */
function nearestOf(
  cosines: Float32Array,
  open: Uint8Array,
  admits: (at: number) => boolean,
): readonly number[] {
  const best = new Best<number>(LIMITS.alike, (a, b) => (cosines[b] ?? 0) - (cosines[a] ?? 0))
  for (let at = 0; at < open.length; at += 1) {
    const { worst } = best
    if (open[at] !== 1 || (worst !== undefined && (cosines[at] ?? 0) <= (cosines[worst] ?? 0))) continue
    if (admits(at)) best.offer(at)
  }
  return best.list
}

/**
 * The ideas to show where it is known what entries mean: those that a link worker would likely suggest, by words and by meaning together,
 * each activity once, likeliest first. What a link worker pinned comes before them. Where none is that likely and nothing was shown before, the
 * best there is, if it has half a chance of being one.
 */
export function weigh(
  found: Shortlist,
  said: Embedding,
  request: SuggestionRequest,
  answers: AnswersGiven,
  index: MatchIndex,
  { likeness, ranking }: ByMeaning,
): Candidate[] {
  const { ask } = answers
  const shown = shownBefore(request, index)
  const shownAt = request.exclude.flatMap((id) => index.placeOf(id) ?? [])
  const chances = weighed(found, said, request, answers, index, likeness).map(({ candidate, features }) => ({
    ...candidate,
    isHeard: features.heard === 1,
    score: candidate.pinned
      ? CERTAIN
      : less(chanceOf(features, ranking), answers.loss(candidate.at), REFUSAL_COUNTS),
  }))
  const any = onePerFold(
    chances.sort((a, b) => b.score - a.score),
    index,
  ).filter((c) => c.score >= SHOWN.alone && !isAnothersLiking(c, ask, index) && isOnlyThat(c, ask))
  // What was shown before is among them here: after a group for girls only, no other is shown to who asked for one.
  const fitting = withinReach(ofTheGroup(any, ask, index), ask, index)
    .filter((c) => !shown.has(index.fold[c.at]))
    .filter((c) => !shownAt.some((at) => areToldAlike(c.at, at, index, likeness)))
  const likely = fitting.filter((c) => c.score >= SHOWN.among)
  const ideas = likely.length > 0 || shown.size > 0 ? likely : fitting.slice(0, 1)
  const once: Candidate[] = []
  for (const one of ideas)
    if (!once.some((other) => mayBeOne(one.at, other.at, index, likeness))) once.push(one)
  const heard = new Set(chances.flatMap(({ at, isHeard }) => (isHeard ? [at] : [])))
  return inTurn(once, request.limit, ask, index).map((one) =>
    heard.has(one.at) ? one : { ...one, reasons: one.reasons.filter(({ value }) => value >= LEAST) },
  )
}

/** Who wants one thing only is shown what is about it, and nothing that only sounds like it. */
const isOnlyThat = ({ pinned, reasons }: Candidate, { only }: Ask): boolean =>
  only.size === 0 || pinned || reasons.some(({ wanted, close }) => close && only.has(wanted.concept))

/** One of the ideas that are left, with what it has lost to those chosen before it. */
interface Left {
  readonly candidate: Candidate
  loss: number
}

/** Likeliest first, but another wish, subject and organisation before more of the same. */
function inTurn(ideas: readonly Candidate[], limit: number, ask: Ask, index: MatchIndex): Candidate[] {
  const left: Left[] = ideas.map((candidate) => ({ candidate, loss: 0 }))
  const chosen: Candidate[] = []
  while (chosen.length < limit && left.length > 0) {
    const next = left.reduce((best, one) => (comesBefore(one, best, ask, index) ? one : best))
    left.splice(left.indexOf(next), 1)
    chosen.push(next.candidate)
    for (const other of left) other.loss = alike(other.loss, other.candidate, next.candidate, index)
  }
  return chosen
}

/** What is pinned, what is known to be free for who can pay nothing, and what is the very thing they said, come before the likelier. */
function comesBefore(one: Left, other: Left, ask: Ask, index: MatchIndex): boolean {
  const [a, b] = [one.candidate, other.candidate]
  if (a.pinned !== b.pinned) return a.pinned
  const byCost = paidLast(a.at, b.at, ask, index)
  if (byCost !== 0) return byCost < 0
  if (a.close !== b.close && a.wish === b.wish && a.wish !== '') return a.close
  return less(a.score, one.loss, SAMENESS_COUNTS) > less(b.score, other.loss, SAMENESS_COUNTS)
}

/** A chance whose log odds are less by a loss. */
function less(chance: number, loss: number, counts: number): number {
  const odds = (chance / (1 - chance)) * Math.exp(-counts * loss)
  return odds / (1 + odds)
}
