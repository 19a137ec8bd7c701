import type { FeedStanding, Standing } from '../feeds/standing.ts'
import type { Facts } from './facts.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import type { Page } from './layout.ts'

const COLOURS: Readonly<Record<Standing, string>> = {
  fresh: 'green',
  failing: 'yellow',
  old: 'red',
  never: 'grey',
}
const COLUMNS = ['feed', 'standing', 'read', 'count', 'trouble'] as const

/** The directories that a school's ideas come from, and how each of them is: how old, how many, what went wrong last. */
export function feedsPage(facts: Facts, feeds: readonly FeedStanding[]): Page {
  const title = facts.say('inbox.feeds.title')
  const column = (name: string) => facts.say(`inbox.feeds.column.${name}`)
  const body = html`<h1 class="nhsuk-heading-l" id="feeds">${title}</h1>
    <p>${facts.say('inbox.feeds.about')}</p>
    ${feeds.length === 0 && html`<p class="inbox-empty">${facts.say('inbox.feeds.empty')}</p>`}
    ${
      feeds.length > 0 &&
      html`<table class="nhsuk-table inbox-table" role="table" aria-labelledby="feeds">
        <thead role="rowgroup">
          <tr role="row">
            ${COLUMNS.map((name) => html`<th scope="col" role="columnheader">${column(name)}</th>`)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${feeds.map((one) => row(facts, one, column))}
        </tbody>
      </table>`
    }`
  return { title, body, back: true }
}

function row(facts: Facts, { feed, state, standing }: FeedStanding, column: (name: string) => string): Html {
  const none = facts.say('inbox.feeds.none')
  const read = state?.lastSuccess
  const age = read === undefined ? '' : facts.say('inbox.feeds.age', { age: facts.times.since(read) })
  return html`<tr role="row">
    <th scope="row" role="rowheader">
      <bdi>${feed.name}</bdi> <span class="inbox-quiet">${feed.format}</span>
    </th>
    <td role="cell" data-label="${column('standing')}">
      <strong class="nhsuk-tag nhsuk-tag--${COLOURS[standing]}"
        >${facts.say(`inbox.feeds.${standing}`)}</strong
      >
    </td>
    <td role="cell" data-label="${column('read')}">
      ${read === undefined ? facts.say('inbox.feeds.not-yet') : facts.times.at(read, true)}
      ${read !== undefined && html`<span class="inbox-quiet">${age}</span>`}
    </td>
    <td role="cell" data-label="${column('count')}">
      ${facts.say('inbox.feeds.count', { count: state?.count ?? 0, out: total(state?.leftOut) })}
    </td>
    <td role="cell" data-label="${column('trouble')}">${trouble(facts, state, none)}</td>
  </tr>`
}

/** The last failure in the words of the log, which never quote the feed; else how much of the last reading did not go well. */
function trouble(facts: Facts, state: FeedStanding['state'], none: string): Html {
  const failure = state?.lastFailure
  if (failure) {
    return html`${facts.times.at(failure.at, true)}: <bdi>${failure.why ?? failure.code}</bdi>.
      ${facts.say(state.lastSuccess === undefined ? 'inbox.feeds.nothing' : 'inbox.feeds.stands')}`
  }
  const problems = total(state?.problems)
  return html`${problems === 0 ? none : facts.say('inbox.feeds.problems', { count: problems })}`
}

const total = (counts: Readonly<Record<string, number>> | undefined): number =>
  Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0)
