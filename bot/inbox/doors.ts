import { signIns } from '../records/sign-ins.ts'
import type { SignInIndex, SignInRecord } from '../records/sign-ins.ts'
import { NotFound, VersionConflict } from '../storage/errors.ts'
import type { Collection } from '../storage/store.ts'
import { cookie, cookieValue } from './cookies.ts'
import { random } from './sessions.ts'
import type { Sessions, SessionsOptions } from './sessions.ts'
import { Signer } from './signature.ts'

const COOKIE = 'matters-inbox-door'
/** From opening a sign-in page to sending it: a form in a tab that stayed open all morning still works. */
const OPEN_MS = 12 * 3_600_000
/** From the password to the app's code, with the app to be installed first when it is new. */
const HALF_WAY_MS = 20 * 60_000

export type HalfWay = Extract<SignInRecord, { kind: 'half-way' }>

/** A browser that is not signed in: what ties its forms to it, and how far it has come. */
export interface Door {
  readonly id: string
  readonly csrf: string
}

/** Forms before there is a session are tied to a cookie of their own, so that nobody is signed in as somebody else unawares. */
export class Doors {
  readonly #options: SessionsOptions
  readonly #sessions: Sessions
  readonly #records: Collection<SignInRecord, SignInIndex>
  readonly #signer: Signer
  readonly #forms: Signer

  constructor(options: SessionsOptions, sessions: Sessions) {
    this.#options = options
    this.#sessions = sessions
    this.#records = options.store.collection(signIns)
    this.#signer = new Signer(options.sessionKeys, 'door')
    this.#forms = new Signer(options.sessionKeys, 'door form')
  }

  /** The door a browser stands at; undefined when it brought none of ours. */
  of(cookies: string | undefined): Door | undefined {
    const id = this.#signer.open(cookieValue(cookies, COOKIE, this.#options.publicUrl))
    return id === undefined ? undefined : this.#door(id)
  }

  /** The door a browser stands at, or a new one with the `set-cookie` header that leads back to it. */
  atOrNew(cookies: string | undefined): { door: Door; cookie?: string } {
    const door = this.of(cookies)
    return door ? { door } : this.#new()
  }

  isOwnForm(door: Door, csrf: string): boolean {
    return this.#forms.isGood(door.id, csrf)
  }

  /** Another door, half-way: the id from before the password is worth nothing after it. Gives the `set-cookie` header. */
  async goHalfWay(account: string, step: HalfWay['step'], secret?: string): Promise<string> {
    const { door, cookie: made } = this.#new()
    const until = this.#sessions.in(HALF_WAY_MS)
    await this.#records.create(`half-way.${door.id}`, {
      kind: 'half-way',
      account,
      step,
      until,
      ...(secret !== undefined && { secret }),
    })
    return made
  }

  async halfWay(door: Door): Promise<HalfWay | undefined> {
    const body = (await this.#records.get(`half-way.${door.id}`))?.body
    return body?.kind === 'half-way' && !this.#sessions.isPast(body.until) ? body : undefined
  }

  /** They are in, or gave up: true for the one caller who ended it. */
  async end(door: Door): Promise<boolean> {
    const record = await this.#records.get(`half-way.${door.id}`)
    if (!record) return false
    try {
      await this.#records.delete(`half-way.${door.id}`, record.version)
      return true
    } catch (error) {
      if (error instanceof VersionConflict || error instanceof NotFound) return false
      throw error
    }
  }

  /** The `set-cookie` header that takes the door away. */
  get cleared(): string {
    return cookie(COOKIE, '', { seconds: 0, publicUrl: this.#options.publicUrl })
  }

  #new(): { door: Door; cookie: string } {
    const id = random()
    const { publicUrl } = this.#options
    return {
      door: this.#door(id),
      cookie: cookie(COOKIE, this.#signer.seal(id), { seconds: OPEN_MS / 1000, publicUrl }),
    }
  }

  #door(id: string): Door {
    return { id, csrf: this.#forms.sign(id) }
  }
}
