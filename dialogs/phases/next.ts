import type { Person } from '../../domain/conversation/person.ts'
import { nameFrom } from '../../domain/understanding/name.ts'
import { whenInFull } from '../dates.ts'
import { giveCode } from '../interruptions/code.ts'
import { Phase } from '../phase.ts'
import { again, goTo, unclear } from '../question.ts'
import type { Outcome, Question } from '../question.ts'
import { saysNone, saysNothing } from '../said.ts'
import type { Scope } from '../scope.ts'
import {
  bookedOf,
  contactFrom,
  LONGEST_CONTACT,
  safeTimes,
  takeBack,
  tellLinkWorker,
} from './book-details.ts'
import { keptFor } from './book-waiting.ts'

/** What happens next, truthfully: said once, when the path ends. */
function tellWhatHappens(scope: Scope): void {
  const appointment = bookedOf(scope)
  if (appointment) {
    scope.say(scope.person.agreed ? 'next.booked' : 'next.booked.nothing-sent', {
      worker: appointment.linkWorkerName,
      when: whenInFull(new Date(appointment.slot.start), scope.texts.locale),
    })
  } else {
    scope.say(scope.person.agreed ? 'next.sent' : 'next.nothing')
  }
  scope.say('next.meanwhile')
}

/** What there is to do, by how things stand. Whoever has a time kept for them may book. */
function offered(scope: Scope, id: string, hasKept: boolean): boolean {
  const booked = bookedOf(scope) !== undefined
  const waits = scope.person.waiting !== undefined && !hasKept
  switch (id) {
    case 'booking':
    case 'remind':
      return booked
    case 'book':
      return !booked && !waits
    case 'list':
      return !booked && waits
    case 'supporter':
    case 'contact':
      return booked || scope.person.agreed !== undefined
    default:
      return true
  }
}

const menu: Question = {
  name: 'menu',
  why: 'next.why',
  async ask(scope) {
    if (!scope.draft.flow.trail.includes('next.menu')) tellWhatHappens(scope)
    const hasKept = (await keptFor(scope)) !== undefined
    return {
      say: 'next.ask',
      choices: scope.texts.choices('next.menu').filter(({ id }) => offered(scope, id, hasKept)),
      skippable: false,
    }
  },
  take(answer, scope): Outcome {
    switch (answer.chose[0]) {
      case 'name':
      case 'supporter':
      case 'contact':
        return goTo(answer.chose[0])
      case 'booking':
        return { to: 'again', then: { phase: 'book', options: { question: 'change', until: 'phase' } } }
      case 'list':
        return { to: 'again', then: { phase: 'book', options: { question: 'change', until: 'phase' } } }
      case 'remind':
        return { to: 'again', then: { phase: 'book', options: { question: 'remind', until: 'phase' } } }
      case 'book':
        return { to: 'again', then: { phase: 'book', options: { question: 'slot', until: 'phase' } } }
      case 'summary':
        return { to: 'again', then: { phase: 'summary', options: { question: 'review', until: 'phase' } } }
      case 'code':
        giveCode(scope)
        return again
      case 'ideas':
        return { to: 'again', then: { phase: 'ideas', options: { question: 'choose', until: 'phase' } } }
      case 'done':
        scope.say('next.done')
        return { to: 'rest' }
      default:
        return unclear
    }
  },
  skip(scope) {
    scope.say('next.done')
    return { to: 'rest' }
  },
}

/** When it is safe to be reached, as after a booking; from here it leads back to the menu. */
const safe: Question = {
  ...safeTimes,
  name: 'safe',
  take: async (answer, scope, notes) => toMenu(await safeTimes.take(answer, scope, notes)),
  skip: async (scope, notes) => toMenu(await safeTimes.skip(scope, notes)),
}

const toMenu = (outcome: Outcome): Outcome => (outcome.to === 'next' ? goTo('menu') : outcome)

/** An extra that goes to the link worker, once something was sent or booked. */
function extra(of: {
  name: 'name' | 'supporter' | 'contact'
  keep(
    text: string,
    scope: Scope,
  ): Pick<Person, 'nickname' | 'preferredName' | 'supporter' | 'contact'> | undefined
}): Question {
  return {
    name: of.name,
    why: 'next.why',
    isName: of.name === 'name',
    ask: () => ({ say: `next.${of.name}` }),
    take(answer, scope) {
      if (saysNone(answer, of.name, scope)) {
        if (of.name !== 'name') takeBack(scope, of.name)
        return goTo('menu')
      }
      if (saysNothing(answer, scope)) return goTo('menu')
      const kept = of.keep(answer.text, scope)
      if (!kept) return unclear
      scope.remember(kept)
      if (scope.person.agreed ?? bookedOf(scope)) tellLinkWorker(scope)
      scope.say(`next.${of.name}.saved`, { name: scope.person.nickname ?? '' })
      // A way to be reached is safe at some times and not at others.
      return goTo(of.name === 'contact' ? 'safe' : 'menu')
    },
    skip: () => goTo('menu'),
  }
}

/** What happens next, and everything that may still be added, changed or cancelled. */
export class Next extends Phase {
  readonly questions = [
    menu,
    extra({
      name: 'name',
      keep(text, { texts }) {
        const nickname = nameFrom(text, texts.words.names)
        return nickname === undefined ? undefined : { nickname, preferredName: nickname }
      },
    }),
    extra({
      name: 'supporter',
      keep: (text) => (text === '' ? undefined : { supporter: text.slice(0, LONGEST_CONTACT) }),
    }),
    safe,
    extra({
      name: 'contact',
      keep(text) {
        const contact = contactFrom(text)
        return contact === undefined ? undefined : { contact }
      },
    }),
  ]

  constructor() {
    super('next')
  }
}
