import type { Say } from '../form-pieces.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import type { SiteView } from './site-page.ts'
import { chatAddress, helpAddress, policyLines, REACH_LINES } from './tag.ts'

const WORDPRESS = [
  'inbox.site.wordpress.block',
  'inbox.site.wordpress.paste',
  'inbox.site.wordpress.rights',
  'inbox.site.wordpress.minify',
]
const GOOGLE = [
  'inbox.site.google.link',
  'inbox.site.google.embed',
  'inbox.site.google.origin',
  'inbox.site.google.exit',
]

/** Text to copy as it is. */
export function code(id: string, text: string): Html {
  return html`<pre class="inbox-copy"><code id="${id}">${text}</code></pre>`
}

/** How the tag gets into WordPress and Google Sites, and through a page's own policy. */
export function builderBlocks(say: Say, { publicUrl, school }: SiteView): Html {
  return html`<h2 class="nhsuk-heading-m">${say('inbox.site.wordpress')}</h2>
    ${steps(say, WORDPRESS)}
    <h2 class="nhsuk-heading-m">${say('inbox.site.google')}</h2>
    ${steps(say, GOOGLE)} ${code('address-of-chat', chatAddress(publicUrl, school))}
    <h2 class="nhsuk-heading-m">${say('inbox.site.policy')}</h2>
    <p>${say('inbox.site.policy.about')}</p>
    ${code('policy', policyLines(publicUrl))}`
}

/** What those see whose browser runs no scripts, and what the school's file may say for them. */
export function withoutScripts(say: Say, { publicUrl, school }: SiteView): Html {
  const address = helpAddress(publicUrl, school)
  return html`<h2 class="nhsuk-heading-m">${say('inbox.site.plain')}</h2>
    <p>${say('inbox.site.plain.about')}</p>
    <p><a class="nhsuk-link" href="${address}">${say('inbox.site.plain.look')}</a></p>
    ${
      school.reach === undefined &&
      html`<p>${say('inbox.site.plain.reach')}</p>
        ${code('reach', REACH_LINES)}`
    }`
}

function steps(say: Say, ids: readonly string[]): Html {
  return html`<ul class="nhsuk-list nhsuk-list--bullet">
    ${ids.map((id) => html`<li>${say(id)}</li>`)}
  </ul>`
}
