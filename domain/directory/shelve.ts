import { decisionOn } from './decisions.ts'
import type { Decision, DecisionOf } from './decisions.ts'
import { detailsOf, isSame, withDetails } from './details.ts'
import type { DetailField } from './details.ts'
import { fold } from './fold.ts'
import type { Opportunity } from './opportunity.ts'

/** A school's directory with its link workers' decisions in it. */
export interface Shelved {
  /** What may be suggested, as far as matching lets it; each thing once. */
  readonly shown: readonly Opportunity[]
  /** What a link worker took out of it: never suggested, still to be looked at. */
  readonly hidden: readonly Opportunity[]
  /** Ids of what comes first where it fits. */
  readonly pinned: ReadonlySet<string>
}

/**
 * Applies a school's decisions to what its feeds list, and folds what is listed twice. A decision holds for the thing, not for one
 * feed's record of it: of two records the one that was decided on stands. What was added by hand stands before any feed's record of it, until
 * it is over on `today` (ISO date).
 */
export function shelve(
  fromFeeds: readonly Opportunity[],
  decisions: readonly Decision[],
  today: string,
): Shelved {
  const idsOf = (...kinds: Decision['kind'][]) =>
    new Set(decisions.flatMap((d) => (kinds.includes(d.kind) ? [d.entry] : [])))
  const hiddenIds = idsOf('hide')
  const corrections = new Map(
    decisions.flatMap((d) => (d.kind === 'correction' ? [[d.entry, d] as const] : [])),
  )
  const correct = (o: Opportunity): Opportunity => {
    const correction = corrections.get(o.id)
    return correction ? withCorrection(o, correction) : o
  }
  // Corrected once more behind the folding: another feed's record must not fill in again what a person took out.
  const kept = fold(fromFeeds.map(correct), idsOf('hide', 'pin', 'correction')).kept.map(correct)
  const own = decisions.flatMap((d) => (d.kind === 'own' && !d.removed ? [standing(d)] : []))
  const isHidden = (o: Opportunity): boolean => hiddenIds.has(o.id)
  const isOver = ({ expires }: Opportunity): boolean => expires !== undefined && expires < today
  // Who hides a feed's record and writes a better one by hand must not lose both.
  const open = [...kept, ...own.filter((o) => !isOver(o))].filter((o) => !isHidden(o))
  const ownById = new Map(own.map((o) => [o.id, o]))
  const over = own.filter((o) => isOver(o) && !isHidden(o))
  return {
    shown: [...fold(open, new Set(ownById.keys())).kept, ...over].map((o) => correct(ownById.get(o.id) ?? o)),
    hidden: [...kept, ...own].filter(isHidden),
    pinned: idsOf('pin'),
  }
}

export const withCorrection = (o: Opportunity, { fields, values }: DecisionOf<'correction'>): Opportunity =>
  withDetails(
    o,
    fields.map(({ field }) => field),
    values,
  )

/** An entry by hand as matching sees it: after the day on which it was to be checked again it is over. */
function standing({ opportunity, checkBy }: DecisionOf<'own'>): Opportunity {
  const { expires } = opportunity
  return { ...opportunity, expires: expires !== undefined && expires < checkBy ? expires : checkBy }
}

/** The corrected fields of which the feed says by now something else than when they were corrected. */
export function changedUnder(
  { fields, values, was }: DecisionOf<'correction'>,
  fromFeed: Opportunity,
): DetailField[] {
  const now = detailsOf(fromFeed)
  return fields.flatMap(({ field }) => (isSame(now, was, field) || isSame(now, values, field) ? [] : [field]))
}

/** What of a school's decisions a person should look at again. */
export type Due =
  | { readonly why: 'feed-changed'; readonly decision: DecisionOf<'correction'> }
  | { readonly why: 'check' | 'check-soon'; readonly decision: DecisionOf<'own'> }
  | { readonly why: 'gone'; readonly decision: Exclude<Decision, DecisionOf<'own'>> }

/** Before an entry by hand is due to be checked, its people hear of it for this many days. */
const SOON_DAYS = 14

/** What is due on this ISO date. `fromFeed` gives an entry as its feed has it. */
export function dueDecisions(
  decisions: readonly Decision[],
  fromFeed: (id: string) => Opportunity | undefined,
  today: string,
): Due[] {
  const soon = new Date(Date.parse(today) + SOON_DAYS * 86_400_000).toISOString().slice(0, 10)
  return decisions.flatMap((decision): Due[] => {
    if (decision.kind === 'own') {
      if (decision.removed || decision.checkBy > soon) return []
      return [{ why: decision.checkBy < today ? 'check' : 'check-soon', decision }]
    }
    const isOwn = decisionOn(decisions, 'own', decision.entry) !== undefined
    const entry = fromFeed(decision.entry)
    if (!entry) return isOwn ? [] : [{ why: 'gone', decision }]
    return decision.kind === 'correction' && changedUnder(decision, entry).length > 0
      ? [{ why: 'feed-changed', decision }]
      : []
  })
}
