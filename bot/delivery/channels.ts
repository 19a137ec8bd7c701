import { addressOf, secretsOf } from '../../domain/alerts/settings.ts'
import type { ChannelSettings } from '../../domain/alerts/settings.ts'
import type { School } from '../../domain/school/school.ts'
import type { AlertChannel } from './channel.ts'
import { emailChannel } from './email.ts'
import type { MailServer } from './email.ts'
import { teamsChannel } from './teams.ts'
import { webhookChannel, webhookKeys } from './webhook.ts'

/** A school is told in two ways at least, so that an outage of one leaves another (docs/decisions/0007). */
export const LEAST_WAYS = 2

/** What stands in a query as it is, so that a secret cannot change where a request goes. */
const QUERY_PART = /^[A-Za-z0-9._~%-]+$/

export interface ChannelOptions {
  /** Undefined when no mail server is set up. */
  readonly mail: MailServer | undefined
  /** The variables that hold secrets, by name. */
  readonly secrets: ReadonlyMap<string, string>
  /** The host of the service's address. */
  readonly host: string
  /** Posts a card as our bot; undefined when there is no bot. */
  readonly bot?: ((school: School, id: string, chat: string) => AlertChannel) | undefined
}

/** A school's ways out, besides the inbox. */
export interface SchoolChannels {
  readonly working: readonly AlertChannel[]
  /** Why each of the others does not: sentences for an operator, without any secret. */
  readonly missing: readonly string[]
  /** How many ways that do not fall together: all e-mail is one, each host is one. */
  readonly ways: number
  /** Ids of channels without https: for trying out only. */
  readonly unprotected: readonly string[]
}

/** The channels of a school as they can be used now. Nothing is connected to yet. */
export function channelsOf(school: School, of: ChannelOptions): SchoolChannels {
  const working: AlertChannel[] = []
  const missing: string[] = []
  const unprotected: string[] = []
  const ways = new Set<string>()
  for (const settings of school.alerts.channels) {
    const made = channelOf(school, settings, of)
    if (typeof made === 'string') {
      missing.push(`${settings.id}: ${made}`)
      continue
    }
    working.push(made)
    ways.add(wayOf(settings))
    if ('url' in settings && settings.url.startsWith('http:')) unprotected.push(settings.id)
  }
  return { working, missing, ways: ways.size, unprotected }
}

/** The channel, or why it cannot be used. */
function channelOf(school: School, settings: ChannelSettings, of: ChannelOptions): AlertChannel | string {
  if (settings.kind === 'email') {
    if (!of.mail) return 'SMTP_URL and MAIL_FROM are not set'
    const all = school.dutyContacts.map(({ email }) => email).filter((email) => email !== undefined)
    if (settings.to === undefined && all.length === 0)
      return 'no address: give "to", or the duty contacts an email'
    const { id, to } = settings
    return emailChannel({ ...of.mail, id, all, host: of.host, ...(to === undefined ? {} : { to }) })
  }
  if (settings.kind === 'teams-bot') {
    if (!of.bot) return 'the MICROSOFT_APP_… variables are not set'
    return school.teams ? of.bot(school, settings.id, settings.chat) : 'the school has no teams.tenant'
  }
  const unset = secretsOf(settings).filter((name) => !of.secrets.has(name))
  if (unset.length > 0) return `${unset.join(', ')} not set`
  const secretOf = (name: string): string => of.secrets.get(name) ?? ''
  const inQuery = secretsOf({ kind: 'teams', id: settings.id, when: settings.when, url: settings.url })
  const odd = inQuery.filter((name) => !QUERY_PART.test(secretOf(name)))
  if (odd.length > 0) return `${odd.join(', ')}: only letters, digits and . _ ~ % - may stand in an address`
  const url = addressOf(settings.url, secretOf)
  if (settings.kind === 'teams') return teamsChannel(settings.id, url)
  const keys = webhookKeys(secretOf(settings.secret))
  if (!keys) return `${settings.secret}: must be whsec_ and base64 of 24 to 64 random bytes`
  return webhookChannel(settings.id, url, keys)
}

const wayOf = (settings: ChannelSettings): string =>
  'url' in settings ? new URL(settings.url.split('?')[0] ?? '').host : settings.kind

/** What stands between a school's channels and real use, in lines that say what to do. Empty when all is well. */
export function channelProblems(school: School, channels: SchoolChannels): string[] {
  const problems = channels.unprotected.map(
    (id) => `SCHOOLS_DIR: ${school.id}: the alert channel ${id} must begin with https:// in production`,
  )
  if (channels.ways < LEAST_WAYS) {
    const why = channels.missing.length > 0 ? ` Not usable: ${channels.missing.join('; ')}.` : ''
    problems.push(
      `SCHOOLS_DIR: ${school.id}: alerts leave by ${channels.ways} of at least ${LEAST_WAYS} ways besides the inbox ` +
        `(e-mail, Teams, webhook; docs/alerts.md).${why}`,
    )
  }
  return problems
}
