import { z } from 'zod'
import { reminderAt } from '../../domain/booking/reminder.ts'
import type { Appointment, Slot } from '../../domain/booking/types.ts'
import { hasBegun } from '../../domain/handoff/meetings.ts'
import { goTo, next, unclear } from '../question.ts'
import type { Outcome, Question } from '../question.ts'
import { saysNone } from '../said.ts'
import type { Scope } from '../scope.ts'

/** Meetings that need a way to be reached. */
const REACHED: readonly Slot['place']['kind'][] = ['phone', 'video']
/** How long a way to be reached may be. */
export const LONGEST_CONTACT = 200
/** Of a number that can be rung from anywhere: British ones have ten or eleven, short ones of a school's own exchange fewer. */
const FEWEST_DIGITS = 6
/** A number, an address, or words that say how ("through my tutor"): "yes" alone reaches nobody. */
const REACHES = /[\d@]|\S\s+\S/u

/** A number that can be rung, as it is kept; undefined when it is none. */
export const numberFrom = (text: string): string | undefined =>
  text.replace(/\D/gu, '').length < FEWEST_DIGITS ? undefined : text.slice(0, LONGEST_CONTACT)

/** A way to be reached as it is kept; undefined when it is none. */
export const contactFrom = (text: string): string | undefined =>
  REACHES.test(text) ? text.slice(0, LONGEST_CONTACT) : undefined

/** The e-mail address in an answer; undefined when there is none. */
export function addressFrom(text: string): string | undefined {
  const found = /[^\s<>,;:"]+@[^\s<>,;:"]+/u.exec(text)?.[0].replace(/[.!?)]+$/u, '')
  const read = z.email().max(254).safeParse(found)
  return read.success ? read.data : undefined
}

/** The appointment that stands, if any: booked, and not over yet. */
export function bookedOf(scope: Scope): Appointment | undefined {
  const { appointment } = scope.person
  const isAhead = appointment !== undefined && new Date(appointment.slot.end) > scope.now
  return isAhead && appointment.status === 'booked' ? appointment : undefined
}

/** The booked appointment that another time takes the place of. One that has begun is a meeting of its own: another time is the next one. */
export function toComeOf(scope: Scope): Appointment | undefined {
  const booked = bookedOf(scope)
  return booked && !hasBegun(booked, scope.now) ? booked : undefined
}

/** The link worker's view follows every change: of the time, the name, who comes along. */
export function tellLinkWorker(scope: Scope): void {
  scope.effect({ type: 'handoff', version: scope.person.agreed?.version ?? 0 })
}

/** "Nobody" after somebody, "dont have a phone" after a number: what was given is taken back, and the link worker no longer goes by it. */
export function takeBack(scope: Scope, what: 'supporter' | 'contact'): void {
  if (scope.person[what] === undefined) return
  const person = { ...scope.person }
  if (what === 'supporter') delete person.supporter
  else {
    delete person.contact
    // When it is safe was said of that way to be reached.
    delete person.safeTimes
  }
  scope.draft.person = person
  if (person.agreed ?? person.appointment) tellLinkWorker(scope)
  const isCall = what === 'contact' && bookedOf(scope)?.slot.place.kind === 'phone'
  scope.say(isCall ? 'next.contact.none.call' : `next.${what}.none`)
}

/** A meeting that is not at a place needs a way to be reached, and a call a time when it does no harm. */
export function afterBooked(scope: Scope, { slot: { place: at } }: Appointment): Outcome {
  if (!REACHED.includes(at.kind)) return next()
  if (scope.person.contact === undefined) return goTo('reach')
  return at.kind === 'phone' && scope.person.safeTimes === undefined ? goTo('safe-times') : next()
}

/** A call that nobody can make is not booked: the number comes first. */
export const needsNumber = ({ person }: Scope): boolean =>
  person.holding?.place.kind === 'phone' && person.contact === undefined

/** How to meet, where there is more than one way. The time is kept meanwhile. */
export const place: Question = {
  name: 'place',
  why: 'book.place.why',
  applies: (scope) => scope.person.holding?.otherPlaces !== undefined,
  ask: (scope) => ({
    say: 'book.place',
    choices: waysOf(scope).map(({ kind, text }, at) => ({
      id: `place-${at}`,
      label: scope.text(`book.place.${kind}`, { place: text }),
      words: scope.texts.choices('book.place').find(({ id }) => id === kind)?.words ?? [],
    })),
  }),
  take(answer, scope) {
    const ways = waysOf(scope)
    const chosen = ways[Number(answer.chose[0]?.replace('place-', '') ?? Number.NaN)]
    const { holding } = scope.person
    if (!holding) return decide(scope)
    if (!chosen) return unclear
    // The ways not taken stay, for who comes back to choose again.
    const otherPlaces = ways.filter((way) => way !== chosen)
    scope.remember({ holding: { ...holding, place: chosen, otherPlaces } })
    return decide(scope)
  },
  // As it stands: the link worker's usual way, or the one they chose before.
  skip: decide,
}

/** On to the yes; to what is booked, when their link worker has moved the meeting to this very time meanwhile. */
function decide({ person }: Scope): Outcome {
  return goTo(person.holding ? 'confirm' : 'change')
}

const waysOf = (scope: Scope): readonly Slot['place'][] => {
  const { holding } = scope.person
  return holding ? [holding.place, ...(holding.otherPlaces ?? [])] : []
}

/** How to be reached, when the meeting is not at a place. */
export const reach: Question = {
  name: 'reach',
  why: 'book.reach.why',
  applies: (scope) => bookedOf(scope) !== undefined,
  ask: (scope) => ({ say: 'book.reach', values: { worker: bookedOf(scope)?.linkWorkerName ?? '' } }),
  take(answer, scope) {
    if (saysNone(answer, 'contact', scope)) {
      takeBack(scope, 'contact')
      return next()
    }
    const contact = contactFrom(answer.text)
    if (contact === undefined) return unclear
    scope.remember({ contact })
    tellLinkWorker(scope)
    return goTo('safe-times')
  },
  skip: () => next(),
  answered: (person) => person.contact,
}

/** When it is safe to be reached: a call at the wrong moment can do harm. */
export const safeTimes: Question = {
  name: 'safe-times',
  why: 'book.safe-times.why',
  applies: (scope) => scope.person.contact !== undefined,
  ask: () => ({ say: 'book.safe-times' }),
  take(answer, scope) {
    if (answer.text === '') return unclear
    scope.remember({ safeTimes: answer.text.slice(0, LONGEST_CONTACT) })
    if (scope.person.agreed ?? bookedOf(scope)) tellLinkWorker(scope)
    return reachKept(scope)
  },
  skip: reachKept,
  answered: (person) => person.safeTimes,
}

/** Says with what it goes to the link worker, if it goes at all. */
function reachKept(scope: Scope): Outcome {
  if (bookedOf(scope)) scope.say('book.reach.saved')
  else scope.say(scope.person.agreed ? 'book.reach.saved.not-booked' : 'next.contact.saved')
  return next()
}

/** A reminder, for those who want one. */
export const remind: Question = {
  name: 'remind',
  why: 'book.remind.why',
  applies: (scope) => bookedOf(scope) !== undefined,
  ask(scope) {
    const { texts } = scope
    const { sendsMail } = scope.services
    const has = scope.person.reminder !== undefined
    return {
      say: 'book.remind',
      choices: texts
        .choices('book.remind')
        .filter(({ id }) => (id === 'none' ? has : id !== 'email' || sendsMail)),
    }
  },
  take(answer, scope) {
    const [choice] = answer.chose
    if (choice === 'email') return goTo('remind-email')
    if (choice === 'chat') return remindBy(scope, { by: 'chat' })
    return choice === 'none' ? withoutReminder(scope) : unclear
  },
  skip: () => next(),
}

function withoutReminder(scope: Scope): Outcome {
  const person = { ...scope.person }
  delete person.reminder
  scope.draft.person = person
  scope.effect({ type: 'reminder' })
  scope.say('book.remind.none')
  return next()
}

export const remindEmail: Question = {
  name: 'remind-email',
  why: 'book.remind.why',
  applies: (scope) => bookedOf(scope) !== undefined,
  ask: () => ({ say: 'book.remind-email' }),
  take(answer, scope) {
    // An address that is theirs no more gets nothing; one by chat needs none.
    if (saysNone(answer, 'contact', scope))
      return scope.person.reminder?.by === 'email' ? withoutReminder(scope) : next()
    const email = addressFrom(answer.text)
    return email === undefined ? unclear : remindBy(scope, { by: 'email', email })
  },
  skip: () => next(),
}

/** Set, and said truthfully: also when it is too late for one. */
function remindBy(scope: Scope, reminder: NonNullable<Scope['person']['reminder']>): Outcome {
  scope.remember({ reminder })
  scope.effect({ type: 'reminder' })
  const booked = bookedOf(scope)
  const start = booked && new Date(booked.slot.start)
  const at = start && reminderAt(start, scope.now)
  if (!start || !at) scope.say('book.remind.late')
  else scope.say(start.getTime() - at.getTime() > DAY_BEFORE_MS ? 'book.remind.day' : 'book.remind.hours')
  return next()
}

/** Reminders come a day or two hours before: this lies between. */
const DAY_BEFORE_MS = 12 * 3_600_000
