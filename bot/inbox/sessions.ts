import { randomBytes } from 'node:crypto'
import type { Clock } from '../../domain/time/clock.ts'
import { accountKey } from '../records/accounts.ts'
import type { StaffId } from '../records/roles.ts'
import { signIns } from '../records/sign-ins.ts'
import type { SignInIndex, SignInRecord } from '../records/sign-ins.ts'
import type { Schools } from '../schools.ts'
import { NotFound, unlessNoWrites, VersionConflict } from '../storage/errors.ts'
import type { UseKeys } from '../storage/keys.ts'
import type { Collection, Store } from '../storage/store.ts'
import { cookie, cookieValue } from './cookies.ts'
import { Signer } from './signature.ts'
import { placesOf, staffOf } from './staff.ts'
import type { Staff } from './staff.ts'

/** A working day, so that nobody is sent out while they write a note, and no session is open the next morning. */
const SESSION_MS = 8 * 3_600_000
/** Longer than a meeting with a young person, shorter than an afternoon at an open screen in a staff room. */
export const IDLE_MS = 60 * 60_000
/** How exactly it is known when someone last did something: each request would be a write otherwise. */
const SEEN_MS = 5 * 60_000
/** 128 bits, from a secure source: not to be guessed. */
const RANDOM_BYTES = 16
const COOKIE = 'matters-inbox'
/** Past its session, so that what was being written when that ended is known for theirs. */
const COOKIE_SECONDS = (SESSION_MS + IDLE_MS) / 1000

export interface Session {
  readonly id: string
  /** The person, at the school they look at now. */
  readonly staff: Staff
  /** The person at each school they belong to, `staff` among them. */
  readonly places: readonly Staff[]
  /** When it ends by itself, an ISO instant. */
  readonly until: string
  /** Goes into every form of this session: `form.writer`, the second the same in each session of the person. */
  readonly csrf: string
}

export interface SessionsOptions {
  readonly store: Store
  readonly schools: Schools
  readonly clock: Clock
  /** At least 32 secret bytes each; a key that goes ends every session and link that it signed. */
  readonly sessionKeys: UseKeys
  /** Where the inbox is reached, `https://matters.example`. */
  readonly publicUrl: string
}

export const random = (): string => randomBytes(RANDOM_BYTES).toString('base64url')

/** Who is signed in. What a session may do is asked of account and settings each time: whoever is suspended is out at once. */
export class Sessions {
  readonly #options: SessionsOptions
  readonly #records: Collection<SignInRecord, SignInIndex>
  readonly #signer: Signer
  readonly #forms: Signer
  readonly #writers: Signer

  /** Throws RangeError when the key is too short to keep anyone out. */
  constructor(options: SessionsOptions) {
    if (options.sessionKeys.some(({ length }) => length < 32))
      throw new RangeError('a session key needs at least 32 bytes')
    this.#options = options
    this.#records = options.store.collection(signIns)
    this.#signer = new Signer(options.sessionKeys, 'session')
    this.#forms = new Signer(options.sessionKeys, 'form')
    this.#writers = new Signer(options.sessionKeys, 'writer')
  }

  /** Opens a session of someone in the settings: the value of the `set-cookie` header. */
  async openForStaff(staff: StaffId): Promise<string> {
    return this.#open({ kind: 'session', staff, until: this.in(SESSION_MS) })
  }

  /** Opens a session of an account, at this school first: the value of the `set-cookie` header. Always a new id. */
  async openForAccount(account: string, school: string): Promise<string> {
    const seenAt = this.#options.clock.now().toISOString()
    return this.#open({ kind: 'account-session', account, school, seenAt, until: this.in(SESSION_MS) })
  }

  /**
   * The session a request's `cookie` header belongs to: signed by us, open, not idle, and of someone who still belongs to a school.
   * `renews`: the person did something, so that its idle time begins anew.
   */
  async sessionOf(cookies: string | undefined, renews = true): Promise<Session | undefined> {
    const id = this.#signer.open(cookieValue(cookies, COOKIE, this.#options.publicUrl))
    if (id === undefined) return undefined
    const record = await this.#records.get(`session.${id}`)
    if (!record || !('until' in record.body) || this.isPast(record.body.until)) return undefined
    const { body, version } = record
    if (body.kind === 'session') {
      const staff = staffOf(this.#options.schools, body.staff)
      return staff && this.#session(id, body.until, staff, [staff])
    }
    if (body.kind !== 'account-session' || this.#isOlder(body.seenAt, IDLE_MS)) return undefined
    const account = (await this.#records.get(accountKey(body.account)))?.body
    if (account?.kind !== 'account' || account.status !== 'active') return undefined
    const places = placesOf(this.#options.schools, account)
    const staff = places.find(({ school }) => school.id === body.school) ?? places[0]
    if (!staff) return undefined
    if (renews && this.#isOlder(body.seenAt, SEEN_MS)) {
      const seenAt = this.#options.clock.now().toISOString()
      // Where nothing can be written they go on, if for less long: a worry in what they send is passed on all the same.
      await this.#write(id, { ...body, seenAt }, version).catch(unlessNoWrites)
    }
    return this.#session(id, body.until, staff, places)
  }

  isOwnForm(session: Session, csrf: string): boolean {
    return this.#forms.isGood(session.id, partsOf(csrf).form)
  }

  /**
   * Whether a form that is not taken was written by whoever this browser still belongs to: in its session, though that ended by itself,
   * or by the same person in the one before. Signing out takes the cookie away, so that who comes next is shown nothing.
   */
  isOwnWriting(cookies: string | undefined, session: Session | undefined, csrf: string): boolean {
    const { form, writer } = partsOf(csrf)
    if (session) return writer !== '' && writer === partsOf(session.csrf).writer
    const id = this.idIn(cookies)
    return id !== undefined && this.#forms.isGood(id, form)
  }

  /** Looks at another of one's schools from now on. */
  async show(session: Session, school: string): Promise<void> {
    const record = await this.#records.get(`session.${session.id}`)
    if (record?.body.kind !== 'account-session') return
    await this.#write(session.id, { ...record.body, school }, record.version)
  }

  /** Ends a session, wherever its cookie is. */
  async end(id: string): Promise<void> {
    await this.#records.delete(`session.${id}`)
  }

  /** The value of the `set-cookie` header that clears the cookie. */
  get cleared(): string {
    return cookie(COOKIE, '', { seconds: 0, publicUrl: this.#options.publicUrl })
  }

  /** Ends every session of an account, but one if told: the ids of those that ended. */
  async endAllOf(account: string, but?: string): Promise<string[]> {
    const open = await this.#records.list({ kind: 'account-session', account })
    const ids = open.map(({ id }) => id.slice('session.'.length)).filter((id) => id !== but)
    for (const id of ids) await this.#records.delete(`session.${id}`)
    return ids
  }

  /** The id of the session in a `cookie` header, open or not: what signing in anew puts an end to. */
  idIn(cookies: string | undefined): string | undefined {
    return this.#signer.open(cookieValue(cookies, COOKIE, this.#options.publicUrl))
  }

  /** Forgets what is over: sessions, steps half-way, links that were used. */
  async forgetExpired(): Promise<void> {
    const all = await this.#records.list({})
    for (const { id } of all.filter(({ index }) => this.isPast(index.until))) await this.#records.delete(id)
  }

  in(milliseconds: number): string {
    return new Date(this.#options.clock.now().getTime() + milliseconds).toISOString()
  }

  isPast(instant: string): boolean {
    return this.#isOlder(instant, 0)
  }

  async #open(body: SignInRecord): Promise<string> {
    const id = random()
    await this.#records.create(`session.${id}`, body)
    const { publicUrl } = this.#options
    return cookie(COOKIE, this.#signer.seal(id), { seconds: COOKIE_SECONDS, publicUrl })
  }

  async #write(id: string, body: SignInRecord, version: number): Promise<void> {
    try {
      await this.#records.put(`session.${id}`, body, version)
    } catch (error) {
      // Another request of the same person was first, or they signed out meanwhile: both are as good.
      if (!(error instanceof VersionConflict || error instanceof NotFound)) throw error
    }
  }

  #session(id: string, until: string, staff: Staff, places: readonly Staff[]): Session {
    const { school, role, id: name } = staff.id
    const writer = this.#writers.sign(staff.account ?? `${school}/${role}/${name}`)
    return { id, staff, places, until, csrf: `${this.#forms.sign(id)}.${writer}` }
  }

  #isOlder(instant: string, milliseconds: number): boolean {
    return Date.parse(instant) + milliseconds <= this.#options.clock.now().getTime()
  }
}

const partsOf = (csrf: string): { form: string; writer: string } => {
  const [form = '', writer = ''] = csrf.split('.')
  return { form, writer }
}
