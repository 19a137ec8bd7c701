import type { AlertChannel, AlertMessage } from './channel.ts'
import { mailer } from './mailer.ts'

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
  const send = mailer(of.url)
  return {
    id: of.id,
    kind: 'email',
    send: (message) => send(mail(message, of)),
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
