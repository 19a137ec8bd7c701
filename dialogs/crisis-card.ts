import { ENGLISH } from '../content/load-languages.ts'
import { concernsInOrder } from '../domain/handoff/sections.ts'
import { hrefOf } from '../domain/safety/crisis.ts'
import type { CrisisChoice } from '../domain/safety/crisis.ts'
import { SHOUT_WORD } from '../domain/safety/local-help.ts'
import type { Channel } from '../domain/safety/register.ts'
import type { ConcernKind } from '../domain/screening/types.ts'
import { fromWhen } from './dates.ts'
import type { CrisisCard } from './reply.ts'
import type { Scope } from './scope.ts'

/** The services to show now, and the cards that show them. `shown` are their ids in the register, for the record. */
export interface ShownHelp {
  readonly cards: readonly CrisisCard[]
  readonly shown: readonly string[]
}

/** Help that fits this young person at this moment: nation, age, hours and what was said. */
export function helpCard(scope: Scope, kinds: readonly ConcernKind[]): ShownHelp {
  const choices = scope.services.crisis(scope.school, scope.person.age, kinds)
  return { shown: idsOf(choices), cards: [peopleWhoCanHelp(scope, choices)] }
}

/**
 * The 999 card, red and first, with nothing on it but when and how to call (NHS care cards: one clear action); who else can help is a
 * card of its own, for after the words that say what to do.
 */
export function urgentHelp(scope: Scope, kinds: readonly ConcernKind[]): ShownHelp {
  const choices = scope.services.crisis(scope.school, scope.person.age, kinds)
  const isEmergency = ({ service }: CrisisChoice) => service.place === 'emergency'
  const emergency: CrisisCard = {
    type: 'crisis',
    urgent: true,
    heading: scope.text('safety.act-now.card'),
    lines: [scope.text('safety.act-now.card.hurt'), scope.text('safety.act-now.card.hurting')],
    advice: scope.text('safety.act-now.card.adult'),
    contacts: contactsOf(scope, choices.filter(isEmergency)),
  }
  const others = choices.filter((choice) => !isEmergency(choice))
  return { shown: idsOf(choices), cards: [emergency, peopleWhoCanHelp(scope, others)] }
}

const idsOf = (choices: readonly CrisisChoice[]): string[] => choices.map(({ service }) => service.id)

function peopleWhoCanHelp(scope: Scope, choices: readonly CrisisChoice[]): CrisisCard {
  return {
    type: 'crisis',
    urgent: false,
    heading: scope.text('safety.card'),
    lines: [],
    ...(scope.language.code === ENGLISH ? {} : { advice: scope.text('crisis.speak') }),
    contacts: contactsOf(scope, choices),
  }
}

function contactsOf(scope: Scope, choices: readonly CrisisChoice[]): CrisisCard['contacts'] {
  return choices.map((choice) => ({
    id: choice.service.id,
    name: choice.service.name,
    about: about(scope, choice),
    actions: choice.service.channels.map((channel, at) => ({
      label: labelOf(channel, wordsOf(scope, choice.service)?.labels[at]),
      href: hrefOf(channel),
    })),
  }))
}

/** Help for everything that was said so far, the gravest first; that it was shown is noted with each worry. */
export function helpForAll(scope: Scope): readonly CrisisCard[] {
  const concerns = concernsInOrder(scope.draft.concerns)
  const { cards, shown } = helpCard(
    scope,
    concerns.map(({ kind }) => kind),
  )
  for (const { id } of concerns) scope.noteOn(id, { shown })
  return cards
}

/** A button's words in the conversation's language, with the word that this school texts. */
function labelOf(channel: Channel, translated: string | undefined): string {
  if (translated === undefined) return channel.label
  return channel.kind === 'text' && channel.body !== undefined
    ? translated.replaceAll(SHOUT_WORD, channel.body)
    : translated
}

/** A row in the conversation's language, where it has been put into it. */
const wordsOf = ({ language }: Scope, { id }: CrisisChoice['service']) => language.crisis[id]

function about(scope: Scope, { service, opening, checkSite }: CrisisChoice): string {
  const what = wordsOf(scope, service)?.about ?? service.about
  // It is said on the row, and there is nothing to weigh.
  if (service.place === 'emergency') return what
  const open =
    opening.open === 'now'
      ? scope.text('crisis.open-now')
      : opening.open === 'later'
        ? scope.text('crisis.opens', { when: fromWhen(opening.opensAt, scope.now, scope.texts) })
        : scope.text('crisis.hours-unknown')
  const facts = [
    what,
    open,
    ...costOf(service).map((id) => scope.text(id)),
    ...(isSpokenThere(scope, service)
      ? [scope.text('crisis.speak.yours', { language: scope.language.name })]
      : []),
    ...(checkSite ? [scope.text('crisis.check-site')] : []),
  ]
  const stop = scope.language.direction === 'rtl' ? '۔' : '.'
  return facts.map((fact) => fact.replace(/[.۔]$/u, '')).join(`${stop} `) + stop
}

/** Only what the register says of a service: nothing is guessed of who picks up the phone. */
const isSpokenThere = ({ language }: Scope, { languages = [] }: CrisisChoice['service']): boolean =>
  language.code !== ENGLISH && languages.includes(language.code)

/** What it costs, and whether whoever pays the bill may see it: said where it is known. */
function costOf({ cost, showsOnBill }: CrisisChoice['service']): string[] {
  if (cost === 'free' && showsOnBill === 'no') return ['crisis.free.not-on-bill']
  return [
    ...(cost === 'unknown' ? [] : [cost === 'free' ? 'crisis.free' : 'crisis.charged']),
    ...(showsOnBill === 'may' ? ['crisis.on-bill'] : []),
  ]
}
