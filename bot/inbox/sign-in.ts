import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '../../domain/time/clock.ts'
import { StaffId, signIns } from '../records/sign-ins.ts'
import type { SignInIndex, SignInRecord } from '../records/sign-ins.ts'
import type { Schools } from '../schools.ts'
import { AlreadyExists } from '../storage/errors.ts'
import type { Collection, Store } from '../storage/store.ts'
import { Signer } from './signature.ts'
import { staffOf } from './staff.ts'
import type { Staff } from './staff.ts'

/** Long enough to find the message and open it; too short to be of use in somebody else's hands tomorrow. */
const LINK_MS = 15 * 60_000
/** A working day, so that nobody is sent out while they write a note, and no session is open the next morning. */
const SESSION_MS = 8 * 3_600_000
/** 128 bits, from a secure source: not to be guessed. */
const RANDOM_BYTES = 16
const COOKIE = 'matters-inbox'

const LinkClaims = z.object({
  staff: StaffId,
  until: z.iso.datetime(),
  nonce: z.string().regex(/^[\w-]{22}$/),
})

export interface Session {
  readonly id: string
  readonly staff: Staff
  /** When it ends by itself, an ISO instant. */
  readonly until: string
  /** Goes into every form of this session. */
  readonly csrf: string
}

export interface SignInOptions {
  readonly store: Store
  readonly schools: Schools
  readonly clock: Clock
  /** At least 32 secret bytes; another key ends every session and link. */
  readonly sessionKey: Uint8Array
  /** Where the inbox is reached, `https://matters.example`. */
  readonly publicUrl: string
}

/** Signing in by a link that works once, and the sessions that follow from it. */
export class SignIn {
  readonly #options: SignInOptions
  readonly #records: Collection<SignInRecord, SignInIndex>
  readonly #links: Signer
  readonly #sessions: Signer
  readonly #forms: Signer

  /** Throws RangeError when the key is too short to keep anyone out. */
  constructor(options: SignInOptions) {
    if (options.sessionKey.length < 32) throw new RangeError('the session key needs at least 32 bytes')
    this.#options = options
    this.#records = options.store.collection(signIns)
    this.#links = new Signer(options.sessionKey, 'sign-in link')
    this.#sessions = new Signer(options.sessionKey, 'session')
    this.#forms = new Signer(options.sessionKey, 'form')
  }

  /** A link that signs this person in, once, within 15 minutes. Throws RangeError when no school names them. */
  signInLink(id: StaffId): string {
    if (!staffOf(this.#options.schools, id)) {
      throw new RangeError(`no ${id.role} "${id.id}" at "${id.school}"`)
    }
    const claims = { staff: id, until: this.#in(LINK_MS), nonce: random() }
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
    await this.#forgetExpired()
    try {
      await this.#records.create(`link.${claims.nonce}`, { kind: 'used-link', until: claims.until })
    } catch (error) {
      if (error instanceof AlreadyExists) return undefined
      throw error
    }
    const id = random()
    await this.#records.create(`session.${id}`, {
      kind: 'session',
      staff: claims.staff,
      until: this.#in(SESSION_MS),
    })
    return { cookie: this.#cookie(this.#sessions.seal(id), SESSION_MS / 1000), staff }
  }

  /** The session a request's `cookie` header belongs to: signed by us, open, and of someone the settings still name. */
  async sessionOf(cookies: string | undefined): Promise<Session | undefined> {
    const id = this.#sessions.open(cookieValue(cookies))
    if (id === undefined) return undefined
    const record = await this.#records.get(`session.${id}`)
    if (record?.body.kind !== 'session' || this.#isPast(record.body.until)) return undefined
    const staff = staffOf(this.#options.schools, record.body.staff)
    return staff && { id, staff, until: record.body.until, csrf: this.#forms.sign(id) }
  }

  isOwnForm(session: Session, csrf: string): boolean {
    return this.#forms.isGood(session.id, csrf)
  }

  /** Ends the session everywhere: the value of the `set-cookie` header that clears the cookie. */
  async signOut(session: Session): Promise<string> {
    await this.#records.delete(`session.${session.id}`)
    return this.#cookie('', 0)
  }

  #claimsOf(link: string): z.infer<typeof LinkClaims> | undefined {
    const text = this.#links.open(link)
    if (text === undefined) return undefined
    // Only we can have sealed it, so it is JSON; its shape may be of another release.
    const claims = LinkClaims.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return claims.success && !this.#isPast(claims.data.until) ? claims.data : undefined
  }

  async #forgetExpired(): Promise<void> {
    const all = await this.#records.list({})
    for (const { id } of all.filter(({ index }) => this.#isPast(index.until))) await this.#records.delete(id)
  }

  #cookie(value: string, seconds: number): string {
    const secure = this.#options.publicUrl.startsWith('https:') ? '; Secure' : ''
    return `${COOKIE}=${value}; Path=/inbox; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
  }

  #in(milliseconds: number): string {
    return new Date(this.#options.clock.now().getTime() + milliseconds).toISOString()
  }

  #isPast(instant: string): boolean {
    return Date.parse(instant) <= this.#options.clock.now().getTime()
  }
}

const random = (): string => randomBytes(RANDOM_BYTES).toString('base64url')

function cookieValue(header: string | undefined): string {
  const found = (header ?? '')
    .split(';')
    .map((one) => one.trim())
    .find((one) => one.startsWith(`${COOKIE}=`))
  return found?.slice(COOKIE.length + 1) ?? ''
}
