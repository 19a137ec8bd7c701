import { waitsSince } from '../../domain/handoff/assigned.ts'
import { changesIn, versionSeen } from '../../domain/handoff/changes.ts'
import { concernsInOrder, wordsIn } from '../../domain/handoff/sections.ts'
import type { SnomedCode } from '../../domain/handoff/snomed.ts'
import type { Alert, Handoff } from '../../domain/handoff/types.ts'
import type { SummaryLine } from '../../domain/conversation/person.ts'
import type { CaseEntry } from '../../domain/casework/entries.ts'
import { nextMeeting } from '../../domain/handoff/order.ts'
import { caseworkSection } from './casework/latest.ts'
import { codesBlock } from './codes.ts'
import type { Facts } from './facts.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import { ownForm } from './layout.ts'
import type { Page } from './layout.ts'
import { chatLink, concernBlock, factList, ideaBlock, section, words, wordsList } from './pieces.ts'
import type { Session } from './sessions.ts'

export interface HandoffView {
  readonly handoff: Handoff
  /** Alerts of the same conversation: whether a duty contact has read each concern. */
  readonly alerts: readonly Alert[]
  /** What staff wrote down about it. */
  readonly entries?: readonly CaseEntry[]
  /** Codes that may be proposed. */
  readonly codes?: readonly SnomedCode[]
  /** A newer version came while they read: say so instead of marking it. */
  readonly changed?: boolean
}

/**
 * A summary on one screen, in the order in which it is needed: safety, what matters, goal and strengths, what gets in the way,
 * ideas, practical things, measures, meeting, sharing, and the rest folded.
 */
export function handoffPage(facts: Facts, session: Session, view: HandoffView): Page {
  const { handoff } = view
  return {
    title: facts.say('inbox.handoff.title'),
    back: true,
    body: html`<h1 class="nhsuk-heading-l"><bdi>${facts.person(handoff)}</bdi></h1>
      <p class="inbox-caption">${facts.sent(handoff)}</p>
      ${view.changed && html`<div class="inbox-safety" role="alert"><p>${facts.say('inbox.handoff.changed')}</p></div>`}
      ${bar(facts, session, handoff)} ${chatLink(facts, handoff.id)}
      <div class="inbox-page">
        ${safety(facts, view)} ${changes(facts, handoff)}
        <div>
          ${section('matters', facts.say('inbox.handoff.matters'), orEmpty(facts, wordsIn(handoff, 'matters'), true))}
          ${section('goal', facts.say('inbox.handoff.goal'), goal(facts, handoff))}
          ${section('needs', facts.say('inbox.handoff.needs'), needs(facts, handoff))}
          ${section('ideas', facts.say('inbox.handoff.ideas'), ideas(facts, handoff))}
        </div>
        <div>
          ${section('practical', facts.say('inbox.handoff.practical'), practical(facts, session, handoff))}
          ${measures(facts, handoff)}
          ${wordsIn(handoff, 'referral').length > 0 && section('referral', facts.say('inbox.handoff.referral'), wordsList(wordsIn(handoff, 'referral')))}
          ${section('booking', facts.say('inbox.handoff.booking'), booking(facts, handoff))}
          ${caseworkSection(facts, 'handoff', handoff.id, view.entries ?? [])}
          ${section('sharing', facts.say('inbox.handoff.sharing'), factList(facts.sharing(handoff)))}
        </div>
      </div>
      ${rest(facts, handoff)} ${codesBlock(facts, session, handoff, view.codes ?? [])}`,
  }
}

/** What is left of a summary that was taken back: that it was. */
export function withdrawnPage(facts: Facts): Page {
  return {
    title: facts.say('inbox.handoff.title'),
    back: true,
    body: html`<h1 class="nhsuk-heading-l">${facts.say('inbox.handoff.withdrawn')}</h1>
      <p>${facts.say('inbox.handoff.withdrawn.text')}</p>`,
  }
}

function bar(facts: Facts, session: Session, handoff: Handoff): Html {
  const read = handoff.acknowledged
  const state = read
    ? facts.say('inbox.handoff.read', { name: read.name, time: facts.times.at(read.at) })
    : facts.say('inbox.handoff.waiting', { time: facts.times.since(waitsSince(handoff)) })
  return html`<div class="inbox-bar">
    <p><strong class="nhsuk-tag nhsuk-tag--${read ? 'green' : 'yellow'}">${state}</strong></p>
    ${!read && handoff.heardSince && html`<p>${facts.say('inbox.handoff.heard-since', { name: handoff.heardSince.readBy })}</p>`}
    <p class="inbox-text-link">
      <a class="nhsuk-link" href="/inbox/handoffs/${handoff.id}.txt">${facts.say('inbox.handoff.text')}</a>
      <a class="nhsuk-link" href="/inbox/handoffs/${handoff.id}.pdf">${facts.say('inbox.handoff.pdf')}</a>
      <a class="nhsuk-link" href="/inbox/handoffs/${handoff.id}.fhir.json"
        >${facts.say('inbox.handoff.fhir')}</a
      >
    </p>
    ${
      !read &&
      html`<p class="inbox-bar__means" id="means">${facts.say('inbox.handoff.acknowledge.means')}</p>
        <form method="post" action="/inbox/handoffs/${handoff.id}/acknowledge">
          ${ownForm(session)}<input type="hidden" name="seen" value="${versionSeen(handoff)}" />
          <button class="nhsuk-button" type="submit" aria-describedby="means">
            ${facts.say('inbox.handoff.acknowledge')}
          </button>
        </form>`
    }
  </div>`
}

function safety(facts: Facts, { handoff, alerts }: HandoffView): Html {
  if (handoff.concerns.length === 0) {
    return html`<section class="inbox-safety inbox-safety--none" aria-labelledby="safety">
      <h2 id="safety">${facts.say('inbox.handoff.safety')}</h2>
      <p>${facts.noConcern(handoff)}</p>
    </section>`
  }
  const urgent = handoff.concerns.some(({ response }) => response === 'act-now')
  const many = handoff.concerns.length > 1
  return html`<section
    class="inbox-safety${urgent && ' inbox-safety--now'}${many && ' inbox-safety--many'}"
    aria-labelledby="safety"
  >
    <h2 id="safety">${facts.say('inbox.handoff.safety')}</h2>
    <div class="inbox-safety__list">
      ${concernsInOrder(handoff.concerns).map((concern) =>
        concernBlock(
          facts,
          concern,
          alerts.find(({ id }) => id === concern.id),
        ),
      )}
    </div>
  </section>`
}

/** What a later version says differently from the one before; both are kept. */
function changes(facts: Facts, handoff: Handoff): Html | false {
  const found = changesIn(handoff)
  if (!found) return false
  const { since, added, changed, leftOut } = found
  const part = (id: string, body: Html) =>
    html`<h3>${facts.say(id)}</h3>
      ${body}`
  return html`<section class="inbox-section inbox-changes" aria-labelledby="changes">
    <h2 id="changes">${facts.say('inbox.handoff.changes')}</h2>
    <p class="inbox-note">${facts.since(since)}</p>
    ${added.length + changed.length + leftOut.length === 0 && html`<p>${facts.say('inbox.handoff.changes.none')}</p>`}
    ${added.length > 0 && part('inbox.handoff.changes.added', wordsList(added))}
    ${changed.map(
      ({ before, after }) =>
        html`${part('inbox.handoff.changes.was', words(before.text))}
        ${part('inbox.handoff.changes.is', words(after.text))}`,
    )}
    ${leftOut.length > 0 && part('inbox.handoff.changes.left-out', wordsList(leftOut))}
  </section>`
}

function orEmpty(facts: Facts, lines: readonly SummaryLine[], main = false): Html {
  return lines.length > 0
    ? wordsList(lines, main)
    : html`<p class="inbox-note">${facts.say('inbox.handoff.empty')}</p>`
}

function goal(facts: Facts, handoff: Handoff): Html {
  const confidence = facts.confidence(handoff)
  return html`<h3>${facts.say('inbox.handoff.goal.want')}</h3>
    ${orEmpty(facts, wordsIn(handoff, 'goal'))}
    ${confidence && factList([[facts.say('inbox.handoff.goal.confidence'), [confidence]]])}
    <h3>${facts.say('inbox.handoff.goal.strengths')}</h3>
    ${orEmpty(facts, wordsIn(handoff, 'strengths'))}`
}

function needs(facts: Facts, handoff: Handoff): Html {
  return html`<h3>${facts.say('inbox.handoff.needs.in-the-way')}</h3>
    ${orEmpty(facts, wordsIn(handoff, 'in-the-way'))}
    <h3>${facts.say('inbox.handoff.needs.possible')}</h3>
    ${orEmpty(facts, wordsIn(handoff, 'possible'))}`
}

function ideas(facts: Facts, handoff: Handoff): Html {
  const lines = wordsIn(handoff, 'ideas')
  if (handoff.liked.length === 0) return orEmpty(facts, lines)
  return html`${handoff.liked.map((idea) => ideaBlock(facts, idea))} ${wordsList(lines)}`
}

function practical(facts: Facts, session: Session, handoff: Handoff): Html {
  const about = wordsIn(handoff, 'about')
  return html`${factList(facts.practical(handoff, session.staff.school))}
  ${about.length > 0 && html`<h3>${facts.say('inbox.handoff.about')}</h3>`}${wordsList(about)}`
}

function measures(facts: Facts, handoff: Handoff): Html | false {
  const [answers, own] = [facts.measures(handoff), wordsIn(handoff, 'measures')]
  if (answers.length + own.length === 0) return false
  return section(
    'measures',
    facts.say('inbox.handoff.measures'),
    html`<p class="inbox-note">${facts.say('inbox.handoff.measures.note')}</p>
      ${answers.length > 0 && factList(answers)} ${own.map(({ text }) => words(text))}`,
  )
}

function booking(facts: Facts, handoff: Handoff): Html {
  const note = facts.bookingNote(handoff)
  const booked = facts.booking(handoff)
  const { now } = facts.times
  const next = nextMeeting(handoff, now)
  const isAhead = next !== undefined && Date.parse(next) > now.getTime()
  return html`${note && html`<p class="inbox-note">${note}</p>`}${booked.length > 0 && factList(booked)}
  ${isAhead && html`<p class="inbox-act"><a class="nhsuk-link" href="/inbox/handoffs/${handoff.id}/time">${facts.say('inbox.move.link')}</a></p>`}
  ${facts.mayBeMissed(handoff) && html`<p class="inbox-act"><a class="nhsuk-link" href="/inbox/handoffs/${handoff.id}/casework">${facts.say('inbox.case.outcome.link')}</a></p>`}`
}

function rest(facts: Facts, handoff: Handoff): Html {
  return html`<details class="nhsuk-details">
    <summary class="nhsuk-details__summary">
      <span class="nhsuk-details__summary-text">${facts.say('inbox.handoff.rest')}</span>
    </summary>
    <div class="nhsuk-details__text">
      ${handoff.notForMe.length > 0 && section('not-for-me', facts.say('inbox.handoff.rest.not-for-me'), html`${handoff.notForMe.map((idea) => ideaBlock(facts, idea))}`)}
      ${handoff.passedOver.length > 0 && section('passed-over', facts.say('inbox.handoff.rest.passed-over'), html`${handoff.passedOver.map((idea) => ideaBlock(facts, idea))}`)}
      ${factList(facts.rest(handoff))}
    </div>
  </details>`
}
