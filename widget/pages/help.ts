import { helpWords } from '../strings/en-help.ts'
import type { HelpContact, Nation } from '../strings/en-help.ts'

/**
 * The crisis card as HTML, for the page itself: it works before the script, without it, and when the server is down. The same
 * classes as the crisis card in the conversation. The server fills in what the school's own area has (`{{LOCAL_HELP}}`).
 */
export function helpHtml(nation: Nation): string {
  const soon = helpWords.soon[nation]
  return `<section class="card crisis urgent">
<h2><span class="hidden">${escape(helpWords.urgent)}</span>${escape(helpWords.heading)}</h2>
<ul class="reasons">${helpWords.reasons.map((reason) => `<li>${escape(reason)}</li>`).join('')}</ul>
<p class="tell">${escape(helpWords.tell)}</p>
${actions(helpWords.emergency)}
</section>
<section class="card crisis">
<h2>${escape(helpWords.soonHeading[nation])}</h2>
<ul class="reasons"><li>${escape(helpWords.soonReason)}</li></ul>
<p>${escape(soon.about)}</p>
${actions(soon)}
</section>
<section class="card crisis">
<h2>${escape(helpWords.listenHeading)}</h2>
<ul class="contacts">${helpWords.listeners
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
