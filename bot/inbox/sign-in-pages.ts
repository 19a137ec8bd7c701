import type { Response } from 'restify'
import type { Texts } from '../../content/load-texts.ts'
import { sendSeeOther } from '../http/answers.ts'
import type { WebRequest } from '../server.ts'
import type { Answers } from './answers.ts'
import type { Audit } from './audit.ts'
import { html } from './html.ts'
import type { Page } from './layout.ts'
import type { Session } from './sessions.ts'
import type { SignIn } from './sign-in.ts'
import type { Staff } from './staff.ts'

/** The way in and out. */
export class SignInPages {
  readonly #texts: Texts
  readonly #signIn: SignIn
  readonly #answers: Answers
  readonly #audit: Audit

  constructor(texts: Texts, signIn: SignIn, answers: Answers, audit: Audit) {
    this.#texts = texts
    this.#signIn = signIn
    this.#answers = answers
    this.#audit = audit
  }

  /** Opening a link shows a button and uses nothing up; without a link, how to get one. */
  async show(req: WebRequest, res: Response): Promise<void> {
    const link = req.query.get('link')
    if (link === null) {
      this.#answers.note(res, 200, 'inbox.sign-in.title', [
        'inbox.sign-in.how',
        'inbox.sign-in.how.get',
        'inbox.sign-in.how.demonstration',
      ])
      return
    }
    const staff = await this.#signIn.whose(link)
    if (staff) this.#answers.page(res, 200, this.#hello(staff, link))
    else this.#answers.note(res, 410, 'inbox.sign-in.used', ['inbox.sign-in.used.why'])
  }

  async signIn(req: WebRequest, res: Response): Promise<void> {
    const session = await this.#signIn.redeem(req.form.get('link') ?? '')
    if (!session) {
      this.#answers.note(res, 410, 'inbox.sign-in.used', ['inbox.sign-in.used.why'])
      return
    }
    await this.#audit.write(session.staff, 'signed-in', 'session', '')
    res.setHeader('set-cookie', session.cookie)
    sendSeeOther(res, '/inbox')
  }

  async signOut(session: Session, res: Response): Promise<void> {
    res.setHeader('set-cookie', await this.#signIn.signOut(session))
    await this.#audit.write(session.staff, 'signed-out', 'session', '')
    this.#answers.note(res, 200, 'inbox.signed-out.title', ['inbox.signed-out.text'])
  }

  #hello({ name, school }: Staff, link: string): Page {
    const say = (id: string, values?: Record<string, string>) => this.#texts.text(id, values)
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
