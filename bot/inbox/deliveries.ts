import { hasFailed, INTERRUPTED } from '../../domain/alerts/record.ts'
import type { Delivery } from '../../domain/alerts/record.ts'
import type { Alert } from '../../domain/handoff/types.ts'
import type { School } from '../../domain/school/school.ts'
import type { Facts } from './facts.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'

type Standing = 'sent' | 'in-part' | 'failing' | 'sending'

const standingOf = (delivery: Delivery): Standing => {
  if (delivery.doneAt !== undefined) return delivery.attempts.at(-1)?.code === undefined ? 'sent' : 'in-part'
  return hasFailed(delivery) ? 'failing' : 'sending'
}

const COLOURS = { sent: 'green', 'in-part': 'yellow', failing: 'red', sending: 'grey' } as const

/** Who was told outside the inbox: every step by every channel, each with all its tries. */
export function deliveryTable(facts: Facts, alert: Alert, school: School): Html {
  if (alert.deliveries.length === 0) {
    const id = alert.acknowledged ? 'never' : 'none'
    return html`<p class="inbox-empty">${facts.say(`inbox.told.${id}`)}</p>`
  }
  const column = (name: string) => facts.say(`inbox.told.column.${name}`)
  const rows = [...alert.deliveries].sort(byFirstTry)
  return html`<table class="nhsuk-table inbox-table" role="table" aria-labelledby="told">
    <thead role="rowgroup">
      <tr role="row">
        ${['way', 'who', 'outcome', 'tries'].map((name) => html`<th scope="col" role="columnheader">${column(name)}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        (row) =>
          html`<tr role="row">
            <th scope="row" role="rowheader">
              ${channelName(facts, row, school)}, ${facts.say('inbox.told.step', { step: row.step + 1 })}
            </th>
            <td role="cell" data-label="${column('who')}"><bdi>${namesOf(row, school)}</bdi></td>
            <td role="cell" data-label="${column('outcome')}">${outcome(facts, row)}</td>
            <td role="cell" data-label="${column('tries')}">${tries(facts, row)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}

/** For a list: by which ways it has left, and whether one of them fails. */
export function deliverySummary(facts: Facts, alert: Alert, school: School): Html {
  const current = alert.deliveries.filter(({ round }) => round === alert.round)
  const sent = current.filter(({ doneAt }) => doneAt !== undefined)
  const failing = current.filter((one) => standingOf(one) === 'failing')
  const waysOf = (list: readonly Delivery[]) =>
    [...new Set(list.map((one) => channelName(facts, one, school)))].join(', ')
  const fails = facts.say('inbox.told.fails', { ways: waysOf(failing) })
  return html`${sent.length > 0 ? waysOf(sent) : html`<span class="inbox-quiet">${facts.say('inbox.told.inbox-only')}</span>`}
  ${failing.length > 0 && html`<strong class="nhsuk-tag nhsuk-tag--red">${fails}</strong>`}`
}

const byFirstTry = (a: Delivery, b: Delivery): number =>
  (a.attempts[0]?.at ?? '9').localeCompare(b.attempts[0]?.at ?? '9') || a.id.localeCompare(b.id)

/** The kind of a channel, and its name when the school has several of one kind. */
function channelName(facts: Facts, { channel }: Delivery, school: School): string {
  const all = school.alerts.channels
  const kind = all.find(({ id }) => id === channel)?.kind
  if (kind === undefined) return channel
  const name = facts.say(`alert.channel.${kind}`)
  return all.filter((one) => one.kind === kind).length > 1 ? `${name} (${channel})` : name
}

const namesOf = ({ told }: Delivery, school: School): string =>
  told.map((id) => school.dutyContacts.find((one) => one.id === id)?.name ?? id).join(', ')

function outcome(facts: Facts, delivery: Delivery): Html {
  const standing = standingOf(delivery)
  const at = delivery.doneAt === undefined ? '' : facts.times.at(delivery.doneAt, true)
  return html`<strong class="nhsuk-tag nhsuk-tag--${COLOURS[standing]}"
      >${facts.say(`inbox.told.${standing}`)}</strong
    >
    ${at}`
}

/** Each try that did not simply succeed, with its code; the number of those that are not listed any more. */
function tries(facts: Facts, delivery: Delivery): Html {
  const failed = delivery.attempts.filter(({ ok, code }) => !ok || code !== undefined)
  const count = delivery.tried
  if (failed.length === 0) return html`${facts.say('inbox.told.tries', { count })}`
  return html`<details>
    <summary>${facts.say('inbox.told.tries', { count })}</summary>
    <ul class="nhsuk-list inbox-note">
      ${delivery.attempts.map(
        ({ at, ok, code }) =>
          html`<li>
            ${facts.times.at(at, true)}: ${facts.say(ok ? 'inbox.told.try.ok' : 'inbox.told.try.failed')}
            ${code !== undefined && `(${code})`}
            ${code === INTERRUPTED && facts.say('inbox.told.try.interrupted')}
          </li>`,
      )}
    </ul>
    ${count > delivery.attempts.length && html`<p>${facts.say('inbox.told.try.more', { count: count - delivery.attempts.length })}</p>`}
  </details>`
}
