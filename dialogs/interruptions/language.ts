import { ENGLISH } from '../../content/load-languages.ts'
import type { Language } from '../../content/load-languages.ts'
import { recognise } from '../../domain/understanding/answers.ts'
import { plainWords } from '../../domain/understanding/plain-words.ts'
import { Phase } from '../phase.ts'
import { end, unclear } from '../question.ts'
import type { Question } from '../question.ts'
import type { Scope } from '../scope.ts'

/** What a school offers, in the order in which it is put before them. */
const offered = (scope: Scope): readonly Language[] => scope.services.languages.offeredAt(scope.school)

const set = (scope: Scope, { code }: Language): void => {
  const { flow } = scope.draft
  const isNew = flow.language !== undefined || code !== ENGLISH
  if (isNew) scope.draft.flow = { ...flow, language: code }
}

/**
 * The language a conversation begins in: what the page asks for, else the school's own. What only the browser or Teams is set to is
 * proposed in its own words and not decided: it may be somebody else's computer.
 */
export function begin(scope: Scope): void {
  if (scope.draft.flow.language !== undefined) return
  const { asksFor, locale } = scope.heard
  const all = offered(scope)
  const asked = all.find(({ code }) => code === asksFor)
  const first = asked ?? all[0]
  if (first) set(scope, first)
  const theirs = all.find(({ code }) => code === locale?.split(/[-_]/u)[0]?.toLowerCase())
  if (!asked && theirs && theirs !== first) sayIn(scope, theirs, 'language.offer')
}

/** Says something in a language that is not (yet) the conversation's. */
function sayIn(scope: Scope, { texts }: Language, id: string): void {
  const { code } = scope.language
  scope.replies.push({
    message: id,
    text: texts.text(id),
    ...(code === ENGLISH ? {} : { language: code }),
    locale: texts.localeOf(id),
  })
}

/** Once, where it begins: how much of this language is heard by what listens for danger (domain.md (b) 3). */
export function tellListening(scope: Scope): void {
  const { flow } = scope.draft
  if (flow.toldListening || scope.language.listening === 'well') return
  scope.draft.flow = { ...flow, toldListening: true }
  scope.say('language.listening')
}

/** From now on in this language. Answers are kept by their ids and stay. */
export function speak(scope: Scope, language: Language): void {
  set(scope, language)
  scope.say('language.now')
  tellListening(scope)
}

/** The language that a message asks for, when it asks for nothing else; English is no request where English is spoken. */
export function languageAsked(scope: Scope): Language | undefined {
  const phrases = offered(scope).map(({ code, name, asks }) => ({ id: code, phrases: [name, ...asks] }))
  const code = recognise(scope.heard.text, phrases, scope.texts.words.fillers)
  return offered(scope).find((one) => one.code === code && one !== scope.language)
}

/** The other languages, each by its own name; empty when there are none. */
export function otherLanguages(scope: Scope): string {
  return offered(scope)
    .filter((one) => one !== scope.language)
    .map(({ name }) => name)
    .join(', ')
}

/** The request for easier words, or the usual ones again. */
const EASIER = 'easier'

const phrasesOf = (scope: Scope, command: string): readonly string[] =>
  scope.texts.words.commands.find(({ id }) => id === command)?.phrases ?? []

/** Which language: each under its own name, and easier words. */
const which: Question = {
  name: 'which',
  why: 'language.ask.why',
  ask: (scope) => ({
    say: 'language.ask',
    choices: [
      ...offered(scope).map(({ code, name, asks }) => ({ id: code, label: name, words: asks })),
      { id: EASIER, label: scope.text('language.easier'), words: phrasesOf(scope, EASIER) },
    ],
  }),
  take(answer, scope) {
    if (answer.chose.includes(EASIER)) {
      changeWords(scope)
      return end()
    }
    const language = offered(scope).find(({ code }) => answer.chose.includes(code))
    if (!language) return unclear
    if (language !== scope.language) speak(scope, language)
    return end()
  },
  skip: () => end(),
}

/** Easier words, or the usual ones again. */
export function changeWords(scope: Scope): void {
  const { flow } = scope.draft
  scope.draft.flow = { ...flow, easier: !flow.easier }
  scope.say(flow.easier ? 'easier.off' : 'easier.on')
}

/** Choosing a language in the middle of anything; what was asked is asked again in it. */
export class ChooseLanguage extends Phase {
  override readonly interrupts = true
  readonly questions = [which]

  constructor() {
    super('language')
  }
}

/** Whether there is a choice at all. */
export const hasChoice = (scope: Scope): boolean => offered(scope).length > 1

/** One word is an answer to this, "english" or "french" too; only a language by its own full name, as the menu says it, is a request. */
const NAMES_ARE_ANSWERS = ['strengths']

export const isAnswerNow = (scope: Scope, standing: string | undefined): boolean =>
  NAMES_ARE_ANSWERS.includes(standing ?? '') &&
  plainWords(scope.heard.text).length === 1 &&
  !offered(scope).some(({ name }) => name === scope.heard.text)
