import type { Response } from 'restify'
import type { Texts } from '../../content/load-texts.ts'
import type { Schools } from '../schools.ts'
import type { WebRequest } from '../server.ts'
import type { Answers } from './answers.ts'
import type { Audit } from './audit.ts'
import type { DoorPages } from './door-pages.ts'
import { invitationView } from './door-views.ts'
import type { Doors } from './doors.ts'
import { sayer } from './form-pieces.ts'
import type { FieldError, Say } from './form-pieces.ts'
import { html } from './html.ts'
import type { LocalSignIn } from './local-sign-in.ts'
import { LONGEST, SHORTEST } from './password-rules.ts'
import type { Sessions } from './sessions.ts'
import { placesOf } from './staff.ts'

export interface InvitationServices {
  readonly texts: Texts
  readonly schools: Schools
  readonly local: LocalSignIn
  readonly doors: Doors
  readonly sessions: Sessions
  readonly pages: DoorPages
  readonly answers: Answers
  readonly audit: Audit
  readonly provider: string | undefined
}

/** Taking up an invitation: looking uses nothing up, a password that will do does. */
export class InvitationPages {
  readonly #of: InvitationServices
  readonly #say: Say

  constructor(of: InvitationServices) {
    this.#of = of
    this.#say = sayer(of.texts)
  }

  async show(req: WebRequest, res: Response): Promise<void> {
    await this.#show(req, res, 200, req.query.get('link') ?? '', [])
  }

  async take(req: WebRequest, res: Response): Promise<void> {
    const link = req.form.get('link') ?? ''
    const found = await this.#of.local.invited(link)
    if (!found || !this.#isOwn(req)) {
      await this.#show(req, res, 403, link, [
        { field: 'new-password', text: this.#say('inbox.sign-in.stale') },
      ])
      return
    }
    const password = req.form.get('new-password') ?? ''
    const fault = await this.#of.local.faultOf(password, found.account)
    if (fault) {
      const text = this.#say(`inbox.password.fault.${fault}`, { shortest: SHORTEST, longest: LONGEST })
      await this.#show(req, res, 422, link, [{ field: 'new-password', text }])
      return
    }
    const account = await this.#of.local.takeUp(link, password)
    if (!account) {
      this.#used(res)
      return
    }
    await this.#of.sessions.endAllOf(account.id)
    for (const staff of placesOf(this.#of.schools, account)) {
      await this.#of.audit.write(staff, 'changed', 'password', account.id)
    }
    await this.#of.pages.afterPassword(account, res)
  }

  /** Taking it up with the organisation's own sign-in: the account is there when they come back. */
  async elsewhere(req: WebRequest, res: Response): Promise<void> {
    const { provider, local } = this.#of
    const isAsked = provider !== undefined && this.#isOwn(req)
    const account = isAsked && (await local.takeUpElsewhere(req.form.get('link') ?? ''))
    if (!account) {
      this.#used(res)
      return
    }
    const { email } = account
    const title = this.#say('inbox.invitation.title')
    this.#of.answers.page(res, 200, {
      title,
      // A link, not a redirect: browsers hold a form's redirects to the page's own origin.
      body: html`<h1 class="nhsuk-heading-l">${title}</h1>
        <p>${this.#say('inbox.invitation.elsewhere.as', { email })}</p>
        <p>
          <a class="nhsuk-button" href="/inbox/oidc/start" role="button"
            >${this.#say('inbox.sign-in.with', { provider })}</a
          >
        </p>`,
    })
  }

  #isOwn(req: WebRequest): boolean {
    const door = this.#of.doors.of(req.headers.cookie)
    return door !== undefined && this.#of.doors.isOwnForm(door, req.form.get('csrf') ?? '')
  }

  #used(res: Response): void {
    this.#of.answers.note(res, 410, 'inbox.invitation.used', ['inbox.invitation.used.why'])
  }

  async #show(
    req: WebRequest,
    res: Response,
    status: number,
    link: string,
    errors: readonly FieldError[],
  ): Promise<void> {
    const found = await this.#of.local.invited(link)
    if (!found) {
      this.#used(res)
      return
    }
    const { door, cookie } = this.#of.doors.atOrNew(req.headers.cookie)
    if (cookie !== undefined) res.setHeader('set-cookie', cookie)
    const places = placesOf(this.#of.schools, found.account).map(({ school, roles }) =>
      this.#say('inbox.person.place', {
        school: school.name,
        roles: roles.map((role) => this.#say(`inbox.role.${role}`)).join(', '),
      }),
    )
    const { account } = found
    const view = invitationView(
      { say: this.#say, door, errors },
      { link, account, places, provider: this.#of.provider },
    )
    this.#of.answers.page(res, status, view)
  }
}
