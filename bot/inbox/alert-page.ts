import { isReferred } from '../../domain/conversation/concern.ts'
import { isOverdue } from '../../domain/handoff/waiting.ts'
import type { Alert, Handoff } from '../../domain/handoff/types.ts'
import type { School } from '../../domain/school/school.ts'
import type { CaseEntry } from '../../domain/casework/entries.ts'
import { caseworkSection } from './casework/latest.ts'
import { deliveryTable } from './deliveries.ts'
import type { Fact, Facts } from './facts.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import { ownForm } from './layout.ts'
import type { Page } from './layout.ts'
import { alertWords, chatLink, factList, section, writerFacts } from './pieces.ts'
import type { Session } from './sessions.ts'

export interface AlertView {
  readonly alert: Alert
  /** Other alerts of the same conversation. */
  readonly others: readonly Alert[]
  /** Their summary, if they sent one. */
  readonly handoff?: Handoff | undefined
  /** What staff wrote down about it. */
  readonly entries?: readonly CaseEntry[]
  /** There is no chat: nobody has taken the invitation up, or it was deleted since. */
  readonly noChat?: boolean
  /** More was said while they read: say so instead of marking it. */
  readonly changed?: boolean
}

/** What a reader has seen of an alert: it changes when more is said, or when our response rises. */
export const seenOf = ({ concern }: Alert): string => `${concern.response}.${concern.count}`

/** One concern for a duty contact: what was said, by whom and when, what we did and showed, who is due, and what to press. */
export function alertPage(facts: Facts, session: Session, view: AlertView): Page {
  const { alert, others, handoff } = view
  const { concern } = alert
  const { school } = session.staff
  const urgent = concern.response === 'act-now'
  const referred = isReferred(concern)
  return {
    title: facts.say('inbox.alert.title'),
    back: true,
    body: html`<h1 class="nhsuk-heading-l"><bdi>${facts.concernHeading(concern)}</bdi></h1>
      ${view.changed && html`<div class="inbox-safety" role="alert"><p>${facts.say('inbox.alert.changed')}</p></div>`}
      ${bar(facts, session, alert)}
      ${
        view.noChat
          ? html`<p class="inbox-note">${facts.say('inbox.alert.no-chat')}</p>`
          : chatLink(facts, alert.conversation)
      }
      <div class="${urgent ? 'inbox-safety inbox-safety--now' : 'inbox-safety'}">
        <h2>${facts.say(referred ? 'inbox.concern.words.referral' : 'inbox.concern.words')}</h2>
        ${alertWords(facts, alert)}
        <p class="inbox-note">${facts.concernTime(concern)}</p>
        ${factList(knownOf(facts, view, school))}
      </div>
      ${
        others.length > 0 &&
        section(
          'others',
          facts.say(referred ? 'inbox.alert.others.referral' : 'inbox.alert.others'),
          html`<ul class="nhsuk-list nhsuk-list--bullet">
            ${others.map((other) => otherAlert(facts, other))}
          </ul>`,
        )
      }
      ${section('told', facts.say('inbox.alert.told'), deliveryTable(facts, alert, school))}
      ${caseworkSection(facts, 'alert', alert.id, view.entries ?? [])}
      ${section('summary', facts.say('inbox.alert.handoff'), handoffNote(facts, session, handoff))}
      ${factList([[facts.say('inbox.alert.reference'), [alert.id]]])}`,
  }
}

/** Where it stands, and the one thing to do. */
function bar(facts: Facts, session: Session, alert: Alert): Html {
  const colour = alert.closed
    ? 'grey'
    : alert.acknowledged
      ? 'green'
      : isOverdue(alert, facts.times.now)
        ? 'red'
        : 'yellow'
  const means = isReferred(alert.concern)
    ? 'inbox.alert.acknowledge.means.referral'
    : 'inbox.alert.acknowledge.means'
  return html`<div class="inbox-bar">
    <p><strong class="nhsuk-tag nhsuk-tag--${colour}">${facts.state(alert)}</strong></p>
    ${
      !alert.acknowledged &&
      html`<p class="inbox-bar__means" id="means">${facts.say(means)}</p>
        <form method="post" action="/inbox/alerts/${alert.id}/acknowledge">
          ${ownForm(session)}<input type="hidden" name="seen" value="${seenOf(alert)}" />
          <button class="nhsuk-button" type="submit" aria-describedby="means">
            ${facts.say('inbox.alert.acknowledge')}
          </button>
        </form>`
    }
  </div>`
}

function knownOf(facts: Facts, { alert, handoff }: AlertView, school: School): Fact[] {
  const nothing: Fact = [facts.say('inbox.concern.wants'), [facts.say('inbox.concern.not-recorded')]]
  const wasAsked = !isReferred(alert.concern)
  return [
    ...writerFacts(facts, alert),
    [facts.say('inbox.alert.who'), [whoSaidIt(facts, alert, handoff)]],
    ...(wasAsked && alert.concern.wants.length === 0 ? [nothing] : []),
    ...facts.concern(alert.concern),
    ...facts.spoken(alert),
    [facts.say('inbox.alert.due'), [facts.due(alert, school)]],
  ]
}

function whoSaidIt(facts: Facts, alert: Alert, handoff: Handoff | undefined): string {
  const preferredName = alert.preferredName ?? handoff?.preferredName
  const age = alert.age ?? handoff?.age
  const isKnown = preferredName !== undefined || typeof age === 'number'
  if (isKnown) return facts.person({ preferredName, age })
  return facts.say(isReferred(alert.concern) ? 'inbox.alert.who.referral' : 'inbox.alert.who.unknown')
}

function otherAlert(facts: Facts, other: Alert): Html {
  return html`<li>
    <a class="nhsuk-link" href="/inbox/alerts/${other.id}"
      ><bdi>${facts.concernHeading(other.concern)}</bdi></a
    >, ${facts.times.at(other.concern.at)}.
    ${isReferred(other.concern) && `${facts.say('inbox.heard.referral')}. `}${facts.state(other)}
  </li>`
}

/** The summary is the link worker's to read; a duty contact is told that there is one, and whom to ask. */
function handoffNote(facts: Facts, session: Session, handoff: Handoff | undefined): Html {
  if (!handoff) return html`<p>${facts.say('inbox.alert.handoff.none')}</p>`
  if (handoff.status === 'withdrawn') return html`<p>${facts.say('inbox.alert.handoff.withdrawn')}</p>`
  if (session.staff.roles.includes('link-worker')) {
    return html`<p>
      <a class="nhsuk-link" href="/inbox/handoffs/${handoff.id}">${facts.say('inbox.alert.handoff.link')}</a>
    </p>`
  }
  const name = handoff.linkWorker
    ? facts.linkWorker(handoff, session.staff.school)
    : facts.say('inbox.alert.handoff.anyone')
  return html`<p>
    ${facts.say('inbox.alert.handoff.sent', { time: facts.times.at(handoff.agreedAt), name })}
  </p>`
}
