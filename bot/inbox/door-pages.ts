import type { Response } from 'restify'
import type { Texts } from '../../content/load-texts.ts'
import { sendSeeOther } from '../http/answers.ts'
import type { Account } from '../records/accounts.ts'
import type { WebRequest } from '../server.ts'
import type { Accounts } from './accounts.ts'
import type { Answers } from './answers.ts'
import type { Audit } from './audit.ts'
import { newSecret } from './authenticator.ts'
import { appView, codesView, codeView, signInView } from './door-views.ts'
import type { Door, Doors, HalfWay } from './doors.ts'
import type { Entry } from './entry.ts'
import { sayer } from './form-pieces.ts'
import type { FieldError, Say } from './form-pieces.ts'
import { html } from './html.ts'
import type { LocalSignIn } from './local-sign-in.ts'
import type { Page } from './layout.ts'
import { TooBusy } from './passwords.ts'
import type { Session } from './sessions.ts'
import type { SignIn } from './sign-in.ts'
import type { Staff } from './staff.ts'
import type { Wanted } from './wanted.ts'

export interface DoorServices {
  readonly texts: Texts
  readonly signIn: SignIn
  readonly doors: Doors
  readonly local: LocalSignIn
  readonly accounts: Accounts
  readonly entry: Entry
  readonly wanted: Wanted
  readonly answers: Answers
  readonly audit: Audit
  /** The name of the organisation's own sign-in, when there is one. */
  readonly provider: string | undefined
  /** Whether links of the log sign in: in the demonstration only. */
  readonly demonstration: boolean
}

/** The way in and out for accounts of our own, and by the demonstration's link. */
export class DoorPages {
  readonly #of: DoorServices
  readonly #say: Say

  constructor(of: DoorServices) {
    this.#of = of
    this.#say = sayer(of.texts)
  }

  /** The form; or of a link of the demonstration a button, so that looking at it uses nothing up. */
  async show(req: WebRequest, res: Response): Promise<void> {
    const link = req.query.get('link')
    if (link === null || !this.#of.demonstration) {
      this.#showForm(req, res, 200, '', [])
      return
    }
    const staff = await this.#of.signIn.whose(link)
    if (staff) this.#of.answers.page(res, 200, this.#hello(staff, link))
    else this.#of.answers.note(res, 410, 'inbox.sign-in.used', ['inbox.sign-in.used.why'])
  }

  async signIn(req: WebRequest, res: Response): Promise<void> {
    const link = req.form.get('link')
    if (link !== null && this.#of.demonstration) await this.#byLink(link, req, res)
    else await this.#byPassword(req, res)
  }

  async showCode(req: WebRequest, res: Response): Promise<void> {
    const at = await this.#halfWay(req, res, 'code')
    if (at) this.#of.answers.page(res, 200, codeView({ say: this.#say, door: at.door, errors: [] }))
  }

  async code(req: WebRequest, res: Response): Promise<void> {
    const at = await this.#halfWay(req, res, 'code')
    if (!at) return
    const { account, door } = at
    const outcome = await this.#of.local.code(account.id, req.form.get('code') ?? '', req.headers.cookie)
    if (outcome !== 'in') {
      if (outcome === 'wrong') await this.#of.entry.failed(account, 'app')
      const minutes = minutesOf(await this.#of.local.codeWait(account.id, req.headers.cookie))
      const text = minutes > 0 ? this.#say('inbox.sign-in.wait', { minutes }) : this.#say('inbox.code.wrong')
      const errors = [{ field: 'code', text }]
      this.#of.answers.page(res, minutes > 0 ? 429 : 422, codeView({ say: this.#say, door, errors }))
      return
    }
    await this.#of.doors.end(door)
    await this.#in(account.id, req, res)
  }

  async showApp(req: WebRequest, res: Response): Promise<void> {
    const at = await this.#halfWay(req, res, 'app')
    if (at) this.#app(res, 200, at, [])
  }

  async app(req: WebRequest, res: Response): Promise<void> {
    const at = await this.#halfWay(req, res, 'app')
    if (!at) return
    const { account, door, halfWay } = at
    const codes = await this.#of.local.tieApp(account.id, halfWay.secret ?? '', req.form.get('code') ?? '')
    if (!codes) {
      this.#app(res, 422, at, [{ field: 'code', text: this.#say('inbox.app.wrong') }])
      return
    }
    await this.#of.doors.end(door)
    const known = this.#of.local.knownBrowser(account.id)
    const comes = await this.#of.local.comesIn(account.id)
    const opened = comes && (await this.#of.entry.open(comes, req, [known]))
    if (!opened) {
      this.#noSchool(res)
      return
    }
    res.setHeader('set-cookie', opened.cookies)
    this.#of.answers.page(res, 200, codesView(this.#say, codes, { then: opened.then }))
  }

  /** Ends the session; the gate has taken the cookie away already. */
  async signOut(session: Session, res: Response): Promise<void> {
    await this.#of.signIn.signOut(session)
    await this.#of.audit.write(session.staff, 'signed-out', 'session', '')
    this.#of.answers.note(res, 200, 'inbox.signed-out.title', ['inbox.signed-out.text'])
  }

  /** After the password: on to the code, or first to tying an app, which nobody can leave out. */
  async afterPassword(account: Account, res: Response): Promise<void> {
    const step = account.totp ? 'code' : 'app'
    const secret = step === 'app' ? newSecret() : undefined
    res.setHeader('set-cookie', await this.#of.doors.goHalfWay(account.id, step, secret))
    sendSeeOther(res, `/inbox/sign-in/${step}`)
  }

  async #byLink(link: string, req: WebRequest, res: Response): Promise<void> {
    // The link itself shows that the form is ours: signed, for one person, once.
    const session = await this.#of.signIn.redeem(link)
    if (!session) {
      this.#of.answers.note(res, 410, 'inbox.sign-in.used', ['inbox.sign-in.used.why'])
      return
    }
    await this.#of.audit.write(session.staff, 'signed-in', 'session', '')
    const { wanted } = this.#of
    res.setHeader('set-cookie', [session.cookie, wanted.cleared])
    sendSeeOther(res, await wanted.in(req.headers.cookie, [session.staff]))
  }

  async #byPassword(req: WebRequest, res: Response): Promise<void> {
    const { doors, local, entry } = this.#of
    const door = doors.of(req.headers.cookie)
    const email = req.form.get('email') ?? ''
    if (!door || !doors.isOwnForm(door, req.form.get('csrf') ?? '')) {
      this.#showForm(req, res, 403, email, [{ field: 'email', text: this.#say('inbox.sign-in.stale') }])
      return
    }
    try {
      const outcome = await local.password(email, req.form.get('password') ?? '', req.headers.cookie)
      if (outcome.kind === 'right') {
        await this.afterPassword(outcome.account, res)
        return
      }
      if (outcome.kind === 'wrong' && outcome.account) await entry.failed(outcome.account, 'password')
      const wait = outcome.kind === 'wait'
      const text = wait
        ? this.#say('inbox.sign-in.wait', { minutes: minutesOf(outcome.milliseconds) })
        : this.#say('inbox.sign-in.wrong')
      this.#showForm(req, res, wait ? 429 : 422, email, [{ field: 'email', text }])
    } catch (error) {
      if (!(error instanceof TooBusy)) throw error
      this.#showForm(req, res, 503, email, [{ field: 'email', text: this.#say('inbox.sign-in.busy') }])
    }
  }

  async #in(id: string, req: WebRequest, res: Response): Promise<void> {
    const known = this.#of.local.knownBrowser(id)
    const account = await this.#of.local.comesIn(id)
    if (!account || !(await this.#of.entry.enter(account, req, res, [known]))) this.#noSchool(res)
  }

  #noSchool(res: Response): void {
    this.#of.answers.note(res, 403, 'inbox.no-school.title', ['inbox.no-school.text'])
  }

  #showForm(
    req: WebRequest,
    res: Response,
    status: number,
    email: string,
    errors: readonly FieldError[],
  ): void {
    const { door, cookie } = this.#of.doors.atOrNew(req.headers.cookie)
    if (cookie !== undefined) res.setHeader('set-cookie', cookie)
    const { provider, demonstration } = this.#of
    const view = signInView({ say: this.#say, door, errors }, { email, provider, demonstration })
    this.#of.answers.page(res, status, view)
  }

  #app(
    res: Response,
    status: number,
    { door, account, halfWay }: AtDoor,
    errors: readonly FieldError[],
  ): void {
    const view = appView({ say: this.#say, door, errors }, halfWay.secret ?? '', account)
    this.#of.answers.page(res, status, view)
  }

  /** Whoever has given their password and stands before this step; sends everybody else to the beginning. */
  async #halfWay(req: WebRequest, res: Response, step: HalfWay['step']): Promise<AtDoor | undefined> {
    const { doors, accounts } = this.#of
    const door = doors.of(req.headers.cookie)
    const halfWay = door && (await doors.halfWay(door))
    const account = halfWay && (await accounts.get(halfWay.account))
    const isForm = req.method !== 'POST' || (door && doors.isOwnForm(door, req.form.get('csrf') ?? ''))
    if (door && halfWay?.step === step && account?.status === 'active' && isForm)
      return { door, halfWay, account }
    sendSeeOther(res, '/inbox/sign-in')
    return undefined
  }

  #hello({ name, school }: Staff, link: string): Page {
    const say = this.#say
    return {
      title: say('inbox.sign-in.title'),
      body: html`<h1 class="nhsuk-heading-l">${say('inbox.sign-in.hello', { name })}</h1>
        <p>${say('inbox.sign-in.about', { school: school.name })}</p>
        <p>${say('inbox.sign-in.hours')}</p>
        <form method="post" action="/inbox/sign-in">
          <input type="hidden" name="link" value="${link}" />
          <button class="nhsuk-button" type="submit">${say('inbox.sign-in.button')}</button>
        </form>`,
    }
  }
}

interface AtDoor {
  readonly door: Door
  readonly halfWay: HalfWay
  readonly account: Account
}

const minutesOf = (milliseconds: number): number => Math.ceil(milliseconds / 60_000)
