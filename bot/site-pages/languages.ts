import type { Language } from '../../content/load-languages.ts'
import { html } from '../inbox/html.ts'
import type { Html } from '../inbox/html.ts'

/**
 * The menu of languages in the panel's header: each by its own name, and easier words. What is chosen is said, so that it works as
 * writing it would. Nothing where there is no choice.
 */
export function languageMenu(offered: readonly Language[], now: Language): Html {
  if (offered.length < 2) return html``
  return html`<span class="language"
    ><svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 2a6 6 0 1 0 .1 0M2 8h12M8 2q-6 6 0 12M8 2q6 6 0 12" /></svg
    ><select id="language" aria-label="${now.texts.text('language.menu')}">
      ${offered.map(
        ({ name, code }) =>
          html`<option lang="${code}" ${code === now.code && html`selected`}>${name}</option>`,
      )}
      <option>${now.texts.text('language.easier')}</option>
    </select></span
  >`
}
