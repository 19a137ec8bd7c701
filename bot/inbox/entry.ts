import type { Response } from 'restify'
import { sendSeeOther } from '../http/answers.ts'
import type { Account } from '../records/accounts.ts'
import type { Schools } from '../schools.ts'
import type { WebRequest } from '../server.ts'
import type { Audit } from './audit.ts'
import type { Doors } from './doors.ts'
import type { Sessions } from './sessions.ts'
import { placesOf } from './staff.ts'
import type { Wanted } from './wanted.ts'

/** The last step of every way in: an account gets a session, or learns that it has no school. */
export class Entry {
  readonly #sessions: Sessions
  readonly #doors: Doors
  readonly #schools: Schools
  readonly #audit: Audit
  readonly #wanted: Wanted

  constructor(of: { sessions: Sessions; doors: Doors; schools: Schools; audit: Audit; wanted: Wanted }) {
    this.#sessions = of.sessions
    this.#doors = of.doors
    this.#schools = of.schools
    this.#audit = of.audit
    this.#wanted = of.wanted
  }

  /**
   * Opens a session of a new id, ends whatever this browser had open before, and gives the cookies to set and where they go then;
   * undefined when there is no school of theirs (any more).
   */
  async open(
    account: Account,
    req: WebRequest,
    cookies: readonly string[] = [],
  ): Promise<{ cookies: string[]; then: string } | undefined> {
    const places = placesOf(this.#schools, account)
    const [first] = places
    if (!first) return undefined
    await this.#sessions.forgetExpired()
    const before = this.#sessions.idIn(req.headers.cookie)
    if (before !== undefined) await this.#sessions.end(before)
    await this.#audit.write(first, 'signed-in', 'session', '')
    const session = await this.#sessions.openForAccount(account.id, first.school.id)
    const then = await this.#wanted.in(req.headers.cookie, places)
    return { cookies: [session, this.#doors.cleared, this.#wanted.cleared, ...cookies], then }
  }

  /** As `open`, and on to what they came for; false when nothing was answered, since there is no school of theirs. */
  async enter(
    account: Account,
    req: WebRequest,
    res: Response,
    cookies: readonly string[] = [],
  ): Promise<boolean> {
    const opened = await this.open(account, req, cookies)
    if (!opened) return false
    res.setHeader('set-cookie', opened.cookies)
    sendSeeOther(res, opened.then)
    return true
  }

  /** Writes down, at each of their schools, that somebody tried to come in as them and could not. */
  async failed(account: Account, what: 'password' | 'app' | 'session'): Promise<void> {
    for (const staff of placesOf(this.#schools, account))
      await this.#audit.write(staff, 'failed', what, account.id)
  }
}
