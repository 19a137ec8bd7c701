import type { DialogContext } from 'botbuilder-dialogs'
import { recognise } from '../domain/understanding/answers.ts'
import type { AnswerWords } from '../domain/understanding/answers.ts'
import { askedIn } from '../domain/understanding/asked.ts'
import { Phase } from './phase.ts'
import { stateIn } from './phase-state.ts'
import type { Push } from './question.ts'
import type { Scope } from './scope.ts'

/** What stands on the stack of dialogs, as requests and worries need to know it, and ways to change it. */

/** Puts a dialog on top, unless it is the one that stands there: then it begins anew. Talk of a worry is not pushed aside: it waits. */
export async function putOn(dc: DialogContext, push: Push): Promise<void> {
  const isSame = dc.activeDialog?.id === push.phase
  const losesWorry = concernStanding(dc) !== undefined && push.options.notes?.['concern'] === undefined
  if (isSame && !losesWorry) await dc.replaceDialog(push.phase, push.options)
  else await dc.beginDialog(push.phase, push.options)
}

/** Puts the question that stands once more. When they had stopped, whatever they say carries on with the one below. */
export async function askAgain(dc: DialogContext): Promise<void> {
  if (dc.activeDialog?.id === 'paused') await dc.endDialog()
  else await dc.repromptDialog()
}

/** The concern that is being talked about at this moment. */
export function concernStanding(dc: DialogContext): string | undefined {
  return dc.activeDialog?.id === 'safety' ? stateIn(dc.activeDialog)?.notes['concern'] : undefined
}

/** What the message of a turn was read as, and in which language's words: it is asked at several places of the turn. */
const readAs = new WeakMap<Scope, { readonly words: AnswerWords; readonly command: string | undefined }>()

/** The request that their words are, if they are one. */
export function commandIn(scope: Scope): string | undefined {
  const { words } = scope.texts
  const known = readAs.get(scope)
  if (known?.words === words) return known.command
  const command = readCommand(scope, words)
  readAs.set(scope, { words, command })
  return command
}

function readCommand(scope: Scope, words: AnswerWords): string | undefined {
  // As the menu of languages says it.
  const easier = { id: 'easier', phrases: [scope.text('language.easier')] }
  const { text } = scope.heard
  const known = recognise(text, [easier, ...words.commands], words.fillers)
  if (known !== undefined) return known
  const asked = askedOf(scope)
  return words.commands.find(({ id }) => id === asked)?.id
}

/** What their words ask the bot in a form of their own. Nothing where a worry is heard in them: then it is that which counts. */
export function askedOf({ heard, texts }: Scope): string | undefined {
  return heard.screening.concerns.length > 0 ? undefined : askedIn(heard.text, texts.words.asked)
}

/** Whether their words answer the question that stands. */
export function isAnswer(dc: DialogContext, scope: Scope): boolean {
  const instance = dc.activeDialog
  const dialog = instance && dc.findDialog(instance.id)
  return instance !== undefined && dialog instanceof Phase && dialog.isAnswer(instance, scope)
}

export function phaseOf(dc: DialogContext, id: string): Phase | undefined {
  const dialog = dc.findDialog(id)
  return dialog instanceof Phase ? dialog : undefined
}
