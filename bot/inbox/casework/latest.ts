import type { CaseEntry, CaseOf } from '../../../domain/casework/entries.ts'
import type { Facts } from '../facts.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { section } from '../pieces.ts'
import { history } from './history.ts'

/** A summary is read in under a minute: the last two things are enough there, the rest is one tap away. */
const SHOWN = 2

/** What was written down last, on the page of the summary or concern itself, and the way to the rest and to writing more. */
export function caseworkSection(facts: Facts, of: CaseOf, id: string, entries: readonly CaseEntry[]): Html {
  const path = `/inbox/${of === 'handoff' ? 'handoffs' : 'alerts'}/${id}/casework`
  return section(
    'casework',
    facts.say('inbox.case.title'),
    html`${entries.length > 0 && history(facts, entries, SHOWN)}
      <p class="inbox-act">
        <a class="nhsuk-link" href="${path}"
          >${facts.say(of === 'handoff' ? 'inbox.case.open' : 'inbox.case.open.concern')}</a
        >
      </p>`,
  )
}
