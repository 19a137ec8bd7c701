import { hasConcern, nextMeeting } from '../../domain/handoff/order.ts'
import type { Alert, Handoff } from '../../domain/handoff/types.ts'
import { isOverdue } from '../../domain/handoff/waiting.ts'
import type { CaseList } from './cases.ts'
import { deliverySummary } from './deliveries.ts'
import type { Facts } from './facts.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import type { Page } from './layout.ts'
import { section } from './pieces.ts'
import type { Staff } from './staff.ts'

interface Column<T> {
  readonly heading: string
  readonly cell: (row: T) => Html
}

/** Everything that waits, in the order in which to read it, then what was read. A person sees what their role is for. */
export function queuePage(facts: Facts, staff: Staff, cases: CaseList): Page {
  const sees = { alerts: staff.roles.includes('duty-contact'), handoffs: staff.roles.includes('link-worker') }
  return {
    title: facts.say('inbox.queue.title'),
    body: html`<h1 class="nhsuk-heading-l">${facts.say('inbox.queue.title')}</h1>
      <p class="inbox-lead">
        ${summary(facts, cases, sees)}
        ${facts.say('inbox.queue.as-of', { time: facts.times.at(facts.times.now.toISOString()) })}
        <a class="nhsuk-link" href="/inbox">${facts.say('inbox.queue.refresh')}</a>
      </p>
      ${cases.unreadable > 0 && html`<div class="inbox-safety inbox-safety--now"><p>${facts.say('inbox.queue.unreadable', { count: cases.unreadable })}</p></div>`}
      ${sees.alerts && table(facts, 'concerns', cases.alerts.waiting, waitingAlert(facts, staff))}
      ${sees.handoffs && table(facts, 'handoffs', cases.handoffs.waiting, waitingHandoff(facts, staff))}
      ${sees.alerts && table(facts, 'concerns-read', cases.alerts.read, readAlert(facts))}
      ${sees.handoffs && table(facts, 'handoffs-read', cases.handoffs.read, readHandoff(facts, staff))}`,
  }
}

function summary(facts: Facts, cases: CaseList, sees: { alerts: boolean; handoffs: boolean }): string {
  const concerns = facts.say('inbox.queue.summary.concerns', { count: cases.alerts.waiting.length })
  const count = cases.handoffs.waiting.length
  if (!sees.handoffs) return `${concerns}.`
  if (!sees.alerts) return `${facts.say('inbox.queue.summary.handoffs-only', { count })}.`
  return `${concerns}, ${facts.say('inbox.queue.summary.handoffs', { count })}.`
}

function table<T>(facts: Facts, name: string, rows: readonly T[], columns: readonly Column<T>[]): Html {
  const id = `inbox.queue.${name}`
  if (rows.length === 0) {
    return section(name, facts.say(id), html`<p class="inbox-empty">${facts.say(`${id}.empty`)}</p>`)
  }
  const [first, ...others] = columns
  return section(
    name,
    facts.say(id),
    // Small screens show a row as a block; the roles keep it a table for those who hear it.
    html`<table class="nhsuk-table inbox-table" role="table" aria-labelledby="${name}">
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map(({ heading }) => html`<th scope="col" role="columnheader">${heading}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows.map(
          (row) =>
            html`<tr role="row">
              <th scope="row" role="rowheader">${first?.cell(row)}</th>
              ${others.map(({ heading, cell }) => html`<td role="cell" data-label="${heading}">${cell(row)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`,
  )
}

const tag = (colour: string, text: string): Html =>
  html`<strong class="nhsuk-tag nhsuk-tag--${colour}">${text}</strong>`

function alertLink(facts: Facts): Column<Alert> {
  return {
    heading: facts.say('inbox.column.concern'),
    cell: (alert) =>
      html`<a class="nhsuk-link" href="/inbox/alerts/${alert.id}"
          ><bdi>${facts.concernHeading(alert.concern)}</bdi></a
        >
        ${alert.concern.response === 'act-now' && tag('red', facts.say('inbox.row.now'))}`,
  }
}

function waitingAlert(facts: Facts, staff: Staff): Column<Alert>[] {
  return [
    alertLink(facts),
    {
      heading: facts.say('inbox.column.who'),
      cell: (alert) => html`<bdi>${facts.person(alert)}</bdi>`,
    },
    {
      heading: facts.say('inbox.column.waiting'),
      cell: ({ raisedAt }) => html`${facts.times.since(raisedAt)}`,
    },
    {
      heading: facts.say('inbox.column.due'),
      cell: (alert) =>
        html`${isOverdue(alert, facts.times.now) && tag('red', facts.say('inbox.row.overdue'))}
        ${facts.times.at(alert.dueAt, true)}`,
    },
    {
      heading: facts.say('inbox.column.told'),
      cell: (alert) => deliverySummary(facts, alert, staff.school),
    },
  ]
}

function readAlert(facts: Facts): Column<Alert>[] {
  return [
    alertLink(facts),
    {
      heading: facts.say('inbox.column.who'),
      cell: (alert) => html`<bdi>${facts.person(alert)}</bdi>`,
    },
    {
      heading: facts.say('inbox.column.said'),
      cell: ({ concern }) => html`${facts.times.at(concern.at, true)}`,
    },
    { heading: facts.say('inbox.column.read'), cell: ({ acknowledged }) => readBy(facts, acknowledged) },
  ]
}

function waitingHandoff(facts: Facts, staff: Staff): Column<Handoff>[] {
  return [
    handoffLink(facts),
    safety(facts),
    {
      heading: facts.say('inbox.column.waiting'),
      cell: ({ agreedAt }) => html`${facts.times.since(agreedAt)}`,
    },
    meeting(facts),
    forWhom(facts, staff),
  ]
}

function readHandoff(facts: Facts, staff: Staff): Column<Handoff>[] {
  return [
    handoffLink(facts),
    safety(facts),
    { heading: facts.say('inbox.column.read'), cell: ({ acknowledged }) => readBy(facts, acknowledged) },
    meeting(facts),
    forWhom(facts, staff),
  ]
}

function handoffLink(facts: Facts): Column<Handoff> {
  return {
    heading: facts.say('inbox.column.who'),
    cell: (handoff) =>
      html`<a class="nhsuk-link" href="/inbox/handoffs/${handoff.id}"
        ><bdi>${facts.person(handoff)}</bdi></a
      >`,
  }
}

function safety(facts: Facts): Column<Handoff> {
  return {
    heading: facts.say('inbox.column.safety'),
    cell: (handoff) => {
      if (handoff.concerns.some(({ response }) => response === 'act-now')) {
        return tag('red', facts.say('inbox.row.now'))
      }
      if (hasConcern(handoff)) return tag('yellow', facts.say('inbox.row.concern'))
      const id = handoff.version === 0 ? 'no-summary' : handoff.concerns.length > 0 ? 'noted' : 'no-concern'
      const text = facts.say(`inbox.row.${id}`)
      return html`<span class="inbox-quiet">${text}</span>`
    },
  }
}

function meeting(facts: Facts): Column<Handoff> {
  return {
    heading: facts.say('inbox.column.meeting'),
    cell: (handoff) => {
      if (handoff.appointment?.status === 'cancelled') return html`${facts.say('inbox.row.cancelled')}`
      const start = nextMeeting(handoff, facts.times.now) ?? handoff.appointment?.slot.start
      return html`${start === undefined ? facts.say('inbox.row.no-meeting') : facts.times.at(start, true)}`
    },
  }
}

function forWhom(facts: Facts, staff: Staff): Column<Handoff> {
  return {
    heading: facts.say('inbox.column.for'),
    cell: (handoff) =>
      staff.id.role === 'link-worker' && handoff.linkWorker === staff.id.id
        ? html`<strong>${facts.say('inbox.row.for-you')}</strong>`
        : html`${facts.linkWorker(handoff, staff.school)}`,
  }
}

function readBy(facts: Facts, read: { readonly name: string; readonly at: string } | undefined): Html {
  return html`${read && facts.say('inbox.row.read-by', { name: read.name, day: facts.times.day(read.at, true) })}`
}
