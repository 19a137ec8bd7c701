import type { Response } from 'restify'
import type { Clock } from '../../domain/time/clock.ts'
import { sendSeeOther } from '../http/answers.ts'
import type { Logger } from '../logger.ts'
import type { Schools } from '../schools.ts'
import type { WebRequest } from '../server.ts'
import type { Accounts } from './accounts.ts'
import type { Answers } from './answers.ts'
import type { Entry } from './entry.ts'
import { OidcAway, OidcRefused } from './oidc.ts'
import type { Oidc } from './oidc.ts'
import { accountFor } from './oidc-accounts.ts'

export interface OidcServices {
  readonly oidc: Oidc
  readonly accounts: Accounts
  readonly schools: Schools
  readonly entry: Entry
  readonly answers: Answers
  readonly clock: Clock
  readonly logger: Logger
}

/** Going to the organisation's own sign-in, and coming back. */
export class OidcPages {
  readonly #of: OidcServices

  constructor(of: OidcServices) {
    this.#of = of
  }

  async start(_req: WebRequest, res: Response): Promise<void> {
    try {
      const { location, cookie } = await this.#of.oidc.begin()
      res.setHeader('set-cookie', cookie)
      sendSeeOther(res, location)
    } catch (error) {
      this.#refuse(res, error)
    }
  }

  async callback(req: WebRequest, res: Response): Promise<void> {
    const { oidc, accounts, schools, entry, clock } = this.#of
    try {
      const person = await oidc.finish(req.query, req.headers.cookie)
      const account = await accountFor(accounts, schools, person, clock.now())
      if (typeof account === 'string') {
        const known = await accounts.byEmail(person.email)
        if (known) await entry.failed(known, 'session')
        this.#note(res, 403, `inbox.oidc.${account}`)
        return
      }
      if (!(await entry.enter(account, req, res, [oidc.cleared]))) {
        this.#of.answers.note(res, 403, 'inbox.no-school.title', ['inbox.no-school.text'])
      }
    } catch (error) {
      this.#refuse(res, error)
    }
  }

  #refuse(res: Response, error: unknown): void {
    if (error instanceof OidcAway) {
      this.#of.logger.warn({ err: error }, 'the sign-in provider cannot be reached')
      this.#note(res, 503, 'inbox.oidc.away')
    } else if (error instanceof OidcRefused) {
      this.#of.logger.warn({ code: error.code, err: error }, 'a sign-in by the provider was refused')
      this.#note(res, 403, `inbox.oidc.${error.reason}`)
    } else {
      throw error
    }
  }

  #note(res: Response, status: number, text: string): void {
    res.setHeader('set-cookie', this.#of.oidc.cleared)
    this.#of.answers.note(res, status, 'inbox.oidc.title', [text, 'inbox.oidc.then'])
  }
}
