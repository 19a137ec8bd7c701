import { forAnyone, hrefOf } from '../../domain/safety/crisis.ts'
import { localLinesOf } from '../../domain/safety/local-help.ts'
import type { Channel, CrisisService } from '../../domain/safety/register.ts'
import type { School } from '../../domain/school/school.ts'
import { html } from '../inbox/html.ts'
import type { Html } from '../inbox/html.ts'

/**
 * Help of the school's own area as HTML for the page itself, in the form of the national help above it (widget/pages/help.ts): there
 * before any script, without it, and when the server is gone. Nothing is known of who looks, so what begins at a higher age is left out.
 */
export function localHelpHtml(school: School, register: readonly CrisisService[]): Html {
  return html`${forAnyone(localLinesOf(school, register), school.nation).map(
    ({ name, about, channels }) =>
      html`<li>
        <h3>${name}</h3>
        <p>${about}</p>
        <p class="actions">
          ${channels.map(
            (channel) =>
              html`<a class="action" href="${hrefOf(channel)}" ${isPage(channel) && NEW_TAB}
                >${channel.label}</a
              > `,
          )}
        </p>
      </li>`,
  )}`
}

/** The panel is a frame: a page opens beside it, and the conversation stays. */
const NEW_TAB = html` target="_blank" rel="noreferrer"`
const isPage = ({ kind }: Channel): boolean => kind === 'chat' || kind === 'web'
