import { ENGLISH } from '../content/load-languages.ts'
import type { TextChoice } from '../content/load-texts.ts'
import type { Said } from '../domain/conversation/person.ts'
import { isOneOf } from '../domain/understanding/answers.ts'
import type { Answer } from './question.ts'
import type { Scope } from './scope.ts'

/** A small screen full of one's own words reads like a complaint: longer ones are kept, not repeated. */
const LONGEST_SAID_BACK = 200

const MOST_LISTED = 5

export const NOTHING_SAID: Said = { words: [], cards: [] }

/** Labels of chosen cards in words: "friends and belonging, money". */
export function labels(choices: readonly TextChoice[], ids: readonly string[]): string {
  return ids
    .map((id) => choices.find((choice) => choice.id === id)?.label)
    .filter((label) => label !== undefined)
    .join(', ')
}

/** Everything that means one of some choices: its label and its other words. */
export const waysOf = (choices: readonly TextChoice[], id: string): readonly string[] =>
  choices.filter((one) => one.id === id).flatMap(({ label, words }) => [label, ...words])

/** An answer as staff read it: a tap in English, with the words that stood on it; what was typed as it was typed. */
export function forStaff(scope: Scope, list: string, answer: Answer): string {
  if (answer.typed || answer.chose.length === 0 || scope.language.code === ENGLISH) return answer.text
  const english = labels(scope.services.languages.english.texts.choices(list), answer.chose)
  return english === '' || english === answer.text ? answer.text : `${english} (${answer.text})`
}

/** Whether an open question was answered with "nothing" and no more: that is no line of a summary. */
export const saysNothing = ({ text, chose }: Answer, { texts: { words } }: Scope): boolean =>
  chose.length === 0 && isOneOf(text, words.nothing, words.fillers)

/** Whether somebody who may come along, or a way to be reached, was asked for and there is none: "just me", "dont have one". */
export const saysNone = ({ text }: Answer, of: 'name' | 'supporter' | 'contact', { texts }: Scope): boolean =>
  isOneOf(text, waysOf(texts.choices('next.none'), of), texts.words.fillers)

/** Cards that say there is nothing to say: "nah" for one of them is no line of a summary. */
const NEUTRAL = ['nothing', 'anything', 'something-else']

/** An answer as it is kept: cards by id, and their own words as typed. */
export function saidFrom(answer: Answer, choices: readonly TextChoice[], fillers: readonly string[]): Said {
  const isNeutral = choices.some(
    ({ id, label, words }) =>
      NEUTRAL.includes(id) && answer.chose.includes(id) && isOneOf(answer.text, [label, ...words], fillers),
  )
  const hasWords = answer.typed && answer.text !== '' && !isNeutral
  return { cards: [...answer.chose], words: hasWords ? [answer.text] : [] }
}

/** What was said, for reading back: their words first, then the cards. */
export function inWords(said: Said | undefined, choices: readonly TextChoice[]): string | undefined {
  if (!said) return undefined
  const parts = [...said.words, ...(said.words.length > 0 ? [] : [labels(choices, said.cards)])].filter(
    (p) => p !== '',
  )
  return parts.length > 0 ? parts.join('; ') : undefined
}

/** Says back what was understood: their own words, and what they do not want. A gentle sentence takes its place when one was said. */
export function reflect(scope: Scope, answer: Answer, choices: readonly TextChoice[]): void {
  if (scope.gentle) return
  if (!answer.typed) {
    if (answer.chose.length > 0) scope.say('reflect.cards', { cards: labels(choices, answer.chose) })
    return
  }
  const { dislikes, interests, wishes, practical } = scope.services.understand(answer.text)
  const heard = listed([...interests, ...wishes, ...practical])
  if (dislikes.length > 0 && interests.length === 0) {
    scope.say('reflect.dislikes', { words: dislikes.map((one) => one.word).join(', ') })
    return
  }
  if (dislikes.length > 0) scope.say('reflect.mixed', { words: heard, not: listed(dislikes) })
  // Of a long answer, the words it was understood by: so that a wrong guess can be seen and put right.
  else sayBack(scope, answer.text.length > LONGEST_SAID_BACK && heard !== '' ? heard : answer.text)
}

/** The words something was understood by, as typed, each once; as many as are read at a glance. */
const listed = (heard: readonly { readonly word: string }[]): string =>
  [...new Set(heard.map(({ word }) => word))].slice(0, MOST_LISTED).join(', ')

/** Their words come back, when they are few enough to be read again. */
export function sayBack(scope: Scope, words: string): void {
  if (words.length > LONGEST_SAID_BACK) scope.say('reflect.kept')
  else scope.say('reflect.matters', { words })
}
