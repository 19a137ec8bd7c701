import type { Draft } from '../dialogs/scope.ts'
import type { Visit } from '../domain/conversation/visit.ts'
import { atLeast } from '../domain/screening/types.ts'
import type { ConversationRecord, LogEntry } from './records/conversations.ts'

/** A step of a visit, before it has its number and time. */
type Step = Omit<Extract<LogEntry, { by: 'handoff' }>, 'seq' | 'at'>

/**
 * What a change of the visit leaves in the log, in Bot Framework's own steps: the old one is completed, the new one initiated and
 * accepted. Empty when the same person is still there, or nobody.
 */
export function visitSteps(before: Visit | null, draft: Draft): Step[] {
  const after = draft.visit
  if (before?.id === after?.id) return []
  const steps: Step[] = []
  if (before) {
    const end = draft.visitEnd ?? 'given-back'
    steps.push({ by: 'handoff', visit: before.id, who: before.by, step: 'completed', end })
  }
  if (after) {
    const { id: visit, by: who } = after
    steps.push({ by: 'handoff', visit, who, step: 'initiate', shared: sharedWith(after, draft) })
    steps.push({ by: 'handoff', visit, who, step: 'accepted' })
  }
  return steps
}

/** What an alert has told a duty contact already, in the young person's words; a link worker has their summary instead. */
function sharedWith(visit: Visit, { concerns }: Draft): string[] {
  if (visit.by.as !== 'duty-contact') return []
  return concerns
    .filter(({ response }) => atLeast(response, 'reach-out'))
    .flatMap(({ evidence, alsoSaid }) => [evidence, ...alsoSaid])
}

/** What is said to a person in the chat is theirs from this entry on: everything of a visit, and nothing before or after it. */
export function entriesOfVisit(record: ConversationRecord, visit: string): LogEntry[] {
  const isStep = (step: Step['step']) => (entry: LogEntry) =>
    entry.by === 'handoff' && entry.visit === visit && entry.step === step
  const from = record.log.findIndex(isStep('initiate'))
  if (from < 0) return []
  const to = record.log.findIndex(isStep('completed'))
  return record.log.slice(from, to < 0 ? undefined : to + 1)
}
