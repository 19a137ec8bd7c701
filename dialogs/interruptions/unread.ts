import type { Push } from '../question.ts'
import { helpForAll } from '../crisis-card.ts'
import { languageName } from '../language-name.ts'
import type { Scope } from '../scope.ts'
import { hasChoice, otherLanguages } from './language.ts'

/** What goes into an alert of a message that was not read, should they say that they are not okay. */
const LONGEST_KEPT = 160
/** The message that is followed by a question: the second, or the third of those who were told how little of their language is heard. */
const ASKS_AT = { untold: 2, told: 3 } as const

/**
 * A message that what listens for danger cannot read (docs/decisions/0019). The first time they are told so, with help and the other
 * languages. Not much later they are asked by taps, once, whether they are okay: what cannot be heard is asked. Every one is counted
 * for the people who read the summary or an alert. Gives the question to put when it is time for it.
 */
export function hearUnread(scope: Scope): Push | undefined {
  const { flow } = scope.draft
  const unread = flow.unread + 1
  scope.draft.flow = { ...flow, unread }
  // Their words are an answer all the same, and kept as they are; what was not understood is not said back.
  scope.gentle = true
  if (unread === 1 && !flow.toldListening) {
    const language = languageName(languageHeard(scope), scope.texts.locale)
    if (language !== undefined) scope.say('language.may-be', { language })
    scope.say('safety.language', {}, { cards: helpForAll(scope) })
    if (hasChoice(scope)) scope.say('language.others', { list: otherLanguages(scope) })
  }
  if (unread !== (flow.toldListening ? ASKS_AT.told : ASKS_AT.untold)) return undefined
  const said = scope.heard.text.slice(0, LONGEST_KEPT)
  return { phase: 'safety', options: { question: 'checking', notes: { said } } }
}

/** Which language it seems to be, where something knows. */
const languageHeard = (scope: Scope): string | undefined =>
  scope.heard.screening.concerns.find(({ language }) => language !== undefined)?.language
