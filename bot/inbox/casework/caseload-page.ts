import { isBookedWithNobody, linkWorkerOf, waitsSince } from '../../../domain/handoff/assigned.ts'
import type { Handoff } from '../../../domain/handoff/types.ts'
import type { School } from '../../../domain/school/school.ts'
import type { Facts } from '../facts.ts'
import { select } from '../form-pieces.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import type { Page } from '../layout.ts'
import { section } from '../pieces.ts'
import { rowsTable, tag } from '../table.ts'
import type { Column } from '../table.ts'
import type { Capacity, Caseload, CaseRow } from './caseload.ts'

/** Whose young people are shown: everybody's, those of nobody yet, or one link worker's by their id. */
export const ALL = 'all'
export const NOBODY = 'nobody'

export interface CaseloadView {
  readonly school: School
  readonly whose: string
  readonly load: Caseload
}

/** Who a link worker is with: what is overdue first, then whoever is met soonest; and how much of everybody's time is taken. */
export function caseloadPage(facts: Facts, { school, whose, load }: CaseloadView): Page {
  const rows = load.rows.filter(({ handoff }) => isTheirs(handoff, whose, school)).sort(byNeed)
  const open = rows.filter(({ hasEnded }) => !hasEnded)
  const ended = rows.filter(({ hasEnded }) => hasEnded)
  const stranded = load.rows.filter(
    ({ handoff, nextMeeting }) => nextMeeting !== undefined && isBookedWithNobody(handoff, school),
  ).length
  const unopened = load.all - load.rows.length - load.unreadable
  return {
    title: facts.say('inbox.caseload.title'),
    back: true,
    body: html`<h1 class="nhsuk-heading-l">${facts.say('inbox.caseload.title')}</h1>
      <form method="get" action="/inbox/caseload" class="inbox-bar">
        ${select({
          id: 'whose',
          label: facts.say('inbox.caseload.whose'),
          value: whose,
          options: [
            [ALL, facts.say('inbox.caseload.all')],
            ...school.linkWorkers.map(({ id, name }) => [id, name] as const),
            [NOBODY, facts.say('inbox.caseload.nobody')],
          ],
        })}
        <button class="nhsuk-button nhsuk-button--secondary" type="submit">
          ${facts.say('inbox.caseload.show')}
        </button>
      </form>
      ${load.unreadable > 0 && html`<div class="inbox-safety inbox-safety--now"><p>${facts.say('inbox.queue.unreadable', { count: load.unreadable })}</p></div>`}
      ${stranded > 0 && html`<div class="inbox-safety"><p>${facts.say('inbox.caseload.gone', { count: stranded })}</p></div>`}
      ${unopened > 0 && html`<p class="inbox-note">${facts.say('inbox.caseload.bound', { shown: load.rows.length, all: load.all })}</p>`}
      ${section('open', facts.say('inbox.caseload.open', { count: open.length }), list(facts, school, 'open', open))}
      ${section('capacity', facts.say('inbox.caseload.capacity'), capacity(facts, load))}
      ${ended.length > 0 && section('ended', facts.say('inbox.caseload.ended'), list(facts, school, 'ended', ended))}`,
  }
}

/** Whether someone is on the list that is asked for. Whom a link worker had who has left is with nobody. */
export const isTheirs = (handoff: Handoff, whose: string, school: School): boolean =>
  whose === ALL || (linkWorkerOf(handoff, school)?.id ?? NOBODY) === whose

function byNeed(a: CaseRow, b: CaseRow): number {
  const overdue = ({ overdue: one }: CaseRow) => Number(one === undefined)
  const meeting = ({ nextMeeting }: CaseRow) => nextMeeting ?? '9'
  const contact = ({ lastContact }: CaseRow) => lastContact ?? ''
  return (
    overdue(a) - overdue(b) ||
    meeting(a).localeCompare(meeting(b)) ||
    contact(a).localeCompare(contact(b)) ||
    waitsSince(a.handoff).localeCompare(waitsSince(b.handoff))
  )
}

function list(facts: Facts, school: School, id: string, rows: readonly CaseRow[]): Html {
  return rows.length === 0
    ? html`<p class="inbox-empty">${facts.say('inbox.caseload.empty')}</p>`
    : rowsTable(id, rows, columns(facts, school))
}

/** As in the search as well. */
export function columns(facts: Facts, school: School): Column<CaseRow>[] {
  return [
    {
      heading: facts.say('inbox.column.who'),
      cell: ({ handoff }) =>
        html`<a class="nhsuk-link" href="/inbox/handoffs/${handoff.id}"
          ><bdi>${facts.person(handoff)}</bdi></a
        >`,
    },
    { heading: facts.say('inbox.case.state'), cell: (row) => state(facts, row) },
    {
      heading: facts.say('inbox.column.meeting'),
      cell: ({ nextMeeting }) =>
        html`${nextMeeting === undefined ? facts.say('inbox.row.no-meeting') : facts.times.at(nextMeeting, true)}`,
    },
    {
      heading: facts.say('inbox.case.last-contact'),
      cell: ({ lastContact }) =>
        html`${lastContact === undefined ? facts.say('inbox.case.no-contact') : facts.times.day(lastContact, true)}`,
    },
    {
      heading: facts.say('inbox.column.for'),
      cell: ({ handoff }) => html`${facts.linkWorker(handoff, school)}`,
    },
    {
      heading: facts.say('inbox.case.title'),
      cell: ({ handoff }) =>
        html`<a class="nhsuk-link" href="/inbox/handoffs/${handoff.id}/casework"
          >${facts.say('inbox.case.open.short')}<span class="nhsuk-u-visually-hidden">
            (${facts.person(handoff)})</span
          ></a
        >`,
    },
  ]
}

/** What is overdue, else where it stands. */
function state(facts: Facts, { handoff, overdue, isUnrecorded, hasEnded }: CaseRow): Html {
  if (hasEnded) return html`<span class="inbox-quiet">${facts.say('inbox.case.ended')}</span>`
  if (overdue !== undefined) return tag('red', facts.say(`inbox.case.overdue.${overdue}`))
  if (isUnrecorded) return tag('yellow', facts.say('inbox.caseload.unrecorded'))
  if (handoff.acknowledged) return html`<span class="inbox-quiet">${facts.say('inbox.case.in-hand')}</span>`
  const time = facts.times.since(waitsSince(handoff))
  return tag('yellow', facts.say('inbox.handoff.waiting', { time }))
}

function capacity(facts: Facts, { capacity: workers, waiting }: Caseload): Html {
  return html`${rowsTable('capacity', workers, [
      { heading: facts.say('inbox.handoff.booking.with'), cell: ({ name }: Capacity) => html`${name}` },
      {
        heading: facts.say('inbox.caseload.column.people'),
        cell: ({ open, overdue }) =>
          html`${facts.say('inbox.caseload.people', { count: open })}
          ${overdue > 0 && tag('red', facts.say('inbox.caseload.overdue', { count: overdue }))}`,
      },
      {
        heading: facts.say('inbox.caseload.column.week'),
        cell: ({ thisWeek, mostPerWeek }) =>
          html`${mostPerWeek === undefined ? String(thisWeek) : facts.say('inbox.caseload.week', { count: thisWeek, most: mostPerWeek })}`,
      },
      {
        heading: facts.say('inbox.caseload.column.free'),
        cell: (worker) => html`${nextFree(facts, worker)}`,
      },
    ])}
    <p class="inbox-note">${facts.say('inbox.caseload.waiting', { count: waiting })}</p>`
}

function nextFree(facts: Facts, { paused, nextFree: start }: Capacity): string {
  if (paused) {
    return paused.until === undefined
      ? facts.say('inbox.caseload.paused')
      : facts.say('inbox.caseload.paused.until', { day: facts.times.date(paused.until) })
  }
  return start === undefined ? facts.say('inbox.caseload.none-free') : facts.times.at(start, true)
}
