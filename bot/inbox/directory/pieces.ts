import type { Decision } from '../../../domain/directory/decisions.ts'
import { BY_HAND, decisionOn } from '../../../domain/directory/decisions.ts'
import type { Opportunity } from '../../../domain/directory/opportunity.ts'
import type { Facts } from '../facts.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { isOpen } from './search.ts'

export interface FieldOf {
  readonly id: string
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
}

/** A question of a form: label, hint, what is wrong, and the control, which is told of them. */
export function field({ id, label, hint, error }: FieldOf, control: (more: Html) => Html): Html {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  const more = html`${described !== '' && html`aria-describedby="${described}"`}${error && html` aria-invalid="true"`}`
  return html`<div class="nhsuk-form-group${error && ' nhsuk-form-group--error'}">
    <label class="nhsuk-label" for="${id}">${label}</label>
    ${hint && html`<div class="nhsuk-hint" id="${id}-hint">${hint}</div>`}
    ${error && html`<span class="nhsuk-error-message" id="${id}-error">${error}</span>`} ${control(more)}
  </div>`
}

export function input(id: string, value: string, more: Html, longest: number, type = 'text'): Html {
  return html`<input
    class="nhsuk-input"
    id="${id}"
    name="${id}"
    type="${type}"
    value="${value}"
    maxlength="${longest}"
    ${more}
  />`
}

export function textarea(id: string, value: string, rows: number, more: Html): Html {
  // The first newline of a text area is not part of it.
  return html`<textarea class="nhsuk-textarea" id="${id}" name="${id}" rows="${rows}" ${more}>
${value}</textarea>`
}

export function select(
  id: string,
  chosen: string,
  options: readonly { readonly value: string; readonly label: string }[],
  more: Html = html``,
): Html {
  return html`<select class="nhsuk-select" id="${id}" name="${id}" ${more}>
    ${options.map(({ value, label }) => html`<option value="${value}" ${value === chosen && html` selected`}>${label}</option>`)}
  </select>`
}

export const notice = (body: Html): Html => html`<div class="inbox-safety"><p>${body}</p></div>`

const tag = (colour: string, text: string): Html =>
  html`<strong class="nhsuk-tag nhsuk-tag--${colour}">${text}</strong> `

/** What a link worker has to see at a glance of where an entry stands. */
export function statusTags(
  facts: Facts,
  o: Opportunity,
  decisions: readonly Decision[],
  today: string,
): Html {
  const has = (kind: Decision['kind']) => decisionOn(decisions, kind, o.id) !== undefined
  return html`${has('hide') && tag('red', facts.say('inbox.dir.state.hidden'))}
  ${!isOpen(o, today) && tag('grey', facts.say('inbox.dir.state.over'))}
  ${has('pin') && tag('green', facts.say('inbox.dir.state.pinned'))}
  ${has('correction') && tag('blue', facts.say('inbox.dir.state.corrected'))}
  ${o.source === BY_HAND && tag('purple', facts.say('inbox.dir.state.by-hand'))}`
}
