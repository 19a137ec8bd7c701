import type { Response } from 'restify'
import type { Texts } from '../../content/load-texts.ts'
import { addDays, dayText, inLondon } from '../../domain/time/london.ts'
import type { Clock } from '../../domain/time/clock.ts'
import { auditEntries } from '../records/audit.ts'
import type { AuditEntry, AuditIndex } from '../records/audit.ts'
import type { WebRequest } from '../server.ts'
import type { Collection, Store } from '../storage/store.ts'
import type { Answers } from './answers.ts'
import type { Audit } from './audit.ts'
import { input, sayer } from './form-pieces.ts'
import type { Say } from './form-pieces.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import type { Session } from './sessions.ts'
import { Times } from './times.ts'

/** A page that can be read through; the rest follows on the next. */
const A_PAGE = 100
const DAY = /^\d{4}-\d{2}-\d{2}$/

export interface AuditServices {
  readonly texts: Texts
  readonly store: Store
  readonly answers: Answers
  readonly audit: Audit
  readonly clock: Clock
}

/** Who did what to which record, a day at a time, for those who look after a school. Looking is written down too. */
export class AuditPages {
  readonly #of: AuditServices
  readonly #entries: Collection<AuditEntry, AuditIndex>
  readonly #say: Say

  constructor(of: AuditServices) {
    this.#of = of
    this.#entries = of.store.collection(auditEntries)
    this.#say = sayer(of.texts)
  }

  async show(session: Session, req: WebRequest, res: Response): Promise<void> {
    const { clock, texts, audit, answers } = this.#of
    const today = dayText(inLondon(clock.now()).day)
    const asked = req.query.get('day') ?? ''
    const day = DAY.test(asked) && !Number.isNaN(Date.parse(asked)) ? asked : today
    const from = Math.max(0, Math.trunc(Number(req.query.get('from') ?? 0)) || 0)
    const { entries, count } = await this.#ofDay(session.staff.school.id, day, from)
    await audit.write(session.staff, 'read', 'audit', day)
    const times = new Times(texts, clock.now())
    const title = this.#say('inbox.audit.title')
    const body = html`<h1 class="nhsuk-heading-l">${title}</h1>
      <p>${this.#say('inbox.audit.about', { school: session.staff.school.name })}</p>
      <form method="get" action="/inbox/audit" class="inbox-bar">
        ${input(this.#say, { id: 'day', label: this.#say('inbox.audit.day'), type: 'date', value: day })}
        <button class="nhsuk-button nhsuk-button--secondary" type="submit">
          ${this.#say('inbox.audit.show')}
        </button>
      </form>
      <p id="audit" class="inbox-caption">
        ${this.#say('inbox.audit.count', { count, day: times.date(day) })}
      </p>
      ${entries.length > 0 && this.#table(entries, times)} ${this.#more(day, from, count)}`
    answers.page(res, 200, { title, body, back: true }, session)
  }

  #more(day: string, from: number, count: number): Html | false {
    const link = (to: number, id: string) =>
      html`<a class="nhsuk-link" href="/inbox/audit?day=${day}&from=${to}">${this.#say(id)}</a> `
    const before = from > 0 && link(Math.max(0, from - A_PAGE), 'inbox.audit.newer')
    const after = from + A_PAGE < count && link(from + A_PAGE, 'inbox.audit.older')
    return (before || after) && html`<p>${before}${after}</p>`
  }

  #table(entries: readonly AuditEntry[], times: Times): Html {
    const column = (name: string) => this.#say(`inbox.audit.column.${name}`)
    return html`<table class="nhsuk-table inbox-table" role="table" aria-labelledby="audit">
      <thead role="rowgroup">
        <tr role="row">
          ${['when', 'who', 'did', 'what'].map(
            (name) => html`<th scope="col" role="columnheader">${column(name)}</th>`,
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${entries.map(
          ({ at, who, did, what, id }) =>
            html`<tr role="row">
              <td role="cell" data-label="${column('when')}">${times.at(at, true)}</td>
              <td role="cell" data-label="${column('who')}">${who.name}</td>
              <td role="cell" data-label="${column('did')}">${this.#say(`inbox.audit.did.${did}`)}</td>
              <td role="cell" data-label="${column('what')}">
                ${this.#say(`inbox.audit.what.${what}`)} <span class="inbox-code">${id}</span>
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`
  }

  /** The newest first. A day in London is parts of two days of the index, which counts in UTC. */
  async #ofDay(school: string, day: string, from: number): Promise<{ entries: AuditEntry[]; count: number }> {
    const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
    const before = dayText(addDays({ year, month, day: date }, -1))
    const listed = [
      ...(await this.#entries.list({ school, day: before })),
      ...(await this.#entries.list({ school, day })),
    ]
    // An id begins with its instant, so that a day can be told from it without opening the record.
    const ids = listed
      .map(({ id }) => id)
      .filter((id) => dayText(inLondon(instantOf(id)).day) === day)
      .sort((a, b) => b.localeCompare(a))
    const entries: AuditEntry[] = []
    for (const id of ids.slice(from, from + A_PAGE)) {
      const record = await this.#entries.get(id)
      if (record) entries.push(record.body)
    }
    return { entries, count: ids.length }
  }
}

/** `20261124T090000.000Z-…` as an instant (records/audit.ts). */
const instantOf = (id: string): Date =>
  new Date(
    id.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})/, '$1-$2-$3T$4:$5:$6').replace(/Z-.*$/, 'Z'),
  )
