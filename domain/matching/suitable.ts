import type { Ask } from './ask.ts'
import { OF_DISABILITY } from './ask.ts'
import { FLAG } from './flags.ts'
import type { MatchIndex } from './index.ts'
import type { Candidate } from './shortlist.ts'
import type { SuggestionRequest } from './types.ts'

/** Somebody who plays chess and uses a wheelchair has not asked for wheelchair basketball. */
export function isAnothersLiking(
  { at, reasons, pinned }: Candidate,
  { wanted }: Ask,
  index: MatchIndex,
): boolean {
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
 * Who asked for girls only is shown what is for girls only. Where there is none, groups that do not say: the card tells to ask. Help for
 * one person at a time is no group.
 */
export function ofTheGroup(
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
export function withinReach(
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

/** What they have been shown or refused, under whatever id the same activity has. */
export function shownBefore(request: SuggestionRequest, index: MatchIndex): Set<number | undefined> {
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
export function onePerFold(candidates: readonly Candidate[], index: MatchIndex): Candidate[] {
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
