import { asShared } from '../../domain/handoff/audiences.ts'
import { isOwnWords, keptFor, withLines, withWords, wordsOf } from '../../domain/redaction/receivers.ts'
import type { Outgoing, Target } from '../../domain/handoff/outgoing.ts'
import type { Alert, Handoff } from '../../domain/handoff/types.ts'
import type { FhirEndpoint } from '../../domain/school/handoffs.ts'
import type { School } from '../../domain/school/school.ts'
import { outlineText } from '../documents/outline.ts'
import { outlinePdf } from '../documents/pdf.ts'
import { sharedOutline } from '../documents/shared.ts'
import { PrivateAddress, wayTo } from '../feeds/reachable.ts'
import type { Facts } from '../inbox/facts.ts'
import { handoffFhir } from '../inbox/handoff-fhir.ts'
import type { Redactor } from '../language/redactor.ts'
import type { Outcome } from './channel.ts'
import type { MailServer } from './email.ts'
import { mailer } from './mailer.ts'
import { postJson } from './post.ts'
import { signedHeaders, webhookKeys } from './webhook.ts'

/** What leaves, with everything it is made of. */
export interface Parcel {
  readonly school: School
  readonly handoff: Handoff
  readonly alerts: readonly Alert[]
  readonly outgoing: Outgoing
  readonly facts: Facts
  readonly at: Date
}

/** Sends one thing once. It answers in time and never throws. */
export type HandoffSender = (parcel: Parcel) => Promise<Outcome>

export interface SenderOptions {
  readonly mail: MailServer | undefined
  readonly secrets: ReadonlyMap<string, string>
  /** The service's address, an origin: what our identifiers and message ids end or begin with. */
  readonly publicUrl: string
  readonly redactor: Redactor
}

export interface SchoolSenders {
  readonly senders: ReadonlyMap<Target, HandoffSender>
  /** Why others do not work: sentences for an operator, without any secret. */
  readonly missing: readonly string[]
}

/** How a school's handoffs leave, besides the inbox. Nothing is connected to yet. */
export function handoffSenders(school: School, of: SenderOptions): SchoolSenders {
  const senders = new Map<Target, HandoffSender>()
  const missing: string[] = []
  const { fhir } = school.handoffs
  for (const to of ['school', 'gp'] as const) {
    const reader = school.handoffs[to]
    if (!reader) continue
    if (of.mail) senders.set(to, mailSender(to, reader.email, { ...of, mail: of.mail }))
    else missing.push(`handoffs.${to}: SMTP_URL and MAIL_FROM are not set`)
  }
  if (fhir) {
    const made = fhirSender(fhir, of)
    if (typeof made === 'string') missing.push(`handoffs.fhir: ${made}`)
    else senders.set('fhir', made)
  }
  return { senders, missing }
}

/**
 * The lines that were shared with this reader, as text with the same as PDF beside it, and not one more. Personal details leave as the
 * preview showed them, or fewer of them.
 */
function mailSender(
  to: 'school' | 'gp',
  email: string,
  { mail, publicUrl, redactor }: SenderOptions & { mail: MailServer },
): HandoffSender {
  const send = mailer(mail.url)
  const host = new URL(publicUrl).hostname
  return async ({ school, outgoing, facts, at }) => {
    const lines = asShared(outgoing.lines, to)
    const texts = lines.filter(isOwnWords).map(({ text }) => text)
    const change = await redactor.for({ school, texts, keeps: keptFor(to, lines) })
    const outline = sharedOutline(facts, school, to, withLines(lines, change))
    return send({
      from: mail.from,
      to: email,
      // A subject stands in lists and on locked screens: it names nobody.
      subject: facts.say('inbox.shared.subject', { school: school.name }),
      text: outlineText(outline),
      attachments: [
        {
          filename: 'what-they-shared.pdf',
          contentType: 'application/pdf',
          content: await outlinePdf(outline, { made: at }),
        },
      ],
      messageId: `<${outgoing.id}@${host}>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    })
  }
}

/** The document to a system that takes it, or why it cannot be sent. One id for every try, so that it is taken once. */
function fhirSender(
  endpoint: FhirEndpoint,
  { secrets, publicUrl, redactor }: SenderOptions,
): HandoffSender | string {
  const secret = secrets.get(endpoint.secret)
  if (secret === undefined) return `${endpoint.secret} not set`
  const keys = endpoint.auth === 'hmac' ? webhookKeys(secret) : []
  if (!keys) return `${endpoint.secret}: must be whsec_ and base64 of 24 to 64 random bytes`
  // A header cannot be broken by it.
  if (endpoint.auth === 'bearer' && !/^[\x21-\x7e]+$/.test(secret))
    return `${endpoint.secret}: only letters, digits and signs, without spaces`
  const url = new URL(endpoint.url)
  return async ({ school, handoff, alerts, outgoing, facts, at }) => {
    const { contact, preferredName, supporter } = handoff
    const change = await redactor.for({
      school,
      texts: wordsOf(handoff),
      keeps: keptFor('fhir'),
      given: [contact, preferredName, supporter],
    })
    const leaves = withWords(handoff, change)
    const body = JSON.stringify(handoffFhir(facts, school, { handoff: leaves, alerts }, publicUrl))
    try {
      return await postJson(
        endpoint.url,
        body,
        {
          'content-type': 'application/fhir+json',
          'idempotency-key': outgoing.id,
          ...(endpoint.auth === 'bearer'
            ? { authorization: `Bearer ${secret}` }
            : signedHeaders(keys, outgoing.id, body, at)),
        },
        { through: await wayTo(url, endpoint.private ? [url.host] : []) },
      )
    } catch (error) {
      if (error instanceof PrivateAddress) return { ok: false, code: 'private-address' }
      throw error
    }
  }
}
