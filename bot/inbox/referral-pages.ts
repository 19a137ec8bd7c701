import type { Response } from 'restify'
import type { Texts } from '../../content/load-texts.ts'
import { REFERRAL_LIMITS } from '../../domain/referral/types.ts'
import type { Clock } from '../../domain/time/clock.ts'
import {
  EMPTY_FORM,
  instead,
  readReferral,
  referralErrors,
  referralFields,
  referralLink,
} from '../referrals/form.ts'
import type { ReferralForm } from '../referrals/form.ts'
import { linkOf } from '../referrals/pages.ts'
import { whyNotMade } from '../referrals/referrals.ts'
import type { Referrals } from '../referrals/referrals.ts'
import type { WebRequest } from '../server.ts'
import type { Answers } from './answers.ts'
import type { Audit } from './audit.ts'
import { formKey, keyOf } from './form-key.ts'
import { sayer } from './form-pieces.ts'
import type { FieldError, Say } from './form-pieces.ts'
import { html } from './html.ts'
import { ownForm } from './layout.ts'
import type { Session } from './sessions.ts'
import { Times } from './times.ts'

export interface ReferralServices {
  readonly texts: Texts
  readonly referrals: Pick<Referrals, 'make' | 'writtenBy'>
  readonly clock: Clock
  readonly publicUrl: string
  readonly answers: Answers
  readonly audit: Audit
}

/** Where a link worker or school lead writes an invitation for a young person, and sees how theirs stand: open, taken up, or not. */
export class ReferralPages {
  readonly #of: ReferralServices
  readonly #say: Say

  constructor(of: ReferralServices) {
    this.#of = of
    this.#say = sayer(of.texts)
  }

  async show(session: Session, res: Response): Promise<void> {
    await this.#page(session, res, 200, { form: EMPTY_FORM, errors: [] })
  }

  async make(session: Session, req: WebRequest, res: Response): Promise<void> {
    const { staff } = session
    const read = readReferral(req.form, this.#say)
    // Who is signed in is who writes, whatever the form says.
    const form = { ...read.form, name: staff.name }
    const key = keyOf(req.form)
    const errors = read.errors.filter(({ field }) => field !== 'name')
    if (errors.length > 0) {
      await this.#page(session, res, 422, { form, errors, key })
      return
    }
    // First: a worry in it is passed on even where nothing can be written. Nobody has the link before the audit has who made it.
    const token = await this.#of.referrals.make(staff.school, form, staff.id.id, key).catch(whyNotMade)
    if (typeof token !== 'string') {
      const { status, ...shown } = instead(this.#say, token, { form, key, school: staff.school.name })
      await this.#page(session, res, status, shown)
      return
    }
    await this.#of.audit.write(staff, 'referred', 'referral', '')
    await this.#page(session, res, 200, { form: EMPTY_FORM, errors: [], token })
  }

  async #page(
    session: Session,
    res: Response,
    status: number,
    of: { form: ReferralForm; errors: readonly FieldError[]; token?: string; key?: string | undefined },
  ): Promise<void> {
    const { staff } = session
    const { referrals, clock, texts, publicUrl, answers } = this.#of
    const say = this.#say
    const times = new Times(texts, clock.now())
    const written = await referrals.writtenBy(staff.school.id, staff.id.id)
    const title = say('inbox.referral.title')
    const body = html`${referralErrors(say, of.errors)}
      <h1 class="nhsuk-heading-l">${title}</h1>
      ${of.token !== undefined && referralLink(say, linkOf(publicUrl, of.token), REFERRAL_LIMITS.days)}
      <p>${say('inbox.referral.about', { school: staff.school.name })}</p>
      <p>${say('inbox.referral.safety', { school: staff.school.name })}</p>
      <form method="post" action="/inbox/referrals" novalidate>
        ${ownForm(session)} ${formKey(of.key)} ${referralFields(say, { ...of, fixedName: staff.name })}
        <button class="nhsuk-button" type="submit">${say('inbox.referral.make')}</button>
      </form>
      ${
        written.length > 0 &&
        html`<section class="inbox-section" aria-labelledby="written">
          <h2 id="written">${say('inbox.referral.written')}</h2>
          <ul class="nhsuk-list">
            ${written.map(
              ({ at, standing }) =>
                html`<li>${times.at(at, true)}: ${say(`inbox.referral.standing.${standing}`)}</li>`,
            )}
          </ul>
        </section>`
      }`
    answers.page(res, status, { title, body, back: true }, session)
  }
}
