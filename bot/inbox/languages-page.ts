import type { Language, Languages } from '../../content/load-languages.ts'
import type { School } from '../../domain/school/school.ts'
import { languageName } from './facts.ts'
import type { Facts } from './facts.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import type { Page } from './layout.ts'

const COLUMNS = ['language', 'state', 'heard', 'missing'] as const

/** What young people of a school can be spoken to in: which are drafts, what is heard in them, what is said in English instead. */
export function languagesPage(facts: Facts, languages: Languages, school: School): Page {
  const title = facts.say('inbox.languages.title')
  const column = (name: string) => facts.say(`inbox.languages.column.${name}`)
  const planned = languages.planned.map(languageName).join(', ')
  const body = html`<h1 class="nhsuk-heading-l" id="languages">${title}</h1>
    <p>${facts.say('inbox.languages.about')}</p>
    <table class="nhsuk-table inbox-table" role="table" aria-labelledby="languages">
      <thead role="rowgroup">
        <tr role="row">
          ${COLUMNS.map((name) => html`<th scope="col" role="columnheader">${column(name)}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${languages.offeredAt(school).map((one) => row(facts, one, column))}
      </tbody>
    </table>
    <p>${facts.say('inbox.languages.not-heard')}</p>
    ${planned !== '' && html`<p>${facts.say('inbox.languages.planned', { list: planned })}</p>`}`
  return { title, body, back: true }
}

function row(facts: Facts, language: Language, column: (name: string) => string): Html {
  const { code, name, locale, draft, listening, missing } = language
  const said =
    missing.length === 0
      ? facts.say('inbox.languages.whole')
      : facts.say('inbox.languages.missing', { count: missing.length, list: missing.join(', ') })
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      ${languageName(code)} <bdi class="inbox-quiet" lang="${locale}">${name}</bdi>
    </th>
    <td role="cell" data-label="${column('state')}">
      <strong class="nhsuk-tag nhsuk-tag--${draft ? 'yellow' : 'green'}"
        >${facts.say(draft ? 'inbox.languages.draft' : 'inbox.languages.checked')}</strong
      >
    </td>
    <td role="cell" data-label="${column('heard')}">${facts.say(`inbox.languages.heard.${listening}`)}</td>
    <td role="cell" data-label="${column('missing')}">${said}</td>
  </tr>`
}
