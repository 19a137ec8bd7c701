import { Secret, TOTP } from 'otpauth'
import { Invitations } from '../../bot/inbox/invitations.ts'
import type { Role } from '../../domain/school/role.ts'
import type { RunningInbox } from './inbox.ts'

/** Three random words, as we ask for. */
export const PASSWORD = 'teapot harbour violin'

/** The link that the operator's command prints. */
export function operatorLink(
  inbox: RunningInbox,
  of: { roles: readonly Role[]; email?: string; school?: string; as?: string; name?: string },
): string {
  const invitations = new Invitations({
    sessionKeys: [new Uint8Array(32).fill(7)],
    clock: inbox.clock,
    publicUrl: inbox.url,
  })
  const { email = 'ada@school.example', school = 'demo', as, name = 'Ada Testperson' } = of
  const place = {
    school,
    roles: [...of.roles],
    from: 'person' as const,
    ...(as !== undefined && { as }),
  }
  return invitations.make({ email, name, place }).link.slice(inbox.url.length)
}

/** What an authenticator app shows at the inbox's time. */
export const appCode = (secret: string, now: Date): string =>
  new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate({ timestamp: now.getTime() })

/** A browser without a screen: it keeps cookies, follows redirects to our own pages and sends forms with their hidden fields. */
export class Visitor {
  readonly cookies = new Map<string, string>()
  readonly #inbox: RunningInbox
  status = 0
  text = ''
  path = ''

  constructor(inbox: RunningInbox) {
    this.#inbox = inbox
  }

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async open(path: string): Promise<this> {
    const answer = await fetch(this.#inbox.url + path, {
      headers: { cookie: this.cookie },
      redirect: 'manual',
    })
    return this.#take(path, answer)
  }

  /** Sends the form of the page at hand whose address is this, its hidden fields and these. */
  async send(action: string, fields: Record<string, string | string[]> = {}): Promise<this> {
    const body = new URLSearchParams()
    const form = this.text.slice(Math.max(0, this.text.indexOf(`action="${action}"`)))
    for (const [, name = '', value = ''] of form
      .slice(0, form.indexOf('</form>'))
      .matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)) {
      body.append(name, value)
    }
    for (const [name, value] of Object.entries(fields)) {
      body.delete(name)
      for (const one of [value].flat()) body.append(name, one)
    }
    const answer = await fetch(this.#inbox.url + action, {
      method: 'POST',
      headers: { cookie: this.cookie, 'sec-fetch-site': 'same-origin' },
      body,
      redirect: 'manual',
    })
    return this.#take(action, answer)
  }

  /** Takes an invitation up to the end; the secret of the app. */
  async join(link: string, password = PASSWORD): Promise<string> {
    await this.open(link)
    await this.send('/inbox/invitation', { 'new-password': password })
    const secret = /inbox-code">([A-Z2-7 ]+)</.exec(this.text)?.[1] ?? ''
    await this.send('/inbox/sign-in/app', { code: appCode(secret, this.#inbox.clock.now()) })
    return secret
  }

  /** Gives address and password. */
  async enter(email: string, password = PASSWORD): Promise<this> {
    await this.open('/inbox/sign-in')
    return this.send('/inbox/sign-in', { email, password })
  }

  async #take(path: string, answer: Response): Promise<this> {
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      const [name = '', value = ''] = pair.split('=')
      if (set.includes('Max-Age=0')) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location?.startsWith('/') === true) return this.open(location)
    this.status = answer.status
    this.text = await answer.text()
    this.path = location ?? path
    return this
  }
}

/** The browser of a link worker of both of the inbox's schools, who looks at `demo`. */
export async function visitorOfBoth(inbox: RunningInbox, as: string): Promise<Visitor> {
  const link = (school: string) => operatorLink(inbox, { roles: ['link-worker'], as, school })
  await new Visitor(inbox).join(link('other'))
  const visitor = new Visitor(inbox)
  await visitor.join(link('demo'))
  await visitor.open('/inbox/account')
  return visitor.send('/inbox/account/school', { school: 'demo' })
}
