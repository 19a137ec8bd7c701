import type { Response } from 'restify'
import type { Texts } from '../../content/load-texts.ts'
import { sendSeeOther } from '../http/answers.ts'
import type { Account } from '../records/accounts.ts'
import type { WebRequest } from '../server.ts'
import type { Visits } from '../visits.ts'
import type { Accounts } from './accounts.ts'
import type { Answers } from './answers.ts'
import type { Audit } from './audit.ts'
import { codesView, newPassword } from './door-views.ts'
import { errorSummary, input, lookAt, ownFormOf, sayer } from './form-pieces.ts'
import type { FieldError, Say } from './form-pieces.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import type { LocalSignIn } from './local-sign-in.ts'
import { LONGEST, SHORTEST } from './password-rules.ts'
import type { Session, Sessions } from './sessions.ts'

export interface AccountServices {
  readonly texts: Texts
  readonly accounts: Accounts
  readonly local: LocalSignIn
  readonly sessions: Sessions
  readonly visits: Visits
  readonly answers: Answers
  readonly audit: Audit
}

/** What somebody sees of and does with their own account. */
export class AccountPages {
  readonly #of: AccountServices
  readonly #say: Say

  constructor(of: AccountServices) {
    this.#of = of
    this.#say = sayer(of.texts)
  }

  async show(session: Session, res: Response): Promise<void> {
    await this.#show(session, res, 200, [])
  }

  async changePassword(session: Session, req: WebRequest, res: Response): Promise<void> {
    const account = await this.#own(session)
    if (!account?.password) {
      await this.#show(session, res, 409, [])
      return
    }
    const { local, sessions, audit } = this.#of
    if (!(await local.isPassword(account, req.form.get('password') ?? '', req.headers.cookie))) {
      const text = this.#say('inbox.account.wrong')
      await this.#show(session, res, 422, [{ field: 'password', text }])
      return
    }
    const wanted = req.form.get('new-password') ?? ''
    const fault = await local.faultOf(wanted, account)
    if (fault) {
      const text = this.#say(`inbox.password.fault.${fault}`, { shortest: SHORTEST, longest: LONGEST })
      await this.#show(session, res, 422, [{ field: 'new-password', text }])
      return
    }
    await local.setPassword(account.id, wanted)
    await audit.write(session.staff, 'changed', 'password', account.id)
    // Whoever knew the old one is out, wherever they are.
    await this.#endVisits(await sessions.endAllOf(account.id, session.id))
    const texts = ['inbox.account.password.changed']
    this.#of.answers.note(res, 200, 'inbox.account.title', texts, { session })
  }

  async newCodes(session: Session, req: WebRequest, res: Response): Promise<void> {
    const account = await this.#own(session)
    if (!account?.totp) {
      await this.#show(session, res, 409, [])
      return
    }
    const outcome = await this.#of.local.code(account.id, req.form.get('code') ?? '', req.headers.cookie)
    if (outcome !== 'in') {
      await this.#show(session, res, 422, [{ field: 'code', text: this.#say('inbox.code.wrong') }])
      return
    }
    const codes = await this.#of.local.newCodes(account.id)
    await this.#of.audit.write(session.staff, 'changed', 'codes', account.id)
    this.#of.answers.page(res, 200, codesView(this.#say, codes, { back: true }), session)
  }

  /** Ends every session of theirs, this one too; the gate has taken its cookie away already. */
  async signOutEverywhere(session: Session, res: Response): Promise<void> {
    const { account } = session.staff
    await this.#of.visits.endSession(session.id)
    if (account !== undefined) await this.#endVisits(await this.#of.sessions.endAllOf(account))
    await this.#of.sessions.end(session.id)
    await this.#of.audit.write(session.staff, 'signed-out', 'session', account ?? '')
    this.#of.answers.note(res, 200, 'inbox.signed-out.title', ['inbox.signed-out.everywhere'])
  }

  /** Looks at another of their schools; one that is not theirs changes nothing and is written down. */
  async chooseSchool(session: Session, req: WebRequest, res: Response): Promise<void> {
    const school = req.form.get('school') ?? ''
    if (!session.places.some((place) => place.school.id === school)) {
      await this.#of.audit.write(session.staff, 'refused', 'page', school)
      this.#of.answers.note(res, 404, 'inbox.not-found.title', ['inbox.not-found.text'], { session })
      return
    }
    await this.#of.sessions.show(session, school)
    sendSeeOther(res, '/inbox')
  }

  async #endVisits(sessions: readonly string[]): Promise<void> {
    for (const id of sessions) await this.#of.visits.endSession(id)
  }

  async #own(session: Session): Promise<Account | undefined> {
    return session.staff.account === undefined ? undefined : this.#of.accounts.get(session.staff.account)
  }

  async #show(session: Session, res: Response, status: number, errors: readonly FieldError[]): Promise<void> {
    const say = this.#say
    const account = await this.#own(session)
    const title = say('inbox.account.title')
    const body = html`${errorSummary(say, errors)}
      <h1 class="nhsuk-heading-l">${title}</h1>
      <p class="inbox-lead">${session.staff.name}${account && html` · ${account.email}`}</p>
      ${this.#schools(session)} ${account?.password && this.#password(session, errors)}
      ${account?.totp && this.#codes(session, account, errors)}
      <h2 class="nhsuk-heading-m">${say('inbox.account.everywhere')}</h2>
      <p>${say('inbox.account.everywhere.means')}</p>
      <form method="post" action="/inbox/account/sign-out-everywhere">
        ${ownFormOf(session)}
        <button class="nhsuk-button nhsuk-button--secondary" type="submit">
          ${say('inbox.account.everywhere.button')}
        </button>
      </form>`
    this.#of.answers.page(res, status, { title, body, back: true }, session)
  }

  #schools(session: Session): Html {
    const say = this.#say
    return html`<h2 class="nhsuk-heading-m">${say('inbox.account.schools')}</h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        ${session.places.map(
          ({ school, roles }) =>
            html`<li>
              ${say('inbox.person.place', {
                school: school.name,
                roles: roles.map((role) => say(`inbox.role.${role}`)).join(', '),
              })}
            </li>`,
        )}
      </ul>
      ${
        session.places.length > 1 &&
        html`<p>${say('inbox.account.schools.now', { school: session.staff.school.name })}</p>
          ${session.places
            .filter(({ school }) => school.id !== session.staff.school.id)
            .map(({ school }) => lookAt(say, session, school))}`
      }`
  }

  #password(session: Session, errors: readonly FieldError[]): Html {
    const say = this.#say
    return html`<h2 class="nhsuk-heading-m">${say('inbox.account.password')}</h2>
      <p>${say('inbox.account.password.means')}</p>
      <form method="post" action="/inbox/account/password" novalidate>
        ${ownFormOf(session)}
        ${input(say, {
          ...{ id: 'password', label: say('inbox.account.password.now'), type: 'password' },
          ...{ autocomplete: 'current-password', errors },
        })}
        ${newPassword(say, errors)}
        <button class="nhsuk-button" type="submit">${say('inbox.account.password.button')}</button>
      </form>`
  }

  #codes(session: Session, account: Account, errors: readonly FieldError[]): Html {
    const say = this.#say
    return html`<h2 class="nhsuk-heading-m">${say('inbox.account.codes')}</h2>
      <p>${say('inbox.account.codes.left', { count: account.recovery.length })}</p>
      <form method="post" action="/inbox/account/codes" novalidate>
        ${ownFormOf(session)}
        ${input(say, {
          ...{ id: 'code', label: say('inbox.app.code'), autocomplete: 'one-time-code' },
          ...{ numeric: true, errors },
        })}
        <button class="nhsuk-button nhsuk-button--secondary" type="submit">
          ${say('inbox.account.codes.button')}
        </button>
      </form>`
  }
}
