import type { Concern } from '../conversation/concern.ts'
import type { SummaryLine } from '../conversation/person.ts'
import type { Handoff } from '../handoff/types.ts'
import { findPersonal } from './find.ts'
import { redact } from './redact.ts'
import type { Words } from './redact.ts'
import type { Personal } from './types.ts'

/** Who free text of a young person leaves the service for (docs/decisions/0020 thinks each of them through). */
export type Receiver = 'alert' | 'school' | 'gp' | 'fhir' | 'agent-hub'

/** What a reader has by agreement or cannot do without; everything else personal is taken out. */
const KEEPS: Readonly<Record<Receiver, readonly Personal[]>> = {
  // Read on locked screens and in shared mailboxes; the inbox, one link further, has every word.
  alert: [],
  school: [],
  // Another organisation's desk: they can ask for what they need, and the young person decides.
  'agent-hub': [],
  // A practice finds its patient by these, and by nothing else.
  gp: ['name', 'birth-date', 'nhs-number'],
  // The link worker's own records: who it is was agreed to; how to reach them has its own field.
  fhir: ['name', 'birth-date', 'nhs-number'],
}

const NAME_LINE = 'about:name'

/** What this reader keeps of these lines: a school has the name only where the line with it was shared. */
export function keptFor(receiver: Receiver, lines: readonly Pick<SummaryLine, 'id'>[] = []): Set<Personal> {
  const named = lines.some(({ id }) => id === NAME_LINE)
  return new Set<Personal>([...KEEPS[receiver], ...(named ? (['name'] as const) : [])])
}

/** Lines whose words are ours or a directory's, as long as nobody has written over them: there is nothing of theirs to find. */
export const isOwnWords = ({ id, edited }: Pick<SummaryLine, 'id' | 'edited'>): boolean =>
  edited || !/^(?:about|idea|ideas|measures):|:card:|^goal:confidence$/.test(id)

/** The lines with their free text changed; lines in our words stay as they are. */
export const withLines = (lines: readonly SummaryLine[], change: (text: string) => string): SummaryLine[] =>
  lines.map((line) => (isOwnWords(line) ? { ...line, text: change(line.text) } : line))

/** Every free text of a handoff that a system gets, changed. How to reach them, who comes along and safe times are fields they filled in. */
export const withWords = (handoff: Handoff, change: (text: string) => string): Handoff => ({
  ...handoff,
  lines: withLines(handoff.lines, change),
  concerns: handoff.concerns.map((concern) => concernWith(concern, change)),
  earlier: handoff.earlier.map((version) => ({ ...version, lines: withLines(version.lines, change) })),
})

export const concernWith = (concern: Concern, change: (text: string) => string): Concern => ({
  ...concern,
  evidence: change(concern.evidence),
  alsoSaid: concern.alsoSaid.map(change),
  wants: concern.wants.map(change),
})

/** What a school or GP sees of the lines before anybody else looks: the preview shows exactly this. */
export function asTheyLeave(
  lines: readonly SummaryLine[],
  receiver: 'school' | 'gp',
  words: Words,
): SummaryLine[] {
  const keeps = keptFor(receiver, lines)
  return withLines(lines, (text) => redact(text, findPersonal(text), { words, keeps, given: [] }))
}

/** The texts that `withWords` changes, for whoever wants to look at all of them at once. */
export function wordsOf(handoff: Handoff): string[] {
  const found: string[] = []
  withWords(handoff, (text) => {
    found.push(text)
    return text
  })
  return [...new Set(found)]
}
