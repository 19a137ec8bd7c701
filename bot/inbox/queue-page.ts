import { isReferred } from '../../domain/conversation/concern.ts'
import { waitsSince } from '../../domain/handoff/assigned.ts'
import type { ToRecord } from '../../domain/handoff/meetings.ts'
import { hasConcern, nextMeeting } from '../../domain/handoff/order.ts'
import type { Alert, Handoff } from '../../domain/handoff/types.ts'
import { isOverdue } from '../../domain/handoff/waiting.ts'
import type { CaseList, Waiting } from './cases.ts'
import { deliverySummary } from './deliveries.ts'
import type { Facts } from './facts.ts'
import { formKey } from './form-key.ts'
import { lookAt } from './form-pieces.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import type { Page } from './layout.ts'
import { ownForm } from './layout.ts'
import { section, whoseAlert } from './pieces.ts'
import type { Session } from './sessions.ts'
import type { Staff } from './staff.ts'
import { rowsTable, tag } from './table.ts'
import type { Column } from './table.ts'

export interface QueueView {
  /** What came of a meeting was just written down. */
  readonly isRecorded?: boolean
  /** What waits at their other schools. */
  readonly elsewhere?: readonly Waiting[]
}

/** Everything that waits, in the order in which to read it, then what was read. A person sees what their role is for. */
export function queuePage(facts: Facts, session: Session, cases: CaseList, view: QueueView = {}): Page {
  const { isRecorded, elsewhere = [] } = view
  const { staff } = session
  const sees = seenBy(staff)
  return {
    title: facts.say('inbox.queue.title'),
    body: html`<h1 class="nhsuk-heading-l">${facts.say('inbox.queue.title')}</h1>
      ${sees.alerts || sees.handoffs ? waiting(facts, cases, sees) : html`<p class="inbox-lead">${facts.say('inbox.queue.neither')}</p>`}
      ${elsewhere.map((one) => waitingElsewhere(facts, session, one))}
      ${cases.unreadable > 0 && html`<div class="inbox-safety inbox-safety--now"><p>${facts.say('inbox.queue.unreadable', { count: cases.unreadable })}</p></div>`}
      ${isRecorded && html`<p class="inbox-done" role="status">${facts.say('inbox.case.recorded')}</p>`}
      ${sees.alerts && table(facts, 'concerns', cases.alerts.waiting, waitingAlert(facts, staff))}
      ${sees.handoffs && table(facts, 'handoffs', cases.handoffs.waiting, waitingHandoff(facts, staff))}
      ${cases.handoffs.unrecorded.length > 0 && table(facts, 'unrecorded', cases.handoffs.unrecorded, unrecorded(facts, session))}
      ${sees.alerts && table(facts, 'concerns-read', cases.alerts.read, readAlert(facts))}
      ${sees.handoffs && table(facts, 'handoffs-read', cases.handoffs.read, readHandoff(facts, staff), cases.unlisted.read)}
      ${cases.alerts.closed.length > 0 && table(facts, 'concerns-closed', cases.alerts.closed, closedAlert(facts), cases.unlisted.closed)}`,
  }
}

interface Sees {
  readonly alerts: boolean
  readonly handoffs: boolean
}

const seenBy = ({ roles }: Staff): Sees => ({
  alerts: roles.includes('duty-contact'),
  handoffs: roles.includes('link-worker'),
})

function waiting(facts: Facts, cases: CaseList, sees: Sees): Html {
  const count = { alerts: cases.alerts.waiting.length, handoffs: cases.handoffs.waiting.length }
  return html`<p class="inbox-lead">
    ${summary(facts, count, sees)}
    ${facts.say('inbox.queue.as-of', { time: facts.times.at(facts.times.now.toISOString()) })}
    <a class="nhsuk-link" href="/inbox">${facts.say('inbox.queue.refresh')}</a>
  </p>`
}

/** The list is of one school: whoever has several must not take it for all of them. */
function waitingElsewhere(facts: Facts, session: Session, of: Waiting): Html {
  const { school } = of.staff
  const what = summary(facts, of, seenBy(of.staff))
  return html`<div class="${of.alerts > 0 ? 'inbox-safety' : 'nhsuk-inset-text'}">
    <p>${facts.say('inbox.queue.elsewhere', { school: school.name, what })}</p>
    ${lookAt((id, values) => facts.say(id, values), session, school)}
  </div>`
}

function summary(facts: Facts, waits: Pick<Waiting, 'alerts' | 'handoffs'>, sees: Sees): string {
  const concerns = facts.say('inbox.queue.summary.concerns', { count: waits.alerts })
  const count = waits.handoffs
  if (!sees.handoffs) return `${concerns}.`
  if (!sees.alerts) return `${facts.say('inbox.queue.summary.handoffs-only', { count })}.`
  return `${concerns}, ${facts.say('inbox.queue.summary.handoffs', { count })}.`
}

/** With `unlisted`, it is said that there are more, and where. */
function table<T>(
  facts: Facts,
  name: string,
  rows: readonly T[],
  columns: readonly Column<T>[],
  unlisted = 0,
): Html {
  const id = `inbox.queue.${name}`
  if (rows.length === 0) {
    return section(name, facts.say(id), html`<p class="inbox-empty">${facts.say(`${id}.empty`)}</p>`)
  }
  return section(
    name,
    facts.say(id),
    html`${rowsTable(name, rows, columns)}
    ${
      unlisted > 0 &&
      html`<p class="inbox-note">
        ${facts.say('inbox.queue.unlisted', { count: unlisted })}
        <a class="nhsuk-link" href="/inbox/search">${facts.say('inbox.search.title')}</a>
      </p>`
    }`,
  )
}

function alertLink(facts: Facts): Column<Alert> {
  return {
    heading: facts.say('inbox.column.concern'),
    cell: (alert) =>
      html`<a class="nhsuk-link" href="/inbox/alerts/${alert.id}"
          ><bdi>${facts.concernHeading(alert.concern)}</bdi></a
        >
        ${alert.concern.response === 'act-now' && tag('red', facts.say(nowOf(alert)))}`,
  }
}

const nowOf = ({ concern }: Alert): string =>
  isReferred(concern) ? 'inbox.row.now.referral' : 'inbox.row.now'

function waitingAlert(facts: Facts, staff: Staff): Column<Alert>[] {
  return [
    alertLink(facts),
    {
      heading: facts.say('inbox.column.who'),
      cell: (alert) => html`<bdi>${whoseAlert(facts, alert)}</bdi>${speaks(facts, alert)}`,
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
      cell: (alert) => html`<bdi>${whoseAlert(facts, alert)}</bdi>`,
    },
    {
      heading: facts.say('inbox.column.said'),
      cell: ({ concern }) => html`${facts.times.at(concern.at, true)}`,
    },
    { heading: facts.say('inbox.column.read'), cell: ({ acknowledged }) => readBy(facts, acknowledged) },
  ]
}

function closedAlert(facts: Facts): Column<Alert>[] {
  return [
    alertLink(facts),
    { heading: facts.say('inbox.column.who'), cell: (alert) => html`<bdi>${whoseAlert(facts, alert)}</bdi>` },
    {
      heading: facts.say('inbox.column.closed'),
      cell: ({ closed }) =>
        html`${closed && facts.say('inbox.row.closed', { name: closed.name, day: facts.times.day(closed.at, true), reason: facts.say(`inbox.close.${closed.reason}`) })}`,
    },
  ]
}

/** One tap records what came of a meeting; more can be said on the page behind. */
function unrecorded(facts: Facts, session: Session): Column<ToRecord>[] {
  const ofHandoff = ({ heading, cell }: Column<Handoff>): Column<ToRecord> => ({
    heading,
    cell: (row) => cell(row.handoff),
  })
  return [
    ofHandoff(handoffLink(facts)),
    {
      heading: facts.say('inbox.column.meeting'),
      cell: ({ meeting: { slot } }) => html`${facts.times.at(slot.start, true)}`,
    },
    ofHandoff(forWhom(facts, session.staff)),
    { heading: facts.say('inbox.column.outcome'), cell: (row) => quickOutcome(facts, session, row) },
  ]
}

function quickOutcome(facts: Facts, session: Session, { handoff, meeting: met }: ToRecord): Html {
  const { id } = handoff
  const who = facts.person(handoff)
  return html`<form method="post" action="/inbox/handoffs/${id}/outcome" class="inbox-quick">
    ${ownForm(session)} ${formKey()}
    <input type="hidden" name="from" value="queue" />
    <input type="hidden" name="appointment" value="${met.id}" />
    <input type="hidden" name="sequence" value="${met.sequence}" />
    ${(['attended', 'did-not-attend'] as const).map(
      (what) =>
        html`<button class="nhsuk-button nhsuk-button--secondary" type="submit" name="what" value="${what}">
          ${facts.say(`inbox.outcome.${what}`)}<span class="nhsuk-u-visually-hidden"> (${who})</span>
        </button>`,
    )}
    <a class="nhsuk-link" href="/inbox/handoffs/${id}/casework"
      >${facts.say('inbox.case.more')}<span class="nhsuk-u-visually-hidden"> (${who})</span></a
    >
  </form>`
}

function waitingHandoff(facts: Facts, staff: Staff): Column<Handoff>[] {
  return [
    handoffLink(facts),
    safety(facts),
    {
      heading: facts.say('inbox.column.waiting'),
      cell: (handoff) => html`${facts.times.since(waitsSince(handoff))}${heardSince(facts, handoff)}`,
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
      html`<a class="nhsuk-link" href="/inbox/handoffs/${handoff.id}"><bdi>${facts.person(handoff)}</bdi></a
        >${speaks(facts, handoff)}`,
  }
}

/** Why it waits again: whoever had read it looks for what is new in it, and not for what they know. */
function heardSince(facts: Facts, { heardSince: since }: Handoff): Html | false {
  return (
    since !== undefined &&
    html`<br />${tag('yellow', facts.say('inbox.row.heard-since', { name: since.readBy }))}`
  )
}

/** Below the name: whoever rings or meets them must know before they do. */
function speaks(facts: Facts, of: Pick<Handoff, 'language'>): Html | false {
  const text = facts.spokenBriefly(of)
  return text !== undefined && html`<br />${tag('blue', text)}`
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
