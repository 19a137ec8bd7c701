import { CloseReason, ContactWay, Onward } from '../../../domain/casework/entries.ts'
import type { CaseEntry, CaseOf } from '../../../domain/casework/entries.ts'
import {
  hasEnded,
  lastContact,
  meetingAskedOf,
  outcomeOf,
  overdueOf,
} from '../../../domain/casework/standing.ts'
import type { Alert, Handoff } from '../../../domain/handoff/types.ts'
import { clockText, dayText, inLondon } from '../../../domain/time/london.ts'
import { seenOf } from '../alert-page.ts'
import type { Fact, Facts } from '../facts.ts'
import { formKey } from '../form-key.ts'
import { checkboxes, errorSummary, input, radios, select, textArea } from '../form-pieces.ts'
import type { FieldError, Say } from '../form-pieces.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { ownForm } from '../layout.ts'
import type { Page } from '../layout.ts'
import { factList, section } from '../pieces.ts'
import { may } from '../permissions.ts'
import type { Session } from '../sessions.ts'
import { LONGEST_NOTE, LONGEST_TO_THEM } from './case-form.ts'
import { headline, historySection } from './history.ts'

interface CaseCommon {
  readonly entries: readonly CaseEntry[]
  /** What was typed into a form that was not taken, and what is wrong with it, in words. */
  readonly typed?: URLSearchParams | undefined
  readonly errors: readonly FieldError[]
  /** Something to say first, in words: that it is saved, that a colleague was faster. */
  readonly note?: { readonly text: string; readonly isTrouble: boolean } | undefined
}
export type CaseView = CaseCommon &
  (
    | { readonly handoff: Handoff; readonly alert?: undefined }
    | { readonly alert: Alert; readonly handoff?: undefined }
  )

/** Where the casework of a record has its pages. */
export const pathOf = (of: CaseOf, id: string): string =>
  of === 'handoff' ? `/inbox/handoffs/${id}` : `/inbox/alerts/${id}`

/** The work on one summary or one concern: what was written down, and the forms to write more. */
export function casePage(facts: Facts, session: Session, view: CaseView): Page {
  const f = new CaseForms(facts, session, view)
  const { handoff, alert } = view
  const record = handoff ?? alert
  return {
    title: facts.say('inbox.case.title'),
    back: true,
    body: html`<h1 class="nhsuk-heading-l">
        <bdi>${facts.say('inbox.case.of', { person: facts.person(record) })}</bdi>
      </h1>
      <p class="inbox-caption">
        <a class="nhsuk-link" href="${f.path}"
          >${facts.say(handoff ? 'inbox.case.to-summary' : 'inbox.case.to-concern')}</a
        >
      </p>
      ${errorSummary(f.say, view.errors)}
      ${view.note && html`<p class="${view.note.isTrouble ? 'inbox-safety' : 'inbox-done'}" role="${view.note.isTrouble ? 'alert' : 'status'}">${view.note.text}</p>`}
      ${factList(handoff ? handoffFacts(facts, session, handoff, view.entries) : alertFacts(facts, view.alert))}
      <p class="inbox-note">
        ${facts.say(handoff ? 'inbox.case.who-reads' : 'inbox.case.who-reads.concern')}
      </p>
      <div class="inbox-page">
        <div>
          ${handoff && f.outcome(handoff)}
          ${alert && may(session.staff, 'close-concerns') && f.closing(alert)} ${f.note()}
          ${historySection(facts, view.entries)}
        </div>
        <div>${f.contact()} ${f.message()} ${handoff && f.assign(handoff)}</div>
      </div>`,
  }
}

function handoffFacts(
  facts: Facts,
  session: Session,
  handoff: Handoff,
  entries: readonly CaseEntry[],
): Fact[] {
  const overdue = overdueOf(handoff, entries, facts.times.now)
  const contact = lastContact(entries)
  const meeting = handoff.appointment && facts.times.at(handoff.appointment.slot.start)
  const state = hasEnded(handoff, entries)
    ? facts.say('inbox.case.ended')
    : facts.say(overdue === undefined ? 'inbox.case.in-hand' : `inbox.case.overdue.${overdue}`)
  return [
    [facts.say('inbox.case.state'), [state]],
    [facts.say('inbox.handoff.link-worker'), [facts.linkWorker(handoff, session.staff.school)]],
    [facts.say('inbox.column.meeting'), [meeting, facts.bookingNote(handoff)].flatMap((one) => one ?? [])],
    [
      facts.say('inbox.case.last-contact'),
      [contact === undefined ? facts.say('inbox.case.no-contact') : facts.times.at(contact)],
    ],
  ]
}

const alertFacts = (facts: Facts, alert: Alert): Fact[] => [
  [facts.say('inbox.column.concern'), [facts.concernHeading(alert.concern)]],
  [facts.say('inbox.case.state'), [facts.state(alert)]],
]

/** The forms of one case's page. Each has a key of its own, so that a form that is sent twice writes once. */
class CaseForms {
  readonly say: Say
  readonly path: string
  readonly #facts: Facts
  readonly #session: Session
  readonly #view: CaseView

  constructor(facts: Facts, session: Session, view: CaseView) {
    this.say = (id, values) => facts.say(id, values)
    this.path = pathOf(view.handoff ? 'handoff' : 'alert', (view.handoff ?? view.alert).id)
    this.#facts = facts
    this.#session = session
    this.#view = view
  }

  note(): Html {
    return this.#section(
      'note',
      'inbox.case.note',
      this.#form('notes', 'inbox.case.note.save', [this.#area('note', 'inbox.case.note.hint', LONGEST_NOTE)]),
    )
  }

  contact(): Html {
    const { day, time } = inLondon(this.#facts.times.now)
    return this.#section(
      'contact',
      'inbox.case.contact',
      this.#form('contacts', 'inbox.case.contact.save', [
        this.#radios('how', ContactWay.options, (way) => `inbox.contact.${way}`),
        this.#radios('reached', ['yes', 'no'], (one) => `inbox.case.reached.${one}`),
        html`<div class="inbox-when">
          ${this.#input('day', 'date', dayText(day))} ${this.#input('time', 'time', clockText(time))}
        </div>`,
        this.#area('about', 'inbox.case.about.hint', LONGEST_NOTE, 2),
      ]),
    )
  }

  message(): Html {
    return this.#section(
      'message',
      'inbox.case.message',
      this.#form('message', 'inbox.case.message.send', [
        this.#area('message', 'inbox.case.message.hint', LONGEST_TO_THEM),
      ]),
    )
  }

  assign(handoff: Handoff): Html | false {
    const { linkWorkers } = this.#session.staff.school
    const others = linkWorkers.filter(({ id }) => id !== handoff.linkWorker)
    if (others.length === 0) return false
    return this.#section(
      'assign',
      'inbox.case.assign',
      this.#form('assign', 'inbox.case.assign.save', [
        hidden('from', handoff.linkWorker ?? ''),
        select({
          id: 'to',
          label: this.say('inbox.case.to'),
          hint: this.say('inbox.case.assign.hint'),
          value: this.#typed('to'),
          options: others.map(({ id, name }) => [id, name]),
        }),
      ]),
    )
  }

  /** What came of the meeting, once it has begun; that support has ended, at any time, and that it goes on after all. */
  outcome(handoff: Handoff): Html {
    const { times } = this.#facts
    const meeting = meetingAskedOf(handoff, this.#view.entries, times.now)
    const stands = outcomeOf(this.#view.entries, meeting)
    const turn = hasEnded(handoff, this.#view.entries) ? 'resumed' : 'ended'
    const kinds = [...(meeting ? (['attended', 'did-not-attend'] as const) : []), turn] as const
    const means = meeting?.id === handoff.appointment?.id ? 'means' : 'means.earlier'
    const onward = new Set(this.#view.typed?.getAll('onward') ?? [])
    return this.#section(
      'outcome',
      meeting ? 'inbox.case.outcome' : `inbox.case.outcome.${turn}`,
      html`${meeting && html`<p>${this.say('inbox.case.outcome.of', { time: times.at(meeting.slot.start) })}</p>`}
      ${stands && html`<p class="inbox-note">${headline(this.#facts, stands)}. ${this.say('inbox.case.outcome.again')}</p>`}
      ${this.#form('outcome', 'inbox.case.outcome.save', [
        meeting ? hidden('appointment', meeting.id) : html``,
        meeting ? hidden('sequence', String(meeting.sequence)) : html``,
        hidden('seen', stands?.id ?? ''),
        this.#radios('what', kinds, (what) => `inbox.outcome.${what}`),
        html`<p class="inbox-note">${meeting && this.say(`inbox.case.outcome.${means}`)}</p>`,
        this.#area('agreed', 'inbox.case.agreed.hint', LONGEST_NOTE, 2),
        html`<details class="nhsuk-details" ${onward.size > 0 && html`open`}>
          <summary class="nhsuk-details__summary">
            <span class="nhsuk-details__summary-text">${this.say('inbox.case.onward')}</span>
          </summary>
          <div class="nhsuk-details__text">
            ${checkboxes(this.say, {
              id: 'onward',
              legend: this.say('inbox.case.onward'),
              options: Onward.options.map((value) => ({
                value,
                label: this.say(`inbox.onward.${value}`),
                checked: onward.has(value),
              })),
              errors: this.#view.errors,
            })}
          </div>
        </details>`,
      ])}`,
    )
  }

  /** A concern is closed by a person who has read it, with why; and opened again. */
  closing(alert: Alert): Html {
    if (!alert.acknowledged) {
      return this.#section('close', 'inbox.case.close', html`<p>${this.say('inbox.case.close.unread')}</p>`)
    }
    if (alert.closed) {
      return this.#section(
        'close',
        'inbox.case.reopen',
        this.#form('reopen', 'inbox.case.reopen', [
          hidden('seen', alert.closed.at),
          this.#area('again', 'inbox.case.again.hint', LONGEST_NOTE, 2),
        ]),
      )
    }
    return this.#section(
      'close',
      'inbox.case.close',
      this.#form('close', 'inbox.case.close', [
        hidden('seen', seenOf(alert)),
        html`<p class="inbox-note">${this.say('inbox.case.close.means')}</p>`,
        this.#radios('reason', CloseReason.options, (reason) => `inbox.close.${reason}`),
        this.#area('why', 'inbox.case.why.hint', LONGEST_NOTE),
      ]),
    )
  }

  #section(id: string, heading: string, body: Html): Html {
    return section(`${id}-part`, this.say(heading), body)
  }

  #form(action: string, button: string, fields: readonly Html[]): Html {
    return html`<form method="post" action="${this.path}/${action}" class="inbox-form">
      ${ownForm(this.#session)} ${formKey()} ${fields}
      <button class="nhsuk-button nhsuk-button--secondary" type="submit">${this.say(button)}</button>
    </form>`
  }

  #area(id: string, hint: string, longest: number, rows = 4): Html {
    const label = this.say(`inbox.case.${id}.label`)
    const value = this.#typed(id)
    return textArea(this.say, {
      ...{ id, label, rows, longest, value },
      hint: this.say(hint),
      errors: this.#view.errors,
    })
  }

  #input(id: 'day' | 'time', type: 'date' | 'time', value: string): Html {
    const label = this.say(`inbox.case.${id}.label`)
    const errors = this.#view.errors
    return input(this.say, { id, label, type, value: this.#typed(id) || value, errors })
  }

  #radios(id: string, values: readonly string[], label: (value: string) => string): Html {
    return radios(this.say, {
      id,
      legend: this.say(`inbox.case.${id}.label`),
      options: values.map((value) => ({
        value,
        label: this.say(label(value)),
        checked: this.#typed(id) === value,
      })),
      errors: this.#view.errors,
    })
  }

  #typed(id: string): string {
    return this.#view.typed?.get(id) ?? ''
  }
}

const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}" />`
