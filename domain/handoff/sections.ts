import type { Concern } from '../conversation/concern.ts'
import type { SummaryLine } from '../conversation/person.ts'
import { RESPONSES } from '../screening/types.ts'
import type { Handoff } from './types.ts'

/** The sections of a summary, in the order in which everybody sees them. */
export const SECTION_ORDER: readonly SummaryLine['section'][] = [
  'about',
  'matters',
  'goal',
  'strengths',
  'in-the-way',
  'possible',
  'ideas',
  'measures',
  'referral',
]

/** Lines of the summary that only repeat a field of the handoff, which has its own place on the page. */
const FIELDS = new Set(['about:name', 'about:age', 'goal:confidence', 'measures:all', 'measures:review'])

/** The words under one heading. Lines that a field or a liked idea already shows are not said twice, unless they put them differently. */
export function wordsIn(handoff: Handoff, section: SummaryLine['section']): SummaryLine[] {
  const shownAsIdea = new Set(handoff.liked.map(({ activity }) => `idea:${activity}`))
  return handoff.lines.filter(
    (line) => line.section === section && (line.edited || !(FIELDS.has(line.id) || shownAsIdea.has(line.id))),
  )
}

/** Concerns in the order they are to be read in: what was answered most strongly first, then the latest. */
export function concernsInOrder(concerns: readonly Concern[]): Concern[] {
  const strength = ({ response }: Concern) => RESPONSES.indexOf(response)
  return [...concerns].sort((a, b) => strength(b) - strength(a) || b.at.localeCompare(a.at))
}
