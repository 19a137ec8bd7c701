import { renderSVG } from 'uqr'
import { shoutWordOf } from '../../../domain/safety/local-help.ts'
import type { School } from '../../../domain/school/school.ts'
import type { Say } from '../form-pieces.ts'
import { html, Html } from '../html.ts'
import type { Page } from '../layout.ts'
import { chatAddress } from './tag.ts'

/** A poster to print on one sheet, with a code that opens the chat on a page of its own. What is not for the wall is not printed. */
export function posterPage(say: Say, of: { school: School; publicUrl: string }): Page {
  const { school, publicUrl } = of
  const address = chatAddress(publicUrl, school)
  const title = say('inbox.site.poster')
  const body = html`<div class="inbox-poster__note">
      <h1 class="nhsuk-heading-l">${title}</h1>
      <p>${say('inbox.site.poster.draft')}</p>
      <p><a class="nhsuk-link" href="/inbox/school">${say('inbox.site.title')}</a></p>
    </div>
    <article class="inbox-poster">
      <h2>${say('poster.title')}</h2>
      <p class="inbox-poster__lead">${say('poster.what')}</p>
      <div class="inbox-poster__way">
        ${code(address)}
        <div>
          <p id="qr-name">${say('poster.scan')}</p>
          <p class="inbox-poster__address">${address.replace(/^https?:\/\//, '')}</p>
        </div>
      </div>
      <p>${say('poster.private')}</p>
      <p>${say('poster.limits', { school: school.name })}</p>
      ${school.reach && html`<p><strong>${say('poster.reach')}</strong> ${school.reach.text}</p>`}
      <div class="inbox-poster__help">
        <p><strong>${say('poster.danger')}</strong></p>
        <p>${say('poster.talk', { shout: shoutWordOf(school) })}</p>
      </div>
      <p class="inbox-poster__signed">${say('inbox.site.poster.signed')}</p>
    </article>`
  return { title, body, back: true }
}

/** Always dark on light, whatever the page's colours: cameras need it so. */
function code(address: string): Html {
  const svg = renderSVG(address, { ecc: 'M', border: 4 })
  // Made by the library of squares alone.
  return new Html(svg.replace('<svg ', '<svg class="inbox-qr" role="img" aria-labelledby="qr-name" '))
}
