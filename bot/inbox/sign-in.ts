import { z } from 'zod'
import { StaffId } from '../records/roles.ts'
import { signIns } from '../records/sign-ins.ts'
import type { SignInIndex, SignInRecord } from '../records/sign-ins.ts'
import { AlreadyExists } from '../storage/errors.ts'
import type { Collection } from '../storage/store.ts'
import { random, Sessions } from './sessions.ts'
import type { Session, SessionsOptions } from './sessions.ts'
import { Signer } from './signature.ts'
import { staffOf } from './staff.ts'
import type { Staff } from './staff.ts'

/** Long enough to find the message and open it; too short to be of use in somebody else's hands tomorrow. */
const LINK_MS = 15 * 60_000

const LinkClaims = z.object({
  staff: StaffId,
  until: z.iso.datetime(),
  nonce: z.string().regex(/^[\w-]{22}$/),
})

/** The demonstration's way in: a link in the log that works once. A deployment has accounts (accounts.ts) and no such links. */
export class SignIn {
  readonly sessions: Sessions
  readonly #options: SessionsOptions
  readonly #records: Collection<SignInRecord, SignInIndex>
  readonly #links: Signer

  /** Throws RangeError when the key is too short to keep anyone out. */
  constructor(options: SessionsOptions, sessions = new Sessions(options)) {
    this.sessions = sessions
    this.#options = options
    this.#records = options.store.collection(signIns)
    this.#links = new Signer(options.sessionKeys, 'sign-in link')
  }

  /** A link that signs this person in, once, within 15 minutes. Throws RangeError when no school names them. */
  signInLink(id: StaffId): string {
    if (!staffOf(this.#options.schools, id)) {
      throw new RangeError(`no ${id.role} "${id.id}" at "${id.school}"`)
    }
    const claims = { staff: id, until: this.sessions.in(LINK_MS), nonce: random() }
    const link = this.#links.seal(Buffer.from(JSON.stringify(claims)).toString('base64url'))
    const url = new URL('/inbox/sign-in', this.#options.publicUrl)
    url.searchParams.set('link', link)
    return url.href
  }

  /** Whom a link is for, without using it up: what looks into mails opens links too. Undefined when it is no good any more. */
  async whose(link: string): Promise<Staff | undefined> {
    const claims = this.#claimsOf(link)
    if (!claims || (await this.#records.get(`link.${claims.nonce}`))) return undefined
    return staffOf(this.#options.schools, claims.staff)
  }

  /** Uses a link up and opens a session: the value of the `set-cookie` header, and who it is. */
  async redeem(link: string): Promise<{ cookie: string; staff: Staff } | undefined> {
    const claims = this.#claimsOf(link)
    const staff = claims && staffOf(this.#options.schools, claims.staff)
    if (!claims || !staff) return undefined
    await this.sessions.forgetExpired()
    try {
      await this.#records.create(`link.${claims.nonce}`, { kind: 'used-link', until: claims.until })
    } catch (error) {
      if (error instanceof AlreadyExists) return undefined
      throw error
    }
    return { cookie: await this.sessions.openForStaff(claims.staff), staff }
  }

  async sessionOf(cookies: string | undefined): Promise<Session | undefined> {
    return this.sessions.sessionOf(cookies)
  }

  isOwnForm(session: Session, csrf: string): boolean {
    return this.sessions.isOwnForm(session, csrf)
  }

  /** Ends the session everywhere: the value of the `set-cookie` header that clears the cookie. */
  async signOut(session: Session): Promise<void> {
    await this.sessions.end(session.id)
  }

  #claimsOf(link: string): z.infer<typeof LinkClaims> | undefined {
    const text = this.#links.open(link)
    if (text === undefined) return undefined
    // Only we can have sealed it, so it is JSON; its shape may be of another release.
    const claims = LinkClaims.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return claims.success && !this.sessions.isPast(claims.data.until) ? claims.data : undefined
  }
}
