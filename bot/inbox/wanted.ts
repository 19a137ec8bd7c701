import type { Cases } from './cases.ts'
import { cookie, cookieValue } from './cookies.ts'
import { fileAsked } from './handoff-files.ts'
import { at } from './permissions.ts'
import type { SessionsOptions } from './sessions.ts'
import { Signer } from './signature.ts'
import type { Staff } from './staff.ts'

const COOKIE = 'matters-inbox-wanted'
/** From following a link to being in, with an app to be fetched first. Later, at a computer of many, somebody else may sit there. */
const WANTED_MS = 10 * 60_000
/** Where the links of messages lead. Nothing else is gone to after signing in, whatever was asked for. */
const WANTED = /^\/inbox\/(alerts|handoffs)\/([A-Za-z0-9_:-][A-Za-z0-9._:-]{0,127})$/
const INBOX = '/inbox'

/** The concern or summary that somebody came for when they had to sign in first: their browser keeps it through every way in. */
export class Wanted {
  readonly #publicUrl: string
  readonly #signer: Signer
  readonly #cases: Pick<Cases, 'alerts' | 'handoffs'>

  constructor(
    { sessionKeys, publicUrl }: Pick<SessionsOptions, 'sessionKeys' | 'publicUrl'>,
    cases: Pick<Cases, 'alerts' | 'handoffs'>,
  ) {
    this.#cases = cases
    this.#publicUrl = publicUrl
    this.#signer = new Signer(sessionKeys, 'wanted')
  }

  /** The `set-cookie` header that keeps this path, of a file the page that it is a form of; undefined for one that no message leads to. */
  keep(path: string): string | undefined {
    const page = fileAsked(path).id
    if (!WANTED.test(page)) return undefined
    return this.#cookie(this.#signer.seal(Buffer.from(page).toString('base64url')), WANTED_MS / 1000)
  }

  /** Where somebody of these places goes once they are in: to what was come for, if it is theirs to read, else to the inbox. */
  async in(cookies: string | undefined, places: readonly Staff[]): Promise<string> {
    const sealed = this.#signer.open(cookieValue(cookies, COOKIE, this.#publicUrl))
    const path = sealed === undefined ? INBOX : Buffer.from(sealed, 'base64url').toString('utf8')
    const [, what, id] = WANTED.exec(path) ?? []
    return id !== undefined && (await this.#isTheirs(what === 'alerts', id, places)) ? path : INBOX
  }

  /** The `set-cookie` header that forgets it. */
  get cleared(): string {
    return this.#cookie('', 0)
  }

  /** Asked without a line in the audit: they asked for nothing, their browser did. */
  async #isTheirs(isAlert: boolean, id: string, places: readonly Staff[]): Promise<boolean> {
    const { alerts, handoffs } = this.#cases
    try {
      const record = isAlert ? await alerts.get(id) : await handoffs.get(id)
      return at(places, record?.body.school, isAlert ? 'read-alerts' : 'read-summaries') !== undefined
    } catch {
      // It keeps nobody out: the inbox says that there is one that cannot be opened.
      return false
    }
  }

  #cookie(value: string, seconds: number): string {
    return cookie(COOKIE, value, { seconds, publicUrl: this.#publicUrl })
  }
}
