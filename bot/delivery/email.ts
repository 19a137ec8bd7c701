import { createTransport } from 'nodemailer'
import type { SendMailOptions } from 'nodemailer'
import { isThisMachine } from '../../domain/alerts/settings.ts'
import { SEND_MS } from './channel.ts'
import type { AlertChannel, AlertMessage, Outcome } from './channel.ts'
import { networkCode } from './post.ts'

/** The mail server, as the settings say. */
export interface MailServer {
  /** `smtp://` (STARTTLS, required but on this machine) or `smtps://`, with user and password in it. */
  readonly url: string
  readonly from: string
}

export interface EmailOptions extends MailServer {
  readonly id: string
  /** Addresses for every message; else those of whom a step tells, and of all duty contacts when those have none. */
  readonly to?: readonly string[]
  readonly all: readonly string[]
  /** The host that message ids end with. */
  readonly host: string
}

/** E-mail through an SMTP server. Messages of one alert make one thread; each has an id that stays the same when it is sent again. */
export function emailChannel(of: EmailOptions): AlertChannel {
  const send = mailSender(of.url)
  return { id: of.id, kind: 'email', send: (message) => send(mail(message, of)) }
}

/** Sends one mail through this server and tells what came of it, in time; never throws. */
export function mailSender(url: string): (mail: SendMailOptions) => Promise<Outcome> {
  const server = new URL(url)
  const transport = createTransport({
    url,
    ...(server.protocol === 'smtp:' && !isLocal(server.hostname) ? { requireTLS: true } : {}),
    connectionTimeout: SEND_MS / 3,
    greetingTimeout: SEND_MS / 3,
    socketTimeout: SEND_MS / 3,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return async (mail) => {
    try {
      const info = await withinTime(transport.sendMail(mail))
      if (info === undefined) return { ok: false, code: 'timeout' }
      return info.rejected.length > 0 ? { ok: true, code: 'some-refused' } : { ok: true }
    } catch (error) {
      return smtpFailure(error)
    }
  }
}

/** No holiday answers to a mailbox that nobody reads (RFC 3834). */
export const NO_ANSWERS = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }

function mail(message: AlertMessage, of: EmailOptions) {
  const own = message.told.map(({ email }) => email).filter((email) => email !== undefined)
  const thread = `<${message.caseId}@${of.host}>`
  return {
    from: of.from,
    to: [...(of.to ?? (own.length > 0 ? own : of.all))],
    subject: message.subject,
    text: mailText(message),
    messageId: `<${message.eventId}@${of.host}>`,
    references: thread,
    inReplyTo: thread,
    ...(message.urgent && { priority: 'high' as const }),
    headers: NO_ANSWERS,
  }
}

/** Plain text: it reads the same everywhere, and nothing in it is fetched or run. */
export function mailText(message: AlertMessage): string {
  const facts = message.facts.map(([label, value]) => `${label}: ${value}`)
  const words = message.words
    ? [`${message.words.label}:`, ...message.words.said.map((said) => said.replace(/^/gmu, '> ')), '']
    : []
  return [
    message.intro,
    '',
    ...facts,
    '',
    ...words,
    `${message.open}: ${message.inbox}`,
    '',
    message.note,
    '',
  ].join('\n')
}

const isLocal = (hostname: string): boolean => isThisMachine(new URL(`http://${hostname}`))

/** Undefined when it takes longer than a channel may. */
async function withinTime<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), SEND_MS)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

const CODES: Readonly<Record<string, string>> = {
  EAUTH: 'sign-in-refused',
  ENOAUTH: 'sign-in-refused',
  ETLS: 'certificate',
  EDNS: 'unknown-host',
  ETIMEDOUT: 'timeout',
  ECONNECTION: 'connection-lost',
  EENVELOPE: 'address-refused',
}

/** What the server said is left out but for its number: it may quote an address. */
function smtpFailure(error: unknown): Outcome {
  const field = (name: string): unknown =>
    error instanceof Error ? Object.entries(error).find(([key]) => key === name)?.[1] : undefined
  const status = field('responseCode')
  if (typeof status === 'number') return { ok: false, code: `smtp-${status}` }
  const network = networkCode(error)
  const code = field('code')
  const known = typeof code === 'string' ? CODES[code] : undefined
  return { ok: false, code: network === 'network' ? (known ?? network) : network }
}
