import { likelyAbout, likelyKinds, likelyWhen } from './classifier/details.ts'
import type { Details, Signs } from './classifier/details.ts'
import type { Rule } from './rules.ts'
import type { About, ConcernKind, Finding, When } from './types.ts'

/** How likely a second kind must be, and how likely beside the first, to be named with it (docs/screening.md). */
const NEAR = { chance: 0.15, beside: 0.5 } as const
/** How likely another kind than the rules' must be, and how unlikely theirs beside it, to stand before it (docs/screening.md). */
const FAR = { chance: 0.5, beside: 0.3 } as const
/** Where the rules name the act, theirs stands in front. */
const NAMED_BY_RULES: readonly ConcernKind[] = [
  'suicide',
  'self-harm',
  'abuse',
  'sexual-harm',
  'exploitation',
]

/** How likely it must be that what the rules heard said of oneself is somebody else's: that would be the worse mistake. */
const SURELY = 0.95
/** Of two people, the one who cares and the one who is cared for: a rule says whose it is for lack of better. */
const OF_TWO: ConcernKind = 'caring'

/** What the classifier knows of a message, and how it weighs that beside what the rules say. */
export interface Known {
  readonly details: Details
  readonly signs: Signs
}

/** What a rule heard, in a message whose words say that something goes on or do not. */
export interface HeardByRule {
  readonly finding: Finding
  readonly rule: Rule
  /** Of several kinds that were heard each stands for itself. */
  readonly isOnly: boolean
  readonly goesOn: () => boolean
}

/** What the rules heard, with what the classifier knows better: whose it is, when, and what. */
export const betterKnown = (heard: HeardByRule, known: Known): Finding => ({
  ...heard.finding,
  about: aboutOf(heard, known),
  when: whenOf(heard, known),
  ...(heard.isOnly ? kindsOf(heard.finding.kind, known) : {}),
})

/** The likeliest kind, and the next where it is nearly as likely. `heard`: the kinds that the rules heard. */
export function namedKinds(
  { details, signs }: Known,
  heard: readonly ConcernKind[],
): Pick<Finding, 'kind' | 'orKind'> {
  const [first, second] = likelyKinds(details, signs, heard)
  if (!first) throw new RangeError('a worry is of some kind')
  return second && second.chance >= NEAR.chance && second.chance >= NEAR.beside * first.chance
    ? { kind: first.kind, orKind: second.kind }
    : { kind: first.kind }
}

function aboutOf({ finding, rule }: HeardByRule, { details, signs }: Known): About {
  if (rule.about !== undefined && rule.kind !== OF_TWO) return rule.about
  const heard = finding.about
  return likelyAbout(details, signs, { heard, ...(heard === 'self' ? { least: SURELY } : {}) })
}

/** What goes on is not over, whatever else the message tells of. */
function whenOf({ finding, goesOn }: HeardByRule, { details, signs }: Known): When {
  const when = likelyWhen(details, signs, finding.when)
  return when === 'past' && finding.when !== 'past' && goesOn() ? finding.when : when
}

/** The rules' kind, or before it one that is far likelier: theirs stays beside it. */
function kindsOf(own: ConcernKind, known: Known): Pick<Finding, 'kind' | 'orKind'> {
  const named = namedKinds(known, [own])
  if (named.kind === own) return named
  const likely = likelyKinds(known.details, known.signs, [own])
  const chanceOf = (kind: ConcernKind): number => likely.find((one) => one.kind === kind)?.chance ?? 0
  const most = chanceOf(named.kind)
  const isFar = !NAMED_BY_RULES.includes(own) && most >= FAR.chance && chanceOf(own) < FAR.beside * most
  return isFar ? { kind: named.kind, orKind: own } : { kind: own, orKind: named.kind }
}
