import type { Decision } from '../../../domain/directory/decisions.ts'
import type { Due } from '../../../domain/directory/shelve.ts'
import type { Facts } from '../facts.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import type { Page } from '../layout.ts'
import { section } from '../pieces.ts'
import type { Session } from '../sessions.ts'
import { act } from './entry-page.ts'
import { fieldLabel } from './entry-words.ts'

const KINDS = ['pin', 'hide', 'correction', 'own'] as const
/** How each is taken back; an entry by hand is taken out on its own page. */
const UNDO = { pin: 'unpin', hide: 'unhide', correction: 'uncorrect-all' } as const

/** Everything a school decided about its directory: what should be looked at again first, then kind by kind with the way back. */
export function decisionsPage(
  facts: Facts,
  session: Session,
  decisions: readonly Decision[],
  due: readonly Due[],
): Page {
  return {
    title: facts.say('inbox.dir.decisions'),
    back: true,
    body: html`<p><a class="nhsuk-link" href="/inbox/directory">${facts.say('inbox.dir.back')}</a></p>
      <h1 class="nhsuk-heading-l">${facts.say('inbox.dir.decisions')}</h1>
      <p class="inbox-lead">
        ${facts.say('inbox.dir.decisions.lead', { school: session.staff.school.name })}
      </p>
      ${due.length > 0 && section('due', facts.say('inbox.dir.due'), list(due.map(({ why, decision }) => html`${link(decision)}: ${facts.say(`inbox.dir.due.${why}`)}`)))}
      ${KINDS.map((kind) => {
        const of = decisions.filter((d) => d.kind === kind)
        const heading = facts.say(`inbox.dir.decisions.${kind}`)
        const body =
          of.length === 0
            ? html`<p class="inbox-empty">${facts.say('inbox.dir.decisions.none')}</p>`
            : list(of.map((decision) => line(facts, session, decision)))
        return section(kind, heading, body)
      })}`,
  }
}

const list = (items: readonly Html[]): Html =>
  html`<ul class="inbox-entries">
    ${items.map((item) => html`<li class="inbox-entry">${item}</li>`)}
  </ul>`

const link = ({ entry, name }: Decision): Html =>
  html`<a class="nhsuk-link" href="/inbox/directory/entry?id=${encodeURIComponent(entry)}"
    ><bdi>${name}</bdi></a
  >`

function line(facts: Facts, session: Session, decision: Decision): Html {
  return html`${link(decision)}
    <p class="inbox-note">${about(facts, decision)}</p>
    ${decision.kind !== 'own' && act(session, UNDO[decision.kind], decision.entry, facts.say(`inbox.dir.undo.${decision.kind}`, { name: decision.name }))}`
}

function about(facts: Facts, decision: Decision): Html {
  const by = ({ by: who, at }: { by: { name: string }; at: string }) =>
    facts.say('inbox.dir.by', { name: who.name, time: facts.times.at(at) })
  switch (decision.kind) {
    case 'pin':
      return html`${by(decision)}`
    case 'hide':
      return html`${by(decision)}. ${facts.say('inbox.dir.hidden.why', { reason: decision.reason })}`
    case 'correction':
      return html`${decision.fields.map((one) => `${fieldLabel(facts, one.field)}: ${by(one)}. `)}`
    case 'own':
      return decision.removed
        ? html`${facts.say('inbox.dir.removed.by', { name: decision.removed.by.name, time: facts.times.at(decision.removed.at) })}`
        : html`${by(decision)}. ${facts.say('inbox.dir.check-by')}: ${facts.times.date(decision.checkBy)}`
  }
}
