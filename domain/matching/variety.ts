import type { Ask, Wanted } from './ask.ts'
import type { MatchIndex } from './index.ts'
import { paidLast } from './shortlist.ts'
import type { Candidate } from './shortlist.ts'
import { isAnothersLiking, ofTheGroup, onePerFold, shownBefore, withinReach } from './suitable.ts'
import type { SuggestionRequest } from './types.ts'

const LIMITS = {
  /** What comes under this share of the best is filler, not an idea. */
  shareOfBest: 0.42,
  /**
   * Less about what they said than this share of what is most about it is beside the point. A need is answered by who sees to it, not by
   * who sees to it too.
   */
  shareOfWish: 0.58,
  shareOfNeed: 0.75,
  /** Less about what they said than this only touches on it. */
  touching: 0.5,
  /** …and less than this is nothing in particular. */
  particular: 0.36,
  /** What is only like what they said: so many at most. */
  stretched: 2,
} as const

/** What an idea loses for being like one already chosen, so that three ideas are three ideas. */
const ALIKE = {
  sameWish: 0.24,
  sameOrganisation: 0.3,
  sameSubject: 0.16,
} as const

/**
 * The ideas to show, from the best there are: to the point, each activity once, and not three times the same. What was shown before is
 * among the best and is not shown: the next ideas are held to what it was, or there are none.
 */
export function vary(
  found: readonly Candidate[],
  request: SuggestionRequest,
  ask: Ask,
  index: MatchIndex,
): Candidate[] {
  const shown = shownBefore(request, index)
  const least = Math.max(0, ...found.map((c) => c.score)) * LIMITS.shareOfBest
  const once = onePerFold(found, index)
  const point = toThePoint(once)
  const worthShowing = once.filter((c) => c.pinned || (point.has(c) && c.score >= least))
  const inOrder = worthShowing.sort((a, b) => Number(b.pinned) - Number(a.pinned))
  const candidates = withinReach(ofTheGroup(inOrder, ask, index), ask, index)
    .filter((c) => !shown.has(index.fold[c.at]))
    .filter((c) => !isAnothersLiking(c, ask, index))
  // What is only like what they said is shown when nothing is what they said, or stands in for a like that found nothing.
  const close = moreThanTouching(particular(candidates.filter((c) => c.close)))
  const stretched = close.length === 0 ? candidates.filter((c) => !c.close) : standIns(candidates)
  const most = close.length === 0 ? Math.min(request.limit, LIMITS.stretched) : request.limit
  const left = [...close, ...stretched].map((candidate) => ({ candidate, loss: 0 }))
  const chosen: Candidate[] = []
  while (chosen.length < most && left.length > 0) {
    let next = 0
    for (let i = 1; i < left.length; i += 1) if (isBetter(left[i], left[next], ask, index)) next = i
    const [taken] = left.splice(next, 1)
    if (!taken) break
    chosen.push(taken.candidate)
    for (const other of left) other.loss = alike(other.loss, other.candidate, taken.candidate, index)
  }
  return chosen
}

/** A candidate with what it has lost to those chosen before it. */
interface Left {
  readonly candidate: Candidate
  loss: number
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
    reasons.some((r) => r.value >= (best.get(r.wanted.concept) ?? 0) * shareOf(r.wanted))
  return new Set(found.filter(isAboutIt))
}

function shareOf({ interest, who, loose }: Wanted): number {
  return interest || who || loose ? LIMITS.shareOfWish : LIMITS.shareOfNeed
}

/**
 * Where something in particular that they said was found, a wish that only points somewhere brings nothing up by itself: beside a drawing
 * club for someone who draws and knows nobody, the football team is no idea.
 */
function particular(candidates: readonly Candidate[]): readonly Candidate[] {
  const found = candidates.filter(
    (c) =>
      c.pinned ||
      c.word !== undefined ||
      c.reasons.some((r) => r.close && !r.wanted.loose && r.value >= LIMITS.particular),
  )
  return found.length > 0 ? found : candidates
}

/** What only touches on what they said is shown where nothing does more. */
function moreThanTouching(candidates: readonly Candidate[]): readonly Candidate[] {
  const value = ({ reasons, pinned, word }: Candidate) =>
    pinned || word !== undefined ? 1 : (reasons[0]?.value ?? 0)
  const found = candidates.filter((c) => value(c) >= LIMITS.touching)
  return found.length > 0 ? found : candidates
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

function isBetter(one: Left | undefined, other: Left | undefined, ask: Ask, index: MatchIndex): boolean {
  if (!one || !other) return false
  const [a, b] = [one.candidate, other.candidate]
  if (a.pinned !== b.pinned) return a.pinned
  if (a.close !== b.close && a.wish === b.wish) return a.close
  const byCost = paidLast(a.at, b.at, ask, index)
  if (byCost !== 0) return byCost < 0
  return a.score - one.loss > b.score - other.loss
}

/** A loss with what being like one more that was chosen adds to it. */
export function alike(loss: number, candidate: Candidate, chosen: Candidate, index: MatchIndex): number {
  let total = loss
  if (candidate.wish !== '' && candidate.wish === chosen.wish) total += ALIKE.sameWish
  if (candidate.subject === chosen.subject) total += ALIKE.sameSubject
  const organisation = index.opportunities[candidate.at]?.organisation
  if (organisation !== undefined && organisation === index.opportunities[chosen.at]?.organisation)
    total += ALIKE.sameOrganisation
  return total
}
