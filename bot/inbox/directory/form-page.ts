import { WEEKDAYS } from '../../../domain/time/london.ts'
import type { Facts } from '../facts.ts'
import { formKey } from '../form-key.ts'
import { checkbox } from '../form-pieces.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { ownForm } from '../layout.ts'
import type { Page } from '../layout.ts'
import type { Session } from '../sessions.ts'
import { LONGEST } from './entry-form.ts'
import type { Problem, Typed } from './entry-form.ts'
import { field, input, select, textarea } from './pieces.ts'

export interface FormView {
  readonly does: 'add' | 'change' | 'correct'
  /** The entry's id; empty for a new one. */
  readonly entry: string
  readonly version: number
  readonly typed: Typed
  readonly problems: readonly Problem[]
  /** How many rows of times there are. */
  readonly rows: number
  /** Someone else was quicker: what was typed is still here. */
  readonly changed?: boolean
}

/** One form for adding an entry, changing one's own and correcting a feed's. */
export function formPage(facts: Facts, session: Session, view: FormView): Page {
  const { does, entry } = view
  const title = facts.say(`inbox.dir.${does}`)
  const back = entry === '' ? '/inbox/directory' : `/inbox/directory/entry?id=${encodeURIComponent(entry)}`
  const f = new Fields(facts, view)
  return {
    title,
    back: true,
    body: html`<p>
        <a class="nhsuk-link" href="${back}"
          >${facts.say(entry === '' ? 'inbox.dir.back' : 'inbox.dir.back.entry')}</a
        >
      </p>
      ${errors(facts, view)}
      <h1 class="nhsuk-heading-l">${title}</h1>
      <p class="inbox-lead">${facts.say(`inbox.dir.${does}.lead`)}</p>
      <form method="post" action="/inbox/directory/${does}" class="inbox-form" novalidate>
        ${ownForm(session)} ${formKey()}<input type="hidden" name="entry" value="${entry}" />
        <input type="hidden" name="version" value="${view.version}" />
        ${f.line('name', LONGEST.name)} ${f.line('organisation')} ${f.area('description', 8)}
        ${f.group(
          'who',
          html`${f.line('alert', LONGEST.alert)}
            <div class="inbox-pair">${f.number('age-min')} ${f.number('age-max')}</div>
            ${f.choice('only', ['girls', 'boys'])} ${f.area('audience', 2)}
            ${f.choice('referral', ['yes', 'no'])}`,
        )}
        ${f.group('cost', html`${f.choice('cost', ['free', 'paid'])} ${f.number('cost-from')} ${f.line('cost-text')}`)}
        ${f.group('times', html`${Array.from({ length: view.rows }, (_, at) => f.time(at))} ${f.line('times-text', LONGEST.alert)} ${f.date('expires')}`)}
        ${f.group('place', html`${f.line('place-name')} ${f.line('address', LONGEST.alert)} ${f.line('postcode')} ${f.area('access', 2)} ${f.modes()}`)}
        ${f.group('contact', html`${f.line('phone')} ${f.line('email')} ${f.line('url')}`)}
        ${f.group('more', html`${f.area('topics', 2)} ${f.area('languages', 2)} ${f.choice('status', ['active', 'temporarily-closed', 'inactive', 'defunct'])}`)}
        ${does === 'correct' ? f.checkedToday() : f.date('check-by')}
        <button class="nhsuk-button" type="submit">${facts.say(`inbox.dir.${does}.save`)}</button>
      </form>`,
  }
}

function errors(facts: Facts, { problems, changed }: FormView): Html | '' {
  if (changed)
    return html`<div class="inbox-safety" role="alert">
      <p>${facts.say('inbox.dir.changed-meanwhile')}</p>
    </div>`
  if (problems.length === 0) return ''
  return html`<div class="nhsuk-error-summary" aria-labelledby="wrong" role="alert" tabindex="-1">
    <h2 class="nhsuk-error-summary__title" id="wrong">${facts.say('inbox.dir.wrong')}</h2>
    <div class="nhsuk-error-summary__body">
      <ul class="nhsuk-list nhsuk-error-summary__list">
        ${problems.map(({ input: at, say }) => html`<li><a href="#${at}">${facts.say(say)}</a></li>`)}
      </ul>
    </div>
  </div>`
}

class Fields {
  readonly #facts: Facts
  readonly #view: FormView

  constructor(facts: Facts, view: FormView) {
    this.#facts = facts
    this.#view = view
  }

  line(id: string, longest: number = LONGEST.line): Html {
    return field(this.#of(id), (more) => input(id, this.#value(id), more, longest))
  }

  number(id: string): Html {
    return field(this.#of(id), (more) =>
      input(id, this.#value(id), html`${more} inputmode="decimal" class="nhsuk-input--width-5"`, 8),
    )
  }

  date(id: string): Html {
    return field(this.#of(id), (more) => input(id, this.#value(id), more, 10, 'date'))
  }

  area(id: string, rows: number): Html {
    return field(this.#of(id), (more) => textarea(id, this.#value(id), rows, more))
  }

  choice(id: string, options: readonly string[]): Html {
    const all = [
      { value: '', label: this.#facts.say('inbox.dir.unknown') },
      ...options.map((value) => ({ value, label: this.#facts.say(`inbox.dir.choice.${id}.${value}`) })),
    ]
    return field(this.#of(id), (more) => select(id, this.#value(id), all, more))
  }

  /** One meeting: day, from, to, how often; an empty row is none. */
  time(at: number): Html {
    const facts = this.#facts
    const problem = (part: string) => this.#problem(`${part}-${at}`)
    const part = (name: string, control: (id: string, more: Html) => Html) =>
      field(
        { id: `${name}-${at}`, label: facts.say(`inbox.dir.row.${name}`), error: problem(name) },
        (more) => control(`${name}-${at}`, more),
      )
    const days = [
      { value: '', label: facts.say('inbox.dir.none') },
      ...WEEKDAYS.map((day) => ({ value: day, label: facts.say(`inbox.dir.day.${day}`) })),
    ]
    const often = [
      { value: '', label: facts.say('inbox.dir.every.week') },
      ...['fortnight', 'month'].map((every) => ({
        value: every,
        label: facts.say(`inbox.dir.every.${every}`),
      })),
    ]
    return html`<fieldset class="nhsuk-fieldset inbox-time">
      <legend class="nhsuk-fieldset__legend">${facts.say('inbox.dir.row', { number: at + 1 })}</legend>
      ${part('day', (id, more) => select(id, this.#value(id), days, more))}
      ${part('from', (id, more) => input(id, this.#value(id), more, 5, 'time'))}
      ${part('to', (id, more) => input(id, this.#value(id), more, 5, 'time'))}
      ${part('every', (id, more) => select(id, this.#value(id), often, more))}
    </fieldset>`
  }

  modes(): Html {
    const chosen = new Set(this.#value('mode').split(','))
    return html`<fieldset class="nhsuk-fieldset">
      <legend class="nhsuk-fieldset__legend">${this.#facts.say('inbox.dir.field.mode')}</legend>
      <div class="nhsuk-checkboxes nhsuk-checkboxes--small">
        ${['in-person', 'online', 'phone'].map((mode) => box('mode', mode, this.#facts.say(`inbox.dir.mode.${mode}`), chosen.has(mode)))}
      </div>
    </fieldset>`
  }

  checkedToday(): Html {
    const isChecked = this.#value('checked-today') === 'yes'
    return html`<div class="nhsuk-form-group nhsuk-checkboxes">
      ${box('checked-today', 'yes', this.#facts.say('inbox.dir.checked-today'), isChecked)}
    </div>`
  }

  group(name: string, body: Html): Html {
    return html`<fieldset class="nhsuk-fieldset inbox-group">
      <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">
        <h2 class="nhsuk-fieldset__heading">${this.#facts.say(`inbox.dir.group.${name}`)}</h2>
      </legend>
      ${body}
    </fieldset>`
  }

  #of(id: string) {
    const hint = HINTS.has(id) ? this.#facts.say(`inbox.dir.${id}.hint`) : undefined
    return { id, label: this.#facts.say(`inbox.dir.input.${id}`), hint, error: this.#problem(id) }
  }

  #value(id: string): string {
    return this.#view.typed.get(id) ?? ''
  }

  #problem(id: string): string | undefined {
    const problem = this.#view.problems.find(({ input: at }) => at === id)
    return problem && this.#facts.say(problem.say)
  }
}

/** Inputs that need a word more than their label. */
const HINTS = new Set([
  'alert',
  'audience',
  'cost-text',
  'access',
  'topics',
  'languages',
  'expires',
  'check-by',
  'times-text',
])

function box(name: string, value: string, label: string, isChecked: boolean): Html {
  return checkbox({ id: `${name}-${value}`, name, value, label, isChecked })
}
