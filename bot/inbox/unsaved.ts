import type { Say } from './form-pieces.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'

/** What somebody wrote into a form, as far as it is words and no single one; never a password, which may be several. */
export const writtenIn = (form: URLSearchParams): string =>
  [...form]
    .filter(([name, value]) => !name.includes('password') && /\s/u.test(value.trim()))
    .map(([, value]) => value.trim())
    .join('\n\n')

/** What was written into a form that was not taken, to be copied: going back may show it empty. */
export const unsaved = (say: Say, written: string): Html =>
  html`<div class="nhsuk-form-group">
    <label class="nhsuk-label" for="written">${say('inbox.unsaved.written')}</label>
    <div class="nhsuk-hint" id="written-hint">${say('inbox.unsaved.how')}</div>
    <textarea
      class="nhsuk-textarea"
      id="written"
      rows="12"
      dir="auto"
      readonly
      aria-describedby="written-hint"
    >
${written}</textarea>
  </div>`
