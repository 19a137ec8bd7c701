import type { KeptTime } from '../../domain/booking/types.ts'
import { dateInWords } from '../dates.ts'
import { giveCode, keepCode } from '../interruptions/code.ts'
import { goTo, next, unclear } from '../question.ts'
import type { Ask, Outcome, Question } from '../question.ts'
import { saysNone } from '../said.ts'
import type { Scope } from '../scope.ts'
import { addressFrom } from './book-details.ts'

/** No time is free: why, as far as it is known, and a place on the list for those who want it. */
export async function askWithoutTimes(scope: Scope): Promise<Ask> {
  if (scope.person.waiting) return askOnList(scope)
  const standing = await scope.services.diaries.standing(scope.school.id)
  if (standing === 'open') scope.say(scope.person.agreed ? 'book.no-slots' : 'book.no-slots.nothing-sent')
  else scope.say(`book.none.${standing}`)
  return { say: 'book.list', choices: scope.texts.choices('book.list'), skippable: false }
}

/** The time that is kept for them at the moment, when they wait for one. */
export async function keptFor(scope: Scope): Promise<KeptTime | undefined> {
  return scope.person.waiting && scope.services.waiting.kept(scope.draft.id)
}

/** They are on the list: how many come before them, and the way off it. */
async function askOnList(scope: Scope): Promise<Ask> {
  const ahead = await scope.services.waiting.ahead(scope.school.id, scope.draft.id)
  return {
    say: 'book.waiting',
    values: { ahead },
    choices: scope.texts.choices('book.waiting'),
    skippable: false,
  }
}

export async function joinList(scope: Scope): Promise<Outcome> {
  const isNew = scope.person.waiting === undefined
  if (isNew) {
    scope.remember({ waiting: { since: scope.now.toISOString() } })
    scope.effect({ type: 'waiting' })
  }
  const ahead = await scope.services.waiting.ahead(scope.school.id, scope.draft.id)
  scope.say('book.list.joined', { ahead })
  if (isNew) sayCode(scope)
  return scope.services.sendsMail ? goTo('list-email') : next()
}

/** A time may come free after days: by then the tab is closed. The code they have does for that, and is not ended by a new one. */
function sayCode(scope: Scope): void {
  const until = keepCode(scope)
  if (until) {
    scope.say('book.list.code.yours', { day: dateInWords(until, scope.texts.locale) })
  } else {
    scope.say('book.list.code')
    giveCode(scope)
  }
}

/** Off the list without a word: they have a time now. */
export function leaveList(scope: Scope): void {
  const { waiting, ...person } = scope.person
  if (!waiting) return
  scope.draft.person = person
  scope.effect({ type: 'waiting' })
}

export function offList(scope: Scope): Outcome {
  leaveList(scope)
  scope.say('book.list.left')
  return next()
}

/** Still on the list, and told here alone: the address they gave is theirs no more. */
function withoutEmail(scope: Scope, since: string): void {
  scope.remember({ waiting: { since } })
  scope.effect({ type: 'waiting' })
  scope.say('book.list-email.none')
}

/** Where to tell them, besides here: a closed tab hears nothing. */
export const listEmail: Question = {
  name: 'list-email',
  why: 'book.list-email.why',
  applies: (scope) => scope.person.waiting !== undefined,
  ask: () => ({ say: 'book.list-email' }),
  take(answer, scope) {
    const { waiting } = scope.person
    if (saysNone(answer, 'contact', scope)) {
      if (waiting?.email !== undefined) withoutEmail(scope, waiting.since)
      return next()
    }
    const email = addressFrom(answer.text)
    if (email === undefined || !waiting) return unclear
    scope.remember({ waiting: { ...waiting, email } })
    scope.effect({ type: 'waiting' })
    scope.say('book.list-email.saved')
    return next()
  },
  skip: () => next(),
}
