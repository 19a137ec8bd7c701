import type { CaseEntry } from '../../../domain/casework/entries.ts'
import type { Facts } from '../facts.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { section } from '../pieces.ts'

/** Everything that staff wrote down, the newest first. */
export function history(facts: Facts, entries: readonly CaseEntry[], most = Infinity): Html {
  const shown = [...entries].reverse().slice(0, most)
  if (shown.length === 0) return html`<p class="inbox-empty">${facts.say('inbox.case.history.empty')}</p>`
  return html`<ol class="inbox-history" role="list">
    ${shown.map((entry) => line(facts, entry))}
  </ol>`
}

export const historySection = (facts: Facts, entries: readonly CaseEntry[]): Html =>
  section('history', facts.say('inbox.case.history'), history(facts, entries))

function line(facts: Facts, entry: CaseEntry): Html {
  const text = 'text' in entry ? entry.text : entry.kind === 'outcome' ? entry.agreed : undefined
  return html`<li class="inbox-history__entry">
    <p><strong>${headline(facts, entry)}</strong></p>
    ${text !== undefined && html`<p class="inbox-history__words" dir="auto"><bdi>${text}</bdi></p>`}
    ${entry.kind === 'outcome' && entry.onward.length > 0 && html`<p>${onward(facts, entry.onward)}</p>`}
    <p class="inbox-note">
      <bdi>${facts.say('inbox.case.by', { name: entry.name, time: facts.times.at(entry.at) })}</bdi>
    </p>
  </li>`
}

/** What was done, in one line. */
export function headline(facts: Facts, entry: CaseEntry): string {
  switch (entry.kind) {
    case 'note':
    case 'reopened':
    case 'message':
      return facts.say(`inbox.case.entry.${entry.kind}`)
    case 'contact':
      return facts.say(`inbox.case.entry.contact.${entry.reached ? 'reached' : 'tried'}`, {
        how: facts.say(`inbox.contact.${entry.how}`),
        time: facts.times.at(entry.when),
      })
    case 'outcome': {
      const what = facts.say(`inbox.outcome.${entry.what}`)
      return entry.meeting
        ? facts.say('inbox.case.entry.outcome', { what, time: facts.times.at(entry.meeting.start) })
        : what
    }
    case 'assigned':
      return facts.say('inbox.case.entry.assigned', { to: entry.to.name })
    case 'closed':
      return facts.say('inbox.case.entry.closed', { reason: facts.say(`inbox.close.${entry.reason}`) })
    case 'moved':
      return facts.say('inbox.case.entry.moved', {
        from: facts.times.at(entry.from),
        to: facts.times.at(entry.to),
      })
    case 'called-off':
      return facts.say('inbox.case.entry.called-off', { from: facts.times.at(entry.from) })
  }
}

const onward = (facts: Facts, places: readonly string[]): string =>
  facts.say('inbox.case.onward.to', {
    places: places.map((place) => facts.say(`inbox.onward.${place}`)).join(', '),
  })
