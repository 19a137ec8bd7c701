import { REFERRAL_LIMITS } from '../../domain/referral/types.ts'
import { errorSummary, input } from '../inbox/form-pieces.ts'
import type { FieldError, Say } from '../inbox/form-pieces.ts'
import { html } from '../inbox/html.ts'
import type { Html } from '../inbox/html.ts'
import type { NewReferral, ReferralNotMade } from './referrals.ts'

export type ReferralForm = Record<keyof NewReferral, string>

export const EMPTY_FORM: ReferralForm = { name: '', role: '', words: '' }

/** What was sent with a form, or what is wrong with it. */
export function readReferral(
  fields: URLSearchParams,
  say: Say,
): { form: ReferralForm; errors: readonly FieldError[] } {
  const value = (name: keyof ReferralForm) => (fields.get(name) ?? '').trim()
  const form: ReferralForm = { name: value('name'), role: value('role'), words: value('words') }
  const errors = (['name', 'role', 'words'] as const).flatMap((field): FieldError[] => {
    if (form[field] === '') return [{ field, text: say(`inbox.referral.missing.${field}`) }]
    const most = REFERRAL_LIMITS[field]
    return form[field].length > most ? [{ field, text: say('inbox.referral.long', { most }) }] : []
  })
  return { form, errors }
}

/** What is shown in the place of a link. What was not kept is sent again with the key it came with: that is the same invitation. */
export function instead(
  say: Say,
  { why }: ReferralNotMade,
  of: { form: ReferralForm; key: string | undefined; school: string },
): { status: number; form: ReferralForm; key?: string | undefined; errors: FieldError[] } {
  const errors = [{ field: 'words', text: say(`inbox.referral.${why}`, { school: of.school }) }]
  return why === 'over'
    ? { status: 409, form: EMPTY_FORM, errors }
    : { status: 503, form: of.form, key: of.key, errors }
}

/** The fields of an invitation, with what their reader will be told about who wrote it. `fixed`: who writes is known already. */
export function referralFields(
  say: Say,
  of: { form: ReferralForm; errors: readonly FieldError[]; fixedName?: string },
): Html {
  const { form, errors, fixedName } = of
  const wrong = errors.find(({ field }) => field === 'words')
  return html`${
      fixedName === undefined
        ? input(say, { id: 'name', label: say('inbox.referral.name'), value: form.name, errors })
        : html`<p>${say('inbox.referral.as', { name: fixedName })}</p>
            <input type="hidden" name="name" value="${fixedName}" />`
    }
    ${input(say, {
      ...{ id: 'role', label: say('inbox.referral.role'), hint: say('inbox.referral.role.hint') },
      ...{ value: form.role, errors },
    })}
    <div class="nhsuk-form-group${wrong && ' nhsuk-form-group--error'}">
      <label class="nhsuk-label" for="words">${say('inbox.referral.words')}</label>
      <div class="nhsuk-hint" id="words-hint">
        ${say('inbox.referral.words.hint', { most: REFERRAL_LIMITS.words })}
      </div>
      ${wrong && html`<span class="nhsuk-error-message" id="words-error">${wrong.text}</span>`}
      <textarea
        class="nhsuk-textarea"
        id="words"
        name="words"
        rows="6"
        aria-describedby="words-hint${wrong && ' words-error'}"
      >
${form.words}</textarea>
    </div>`
}

export const referralErrors = (say: Say, errors: readonly FieldError[]): Html | false =>
  errorSummary(say, errors)

/** The link, shown this once. */
export const referralLink = (say: Say, link: string, days: number): Html =>
  html`<div class="nhsuk-inset-text" role="status">
    <h2 class="nhsuk-heading-s">${say('inbox.referral.link')}</h2>
    <p class="inbox-code">${link}</p>
    <p>${say('inbox.referral.link.means', { days })}</p>
  </div>`
