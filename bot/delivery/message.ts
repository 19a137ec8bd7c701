import type { Texts } from '../../content/load-texts.ts'
import { isReferred } from '../../domain/conversation/concern.ts'
import type { Concern } from '../../domain/conversation/concern.ts'
import type { Alert } from '../../domain/handoff/types.ts'
import type { DutyContact, School } from '../../domain/school/school.ts'
import { seenOf } from '../inbox/alert-page.ts'
import { concernHeading } from '../inbox/concern-heading.ts'
import { didText } from '../inbox/did.ts'
import { Times } from '../inbox/times.ts'
import type { AlertMessage } from './channel.ts'

export interface MessageParts {
  readonly alert: Alert
  readonly school: School
  readonly eventId: string
  /** From 0. */
  readonly step: number
  readonly told: readonly DutyContact[]
  /** The service's address, an origin. */
  readonly publicUrl: string
}

/** An alert in words for those outside: school, kind, what was done, when, where to read it. No name, no age, also not of an adult who wrote it. */
export function alertMessage(texts: Texts, of: MessageParts): AlertMessage {
  const { alert, school, told } = of
  const { concern } = alert
  const times = new Times(texts, new Date(alert.raisedAt))
  const urgent = concern.response === 'act-now'
  const referred = isReferred(concern)
  const step = of.step + 1
  const steps = school.alerts.steps.length
  const kind = concernHeading(texts, concern)
  const inbox = `${of.publicUrl}/inbox/alerts/${encodeURIComponent(alert.id)}`
  const names = told.map(({ name, role }) => texts.text('alert.told.name', { name, role })).join('; ')
  return {
    eventId: of.eventId,
    caseId: alert.id,
    school: { id: school.id, name: school.name },
    step,
    steps,
    kind: concern.kind,
    ...(concern.orKind && { orKind: concern.orKind }),
    about: concern.about,
    response: concern.response,
    saidAt: concern.at,
    dueAt: alert.dueAt,
    told,
    inbox,
    urgent,
    seen: seenOf(alert),
    subject: subjectOf(texts, concern, school.name),
    intro: introOf(texts, concern, { school: school.name, isFirst: step === 1 }),
    facts: [
      [texts.text('alert.fact.school'), school.name],
      [texts.text('alert.fact.kind'), kind],
      [texts.text('alert.fact.response'), texts.text(didText(concern))],
      [texts.text(referred ? 'alert.fact.written' : 'alert.fact.said'), times.fixed(concern.at)],
      [texts.text('alert.fact.due'), times.fixed(alert.dueAt)],
      [texts.text('alert.fact.told'), names],
      [texts.text('alert.fact.step'), texts.text('alert.fact.step.of', { step, steps })],
    ],
    open: texts.text('alert.open'),
    note: texts.text('alert.note'),
    ...(school.alerts.words && {
      words: {
        label: texts.text(referred ? 'inbox.concern.words.referral' : 'inbox.concern.words'),
        said: [concern.evidence, ...concern.alsoSaid].filter((said) => said.trim() !== ''),
      },
    }),
  }
}

function subjectOf(texts: Texts, concern: Concern, school: string): string {
  if (concern.response !== 'act-now') return texts.text('alert.subject.reach-out', { school })
  const referred = isReferred(concern)
  return texts.text(referred ? 'alert.subject.act-now.referral' : 'alert.subject.act-now', { school })
}

function introOf(texts: Texts, concern: Concern, of: { school: string; isFirst: boolean }): string {
  const { school, isFirst } = of
  return isReferred(concern)
    ? texts.text(isFirst ? 'alert.intro.referral' : 'alert.intro.referral.again', { school })
    : texts.text(isFirst ? 'alert.intro' : 'alert.intro.again', { school })
}

/**
 * A worry that could not be written down, in words for those outside. It is in no inbox, so nothing here leads to it but the conversation's
 * id, by which an operator finds it in the log.
 */
export function unkeptMessage(
  texts: Texts,
  of: { school: School; concern: Concern; conversation: string; publicUrl: string; id: string; now: Date },
): AlertMessage {
  const { school, concern, conversation, now } = of
  const kind = concernHeading(texts, concern)
  return {
    eventId: `unkept.${of.id}`,
    caseId: `unkept.${conversation}`,
    school: { id: school.id, name: school.name },
    step: 1,
    steps: 1,
    kind: concern.kind,
    ...(concern.orKind && { orKind: concern.orKind }),
    about: concern.about,
    response: concern.response,
    saidAt: concern.at,
    dueAt: now.toISOString(),
    told: school.dutyContacts,
    inbox: `${of.publicUrl}/inbox`,
    urgent: true,
    seen: '',
    subject: texts.text('alert.unkept.subject', { school: school.name }),
    intro: texts.text(isReferred(concern) ? 'alert.unkept.intro.referral' : 'alert.unkept.intro', {
      school: school.name,
    }),
    facts: [
      [texts.text('alert.fact.school'), school.name],
      [texts.text('alert.fact.kind'), kind],
      [texts.text('alert.unkept.asks'), texts.text(`alert.unkept.asks.${concern.response}`)],
      [
        texts.text(isReferred(concern) ? 'alert.fact.written' : 'alert.fact.said'),
        new Times(texts, now).fixed(concern.at),
      ],
      [texts.text('alert.unkept.conversation'), conversation],
    ],
    open: texts.text('alert.test.open'),
    note: texts.text('alert.unkept.note'),
  }
}

/** A message that is plainly a test, for an operator to see that a channel works. */
export function testMessage(
  texts: Texts,
  of: { school: School; told: readonly DutyContact[]; publicUrl: string; id: string; now: Date },
): AlertMessage {
  const { school, told, now } = of
  const at = now.toISOString()
  return {
    eventId: `test.${of.id}`,
    caseId: `test.${of.id}`,
    school: { id: school.id, name: school.name },
    step: 1,
    steps: 1,
    kind: 'test',
    about: 'nobody',
    response: 'none',
    saidAt: at,
    dueAt: at,
    told,
    inbox: `${of.publicUrl}/inbox`,
    urgent: false,
    seen: '',
    subject: texts.text('alert.test.subject', { school: school.name }),
    intro: texts.text('alert.test.intro'),
    facts: [
      [texts.text('alert.fact.school'), school.name],
      [texts.text('alert.test.sent'), new Times(texts, now).fixed(at)],
    ],
    open: texts.text('alert.test.open'),
    note: texts.text('alert.test.note'),
  }
}
