import type { Audience } from '../domain/conversation/person.ts'
import { linesFor } from '../domain/handoff/audiences.ts'
import { asTheyLeave } from '../domain/redaction/receivers.ts'
import { whenInFull } from './dates.ts'
import { SECTION_ORDER } from '../domain/handoff/sections.ts'
import { bookedOf } from './phases/book-details.ts'
import type { SummaryCard } from './reply.ts'
import type { Scope } from './scope.ts'
import { helpShown, summaryLines } from './summary-lines.ts'

type Sections = SummaryCard['sections'][number][]

/** Says, one after another, what each reader will see, to the word, and the one exception to it. */
export function sayPreview(scope: Scope): void {
  const card = preview(scope, 'link-worker')
  if (card.sections.length === 0) scope.say('summary.preview.link-worker.none')
  else scope.say('summary.preview.link-worker', {}, { cards: [card] })
  for (const audience of ['school', 'gp'] as const) sayOther(scope, audience)
  scope.say('summary.preview.safety')
}

/** Readers besides the link worker who get something. */
export const others = (scope: Scope): ('school' | 'gp')[] =>
  (['school', 'gp'] as const).filter((audience) => linesFor(summaryLines(scope), audience).length > 0)

/** Those of them whom it reaches by itself, by name. */
export const reached = (scope: Scope): string[] =>
  others(scope).flatMap((audience) => scope.services.sendsTo(scope.school, audience) ?? [])

function sayOther(scope: Scope, audience: 'school' | 'gp'): void {
  if (!others(scope).includes(audience)) return
  const name = scope.services.sendsTo(scope.school, audience)
  const who = scope.text(`summary.audience.${audience}`)
  const cards = [preview(scope, audience)]
  if (name === undefined) scope.say('summary.preview.shown', { who }, { cards })
  else scope.say('summary.preview.sent', { who, name }, { cards })
}

function preview(scope: Scope, audience: Audience): SummaryCard {
  const agreed = linesFor(summaryLines(scope), audience)
  const lines =
    audience === 'link-worker'
      ? agreed
      : asTheyLeave(agreed, audience, (kind) => scope.text(`taken-out.${kind}`))
  const words: Sections = SECTION_ORDER.map((section) => ({
    heading: scope.text(`summary.section.${section}`),
    lines: lines
      .filter((line) => line.section === section)
      .map(({ id, text }) => ({ id, text, seenBy: '', actions: [] })),
  })).filter((section) => section.lines.length > 0)
  const rest = audience === 'link-worker' ? [...worries(scope), ...practical(scope), ...helpShown(scope)] : []
  return {
    type: 'summary',
    heading: scope.text('summary.preview.card', { who: scope.text(`summary.audience.${audience}`) }),
    sections: [...words, ...rest],
  }
}

/**
 * That what was heard of a worry goes too, left out or not: the one exception, said before they agree. Their words are not put
 * before them again here, as there may be a method in them (domain.md (b) 8).
 */
function worries(scope: Scope): Sections {
  const { length: count } = scope.draft.concerns
  if (count === 0) return []
  const text = scope.text('summary.preview.worries', { count })
  return [
    {
      heading: scope.text('summary.section.worries'),
      lines: [{ id: 'worries', text, seenBy: scope.text('summary.preview.worries.always'), actions: [] }],
    },
  ]
}

/** What goes to the link worker beside the lines: the booking, how and when to be reached, who comes along. */
function practical(scope: Scope): Sections {
  const booked = bookedOf(scope)
  const { preferredName, contact, safeTimes, supporter } = scope.person
  // A name that the link worker has already, where the summary has no line for it.
  const isUnsaid = !summaryLines(scope).some(({ id }) => id === 'about:name')
  const rows = [
    booked && { id: 'booking', text: whenInFull(new Date(booked.slot.start), scope.texts.locale) },
    isUnsaid &&
      preferredName !== undefined && {
        id: 'name',
        text: scope.text('summary.line.name', { name: preferredName }),
      },
    contact !== undefined && { id: 'contact', text: contact },
    safeTimes !== undefined && { id: 'safe-times', text: safeTimes },
    supporter !== undefined && { id: 'supporter', text: supporter },
  ].filter((row) => row !== undefined && row !== false)
  if (rows.length === 0) return []
  return [
    {
      heading: scope.text('summary.section.practical'),
      lines: rows.map((row) => ({ ...row, seenBy: '', actions: [] })),
    },
  ]
}
