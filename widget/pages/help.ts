import { helpWords } from '../strings/en-help.ts'
import type { HelpContact, Nation } from '../strings/en-help.ts'

/** The crisis card's words in any language, with the same contacts. */
export interface HelpWords {
  readonly open: string
  readonly urgent: string
  readonly heading: string
  readonly reasons: readonly string[]
  readonly tell: string
  readonly emergency: HelpContact
  readonly soonHeading: Readonly<Record<Nation, string>>
  readonly soonReason: string
  readonly soon: Readonly<Record<Nation, HelpContact>>
  readonly listenHeading: string
  readonly listeners: readonly HelpContact[]
}

/**
 * The crisis card as HTML, for the page itself: it works before the script, without it, and when the server is down. The same
 * classes as the crisis card in the conversation. The server fills in what the school's own area has (`{{LOCAL_HELP}}`).
 */
export function helpHtml(nation: Nation, words: HelpWords = helpWords): string {
  const soon = words.soon[nation]
  return `<section class="card crisis urgent">
<h2><span class="hidden">${escape(words.urgent)}</span>${escape(words.heading)}</h2>
<ul class="reasons">${words.reasons.map((reason) => `<li>${escape(reason)}</li>`).join('')}</ul>
<p class="tell">${escape(words.tell)}</p>
${actions(words.emergency)}
</section>
<section class="card crisis">
<h2>${escape(words.soonHeading[nation])}</h2>
<ul class="reasons"><li>${escape(words.soonReason)}</li></ul>
<p>${escape(soon.about)}</p>
${actions(soon)}
</section>
<section class="card crisis">
<h2>${escape(words.listenHeading)}</h2>
<ul class="contacts">${words.listeners
    .map((one) => `<li><h3>${escape(one.name)}</h3><p>${escape(one.about)}</p>${actions(one)}</li>`)
    .join('')}{{LOCAL_HELP}}</ul>
</section>`
}

function actions(contact: HelpContact): string {
  const links = contact.actions.map(
    ({ label, href }) => `<a class="action" href="${escape(href)}">${escape(label)}</a>`,
  )
  return `<p class="actions">${links.join(' ')}</p>`
}

const escape = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? '')
