import type { Say } from './form-pieces.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'

/**
 * The fields that hold what somebody wrote: notes and words of casework, chat and invitations, the texts of an entry, a diary's hours and
 * places. Never what was searched for, a password, or what a page itself put into its form.
 */
const WRITTEN = new RegExp(
  `^(?:${[
    ...['note', 'about', 'message', 'agreed', 'why', 'again', 'text', 'words', 'role', 'reason'],
    ...['name', 'organisation', 'description', 'alert', 'audience', 'cost-text', 'times-text', 'place-name'],
    ...['address', 'access', 'languages', 'topics'],
    ...[String.raw`hours-\w+`, String.raw`exception-hours-\d+`, String.raw`place-text-\d+`],
  ].join('|')})$`,
  'u',
)

/** What somebody wrote into a form. */
export const writtenIn = (form: URLSearchParams): string =>
  [...form]
    .filter(([name, value]) => WRITTEN.test(name) && value.trim() !== '')
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
