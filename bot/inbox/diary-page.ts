import type { Busy } from '../../domain/booking/busy.ts'
import type { Slot } from '../../domain/booking/types.ts'
import { WEEKDAYS } from '../../domain/time/london.ts'
import type { DiaryPage } from '../diary-book.ts'
import { NUMBERS, PLACE_KINDS, withSpareRows } from './diary-form.ts'
import type { DiaryFields, FieldError } from './diary-form.ts'
import type { Facts } from './facts.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import { ownForm } from './layout.ts'
import type { Page } from './layout.ts'
import { section } from './pieces.ts'
import type { Session } from './sessions.ts'

export interface DiaryView {
  readonly fields: DiaryFields
  readonly page: DiaryPage
  readonly errors: readonly FieldError[]
  /** What the page has to say first: saved, or changed by someone else meanwhile. */
  readonly note?: 'saved' | 'changed'
  readonly calendar: { readonly busy: Busy | undefined; readonly fault: string | undefined } | undefined
  /** The times young people would be offered now. */
  readonly next: readonly Slot[]
  readonly waiting: number
}

/** A link worker's own diary, to read and to change: one form, which works without a script. */
export function diaryPage(facts: Facts, session: Session, view: DiaryView): Page {
  const form = new Form(facts, view.errors)
  const fields = withSpareRows(view.fields)
  return {
    title: facts.say('inbox.diary.title'),
    back: true,
    body: html`<h1 class="nhsuk-heading-l">${facts.say('inbox.diary.title')}</h1>
      <p class="inbox-caption">${changedBy(facts, view.page)}</p>
      ${problems(facts, view)} ${now(facts, view)}
      <form method="post" action="/inbox/diary" novalidate>
        ${ownForm(session)}<input type="hidden" name="version" value="${view.page.version}" />
        ${section('pause', facts.say('inbox.diary.pause'), pause(form, fields))}
        ${section('hours', facts.say('inbox.diary.hours'), hours(form, fields))}
        ${section('exceptions', facts.say('inbox.diary.exceptions'), exceptions(form, fields))}
        ${section('leave', facts.say('inbox.diary.leave'), leave(form, fields))}
        ${section(
          'meetings',
          facts.say('inbox.diary.meetings'),
          html`${NUMBERS.map(({ name, label, needed }) => form.input(name, label, fields.numbers[name], { narrow: true, numeric: true, ...(needed ? {} : { hint: 'inbox.diary.no-limit' }) }))}`,
        )}
        ${section('places', facts.say('inbox.diary.places'), places(form, fields))}
        ${section(
          'calendar-section',
          facts.say('inbox.diary.calendar'),
          html`<p class="inbox-note">${facts.say('inbox.diary.calendar.about')}</p>
            ${form.input('calendar', 'inbox.diary.calendar.url', fields.calendar)}
            ${form.input('mailbox', 'inbox.diary.calendar.mailbox', fields.mailbox)}`,
        )}
        <button class="nhsuk-button" type="submit">${facts.say('inbox.diary.save')}</button>
      </form>`,
  }
}

function changedBy(facts: Facts, { changed }: DiaryPage): string {
  if (!changed) return facts.say('inbox.diary.from-school')
  return facts.say('inbox.diary.changed-by', { name: changed.name, time: facts.times.at(changed.at) })
}

function problems(facts: Facts, { errors, note }: DiaryView): Html {
  if (errors.length > 0) {
    return html`<div
      class="nhsuk-error-summary"
      aria-labelledby="error-summary-title"
      role="alert"
      tabindex="-1"
    >
      <h2 class="nhsuk-error-summary__title" id="error-summary-title">${facts.say('inbox.diary.wrong')}</h2>
      <div class="nhsuk-error-summary__body">
        <ul class="nhsuk-list nhsuk-error-summary__list">
          ${errors.map(({ field, text, values }) => html`<li><a href="#${field}">${labelOf(facts, field)}: ${facts.say(text, values)}</a></li>`)}
        </ul>
      </div>
    </div>`
  }
  if (!note) return html``
  return html`<div
    class="inbox-safety ${note === 'saved' && 'inbox-safety--none'}"
    role="${note === 'saved' ? 'status' : 'alert'}"
  >
    <p>${facts.say(`inbox.diary.${note}`)}</p>
  </div>`
}

/** What a field is called, for a list of what is wrong: rows by their number. */
function labelOf(facts: Facts, field: string): string {
  const day = WEEKDAYS.find((one) => field === `hours-${one}`)
  if (day) return facts.say(`inbox.diary.day.${day}`)
  const [, name = field, row] = /^(.+)-(\d+)$/u.exec(field) ?? []
  const label = facts.say(LABELS[name] ?? 'inbox.diary.title')
  return row === undefined ? label : `${label} ${Number(row) + 1}`
}

const LABELS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(NUMBERS.map(({ name, label }) => [name, label])),
  'exception-day': 'inbox.diary.exception.day',
  'exception-hours': 'inbox.diary.exception.hours',
  'leave-from': 'inbox.diary.leave.from',
  'leave-to': 'inbox.diary.leave.to',
  'place-kind': 'inbox.diary.place.kind',
  'place-text': 'inbox.diary.place.text',
  calendar: 'inbox.diary.calendar.url',
  mailbox: 'inbox.diary.calendar.mailbox',
  pausedUntil: 'inbox.diary.paused-until',
}

/** What young people are offered now, how long they wait, and whether the calendar can be read. */
function now(facts: Facts, { next, calendar, waiting }: DiaryView): Html {
  return section(
    'now',
    facts.say('inbox.diary.now'),
    html`${
        next.length > 0
          ? html`<ul class="nhsuk-list nhsuk-list--bullet">
              ${next.map(({ start, end }) => html`<li>${facts.times.span(start, end)}</li>`)}
            </ul>`
          : html`<p class="inbox-empty">${facts.say('inbox.diary.now.none')}</p>`
      }
      <p class="inbox-note">${facts.say('inbox.diary.waiting', { count: waiting })}</p>
      ${calendar && html`<p class="inbox-note">${calendarState(facts, calendar)}</p>`}`,
  )
}

function calendarState(facts: Facts, { busy, fault }: NonNullable<DiaryView['calendar']>): string {
  if (busy?.state === 'read')
    return facts.say('inbox.diary.calendar.read', {
      age: facts.times.since(busy.readAt),
      count: busy.times.length,
    })
  const why = facts.say(FAULTS[fault ?? ''] ?? 'inbox.diary.fault.other')
  if (busy?.state !== 'old') return facts.say('inbox.diary.calendar.unknown', { why })
  return facts.say('inbox.diary.calendar.old', { why, age: facts.times.since(busy.readAt) })
}

const FAULTS: Readonly<Record<string, string>> = {
  'address-refused': 'inbox.diary.fault.address-refused',
  'not-a-calendar': 'inbox.diary.fault.not-a-calendar',
  'too-complex': 'inbox.diary.fault.too-complex',
  'too-long': 'inbox.diary.fault.too-complex',
  timeout: 'inbox.diary.fault.timeout',
  'unknown-host': 'inbox.diary.fault.unknown-host',
  'http-404': 'inbox.diary.fault.unknown-host',
  'not-set-up': 'inbox.diary.fault.not-set-up',
}

function pause(form: Form, fields: DiaryFields): Html {
  return html`${form.check('paused', 'inbox.diary.paused', fields.paused)}
  ${form.input('pausedUntil', 'inbox.diary.paused-until', fields.pausedUntil, { type: 'date', narrow: true })}`
}

function hours(form: Form, fields: DiaryFields): Html {
  return html`<p class="inbox-note">${form.say('inbox.diary.hours.how')}</p>
    ${WEEKDAYS.map((day) => form.input(`hours-${day}`, `inbox.diary.day.${day}`, fields.hours[day] ?? ''))}
    ${form.check('termTimeOnly', 'inbox.diary.term-time', fields.termTimeOnly)}`
}

function exceptions(form: Form, fields: DiaryFields): Html {
  return html`<p class="inbox-note">${form.say('inbox.diary.exceptions.how')}</p>
    ${fields.exceptions.map(
      ({ day, hours: open }, at) =>
        html`<div class="inbox-row">
          ${form.input(`exception-day-${at}`, 'inbox.diary.exception.day', day, { type: 'date', row: at })}
          ${form.input(`exception-hours-${at}`, 'inbox.diary.exception.hours', open, { row: at })}
        </div>`,
    )}`
}

function leave(form: Form, fields: DiaryFields): Html {
  return html`<p class="inbox-note">${form.say('inbox.diary.leave.how')}</p>
    ${fields.leave.map(
      ({ from, to }, at) =>
        html`<div class="inbox-row">
          ${form.input(`leave-from-${at}`, 'inbox.diary.leave.from', from, { type: 'date', row: at })}
          ${form.input(`leave-to-${at}`, 'inbox.diary.leave.to', to, { type: 'date', row: at })}
        </div>`,
    )}`
}

function places(form: Form, fields: DiaryFields): Html {
  return html`<p class="inbox-note">${form.say('inbox.diary.places.how')}</p>
    ${fields.places.map(
      ({ kind, text }, at) =>
        html`<div class="inbox-row">
          ${form.select(`place-kind-${at}`, 'inbox.diary.place.kind', kind, PLACE_KINDS, at)}
          ${form.input(`place-text-${at}`, 'inbox.diary.place.text', text, { row: at })}
        </div>`,
    )}`
}

interface FieldOptions {
  readonly type?: 'text' | 'date'
  readonly numeric?: boolean
  readonly narrow?: boolean
  readonly hint?: string
  /** In a list: its number goes into the label, for those who hear one field at a time. */
  readonly row?: number
}

/** Fields of nhsuk-frontend, with what is wrong said at each. */
class Form {
  readonly #facts: Facts
  readonly #errors: readonly FieldError[]

  constructor(facts: Facts, errors: readonly FieldError[]) {
    this.#facts = facts
    this.#errors = errors
  }

  say(id: string): string {
    return this.#facts.say(id)
  }

  input(name: string, label: string, value: string, options: FieldOptions = {}): Html {
    const { hint, narrow, numeric, type = 'text', row } = options
    const described = [hint && `${name}-hint`, this.#error(name) && `${name}-error`].filter(Boolean).join(' ')
    return this.#group(
      name,
      html`${this.#label(name, label, row)}
        ${hint && html`<div class="nhsuk-hint" id="${name}-hint">${this.say(hint)}</div>`}
        ${this.#message(name)}
        <input
          class="nhsuk-input${narrow && ' nhsuk-input--width-10'}${this.#error(name) && ' nhsuk-input--error'}"
          id="${name}"
          name="${name}"
          type="${type}"
          value="${value}"
          ${numeric && html`inputmode="numeric"`}
          ${described !== '' && html`aria-describedby="${described}"`}
        />`,
    )
  }

  select(name: string, label: string, value: string, options: readonly string[], row: number): Html {
    return this.#group(
      name,
      html`${this.#label(name, label, row)} ${this.#message(name)}
        <select
          class="nhsuk-select"
          id="${name}"
          name="${name}"
          ${this.#error(name) && html`aria-describedby="${name}-error"`}
        >
          <option value=""></option>
          ${options.map((one) => html`<option value="${one}" ${one === value && html`selected`}>${this.say(`inbox.diary.kind.${one}`)}</option>`)}
        </select>`,
    )
  }

  check(name: string, label: string, on: boolean): Html {
    return html`<div class="nhsuk-form-group">
      <div class="nhsuk-checkboxes__item">
        <input
          class="nhsuk-checkboxes__input"
          id="${name}"
          name="${name}"
          type="checkbox"
          value="yes"
          ${on && html`checked`}
        />
        <label class="nhsuk-label nhsuk-checkboxes__label" for="${name}">${this.say(label)}</label>
      </div>
    </div>`
  }

  #error(name: string): boolean {
    return this.#errors.some(({ field }) => field === name)
  }

  #label(name: string, label: string, row: number | undefined): Html {
    const number = row !== undefined && html`<span class="nhsuk-u-visually-hidden"> ${row + 1}</span>`
    return html`<label class="nhsuk-label" for="${name}">${this.say(label)}${number}</label>`
  }

  #message(name: string): Html {
    const error = this.#errors.find(({ field }) => field === name)
    return html`${error && html`<span class="nhsuk-error-message" id="${name}-error">${this.#facts.say(error.text, error.values)}</span>`}`
  }

  #group(name: string, body: Html): Html {
    return html`<div class="nhsuk-form-group${this.#error(name) && ' nhsuk-form-group--error'}">${body}</div>`
  }
}
