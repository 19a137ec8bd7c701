import type { DialogContext } from 'botbuilder-dialogs'
import { questionId } from './journey.ts'
import { stateIn } from './phase-state.ts'
import type { Notes, PhaseOptions } from './question.ts'
import type { Scope } from './scope.ts'
import { summaryLines } from './summary-lines.ts'

const NAME = 'about-you.name'
/** A note that the name that is given goes to the link worker, who has the one before it. */
const TOLD = 'told'

/** How an answer is put again to be changed, by itself. */
export const toChange = (phase: string, question: string, { person }: Scope): PhaseOptions => ({
  question,
  until: 'question',
  ...(questionId(phase, question) === NAME && person.preferredName !== undefined
    ? { notes: { [TOLD]: 'yes' } }
    : {}),
})

/** Whether the link worker is told of the name that is asked for. */
export const isTold = (notes: Notes): boolean => notes[TOLD] !== undefined

/**
 * What was sent does not follow an answer that is changed: who changed one is told so, where it now reads otherwise. Not at the summary, which
 * says it itself.
 */
export function sayWhatStays(dc: DialogContext, scope: Scope): void {
  const { agreed } = scope.person
  const { until, notes = {} } = stateIn(dc.activeDialog) ?? {}
  if (!agreed || until !== 'question' || isTold(notes) || dc.stack.at(-2)?.id === 'summary') return
  const sent = new Map(agreed.lines.map(({ id, text }) => [id, text]))
  const lines = summaryLines(scope)
  if (lines.length !== sent.size || lines.some(({ id, text }) => sent.get(id) !== text))
    scope.say('change.sent')
}
