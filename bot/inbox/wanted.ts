import { cookie, cookieValue } from './cookies.ts'
import type { SessionsOptions } from './sessions.ts'
import { Signer } from './signature.ts'

const COOKIE = 'matters-inbox-wanted'
/** From following a link to being in; later it is not what they came for any more. */
const WANTED_MS = 3_600_000
/** Where the links of messages lead. Nothing else is gone to after signing in, whatever was asked for. */
const WANTED = /^\/inbox\/(?:alerts|handoffs)\/[A-Za-z0-9_:-][A-Za-z0-9._:-]{0,127}$/
const INBOX = '/inbox'

/** The concern or summary that somebody came for when they had to sign in first: their browser keeps it through every way in. */
export class Wanted {
  readonly #publicUrl: string
  readonly #signer: Signer

  constructor({ sessionKeys, publicUrl }: Pick<SessionsOptions, 'sessionKeys' | 'publicUrl'>) {
    this.#publicUrl = publicUrl
    this.#signer = new Signer(sessionKeys, 'wanted')
  }

  /** The `set-cookie` header that keeps this path; undefined for one that no message leads to. */
  keep(path: string): string | undefined {
    if (!WANTED.test(path)) return undefined
    return this.#cookie(this.#signer.seal(Buffer.from(path).toString('base64url')), WANTED_MS / 1000)
  }

  /** Where to go once they are in: to what they came for, else to the inbox. */
  in(cookies: string | undefined): string {
    const sealed = this.#signer.open(cookieValue(cookies, COOKIE, this.#publicUrl))
    const path = sealed === undefined ? INBOX : Buffer.from(sealed, 'base64url').toString('utf8')
    return WANTED.test(path) ? path : INBOX
  }

  /** The `set-cookie` header that forgets it. */
  get cleared(): string {
    return this.#cookie('', 0)
  }

  #cookie(value: string, seconds: number): string {
    return cookie(COOKIE, value, { seconds, publicUrl: this.#publicUrl })
  }
}
