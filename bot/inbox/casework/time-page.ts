import type { Slot } from '../../../domain/booking/types.ts'
import type { Handoff } from '../../../domain/handoff/types.ts'
import type { Facts } from '../facts.ts'
import { formKey } from '../form-key.ts'
import { checkbox, errorSummary, radios } from '../form-pieces.ts'
import type { FieldError, Say } from '../form-pieces.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { ownForm } from '../layout.ts'
import type { Page } from '../layout.ts'
import { factList, section } from '../pieces.ts'
import type { Session } from '../sessions.ts'

export interface TimeView {
  readonly handoff: Handoff
  /** Free times of the link worker, soonest first. */
  readonly free: readonly Slot[]
  readonly errors: readonly FieldError[]
  /** Why nothing was done, in words. */
  readonly trouble?: string | undefined
}

/** Moving a time that is still to come, or calling it off. */
export function timePage(facts: Facts, session: Session, view: TimeView): Page {
  const { handoff, errors, trouble } = view
  const say: Say = (id, values) => facts.say(id, values)
  const { appointment } = handoff
  const isAhead =
    appointment?.status === 'booked' && Date.parse(appointment.slot.start) > facts.times.now.getTime()
  return {
    title: say('inbox.move.title'),
    back: true,
    body: html`<h1 class="nhsuk-heading-l">
        <bdi>${say('inbox.move.of', { person: facts.person(handoff) })}</bdi>
      </h1>
      <p class="inbox-caption">
        <a class="nhsuk-link" href="/inbox/handoffs/${handoff.id}">${say('inbox.case.to-summary')}</a>
      </p>
      ${errorSummary(say, errors)} ${trouble && html`<p class="inbox-safety" role="alert">${trouble}</p>`}
      ${factList(facts.booking(handoff))}
      ${isAhead ? forms(facts, session, view) : html`<p>${say('inbox.move.not-ahead')}</p>`}`,
  }
}

function forms(facts: Facts, session: Session, view: TimeView): Html {
  const say: Say = (id, values) => facts.say(id, values)
  const { handoff, free, errors } = view
  const form = (action: string, button: string, fields: Html) =>
    html`<form method="post" action="/inbox/handoffs/${handoff.id}/time/${action}" class="inbox-form">
      ${ownForm(session)} ${formKey()}
      <input type="hidden" name="appointment" value="${handoff.appointment?.id ?? ''}" />
      <input type="hidden" name="sequence" value="${handoff.appointment?.sequence ?? ''}" />
      ${fields} ${absent(facts, action)}
      <button class="nhsuk-button nhsuk-button--secondary" type="submit">${say(button)}</button>
    </form>`
  const times = free.map((slot) => ({
    value: slot.id,
    label: facts.times.span(slot.start, slot.end),
    checked: false,
  }))
  return html`<div class="inbox-page">
    <div>
      ${section(
        'move',
        say('inbox.move.move'),
        times.length === 0
          ? html`<p>${say('inbox.move.none')}</p>`
          : form(
              'move',
              'inbox.move.save',
              html`<p class="inbox-note">${say('inbox.move.means')}</p>
                ${radios(say, { id: 'slot', legend: say('inbox.move.slot'), options: times, errors })}`,
            ),
      )}
    </div>
    <div>
      ${section(
        'call-off',
        say('inbox.move.call-off'),
        form(
          'call-off',
          'inbox.move.call-off',
          html`<p class="inbox-note">${say('inbox.move.call-off.means')}</p>`,
        ),
      )}
    </div>
  </div>`
}

/** Ticked unless told: whoever is not there must not be booked at that very time by the next. */
const absent = (facts: Facts, action: string): Html =>
  html`<div class="nhsuk-form-group">
    <div class="nhsuk-checkboxes">
      ${checkbox({
        id: `absent-${action}`,
        name: 'absent',
        value: 'yes',
        label: facts.say('inbox.move.absent'),
        isChecked: true,
      })}
    </div>
  </div>`
