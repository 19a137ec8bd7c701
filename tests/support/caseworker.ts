import type { Role } from '../../domain/school/role.ts'
import type { RunningInbox } from './inbox.ts'

/** Someone at the inbox without a screen: they open pages and send the forms that stand there. */
export class Caseworker {
  readonly cookie: string
  /** The page they opened last. */
  text = ''
  readonly #inbox: RunningInbox

  private constructor(inbox: RunningInbox, cookie: string) {
    this.#inbox = inbox
    this.cookie = cookie
  }

  static async signIn(inbox: RunningInbox, role: Role, id: string, school?: string): Promise<Caseworker> {
    const worker = new Caseworker(inbox, await inbox.signIn(role, id, school))
    await worker.open('/inbox')
    return worker
  }

  get csrf(): string {
    return /name="csrf" value="([^"]*)"/.exec(this.text)?.[1] ?? ''
  }

  async open(path: string): Promise<string> {
    this.text = (await this.#inbox.read(path, this.cookie)).text
    return this.text
  }

  /** The hidden fields of the form on the page at hand that goes to this address. */
  form(action: string): Record<string, string> {
    const from = this.text.indexOf(`action="${action}"`)
    const form = from < 0 ? '' : this.text.slice(from, this.text.indexOf('</form>', from))
    const hidden = [...form.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)]
    return Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]))
  }

  post(action: string, fields: Record<string, string>): Promise<Response> {
    return this.#inbox.post(action, fields, this.cookie)
  }

  /** Opens the page and sends its form, filled in. */
  async sends(page: string, action: string, fields: Record<string, string>): Promise<Response> {
    await this.open(page)
    return this.post(action, { ...this.form(action), ...fields })
  }
}
