import type { Decision, DecisionOf } from '../../../domain/directory/decisions.ts'
import { decisionOn } from '../../../domain/directory/decisions.ts'
import { detailsOf } from '../../../domain/directory/details.ts'
import type { DetailField } from '../../../domain/directory/details.ts'
import type { Opportunity } from '../../../domain/directory/opportunity.ts'
import { changedUnder } from '../../../domain/directory/shelve.ts'
import type { Feed } from '../../../domain/school/school.ts'
import type { FeedState } from '../../feeds/records.ts'
import type { Fact, Facts } from '../facts.ts'
import { html, webLink } from '../html.ts'
import type { Html } from '../html.ts'
import { ownForm } from '../layout.ts'
import type { Page } from '../layout.ts'
import { factList, section } from '../pieces.ts'
import type { Session } from '../sessions.ts'
import { RESTRICTING, TELLING, fieldLabel, fromDescription, unknownOf, valuesOf } from './entry-words.ts'
import type { Interest, Opinion } from './interest.ts'
import { field, input, notice, statusTags } from './pieces.ts'

/** Characters of a reason: a sentence or two. */
export const LONGEST_REASON = 300

export interface EntryView {
  /** As young people are answered from it, and as its feed or its author has it. */
  readonly now: Opportunity
  readonly original: Opportunity
  readonly feed: Feed | undefined
  readonly feedState: FeedState | undefined
  readonly decisions: readonly Decision[]
  readonly interest: Interest
  readonly opinions: readonly Opinion[]
  /** The version of an entry by hand, for its forms. */
  readonly ownVersion: number
  readonly today: string
  readonly problem?: string | undefined
  /** A day for "check again by" that was not taken, and why. */
  readonly dayProblem?: string | undefined
}

/** Everything about an entry: who may go first, what is known and from where, what is not, and what can be decided about it. */
export function entryPage(facts: Facts, session: Session, view: EntryView): Page {
  const { now: o, decisions } = view
  return {
    title: facts.say('inbox.dir.entry.title'),
    back: true,
    body: html`<p><a class="nhsuk-link" href="/inbox/directory">${facts.say('inbox.dir.back')}</a></p>
      <h1 class="nhsuk-heading-l"><bdi>${o.name}</bdi></h1>
      <p class="inbox-caption">
        ${statusTags(facts, o, decisions, view.today)} ${o.organisation && html`<bdi>${o.organisation}</bdi>`}
      </p>
      ${view.problem && html`<div class="inbox-safety" role="alert"><p>${facts.say(view.problem)}</p></div>`}
      ${restrictions(facts, o)} ${changes(facts, session, view)}
      <div class="inbox-page">
        <div>
          ${section(
            'about',
            facts.say('inbox.dir.field.description'),
            html`<div class="inbox-description">
              <p dir="auto"><bdi>${o.description}</bdi></p>
            </div>`,
          )}
          ${section('known', facts.say('inbox.dir.entry.known'), known(facts, o, TELLING))}
          ${section('unknown', facts.say('inbox.dir.entry.unknown'), unknown(facts, o))}
          ${section('source', facts.say('inbox.dir.source'), source(facts, view))}
        </div>
        <div>
          ${section('decide', facts.say('inbox.dir.decide'), decide(facts, session, view))}
          ${section('interest', facts.say('inbox.dir.interest'), interest(facts, view))}
        </div>
      </div>`,
  }
}

function rows(facts: Facts, o: Opportunity, fields: readonly DetailField[]): Fact[] {
  const details = detailsOf(o)
  const read = fromDescription(o)
  return fields.flatMap((name): Fact[] => {
    const values = valuesOf(facts, name, details)
    if (values.length === 0) return []
    const said = read.has(name) ? values.map((text) => facts.say('inbox.dir.from-text', { text })) : values
    return [[fieldLabel(facts, name), said]]
  })
}

function restrictions(facts: Facts, o: Opportunity): Html {
  const list = rows(facts, o, RESTRICTING)
  return html`<section
    class="inbox-safety${list.length === 0 && ' inbox-safety--none'}"
    aria-labelledby="who"
  >
    <h2 id="who">${facts.say('inbox.idea.restrictions')}</h2>
    ${list.length === 0 ? html`<p>${facts.say('inbox.dir.who.unknown')}</p>` : factList(list)}
  </section>`
}

function known(facts: Facts, o: Opportunity, fields: readonly DetailField[]): Html {
  const others = o.places
    .slice(1)
    .map((place) => [place.name, place.address, place.postcode].filter(Boolean).join(', '))
  const more: Fact[] = others.length === 0 ? [] : [[facts.say('inbox.dir.other-places'), others]]
  const areas: Fact[] = o.areas.length === 0 ? [] : [[facts.say('inbox.dir.areas'), o.areas]]
  return factList([...rows(facts, o, fields), ...more, ...areas], (text) =>
    /^https?:\/\/\S+$/i.test(text) ? webLink(text) : html`${text}`,
  )
}

function unknown(facts: Facts, o: Opportunity): Html {
  const list = unknownOf(o)
  if (list.length === 0) return html`<p class="inbox-note">${facts.say('inbox.dir.entry.unknown.none')}</p>`
  return html`<ul class="nhsuk-list nhsuk-list--bullet">
    ${list.map((name) => html`<li>${fieldLabel(facts, name)}</li>`)}
  </ul>`
}

function source(facts: Facts, view: EntryView): Html {
  const { now: o, feed, feedState, decisions } = view
  const own = decisionOn(decisions, 'own', o.id)
  const list: Fact[] = [
    [facts.say('inbox.dir.source'), [own ? facts.say('inbox.dir.state.by-hand') : (feed?.name ?? o.source)]],
    [facts.say('inbox.dir.licence'), [o.licence ?? feed?.licence ?? facts.say('inbox.dir.unknown')]],
    [
      facts.say('inbox.dir.attributed'),
      [o.attribution ?? feed?.attribution ?? facts.say('inbox.dir.unknown')],
    ],
    [
      facts.say('inbox.idea.checked'),
      [
        o.lastChecked === undefined
          ? facts.say('inbox.idea.checked.unknown')
          : facts.times.date(o.lastChecked),
      ],
    ],
    ...(feedState?.lastSuccess === undefined
      ? []
      : [[facts.say('inbox.dir.feed-read'), [facts.times.at(feedState.lastSuccess)]] as const]),
    ...(own ? [[facts.say('inbox.dir.check-by'), [facts.times.date(own.checkBy)]] as const] : []),
    [facts.say('inbox.dir.reference'), [o.id]],
  ]
  return html`${o.lastChecked !== undefined && html`<p class="inbox-note">${facts.say('inbox.dir.age-of', { time: facts.times.since(`${o.lastChecked.slice(0, 10)}T00:00:00Z`) })}</p>`}
  ${feedState?.lastFailure && html`<p class="inbox-note">${facts.say('inbox.dir.feed-failed', { time: facts.times.at(feedState.lastFailure.at) })}</p>`}
  ${factList(list)}`
}

/** What was decided about the entry, by whom, and the way back from it. */
function changes(facts: Facts, session: Session, view: EntryView): Html | '' {
  const { now: o, decisions } = view
  const hide = decisionOn(decisions, 'hide', o.id)
  const correction = decisionOn(decisions, 'correction', o.id)
  const own = decisionOn(decisions, 'own', o.id)
  return html`${hide && notice(html`${facts.say('inbox.dir.hidden.by', { name: hide.by.name, time: facts.times.at(hide.at) })} ${facts.say('inbox.dir.hidden.why', { reason: hide.reason })}`)}
  ${own?.removed && notice(html`${facts.say('inbox.dir.removed.by', { name: own.removed.by.name, time: facts.times.at(own.removed.at) })}`)}
  ${own && !own.removed && own.checkBy < view.today && notice(html`${facts.say('inbox.dir.overdue', { date: facts.times.date(own.checkBy) })}`)}
  ${correction && section('corrected', facts.say('inbox.dir.corrected'), corrected(facts, session, view.original, correction))}`
}

function corrected(
  facts: Facts,
  session: Session,
  original: Opportunity,
  correction: DecisionOf<'correction'>,
): Html {
  const changed = new Set(changedUnder(correction, original))
  const said = detailsOf(original)
  const show = (name: DetailField, of: typeof correction.values) => {
    const values = valuesOf(facts, name, of)
    return values.length === 0 ? facts.say('inbox.dir.unknown') : values.join('; ')
  }
  return html`${changed.size > 0 && html`<div class="inbox-safety"><p>${facts.say('inbox.dir.changed-under')}</p></div>`}
    <div class="inbox-corrections">
      ${correction.fields.map(({ field: name, by, at }) => {
        const label = fieldLabel(facts, name)
        const list: Fact[] = [
          [facts.say('inbox.dir.corrected.to'), [show(name, correction.values)]],
          [facts.say('inbox.dir.corrected.was'), [show(name, correction.was)]],
          ...(changed.has(name)
            ? [[facts.say('inbox.dir.corrected.feed-now'), [show(name, said)]] as const]
            : []),
          [
            facts.say('inbox.dir.corrected.by'),
            [facts.say('inbox.dir.by', { name: by.name, time: facts.times.at(at) })],
          ],
        ]
        return html`<div class="inbox-idea">
          <h3>
            ${label}
            ${changed.has(name) && html`<strong class="nhsuk-tag nhsuk-tag--yellow">${facts.say('inbox.dir.feed-changed')}</strong>`}
          </h3>
          ${factList(list)}
          ${act(session, 'uncorrect', original.id, facts.say('inbox.dir.uncorrect', { field: label }), { field: name })}
        </div>`
      })}
    </div>`
}

function decide(facts: Facts, session: Session, view: EntryView): Html {
  const { now: o, decisions } = view
  const own = decisionOn(decisions, 'own', o.id)
  const pin = decisionOn(decisions, 'pin', o.id)
  const hide = decisionOn(decisions, 'hide', o.id)
  const version = { version: String(view.ownVersion) }
  if (own?.removed) return act(session, 'put-back', o.id, facts.say('inbox.dir.put-back'), version)
  const address = encodeURIComponent(o.id)
  return html`
    ${pin && html`<p class="inbox-note">${facts.say('inbox.dir.pinned.by', { name: pin.by.name, time: facts.times.at(pin.at) })}</p>`}
    ${
      pin
        ? act(session, 'unpin', o.id, facts.say('inbox.dir.unpin'))
        : html`<p class="inbox-note" id="pin-means">${facts.say('inbox.dir.pin.means')}</p>
            ${act(session, 'pin', o.id, facts.say('inbox.dir.pin'))}`
    }
    <p>
      <a
        class="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
        href="/inbox/directory/${own ? 'change' : 'correct'}?id=${address}"
        >${facts.say(own ? 'inbox.dir.change' : 'inbox.dir.correct')}</a
      >
    </p>
    ${own && checkAgain(facts, session, view)}
    ${own && act(session, 'remove', o.id, facts.say('inbox.dir.remove'), version)}
    ${hide ? act(session, 'unhide', o.id, facts.say('inbox.dir.unhide')) : hideForm(facts, session, o, view.problem === 'inbox.dir.wrong.reason')}
  `
}

function checkAgain(facts: Facts, session: Session, view: EntryView): Html {
  const { now: o, ownVersion, dayProblem } = view
  const error = dayProblem && facts.say(dayProblem)
  return html`<form method="post" action="/inbox/directory/checked">
    ${hidden(session, o.id)}<input type="hidden" name="version" value="${ownVersion}" />
    ${field({ id: 'check-by', label: facts.say('inbox.dir.check-by'), hint: facts.say('inbox.dir.check-by.hint'), error }, (more) => input('check-by', '', more, 10, 'date'))}
    <button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="submit">
      ${facts.say('inbox.dir.still-right')}
    </button>
  </form>`
}

function hideForm(facts: Facts, session: Session, o: Opportunity, isMissing: boolean): Html {
  const error = isMissing ? facts.say('inbox.dir.wrong.reason') : undefined
  return html`<form method="post" action="/inbox/directory/hide">
    ${hidden(session, o.id)}
    ${field({ id: 'reason', label: facts.say('inbox.dir.hide.reason'), hint: facts.say('inbox.dir.hide.hint'), error }, (more) => input('reason', '', more, LONGEST_REASON))}
    <button class="nhsuk-button nhsuk-button--warning nhsuk-button--small" type="submit">
      ${facts.say('inbox.dir.hide')}
    </button>
  </form>`
}

const hidden = (session: Session, entry: string): Html =>
  html`${ownForm(session)}<input type="hidden" name="entry" value="${entry}" />`

/** A form of one button. */
export function act(
  session: Session,
  does: string,
  entry: string,
  label: string,
  fields: Readonly<Record<string, string>> = {},
): Html {
  return html`<form class="inbox-act" method="post" action="/inbox/directory/${does}">
    ${hidden(session, entry)}
    ${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="submit">${label}</button>
  </form>`
}

function interest(facts: Facts, { interest: count, opinions }: EntryView): Html {
  const { suggested, liked, notForMe, passedOver } = count
  return html`<p>${facts.say('inbox.dir.interest.count', { suggested, liked, notForMe, passedOver })}</p>
    <p class="inbox-note">${facts.say('inbox.dir.interest.means')}</p>
    ${
      opinions.length > 0 &&
      html`<ul class="nhsuk-list nhsuk-list--bullet">
        ${opinions.map(
          ({ handoff, thought }) =>
            html`<li>
              <a class="nhsuk-link" href="/inbox/handoffs/${handoff.id}"
                ><bdi>${facts.person(handoff)}</bdi></a
              >: ${facts.say(`inbox.dir.thought.${thought}`)}
            </li>`,
        )}
      </ul>`
    }`
}
