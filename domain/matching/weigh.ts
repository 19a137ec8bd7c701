import type { Embedding } from '../embedding/embedding.ts'
import type { AnswersGiven } from './answers-given.ts'
import { Best } from './best.ts'
import type { MatchIndex } from './index.ts'
import type { Likeness } from './likeness.ts'
import { chanceOf } from './ranking.ts'
import type { Features, Ranking } from './ranking.ts'
import { paidLast } from './shortlist.ts'
import type { Candidate, Shortlist } from './shortlist.ts'
import { isAnothersLiking, ofTheGroup, onePerFold, shownBefore, withinReach } from './suitable.ts'
import type { SuggestionRequest } from './types.ts'
import { vary } from './variety.ts'

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

/** What a refusal of something like it takes from the log odds of an entry, for each point it loses by words. */
const REFUSAL_COUNTS = 4

/** How ideas are chosen where meaning is known: what entries mean, and what makes an idea. */
export interface ByMeaning {
  readonly likeness: Likeness
  readonly ranking: Ranking
}

/** An entry that may be shown, with all that is known of it. */
export interface Weighed {
  readonly candidate: Candidate
  readonly features: Features
}

/** What words bring up, and what means most nearly what was said, as numbers. */
export function weighed(
  { best, open, candidate }: Shortlist,
  said: Embedding,
  request: SuggestionRequest,
  { ask }: AnswersGiven,
  index: MatchIndex,
  likeness: Likeness,
): Weighed[] {
  const listed = vary(best, { ...request, limit: LIMITS.places }, ask, index).map(({ at }) => at)
  const cosines = likeness.to(said)
  const known = new Map(best.map((one) => [one.at, one]))
  const nearest = nearestOf(cosines, open, (at) => known.get(at) ?? candidate(at))
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

/** Those that mean most nearly what was said and may be shown, nearest first. */
function nearestOf(
  cosines: Float32Array,
  open: Uint8Array,
  candidate: (at: number) => Candidate | undefined,
): Candidate[] {
  // Some of these are too far, or not on when they can come.
  const best = new Best<number>(4 * LIMITS.alike, (a, b) => (cosines[b] ?? 0) - (cosines[a] ?? 0))
  for (let at = 0; at < open.length; at += 1) if (open[at] === 1) best.offer(at)
  const nearest: Candidate[] = []
  for (const at of best.list) {
    const found = candidate(at)
    if (found) nearest.push(found)
    if (nearest.length === LIMITS.alike) break
  }
  return nearest
}

/**
 * The ideas to show where it is known what entries mean: those that a link worker would likely suggest, by words and by meaning together,
 * each activity once, likeliest first. What a link worker pinned comes before them. Where there is none that likely, the best there is.
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
  const chances = weighed(found, said, request, answers, index, likeness).map(({ candidate, features }) => ({
    ...candidate,
    score: candidate.pinned ? 1 : less(chanceOf(features, ranking), answers.loss(candidate.at)),
  }))
  const inOrder = onePerFold(
    chances.sort((a, b) => b.score - a.score),
    index,
  )
    .filter((c) => !shown.has(index.fold[c.at]))
    .filter((c) => !isAnothersLiking(c, ask, index))
  const likely = inOrder.filter((c) => c.score >= SHOWN.among)
  const ideas =
    likely.length > 0 || shown.size > 0 ? likely : inOrder.filter((c) => c.score >= SHOWN.alone).slice(0, 1)
  return [...withinReach(ofTheGroup(ideas, ask, index), ask, index)]
    .sort((a, b) => Number(b.pinned) - Number(a.pinned) || paidLast(a.at, b.at, ask, index))
    .slice(0, request.limit)
}

/** A chance whose log odds are less by what was refused. */
function less(chance: number, loss: number): number {
  const odds = (chance / (1 - chance)) * Math.exp(-REFUSAL_COUNTS * loss)
  return odds / (1 + odds)
}
