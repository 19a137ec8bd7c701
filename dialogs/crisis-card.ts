import { concernsInOrder } from '../domain/handoff/sections.ts'
import { hrefOf } from '../domain/safety/crisis.ts'
import type { CrisisChoice } from '../domain/safety/crisis.ts'
import type { ConcernKind } from '../domain/screening/types.ts'
import { fromWhen } from './dates.ts'
import type { CrisisCard } from './reply.ts'
import type { Scope } from './scope.ts'

/** The services to show now, and the card that shows them. `shown` are their ids in the register, for the record. */
export interface ShownHelp {
  readonly card: CrisisCard
  readonly shown: readonly string[]
}

/**
 * Help that fits this young person at this moment: nation, age, hours and what was said. `urgent` is the 999 card: red, first,
 * with nothing beside it but how to call (NHS care cards: one clear action).
 */
export function helpCard(scope: Scope, kinds: readonly ConcernKind[], urgent = false): ShownHelp {
  const choices = scope.services.crisis(scope.school, scope.person.age, kinds)
  return {
    shown: choices.map(({ service }) => service.id),
    card: {
      type: 'crisis',
      urgent,
      heading: scope.text(urgent ? 'safety.act-now.card' : 'safety.card'),
      lines: urgent
        ? [scope.text('safety.act-now.card.hurt'), scope.text('safety.act-now.card.hurting')]
        : [],
      ...(urgent && { advice: scope.text('safety.act-now.card.adult') }),
      contacts: choices.map((choice) => ({
        id: choice.service.id,
        name: choice.service.name,
        about: about(scope, choice),
        actions: choice.service.channels.map((channel) => ({ label: channel.label, href: hrefOf(channel) })),
      })),
    },
  }
}

/** Help for everything that was said so far, the gravest first; that it was shown is noted with each worry. */
export function helpForAll(scope: Scope): CrisisCard {
  const concerns = concernsInOrder(scope.draft.concerns)
  const { card, shown } = helpCard(
    scope,
    concerns.map(({ kind }) => kind),
  )
  for (const { id } of concerns) scope.noteOn(id, { shown })
  return card
}

function about(scope: Scope, { service, opening, checkSite }: CrisisChoice): string {
  const open =
    opening.open === 'now'
      ? scope.text('crisis.open-now')
      : opening.open === 'later'
        ? scope.text('crisis.opens', { when: fromWhen(opening.opensAt, scope.now) })
        : scope.text('crisis.hours-unknown')
  const facts = [
    service.about,
    open,
    ...costOf(service).map((id) => scope.text(id)),
    ...(checkSite ? [scope.text('crisis.check-site')] : []),
  ]
  return facts.map((fact) => fact.replace(/\.$/u, '')).join('. ') + '.'
}

/** What it costs, and whether whoever pays the bill may see it: said where it is known. */
function costOf({ cost, showsOnBill }: CrisisChoice['service']): string[] {
  if (cost === 'free' && showsOnBill === 'no') return ['crisis.free.not-on-bill']
  return [
    ...(cost === 'unknown' ? [] : [cost === 'free' ? 'crisis.free' : 'crisis.charged']),
    ...(showsOnBill === 'may' ? ['crisis.on-bill'] : []),
  ]
}
