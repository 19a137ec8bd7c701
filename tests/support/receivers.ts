import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface Posted {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A receiver of webhooks on this machine: keeps what came, answers what it is told to, and can be away. */
export class WebhookReceiver {
  readonly posted: Posted[] = []
  /** The status it answers. */
  status = 202
  headers: Record<string, string> = {}
  #server: Server | undefined
  #port = 0

  async open(): Promise<this> {
    const server = createServer((req, res) => {
      let body = ''
      req.on('data', (chunk: Buffer) => (body += chunk.toString()))
      req.on('end', () => {
        this.posted.push({ path: req.url ?? '', headers: req.headers, body })
        res.writeHead(this.status, this.headers)
        res.end('thank you')
      })
    })
    server.listen(this.#port, '127.0.0.1')
    await once(server, 'listening')
    this.#port = portOf(server.address())
    this.#server = server
    return this
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Nobody listens on its port any more; `open` brings it back on the same one. */
  async close(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (!server) return
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
}

export interface Mail {
  readonly from: string
  readonly to: readonly string[]
  /** Headers and text as they came over the wire. */
  readonly raw: string
  readonly headers: ReadonlyMap<string, string>
  readonly text: string
}

/** A real SMTP server on this machine that keeps what it takes. */
export class MailReceiver {
  readonly mails: Mail[] = []
  readonly signedInAs: string[] = []
  /** Addresses it refuses with 550. */
  readonly refused = new Set<string>()
  #server: SMTPServer | undefined
  #port = 0

  async open(): Promise<this> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (auth, _session, done) => {
        this.signedInAs.push(auth.username ?? '')
        if (auth.password === 'right') done(null, { user: auth.username ?? '' })
        else done(new Error('no'))
      },
      onRcptTo: (address, _session, done) => {
        if (!this.refused.has(address.address)) done()
        else done(Object.assign(new Error('no such person'), { responseCode: 550 }))
      },
      onData: (stream, session, done) => {
        let raw = ''
        stream.on('data', (chunk: Buffer) => (raw += chunk.toString()))
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope
          this.mails.push({
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
            raw,
            ...readMail(raw),
          })
          done()
        })
      },
    })
    server.on('error', () => undefined)
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = portOf(server.server.address())
    this.#server = server
    return this
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`
  }

  get port(): number {
    return this.#port
  }

  async close(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()))
  }
}

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0

/** Headers unfolded and decoded as far as our messages need it, and the text without its transfer encoding. */
function readMail(raw: string): { headers: ReadonlyMap<string, string>; text: string } {
  const at = raw.indexOf('\r\n\r\n')
  const headers = new Map(
    raw
      .slice(0, at)
      .replace(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => {
        const colon = line.indexOf(':')
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
      }),
  )
  const body = raw.slice(at + 4)
  const encoding = headers.get('content-transfer-encoding')
  const text =
    encoding === 'quoted-printable'
      ? fromQuotedPrintable(body)
      : encoding === 'base64'
        ? Buffer.from(body, 'base64').toString()
        : body
  return { headers, text: text.replace(/\r\n/g, '\n') }
}

function fromQuotedPrintable(body: string): string {
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
