import type { TurnContext } from 'botbuilder'
import type { Appointment, Slot } from '../../domain/booking/types.ts'
import { whenInFull } from '../dates.ts'
import { Phase } from '../phase.ts'
import { again, goTo, next, unclear } from '../question.ts'
import type { Ask, Outcome, Question } from '../question.ts'
import type { AppointmentCard } from '../reply.ts'
import { saysNone } from '../said.ts'
import { scopeOf } from '../scope.ts'
import type { Scope } from '../scope.ts'
import {
  afterBooked,
  bookedOf,
  needsNumber,
  numberFrom,
  place,
  reach,
  remind,
  remindEmail,
  safeTimes,
  tellLinkWorker,
  toComeOf,
} from './book-details.ts'
import { askWithoutTimes, joinList, leaveList, listEmail, offList } from './book-waiting.ts'
import {
  allTimes,
  among,
  freeTimes,
  isAmong,
  ownTime,
  passTo,
  shownTimes,
  TIMES_AT_ONCE,
  waitOf,
} from './book-times.ts'
import { answersOn, nameOf, placeOrDate, timeChoice, timesMeant, timesOnDay } from './book-words.ts'

const whenOf = (scope: Scope, slot: Slot): string => whenInFull(new Date(slot.start), scope.texts.locale)

const slot: Question = {
  name: 'slot',
  why: 'book.why',
  commits: ['leave'],
  applies: (scope) => bookedOf(scope) === undefined,
  async ask(scope, notes): Promise<Ask> {
    // Whoever looks at times again has let go of the one that was kept, and finds it among them.
    await letGo(scope)
    const times = await freeTimes(scope, notes)
    const [soonest] = times
    if (!soonest) return askWithoutTimes(scope)
    const choices = [
      ...times.map((time) => timeChoice(scope, time)),
      ...scope.texts.choices('book.after'),
      ...(scope.person.waiting ? scope.texts.choices('book.leave-list') : []),
    ]
    if (isAmong(notes)) return { say: 'book.which', choices, skippable: false }
    return {
      // Of the times after those that were shown, none is the first free one.
      say: scope.person.slotsSeen.length > 0 ? 'book.ask.others' : 'book.ask',
      values: { soonest: whenOf(scope, soonest), wait: waitOf(scope, soonest) },
      choices,
      skippable: false,
    }
  },
  async take(answer, scope, notes) {
    const [choice] = answer.chose
    const shown = await shownTimes(scope, notes)
    const isTap = scope.heard.chose.length > 0
    const dated = isTap || isAmong(notes) ? undefined : await chooseByDate(scope, answer.text, shown)
    if (dated) return dated
    if (answer.typed && answersOn(answer.text, shown, scope)) return again
    if (choice === 'not-now') return notNow(scope)
    if (choice === 'wait') return joinList(scope)
    if (choice === 'leave') return offList(scope)
    if (choice === 'stay') return next()
    if (choice === undefined) return chooseByWords(scope, answer.text, shown)
    if (choice !== 'more') return choose(scope, choice)
    scope.remember({ slotsSeen: [...scope.person.slotsSeen, ...shown.map((one) => one.id)] })
    return isAmong(notes) ? goTo('slot') : again
  },
  skip: notNow,
}

/** By its day or its hour. Where more than one is meant, which is asked. */
async function chooseByWords(scope: Scope, text: string, shown: readonly Slot[]): Promise<Outcome> {
  if (shown.length === 0) return unclear
  const free = await allTimes(scope)
  const [one, ...more] = timesMeant(text, shown, free, scope)
  if (!one) return chooseOnDay(scope, text, free)
  if (more.length === 0) return choose(scope, one.id)
  scope.say('book.which')
  return again
}

/** By a day that no time shown is on: the times of that day are the next ones, and one alone is kept. */
async function chooseOnDay(scope: Scope, text: string, free: readonly Slot[]): Promise<Outcome> {
  const times = timesOnDay(text, free, scope)
  const [one, ...more] = times ?? []
  if (!one) return { to: 'unclear', say: times ? 'book.day.none' : 'book.unclear' }
  if (more.length === 0) return choose(scope, one.id)
  passTo(scope, one, free)
  return goTo('slot')
}

/**
 * "The 1st" is the first time shown, or a time on the first of the month: where both are there, which is asked. Undefined where it is no such
 * date.
 */
async function chooseByDate(
  scope: Scope,
  text: string,
  shown: readonly Slot[],
): Promise<Outcome | undefined> {
  const place = placeOrDate(text, scope)
  if (place === undefined) return undefined
  const free = await allTimes(scope)
  const dated = timesOnDay(text, free, scope) ?? []
  const placed = shown[place - 1]
  if (!placed) return chooseOnDay(scope, text, free)
  if (dated.length === 0 || dated.some(({ id }) => id === placed.id)) return choose(scope, placed.id)
  return goTo('slot', among([placed, ...dated.slice(0, TIMES_AT_ONCE)]))
}

/** One of the times that were shown: kept for them while they think about it. */
async function choose(scope: Scope, chosen: string): Promise<Outcome> {
  const { diaries } = scope.services
  const { id } = scope.draft
  const wanted = ownTime(scope).includes(chosen)
    ? undefined
    : await diaries.offered(scope.school.id, chosen, id)
  if (!wanted || !(await diaries.hold(wanted, id))) {
    scope.say('book.taken')
    return again
  }
  scope.remember({ holding: wanted })
  return goTo(wanted.otherPlaces ? 'place' : 'confirm')
}

/** No to a time. What is booked already stands. */
function notNow(scope: Scope): Outcome {
  const booked = bookedOf(scope)
  if (booked) scope.say('book.kept', { when: whenOf(scope, booked.slot) })
  else scope.say('book.not-now')
  return next()
}

const confirm: Question = {
  name: 'confirm',
  why: 'book.confirm.why',
  commits: ['book'],
  applies: (scope) => scope.person.holding !== undefined,
  ask(scope) {
    const held = scope.person.holding
    if (held) {
      scope.say('book.held', {
        when: whenOf(scope, held),
        place: held.place.text,
        worker: nameOf(scope, held),
      })
    }
    return { say: 'book.confirm', choices: scope.texts.choices('book.confirm'), skippable: false }
  },
  async take(answer, scope) {
    const [choice] = answer.chose
    const { holding } = scope.person
    if (answer.typed && answersOn(answer.text, holding ? [holding] : [], scope)) return again
    if (choice === 'book') return needsNumber(scope) ? goTo('number') : book(scope)
    if (choice === undefined) return unclear
    return choice === 'other' ? goTo('slot') : notNow(scope)
  },
  skip: notNow,
}

/** The number to ring, asked for after the yes and before anything is booked. Without one the times are offered again. */
const number: Question = {
  name: 'number',
  why: 'book.number.why',
  applies: needsNumber,
  ask: () => ({ say: 'book.number' }),
  async take(answer, scope) {
    if (saysNone(answer, 'contact', scope)) return withoutNumber(scope)
    const contact = numberFrom(answer.text)
    if (contact === undefined) return { to: 'unclear', say: 'book.number.unclear' }
    scope.remember({ contact })
    return book(scope)
  },
  skip: withoutNumber,
}

function withoutNumber(scope: Scope): Outcome {
  scope.say('book.number.none')
  return goTo('slot')
}

/**
 * Gives up the hold. At once and not as an effect: should this turn not commit, the hold lapses in ten minutes anyway. What is booked
 * stands, whoever booked it, and so does what the waiting list keeps for them: that was promised for longer.
 */
async function letGo(scope: Scope): Promise<void> {
  const { holding, ...person } = scope.person
  scope.draft.person = person
  if (!holding || ownTime(scope).includes(holding.id)) return
  const { id } = scope.draft
  if ((await scope.services.waiting.kept(id))?.slot.id !== holding.id)
    await scope.services.diaries.release(holding.id, id)
}

/** The explicit yes. The hold is renewed first, so that a late yes cannot take what someone else has by now. */
async function book(scope: Scope): Promise<Outcome> {
  const { holding, ...person } = scope.person
  scope.draft.person = person
  const before = toComeOf(scope)
  if (!holding && before) {
    // Their link worker has just moved the meeting to the time they were about to say yes to. A number given on the way is still told.
    tellLinkWorker(scope)
    return keep(scope, before)
  }
  if (!holding || !(await scope.services.diaries.hold(holding, scope.draft.id))) {
    scope.say('book.lapsed')
    return goTo('slot')
  }
  if (before && before.slot.id !== holding.id) scope.effect({ type: 'release-slot', slotId: before.slot.id })
  // Another link worker's calendar has the old time: there it is taken out, here the new one is put in its place.
  if (before && before.slot.linkWorker !== holding.linkWorker) invite(scope, 'cancel', before)
  const appointment: Appointment = {
    // A moved appointment keeps its id: a calendar replaces the old entry by the one with the higher sequence.
    id: before?.id ?? scope.newId(),
    slot: holding,
    linkWorkerName: nameOf(scope, holding),
    bookedAt: scope.now.toISOString(),
    status: 'booked',
    sequence: before ? before.sequence + 1 : 0,
  }
  const { agreed, nickname } = scope.person
  // With a summary goes the name that it says, and no other.
  const isNamed = agreed === undefined && nickname !== undefined
  scope.remember({ appointment, slotsSeen: [], ...(isNamed ? { preferredName: nickname } : {}) })
  scope.effect({ type: 'book-slot', slot: holding })
  invite(scope, 'request', appointment)
  leaveList(scope)
  tellLinkWorker(scope)
  scope.say('book.booked', { when: whenOf(scope, holding) }, { cards: [appointmentCard(scope, appointment)] })
  return afterBooked(scope, appointment)
}

/** The link worker's calendar follows, and so does the reminder. A time that is gone is one version later for calendars. */
function invite(scope: Scope, method: 'request' | 'cancel', appointment: Appointment): void {
  const told: Appointment =
    method === 'cancel' && appointment.status === 'booked'
      ? { ...appointment, status: 'cancelled', sequence: appointment.sequence + 1 }
      : appointment
  scope.effect({ type: 'invite', method, appointment: told })
  scope.effect({ type: 'reminder' })
}

export function appointmentCard(scope: Scope, appointment: Appointment): AppointmentCard {
  const worker = appointment.linkWorkerName
  return {
    type: 'appointment',
    heading: scope.text('book.card', { worker }),
    facts: [
      scope.text('book.card.when', { when: whenOf(scope, appointment.slot) }),
      scope.text('book.card.where', { place: appointment.slot.place.text }),
      scope.text('book.card.who', { worker }),
      scope.text('book.card.change'),
    ],
    calendar: {
      href: `/calendar/${scope.draft.id}/${appointment.id}.ics`,
      label: scope.text('book.card.calendar'),
    },
  }
}

/** Change or cancel what is booked; while a meeting is on, another time is the next one. */
const change: Question = {
  name: 'change',
  why: 'book.confirm.why',
  commits: ['cancel', 'leave'],
  async ask(scope, notes) {
    await letGo(scope)
    const appointment = bookedOf(scope)
    // Whoever waits is led to what is free for them, and to their place on the list when nothing is.
    if (!appointment && scope.person.waiting) return slot.ask(scope, notes)
    if (!appointment)
      return { say: 'book.nothing', choices: scope.texts.choices('human.ask'), skippable: false }
    const isOn = toComeOf(scope) === undefined
    const another = scope.text('book.change.another')
    return {
      say: 'book.cancel',
      values: { when: whenOf(scope, appointment.slot) },
      cards: [appointmentCard(scope, appointment)],
      choices: scope.texts
        .choices('book.change')
        .map((choice) => (choice.id === 'move' && isOn ? { ...choice, label: another } : choice)),
      skippable: false,
    }
  },
  take(answer, scope, notes) {
    const [choice] = answer.chose
    const appointment = bookedOf(scope)
    if (!appointment && scope.person.waiting) return slot.take(answer, scope, notes)
    if (choice === 'move' || choice === 'book') return goTo('slot')
    if (choice === 'cancel' && appointment) return cancel(scope, appointment)
    if (choice === undefined) return unclear
    return appointment ? keep(scope, appointment) : next()
  },
  skip: () => next(),
}

/** It stays as it is. */
function keep(scope: Scope, appointment: Appointment): Outcome {
  scope.say('book.kept', { when: whenOf(scope, appointment.slot) })
  return afterBooked(scope, appointment)
}

function cancel(scope: Scope, appointment: Appointment): Outcome {
  const cancelled: Appointment = { ...appointment, status: 'cancelled', sequence: appointment.sequence + 1 }
  scope.remember({ appointment: cancelled })
  scope.effect({ type: 'release-slot', slotId: appointment.slot.id })
  invite(scope, 'cancel', cancelled)
  tellLinkWorker(scope)
  scope.say('book.cancelled')
  return next()
}

/** Time with a link worker: real times, kept for ten minutes, booked by an explicit yes, changed and cancelled here. */
export class Book extends Phase {
  readonly questions = [
    slot,
    place,
    confirm,
    number,
    reach,
    safeTimes,
    listEmail,
    change,
    remind,
    remindEmail,
  ]

  constructor() {
    super('book')
  }

  /** Nothing stays held when the talk of it is over, whatever ended it. */
  override async endDialog(context: TurnContext): Promise<void> {
    await letGo(scopeOf(context))
  }
}
