import type { Texts } from '../../content/load-texts.ts'
import type { Values } from '../../content/message.ts'
import type { School } from '../../domain/school/school.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'

export type Say = (id: string, values?: Values) => string

export const sayer =
  (texts: Texts): Say =>
  (id, values) =>
    texts.text(id, values)

/** One thing that is wrong with a form, already in words: said above it and at its field. */
export interface FieldError {
  readonly field: string
  readonly text: string
}

/** The box above a form that was not taken: what is wrong, each with a link to its field. Empty when nothing is. */
export function errorSummary(say: Say, errors: readonly FieldError[]): Html | false {
  return (
    errors.length > 0 &&
    html`<div class="nhsuk-error-summary" role="alert" aria-labelledby="error-summary">
      <h2 class="nhsuk-error-summary__title" id="error-summary">${say('inbox.form.errors')}</h2>
      <div class="nhsuk-error-summary__body">
        <ul class="nhsuk-list nhsuk-error-summary__list">
          ${errors.map(({ field, text }) => html`<li><a href="#${field}">${text}</a></li>`)}
        </ul>
      </div>
    </div>`
  )
}

export interface InputOptions {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly type?: 'text' | 'email' | 'password' | 'date' | 'time'
  readonly autocomplete?: string
  readonly value?: string
  readonly numeric?: boolean
  readonly errors?: readonly FieldError[]
}

/** A field with its label, its hint and what is wrong with it: `draw` is given what ties these to it for screen readers. */
function field(
  say: Say,
  of: Pick<InputOptions, 'id' | 'label' | 'hint' | 'errors'>,
  draw: (tied: Html, isWrong: boolean) => Html,
): Html {
  const error = of.errors?.find((one) => one.field === of.id)
  const described = [of.hint !== undefined && `${of.id}-hint`, error && `${of.id}-error`]
    .filter(Boolean)
    .join(' ')
  const tied = html`${described !== '' && html`aria-describedby="${described}"`}
  ${error && html`aria-invalid="true"`}`
  return html`<div class="nhsuk-form-group${error && ' nhsuk-form-group--error'}">
    <label class="nhsuk-label" for="${of.id}">${of.label}</label>
    ${of.hint !== undefined && html`<div class="nhsuk-hint" id="${of.id}-hint">${of.hint}</div>`}
    ${error && errorMessage(say, of.id, error)} ${draw(tied, error !== undefined)}
  </div>`
}

/** A labelled field of one line, with its hint and what is wrong with it tied to it for screen readers. */
export function input(say: Say, of: InputOptions): Html {
  return field(
    say,
    of,
    (tied, isWrong) =>
      html` <input
        class="nhsuk-input inbox-input${isWrong && ' nhsuk-input--error'}"
        id="${of.id}"
        name="${of.id}"
        type="${of.type ?? 'text'}"
        value="${of.value ?? ''}"
        ${of.autocomplete !== undefined && html`autocomplete="${of.autocomplete}"`}
        ${of.numeric === true && html`inputmode="numeric"`}
        ${tied}
        ${of.type === 'password' || of.type === 'email' ? html`spellcheck="false"` : ''}
      />`,
  )
}

export interface CheckOptions {
  readonly id: string
  readonly legend: string
  readonly options: readonly { readonly value: string; readonly label: string; readonly checked: boolean }[]
  readonly errors?: readonly FieldError[]
}

/** One box to tick. */
export function checkbox(of: {
  readonly id: string
  readonly name: string
  readonly value: string
  readonly label: string
  readonly isChecked: boolean
}): Html {
  return html`<div class="nhsuk-checkboxes__item">
    <input
      class="nhsuk-checkboxes__input"
      id="${of.id}"
      name="${of.name}"
      type="checkbox"
      value="${of.value}"
      ${of.isChecked && html`checked`}
    />
    <label class="nhsuk-label nhsuk-checkboxes__label" for="${of.id}">${of.label}</label>
  </div>`
}

/** Choices under one legend, with what is wrong with them. */
function group(say: Say, of: Pick<CheckOptions, 'id' | 'legend' | 'errors'>, choices: Html): Html {
  const error = of.errors?.find((one) => one.field === of.id)
  return html`<div class="nhsuk-form-group${error && ' nhsuk-form-group--error'}">
    <fieldset class="nhsuk-fieldset" ${error && html`aria-describedby="${of.id}-error"`}>
      <legend class="nhsuk-fieldset__legend">${of.legend}</legend>
      ${error && errorMessage(say, of.id, error)} ${choices}
    </fieldset>
  </div>`
}

/** A group of boxes to tick, all by one name. */
export function checkboxes(say: Say, of: CheckOptions): Html {
  return group(
    say,
    of,
    html` <div class="nhsuk-checkboxes">
      ${of.options.map(({ value, label, checked }, index) =>
        checkbox({
          id: index === 0 ? of.id : `${of.id}-${value}`,
          name: of.id,
          value,
          label,
          isChecked: checked,
        }),
      )}
    </div>`,
  )
}

/** Choices of which one is taken. */
export function radios(say: Say, of: CheckOptions): Html {
  return group(
    say,
    of,
    html` <div class="nhsuk-radios">
      ${of.options.map(({ value, label, checked }, index) => {
        const id = index === 0 ? of.id : `${of.id}-${value}`
        return html`<div class="nhsuk-radios__item">
          <input
            class="nhsuk-radios__input"
            id="${id}"
            name="${of.id}"
            type="radio"
            value="${value}"
            ${checked && html`checked`}
          />
          <label class="nhsuk-label nhsuk-radios__label" for="${id}">${label}</label>
        </div>`
      })}
    </div>`,
  )
}

/** A labelled field of several lines. */
export function textArea(
  say: Say,
  of: Pick<InputOptions, 'id' | 'label' | 'hint' | 'value' | 'errors'> & {
    readonly rows?: number
    readonly longest: number
  },
): Html {
  return field(
    say,
    of,
    (tied) =>
      html` <textarea
        class="nhsuk-textarea"
        id="${of.id}"
        name="${of.id}"
        rows="${of.rows ?? 3}"
        dir="auto"
        maxlength="${of.longest}"
        ${tied}
      >
${of.value ?? ''}</textarea>`,
  )
}

/** A list to choose one of. */
export function select(of: {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly value: string
  readonly options: readonly (readonly [value: string, label: string])[]
}): Html {
  return html`<div class="nhsuk-form-group">
    <label class="nhsuk-label" for="${of.id}">${of.label}</label>
    ${of.hint !== undefined && html`<div class="nhsuk-hint" id="${of.id}-hint">${of.hint}</div>`}
    <select
      class="nhsuk-select inbox-input"
      id="${of.id}"
      name="${of.id}"
      ${of.hint !== undefined && html`aria-describedby="${of.id}-hint"`}
    >
      ${of.options.map(
        ([value, label]) =>
          html`<option value="${value}" ${value === of.value && html`selected`}>${label}</option>`,
      )}
    </select>
  </div>`
}

const errorMessage = (say: Say, id: string, error: FieldError): Html =>
  html`<span class="nhsuk-error-message" id="${id}-error">
    <span class="nhsuk-u-visually-hidden">${say('inbox.form.error')}</span> ${error.text}
  </span>`

/** The hidden field that ties a form to whoever it was shown to: a session or a door. */
export const ownFormOf = ({ csrf }: { readonly csrf: string }): Html =>
  html`<input type="hidden" name="csrf" value="${csrf}" />`

/** The button to look at another of one's schools. */
export const lookAt = (say: Say, session: { readonly csrf: string }, school: School): Html =>
  html`<form method="post" action="/inbox/account/school">
    ${ownFormOf(session)}<input type="hidden" name="school" value="${school.id}" />
    <button class="nhsuk-button nhsuk-button--secondary" type="submit">
      ${say('inbox.account.schools.change', { school: school.name })}
    </button>
  </form>`
