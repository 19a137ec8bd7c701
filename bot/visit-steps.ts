import type { Draft } from '../dialogs/scope.ts'
import type { HubRequest } from '../domain/conversation/agent-hub.ts'
import type { Visit, Visitor, VisitEnd } from '../domain/conversation/visit.ts'
import { atLeast } from '../domain/screening/types.ts'
import type { ConversationRecord, LogEntry } from './records/conversations.ts'

/** A step of a visit, before it has its number and time. */
type Step = Omit<Extract<LogEntry, { by: 'handoff' }>, 'seq' | 'at'>

/** Of their own messages as many go to a hub, when they wish that. */
const MOST_SHARED = 20

/** How it was before a turn: who was in the chat, and who of a hub had been asked to come. */
export interface VisitBefore {
  readonly visit: Visit | null
  readonly hub?: HubRequest | undefined
  readonly log: readonly LogEntry[]
}

/** How it is after it. */
export type VisitAfter = Pick<Draft, 'visit' | 'visitEnd' | 'hub' | 'hubEnd' | 'concerns'>

/**
 * What a change of the visit leaves in the log, in Bot Framework's own steps: the old one is completed, the new one initiated and
 * accepted; somebody of a hub is initiated when they are asked for, and accepted when they come. Empty when nothing of that has changed.
 */
export function visitSteps(before: VisitBefore, after: VisitAfter): Step[] {
  const { visit, visitEnd: end = 'given-back' } = after
  const isNew = before.visit?.id !== visit?.id
  return [
    ...(isNew && before.visit ? [completed(before.visit, end)] : []),
    ...hubSteps(before, after),
    ...(isNew && visit ? comes(visit, after, before.hub) : []),
  ]
}

function hubSteps(before: VisitBefore, { hub, hubEnd, visit }: VisitAfter): Step[] {
  const steps: Step[] = []
  const asked = before.hub
  if (asked && asked.id !== hub?.id && asked.id !== visit?.id)
    steps.push(completed(asked, hubEnd ?? (visit ? 'taken-over' : 'left')))
  if (hub && hub.id !== asked?.id) steps.push(initiate(hub, hub.shares ? lastWords(before.log) : []))
  return steps
}

function comes(visit: Visit, after: VisitAfter, asked: HubRequest | undefined): Step[] {
  const accepted: Step = { by: 'handoff', visit: visit.id, who: visit.by, step: 'accepted' }
  return asked?.id === visit.id ? [accepted] : [initiate(visit, sharedWith(visit, after)), accepted]
}

type Named = { readonly id: string; readonly by: Visitor }
const initiate = ({ id, by }: Named, shared: string[]): Step => ({
  ...{ by: 'handoff', visit: id, who: by, step: 'initiate', shared },
})
const completed = ({ id, by }: Named, end: VisitEnd): Step => ({
  ...{ by: 'handoff', visit: id, who: by, step: 'completed', end },
})

/** What they wrote themselves, in order; what the bot asked is no secret and no help. */
const lastWords = (log: readonly LogEntry[]): string[] =>
  log
    .flatMap((entry) => (entry.by === 'young-person' && entry.text.trim() !== '' ? [entry.text] : []))
    .slice(-MOST_SHARED)

/** What an alert has told a duty contact already, in the young person's words; a link worker has their summary instead. */
function sharedWith(visit: Visit, { concerns }: VisitAfter): string[] {
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
