import type { Texts } from '../../../content/load-texts.ts'
import type { AlertMessage } from '../../delivery/channel.ts'
import { actionSets, adaptiveCard, container, execute, run, words } from './cards/adaptive.ts'
import type { AdaptiveCard, Element, OpenUrl } from './cards/adaptive.ts'

/** Of a tap that says: I have it. */
export const ACKNOWLEDGE = 'acknowledge'

/** What the button of a staff card carries. */
export interface StaffTap {
  readonly staff: { readonly what: 'alert' | 'handoff'; readonly about: string; readonly seen: string }
}

/** What a card is about. */
export type Subject = 'alert' | 'handoff' | 'booking'

/** By which telling of it: a handoff's version 0 is a booking alone. */
export const subjectOf = (what: 'alert' | 'handoff', telling: string): Subject =>
  what === 'handoff' && telling === '0' ? 'booking' : what

const labelled = (label: string, value: string): Element => ({
  type: 'RichTextBlock',
  spacing: 'Small',
  inlines: [run(`${label}: `, { weight: 'Bolder' }), run(value)],
})

const open = (texts: Texts, url: string): OpenUrl => ({
  type: 'Action.OpenUrl',
  title: texts.text('staff-card.open'),
  url,
})

/** An alert: the same facts as by the other channels (no name, no age), with the two things to do. */
export function alertCard(message: AlertMessage, texts: Texts): AdaptiveCard {
  const { subject, intro, facts, note, urgent, caseId, seen } = message
  const tap: StaffTap = { staff: { what: 'alert', about: caseId, seen } }
  const said = message.words
  return adaptiveCard(
    [
      container(
        words(subject, {
          weight: 'Bolder',
          size: 'Medium',
          ...(urgent ? { color: 'Attention' as const } : {}),
        }),
        urgent ? 'attention' : 'emphasis',
      ),
      ...words(intro),
      ...facts.map(([label, value]) => labelled(label, value)),
      ...(said ? said.said.map((one) => labelled(said.label, one)) : []),
      ...words(note, { isSubtle: true, size: 'Small' }),
      ...actionSets([
        ...(seen === '' ? [] : [execute(texts.text('staff-card.acknowledge'), ACKNOWLEDGE, tap)]),
        open(texts, message.inbox),
      ]),
    ],
    subject,
  )
}

export interface HandoffFacts {
  readonly school: string
  readonly about: string
  /** What a reader of this telling has before them. */
  readonly seen: string
  /** What it is, when it is no first summary: a booking alone, a new version, or more that was heard after it was read. */
  readonly as: 'booking' | 'changed' | 'heard' | undefined
  /** In words. */
  readonly agreed: string
  readonly inbox: string
}

/** A summary or a booking has come: where and when, and nothing of whose it is. */
export function handoffCard(of: HandoffFacts, texts: Texts): AdaptiveCard {
  const { school, as } = of
  const title = texts.text(as ? `staff-card.handoff.title.${as}` : 'staff-card.handoff.title', { school })
  const label = texts.text(as === 'booking' ? 'staff-card.handoff.booked' : 'staff-card.handoff.agreed')
  const tap: StaffTap = { staff: { what: 'handoff', about: of.about, seen: of.seen } }
  return adaptiveCard(
    [
      container(words(title, { weight: 'Bolder', size: 'Medium' }), 'emphasis'),
      labelled(label, of.agreed),
      ...words(texts.text('staff-card.handoff.note'), { isSubtle: true, size: 'Small' }),
      ...actionSets([execute(texts.text('staff-card.acknowledge'), ACKNOWLEDGE, tap), open(texts, of.inbox)]),
    ],
    title,
  )
}

/** What stands there when nobody took it and it is not to be taken from here any more: the inbox says how it stands. */
export function overCard(
  of: { subject: Subject; school: string; inbox: string | undefined },
  texts: Texts,
): AdaptiveCard {
  const { subject, school, inbox } = of
  const title = texts.text(`staff-card.taken.${subject}`, { school })
  const line = texts.text(inbox === undefined ? 'staff-card.answer.gone' : 'staff-card.over')
  const links = inbox === undefined ? [] : [open(texts, inbox)]
  return adaptiveCard(
    [container([...words(title, { weight: 'Bolder' }), ...words(line)], 'emphasis'), ...actionSets(links)],
    `${title}. ${line}`,
  )
}

/** What stands there once somebody has it. */
export function takenCard(
  of: { subject: Subject; school: string; name: string; time: string; inbox: string },
  texts: Texts,
): AdaptiveCard {
  const title = texts.text(`staff-card.taken.${of.subject}`, { school: of.school })
  const line = texts.text('staff-card.taken', { name: of.name, time: of.time })
  return adaptiveCard(
    [
      container([...words(title, { weight: 'Bolder' }), ...words(line)], 'good'),
      ...actionSets([open(texts, of.inbox)]),
    ],
    `${title}. ${line}`,
  )
}
