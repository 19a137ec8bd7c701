import { whenInFull } from '../dates.ts'
import { bookedOf } from '../phases/book-details.ts'
import { keptFor } from '../phases/book-waiting.ts'
import { appointmentCard } from '../phases/book.ts'
import type { Card, SummaryCard } from '../reply.ts'
import type { Scope } from '../scope.ts'
import { summaryCard } from '../summary-lines.ts'

/** What has happened while they were away. */
export interface News {
  /** What people wrote since they last did, oldest first. */
  readonly wrote: readonly { readonly name: string; readonly words: string }[]
}

/** The last ones are enough: everything written stands above. */
const MOST_WRITTEN = 3

/** They are back, perhaps in another browser: what people wrote, how the booking stands, what is kept for them, and the plan. */
export async function greetBack(scope: Scope, { wrote }: News): Promise<void> {
  scope.say('return.hello')
  for (const { name, words } of wrote.slice(-MOST_WRITTEN)) scope.say('return.wrote', { name, words })
  const cards: Card[] = []
  const plan = planCard(scope)
  if (plan) cards.push(plan)
  const { appointment } = scope.person
  const ahead = bookedOf(scope)
  if (appointment) {
    const isCancelled = appointment.status === 'cancelled'
    scope.say(ahead ? 'return.booked' : isCancelled ? 'return.cancelled' : 'return.was-booked', {
      when: whenInFull(new Date(appointment.slot.start), scope.texts.locale),
    })
  }
  if (ahead) cards.push(appointmentCard(scope, ahead))
  const kept = await keptFor(scope)
  if (kept) {
    scope.say('book.offer', {
      when: { at: kept.slot.start, as: 'dayAndTime' },
      until: { at: kept.until, as: 'dayAndTime' },
    })
  }
  if (cards.length > 0) scope.say('return.plan', {}, { cards })
  else if (!appointment && !kept) scope.say('return.no-plan')
}

/** What was agreed, to be read and not changed here; undefined when nothing was sent. */
function planCard(scope: Scope): SummaryCard | undefined {
  const lines = scope.person.agreed?.lines
  if (!lines || lines.length === 0) return undefined
  const card = summaryCard(scope, lines)
  return {
    ...card,
    heading: scope.text('return.plan.card'),
    sections: card.sections.map((section) => ({
      ...section,
      lines: section.lines.map((line) => ({ ...line, actions: [] })),
    })),
  }
}
