import type { Alert } from '../../../domain/handoff/types.ts'
import type { Facts } from '../facts.ts'
import { input, select } from '../form-pieces.ts'
import type { Say } from '../form-pieces.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { ownForm } from '../layout.ts'
import type { Page } from '../layout.ts'
import { section, whoseAlert } from '../pieces.ts'
import { may } from '../permissions.ts'
import type { Session } from '../sessions.ts'
import { rowsTable } from '../table.ts'
import { ALL, columns, NOBODY } from './caseload-page.ts'
import { STATUSES } from './search.ts'
import type { Asked, FoundCases, Status } from './search.ts'

/** What only one of the two kinds can be. */
const OF_CONCERNS: readonly Status[] = ['any', 'unread', 'closed']
const OF_SUMMARIES: readonly Status[] = STATUSES.filter((status) => status !== 'closed')

/** The search and what it found. A form that is posted: a name in an address would stand in histories and logs. */
export function searchPage(facts: Facts, session: Session, asked: Asked, found?: FoundCases): Page {
  const { school } = session.staff
  const say: Say = (id, values) => facts.say(id, values)
  const sees = { handoffs: may(session.staff, 'read-summaries'), alerts: may(session.staff, 'read-alerts') }
  const statuses = STATUSES.filter(
    (one) => (sees.handoffs && OF_SUMMARIES.includes(one)) || (sees.alerts && OF_CONCERNS.includes(one)),
  )
  return {
    title: say('inbox.search.title'),
    back: true,
    body: html`<h1 class="nhsuk-heading-l">${say('inbox.search.title')}</h1>
      <form method="post" action="/inbox/search" class="inbox-search" role="search">
        ${ownForm(session)}
        ${input(say, { id: 'query', label: say('inbox.search.query'), hint: say('inbox.search.query.hint'), value: asked.query, autocomplete: 'off' })}
        <div class="inbox-search__filters">
          ${
            sees.handoffs &&
            select({
              id: 'whose',
              label: say('inbox.column.for'),
              value: asked.whose,
              options: [
                [ALL, say('inbox.search.anyone')],
                ...school.linkWorkers.map(({ id, name }) => [id, name] as const),
                [NOBODY, say('inbox.caseload.nobody')],
              ],
            })
          }
          ${select({
            id: 'status',
            label: say('inbox.case.state'),
            value: asked.status,
            options: statuses.map((status) => [status, say(`inbox.search.status.${status}`)] as const),
          })}
        </div>
        <button class="nhsuk-button" type="submit">${say('inbox.search.button')}</button>
      </form>
      ${found && results(facts, session, found, sees)}`,
  }
}

function results(
  facts: Facts,
  { staff: { school } }: Session,
  found: FoundCases,
  sees: { handoffs: boolean; alerts: boolean },
): Html {
  const { rows, alerts, looked, all, unreadable, isCut } = found
  const isWhole = looked + unreadable >= all
  return html`<p role="status">
      ${facts.say('inbox.search.found', { count: rows.length + alerts.length })}
      ${isCut && facts.say('inbox.search.cut')}
      ${isWhole ? facts.say('inbox.search.whole', { all }) : facts.say('inbox.search.bound', { looked, all })}
    </p>
    ${unreadable > 0 && html`<div class="inbox-safety inbox-safety--now"><p>${facts.say('inbox.queue.unreadable', { count: unreadable })}</p></div>`}
    ${sees.alerts && alerts.length > 0 && section('concerns', facts.say('inbox.search.concerns'), alertTable(facts, alerts))}
    ${sees.handoffs && rows.length > 0 && section('people', facts.say('inbox.search.people'), rowsTable('people', rows, columns(facts, school)))}`
}

const alertTable = (facts: Facts, alerts: readonly Alert[]): Html =>
  rowsTable('concerns', alerts, [
    {
      heading: facts.say('inbox.column.concern'),
      cell: (alert: Alert) =>
        html`<a class="nhsuk-link" href="/inbox/alerts/${alert.id}"
          ><bdi>${facts.concernHeading(alert.concern)}</bdi></a
        >`,
    },
    { heading: facts.say('inbox.column.who'), cell: (alert) => html`<bdi>${whoseAlert(facts, alert)}</bdi>` },
    {
      heading: facts.say('inbox.column.said'),
      cell: ({ concern }) => html`${facts.times.at(concern.at, true)}`,
    },
    { heading: facts.say('inbox.case.state'), cell: (alert) => html`${facts.state(alert)}` },
  ])
