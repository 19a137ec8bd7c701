import type { Ask, Wanted } from './ask.ts'
import { OF_DISABILITY } from './ask.ts'
import { FLAG } from './flags.ts'
import type { MatchIndex } from './index.ts'
import { paidLast } from './shortlist.ts'
import type { Candidate } from './shortlist.ts'
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

/** Somebody who plays chess and uses a wheelchair has not asked for wheelchair basketball. */
function isAnothersLiking({ at, reasons, pinned }: Candidate, { wanted }: Ask, index: MatchIndex): boolean {
  const saysLiking = wanted.some((w) => w.interest && !w.who)
  return (
    saysLiking &&
    index.is(at, FLAG.toLiking) &&
    !pinned &&
    reasons.length > 0 &&
    reasons.every((r) => r.wanted.who)
  )
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

/**
 * Who asked for girls only is shown what is for girls only. Where there is none, groups that do not say: the card tells to ask. Help for
 * one person at a time is no group.
 */
function ofTheGroup(
  candidates: readonly Candidate[],
  { group }: Ask,
  index: MatchIndex,
): readonly Candidate[] {
  if (group !== 'girls' && group !== 'boys') return candidates
  const theirs = candidates.filter((c) => index.is(c.at, FLAG.girlsOnly | FLAG.boysOnly))
  return theirs.length > 0 ? theirs : candidates
}

/**
 * Who uses a wheelchair and wants sport is shown what says that they can play. Where nothing does, what does not say: the card tells to ask.
 */
function withinReach(
  candidates: readonly Candidate[],
  { needs, said }: Ask,
  index: MatchIndex,
): readonly Candidate[] {
  if (needs.stepFree !== true && !said.has(OF_DISABILITY[0])) return candidates
  const isForThem = (at: number): boolean => {
    const groups = index.groups[index.madeFor[at] ?? 0] ?? []
    return index.is(at, FLAG.stepFree) || OF_DISABILITY.some((group) => groups.includes(group))
  }
  const isDoubtful = ({ at, reasons, pinned }: Candidate): boolean =>
    !pinned &&
    reasons.some((r) => r.wanted.sport) &&
    reasons.every((r) => r.wanted.sport || r.wanted.who) &&
    !isForThem(at)
  const sure = candidates.filter((c) => !isDoubtful(c))
  return sure.some((c) => c.reasons.some((r) => r.wanted.sport)) ? sure : candidates
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
function shownBefore(request: SuggestionRequest, index: MatchIndex): Set<number | undefined> {
  return new Set(
    request.exclude.flatMap((id) => {
      const at = index.placeOf(id)
      return at === undefined ? [] : index.fold[at]
    }),
  )
}

/**
 * Of one activity told twice the record that knows of more times, for the reasons of the one that says more plainly that it is what they
 * said. What a link worker pinned stays.
 */
function onePerFold(candidates: readonly Candidate[], index: MatchIndex): Candidate[] {
  const found = new Map<number | undefined, Candidate>()
  for (const candidate of candidates) {
    const fold = index.fold[candidate.at]
    const known = found.get(fold)
    found.set(fold, known ? asOne(known, candidate, index) : candidate)
  }
  return [...found.values()]
}

/** The first is the one with the higher score. */
function asOne(one: Candidate, other: Candidate, index: MatchIndex): Candidate {
  if (one.pinned || other.pinned) return one.pinned ? one : other
  const times = ({ at }: Candidate): number => index.opportunities[at]?.times.length ?? 0
  const plainness = ({ close, reasons }: Candidate): number => Number(close) + (reasons[0]?.value ?? 0)
  const { at, admitted } = times(other) > times(one) ? other : one
  return { ...(plainness(other) > plainness(one) ? other : one), at, admitted, score: one.score }
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
function alike(loss: number, candidate: Candidate, chosen: Candidate, index: MatchIndex): number {
  let total = loss
  if (candidate.wish === chosen.wish) total += ALIKE.sameWish
  if (candidate.subject === chosen.subject) total += ALIKE.sameSubject
  const organisation = index.opportunities[candidate.at]?.organisation
  if (organisation !== undefined && organisation === index.opportunities[chosen.at]?.organisation)
    total += ALIKE.sameOrganisation
  return total
}
