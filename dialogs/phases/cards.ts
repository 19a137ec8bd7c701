import { ENGLISH } from '../../content/load-languages.ts'
import type { Person, Said } from '../../domain/conversation/person.ts'
import { listsOnly } from '../../domain/understanding/listing.ts'
import { Phase } from '../phase.ts'
import { goTo, next } from '../question.ts'
import type { Answer, Notes, Outcome, Question } from '../question.ts'
import { inWords, NOTHING_SAID, reflect, saidFrom, saysNothing } from '../said.ts'
import type { Scope } from '../scope.ts'
import { rememberAnswer } from './ideas-held.ts'

/** A note that their words are kept, and the cards were put before them once more. */
const KEPT = 'kept'

/** Free text is understood in English; in another language it is kept, and what it is about is asked by the cards. */
function isNotUnderstood(answer: Answer, said: Said, scope: Scope): boolean {
  if (scope.language.code === ENGLISH || scope.afterWorry || said.words.length === 0 || said.cards.length > 0)
    return false
  const { interests, wishes, dislikes } = scope.services.understand(answer.text)
  return interests.length + wishes.length + dislikes.length === 0
}

/** A question answered by cards, by own words, or both: most of the conversation is made of these. */
function cardsQuestion(of: {
  phase: string
  max?: number
  /** `plain` are the cards that were tapped, or listed with nothing besides them: not those whose words stand in a sentence. */
  keep(said: Said, plain: readonly string[]): Partial<Person>
  kept(person: Person): Said | undefined
  unsure?: (scope: Scope) => Outcome
  /** What they have not got is an answer, and no no to it. */
  ofMissing?: boolean
  /** Ideas are looked for by it: words in a language that is not understood are kept, and the cards put beside them. */
  findsIdeas?: boolean
}): Question {
  const list = `${of.phase}.cards`
  const skip = (scope: Scope, notes: Notes): Outcome => {
    if (notes[KEPT] === undefined) rememberAnswer(scope, of.keep(NOTHING_SAID, []))
    return next()
  }
  return {
    name: 'cards',
    why: `${of.phase}.why`,
    ofMissing: of.ofMissing === true,
    ask: (scope) => ({
      say: `${of.phase}.ask`,
      choices: scope.texts.choices(list),
      select: 'many',
      ...(of.max === undefined ? {} : { max: of.max }),
    }),
    take(answer, scope, notes) {
      if (saysNothing(answer, scope)) return skip(scope, notes)
      const { texts } = scope
      const choices = texts.choices(list)
      const said = saidFrom(answer, choices, texts.words.fillers)
      const before = notes[KEPT] === undefined ? [] : (of.kept(scope.person)?.words ?? [])
      const isPlain = !answer.typed || listsOnly(answer.text, answer.chose, choices, texts.words)
      const plain = isPlain ? said.cards : []
      rememberAnswer(scope, of.keep({ ...said, words: [...before, ...said.words] }, plain))
      reflect(scope, { ...answer, typed: said.words.length > 0 }, choices)
      if (of.findsIdeas !== true || notes[KEPT] !== undefined || !isNotUnderstood(answer, said, scope))
        return next()
      scope.say('language.cards')
      return goTo('cards', { [KEPT]: 'yes' })
    },
    skip,
    ...(of.unsure ? { unsure: of.unsure } : {}),
    answered: (person, scope) => inWords(of.kept(person), scope.texts.choices(list)),
  }
}

/** What matters, or what they would like more of: the heart of it. */
export class WhatMatters extends Phase {
  readonly questions = [
    cardsQuestion({
      phase: 'what-matters',
      ofMissing: true,
      max: 3,
      findsIdeas: true,
      keep: (matters) => ({ matters }),
      kept: (person) => person.matters,
      unsure(scope) {
        scope.say('what-matters.start')
        return { to: 'again' }
      },
    }),
  ]

  constructor() {
    super('what-matters')
  }
}

/** What gets in the way. */
export class InTheWay extends Phase {
  readonly questions = [
    cardsQuestion({
      phase: 'in-the-way',
      ofMissing: true,
      keep: (inTheWay) => ({ inTheWay }),
      kept: (person) => person.inTheWay,
    }),
  ]

  constructor() {
    super('in-the-way')
  }
}

/**
 * What would make it possible: kept in their words, and as needs for matching. A need shuts out what does not fit: one word of "someone to
 * give me a lift" or "im free after school" is none; what is wished for in a sentence is read with all that they said.
 */
export class Possible extends Phase {
  readonly questions = [
    cardsQuestion({
      phase: 'possible',
      keep: (possible, plain) => ({ possible, needs: needsFrom(plain) }),
      kept: (person) => person.possible,
    }),
  ]

  constructor() {
    super('possible')
  }
}

/** Walking distance for "near enough to walk": about half an hour. */
const WALKABLE_KM = 2.5

function needsFrom(cards: readonly string[]): Person['needs'] {
  const has = (card: string): boolean => cards.includes(card)
  const timeOfDay: NonNullable<Person['needs']['timeOfDay']> = [
    ...(has('after-school') ? (['after-school'] as const) : []),
    ...(has('evenings') ? (['evening'] as const) : []),
    ...(has('weekends') ? (['weekend'] as const) : []),
  ]
  const genderGroup =
    has('girls') && !has('boys') ? 'girls' : has('boys') && !has('girls') ? 'boys' : undefined
  return {
    ...(has('free') ? { freeOnly: true } : {}),
    ...(has('near') ? { maxDistanceKm: WALKABLE_KM } : {}),
    ...(timeOfDay.length > 0 ? { timeOfDay } : {}),
    ...(has('with-someone') ? { withSomeone: true } : {}),
    ...(has('quiet') ? { quiet: true } : {}),
    ...(genderGroup ? { genderGroup } : {}),
    ...(has('step-free') ? { stepFree: true } : {}),
    ...(has('online') ? { mode: 'online' } : {}),
  }
}

export { cardsQuestion }
