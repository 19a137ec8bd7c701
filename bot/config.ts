import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { CONTENT } from '../content/root.ts'
import { SECRET_PREFIX } from '../domain/alerts/settings.ts'
import { HANDOFF_SECRET_PREFIX } from '../domain/school/handoffs.ts'
import type { School } from '../domain/school/school.ts'
import type { GraphAccess } from './calendars/graph.ts'
import type { MailServer } from './delivery/email.ts'
import { MattersError } from './errors.ts'
import type { OidcSettings } from './inbox/oidc.ts'
import { azureLanguageFrom } from './language/settings.ts'
import type { AzureLanguage } from './language/settings.ts'
import type { DatabaseSettings } from './storage/postgres/pool.ts'

/** What is wrong with the settings, all of it at once: each line names the variable and what to do. */
export class ConfigError extends MattersError {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(
      'config',
      'The service is not set up.',
      `The settings cannot be used:\n${problems.map((one) => `- ${one}`).join('\n')}`,
    )
    this.problems = problems
  }
}

/** An empty variable is one that is not set. */
const given = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), schema)

const Origin = z.url({ protocol: /^https?$/ }).transform((text) => new URL(text).origin)

const Environment = z.object({
  NODE_ENV: given(z.enum(['development', 'test', 'production']).default('development')),
  PORT: given(z.coerce.number().int().min(0).max(65_535).default(3978)),
  HOST: given(z.string().optional()),
  DATA_DIR: given(z.string().default('./data')),
  PUBLIC_URL: given(Origin.optional()),
  DATABASE_URL: given(
    z.url({ protocol: /^postgres(ql)?$/, error: 'must begin with postgres://' }).optional(),
  ),
  DATABASE_POOL: given(z.coerce.number().int().min(2).max(100).default(10)),
  DATABASE_TLS: given(z.enum(['verify', 'off']).optional()),
  DATABASE_CA: given(z.string().optional()),
  DATABASE_WAIT_SECONDS: given(z.coerce.number().min(0).max(600).default(15)),
  MATTERS_KEYS: given(z.string().optional()),
  SCHOOLS_DIR: given(z.string().optional()),
  CONTENT_DIR: given(z.string().optional()),
  CHANNELS: given(z.enum(['self-hosted', 'azure']).optional()),
  MICROSOFT_APP_ID: given(z.string().optional()),
  MICROSOFT_APP_PASSWORD: given(z.string().optional()),
  MICROSOFT_APP_TENANT_ID: given(z.string().optional()),
  MICROSOFT_APP_TYPE: given(z.enum(['SingleTenant', 'UserAssignedMSI']).default('SingleTenant')),
  AGENT_HUB_ID: given(z.string().max(512).optional()),
  AGENT_HUB_CHANNELS: given(z.string().default('directline')),
  DIRECT_LINE_SECRET: given(z.string().optional()),
  DIRECT_LINE_URL: given(
    z.url({ protocol: /^https?$/ }).default('https://directline.botframework.com/v3/directline'),
  ),
  TRUST_PROXY: given(z.enum(['yes', 'no']).default('no')),
  LOG_LEVEL: given(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info')),
  SMTP_URL: given(z.url({ protocol: /^smtps?$/, error: 'must begin with smtp:// or smtps://' }).optional()),
  MAIL_FROM: given(
    z
      .string()
      .regex(/^[^<>@\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/, 'must be an address, like Matters <matters@example.org>')
      .optional(),
  ),
  KEEP_SENT_DAYS: given(z.coerce.number().int().min(30).max(3_650).default(365)),
  ERASED_LIST: given(z.string().optional()),
  GRAPH_TENANT_ID: given(z.string().optional()),
  GRAPH_CLIENT_ID: given(z.string().optional()),
  GRAPH_CLIENT_SECRET: given(z.string().optional()),
  AZURE_LANGUAGE_ENDPOINT: given(z.string().optional()),
  AZURE_LANGUAGE_KEY: given(z.string().optional()),
  AZURE_LANGUAGE_IDENTITY: given(z.string().optional()),
  AZURE_LANGUAGE_PROJECT: given(z.string().optional()),
  AZURE_LANGUAGE_DEPLOYMENT: given(z.string().optional()),
  AZURE_LANGUAGE_MODELS: given(z.string().optional()),
  OIDC_ISSUER: given(z.url({ protocol: /^https?$/ }).optional()),
  OIDC_CLIENT_ID: given(z.string().optional()),
  OIDC_CLIENT_SECRET: given(z.string().optional()),
  OIDC_NAME: given(z.string().max(60).default('Microsoft')),
  OIDC_TENANT: given(z.string().optional()),
  OIDC_EMAIL_CLAIM: given(z.string().default('email')),
  FEED_EVERY_HOURS: given(z.coerce.number().min(1).max(168).default(24)),
  FEED_PRIVATE_HOSTS: given(z.string().optional()),
  METRICS_TOKEN: given(z.string().min(16, 'must have 16 characters or more').optional()),
  OTEL_EXPORTER_OTLP_ENDPOINT: given(z.url({ protocol: /^https?$/ }).optional()),
  KEEP_DAYS: given(z.coerce.number().int().min(1).max(365).default(30)),
})

export interface AzureBot {
  readonly appId: string
  readonly tenantId: string
  /** Undefined for a managed identity, which needs none. */
  readonly password: string | undefined
  readonly cloud: BotCloud
}

/** Where Azure Bot Service is. No setting changes it: a forged address would be given our tokens. */
export interface BotCloud {
  readonly loginUrl: string
  readonly scope: string
  /** Who signs what comes, and where their keys are. */
  readonly issuer: string
  readonly metadataUrl: string
  /** Hosts that answers may be sent to; `.example.org` is every host under it. */
  readonly serviceHosts: readonly string[]
  /** The address of Teams for messages that answer none. */
  readonly teamsUrl: string
}

/** Azure's Direct Line in the place of our own. */
export interface AzureDirectLine {
  readonly secret: string
  /** `https://…/v3/directline`, without a slash at its end. */
  readonly url: string
}

/** Another service's desk on the bot's own channels, which people can be asked for from (docs/teams.md). */
export interface AgentHub {
  /** The sender of what it sends, as the channel says. */
  readonly id: string
  readonly channels: readonly ('msteams' | 'directline')[]
}

const MICROSOFT: BotCloud = {
  loginUrl: 'https://login.microsoftonline.com/',
  scope: 'https://api.botframework.com',
  issuer: 'https://api.botframework.com',
  metadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  serviceHosts: ['smba.trafficmanager.net', '.botframework.com'],
  teamsUrl: 'https://smba.trafficmanager.net/teams/',
}

export interface Config {
  /** Demonstration: no keys, no schools of its own, everything on this machine. Never in production. */
  readonly demonstration: boolean
  readonly production: boolean
  readonly port: number
  readonly host: string
  readonly dataDir: string
  /** Where records are kept when not in the data folder. */
  readonly database: DatabaseSettings | undefined
  /** Where browsers reach the service, an origin; undefined in the demonstration: then the port decides. */
  readonly publicUrl: string | undefined
  /** `id:base64[,id2:base64]`; undefined in the demonstration, which makes a key file. */
  readonly keys: string | undefined
  readonly schoolsDir: string
  readonly contentDir: string
  readonly azure: AzureBot | undefined
  /** Undefined: browsers talk to our own Direct Line. */
  readonly directLine: AzureDirectLine | undefined
  /** Undefined: nobody but the school's own people comes into chats. */
  readonly agentHub: AgentHub | undefined
  /** Where alerts leave by e-mail; undefined when no mail server is set up. */
  readonly mail: MailServer | undefined
  /** Secrets that schools' files may name, by variable. */
  readonly alertSecrets: ReadonlyMap<string, string>
  readonly handoffSecrets: ReadonlyMap<string, string>
  /** The app that may see when link workers' mailboxes are busy; undefined when none is set up. */
  readonly graph: GraphAccess | undefined
  /** The organisation's own sign-in to the inbox; undefined when everyone has an account of ours. */
  readonly oidc: OidcSettings | undefined
  /** Azure's language service; undefined when none is set up. */
  readonly language: AzureLanguage | undefined
  readonly trustProxy: boolean
  /** What Prometheus shows to read `/metrics`; without it there are none outside the demonstration. */
  readonly metricsToken: string | undefined
  /** A collector of OpenTelemetry that spans are sent to. */
  readonly tracesTo: string | undefined
  readonly logLevel: z.infer<typeof Environment>['LOG_LEVEL']
  readonly keepDays: number
  readonly keepSentDays: number
  /** The list of erasures: to be kept apart from the backup of the data folder. */
  readonly erasedList: string
  /** How often schools' feeds are read anew. */
  readonly feedEveryHours: number
  /** `host:port` of private addresses that feeds may be read from; all others are refused. */
  readonly feedPrivateHosts: readonly string[]
}

type Variables = Readonly<Record<string, string | undefined>>

/**
 * The settings, from the environment. Everything has a default for the demonstration; production refuses to start without keys,
 * its public address, schools and a decision about channels. Throws ConfigError with everything that is wrong, in words that say
 * what to do.
 */
export function loadConfig(variables: Variables = process.env): Config {
  const parsed = Environment.safeParse(variables)
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
  }
  const read = parsed.data
  const production = read.NODE_ENV === 'production'
  if (production) refuseUnfinished(read)
  if ((read.SMTP_URL === undefined) !== (read.MAIL_FROM === undefined))
    throw new ConfigError(['SMTP_URL and MAIL_FROM: give both, or neither'])
  const { language, problems } = azureLanguageFrom(read, production)
  if (problems.length > 0) throw new ConfigError(problems)
  const contentDir = resolve(read.CONTENT_DIR ?? CONTENT)
  if (production && resolve(read.SCHOOLS_DIR ?? '') === join(contentDir, 'data/schools'))
    throw new ConfigError([
      'SCHOOLS_DIR: the school of the demonstration is made up, and nobody would be told of a worry',
    ])
  return {
    production,
    demonstration: !production && read.SCHOOLS_DIR === undefined,
    port: read.PORT,
    // The demonstration is for this machine only; a deployment is reached from outside.
    host: read.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
    dataDir: resolve(read.DATA_DIR),
    database: databaseFrom(read),
    publicUrl: read.PUBLIC_URL,
    keys: read.MATTERS_KEYS,
    schoolsDir: read.SCHOOLS_DIR === undefined ? join(contentDir, 'data/schools') : resolve(read.SCHOOLS_DIR),
    contentDir,
    azure: azureFrom(read),
    directLine: directLineFrom(read),
    agentHub: agentHubFrom(read),
    mail: mailFrom(read),
    alertSecrets: secretsFrom(variables, SECRET_PREFIX),
    handoffSecrets: secretsFrom(variables, HANDOFF_SECRET_PREFIX),
    graph: graphFrom(read),
    oidc: oidcFrom(read),
    language,
    trustProxy: read.TRUST_PROXY === 'yes',
    metricsToken: read.METRICS_TOKEN,
    tracesTo: read.OTEL_EXPORTER_OTLP_ENDPOINT,
    logLevel: read.LOG_LEVEL,
    keepDays: read.KEEP_DAYS,
    keepSentDays: read.KEEP_SENT_DAYS,
    erasedList: resolve(read.ERASED_LIST ?? join(read.DATA_DIR, 'erased.list')),
    feedEveryHours: read.FEED_EVERY_HOURS,
    feedPrivateHosts: (read.FEED_PRIVATE_HOSTS ?? '').split(',').flatMap((host) => host.trim() || []),
  }
}

type Read = z.infer<typeof Environment>

/** The variables that begin with this, and are set. */
const secretsFrom = (variables: Variables, prefix: string): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(variables).flatMap(([name, value]) =>
      name.startsWith(prefix) && value !== undefined && value.trim() !== ''
        ? [[name, value.trim()] as const]
        : [],
    ),
  )

/** Where browsers reach the service: as it was set, or in the demonstration on its port. */
export const publicUrlOf = ({ publicUrl, port }: Config): string => publicUrl ?? `http://localhost:${port}`

const mailFrom = ({ SMTP_URL: url, MAIL_FROM: from }: Read): MailServer | undefined =>
  url !== undefined && from !== undefined ? { url, from } : undefined

/** On this machine a connection is as safe as the machine; everywhere else the server's certificate is checked, unless it is said otherwise. */
function databaseFrom(read: Read): DatabaseSettings | undefined {
  const { DATABASE_URL: url, DATABASE_POOL: pool, DATABASE_CA: caFile, DATABASE_WAIT_SECONDS: wait } = read
  if (url === undefined) return undefined
  const startMs = wait * 1_000
  const { hostname, searchParams } = new URL(url)
  if ([...searchParams.keys()].some((name) => name.startsWith('ssl')))
    throw new ConfigError([
      'DATABASE_URL: say how it is encrypted by DATABASE_TLS and DATABASE_CA, not in the address',
    ])
  const isHere = ['', 'localhost', '127.0.0.1', '[::1]'].includes(hostname)
  if ((read.DATABASE_TLS ?? (isHere ? 'off' : 'verify')) === 'off') return { url, pool, startMs, tls: false }
  if (caFile === undefined) return { url, pool, startMs, tls: {} }
  try {
    return { url, pool, startMs, tls: { ca: readFileSync(resolve(caFile), 'utf8') } }
  } catch {
    throw new ConfigError([`DATABASE_CA: ${caFile} cannot be read`])
  }
}

/** Microsoft's own addresses: no setting leads the secret elsewhere. */
function graphFrom(read: Read): GraphAccess | undefined {
  const { GRAPH_TENANT_ID: tenantId, GRAPH_CLIENT_ID: clientId, GRAPH_CLIENT_SECRET: clientSecret } = read
  if (tenantId === undefined && clientId === undefined && clientSecret === undefined) return undefined
  if (tenantId === undefined || clientId === undefined || clientSecret === undefined)
    throw new ConfigError([
      'GRAPH_TENANT_ID, GRAPH_CLIENT_ID and GRAPH_CLIENT_SECRET: give all three, or none',
    ])
  return {
    tenantId,
    clientId,
    clientSecret,
    loginUrl: 'https://login.microsoftonline.com',
    graphUrl: 'https://graph.microsoft.com',
  }
}

/** Throws ConfigError when a part of it is missing, or when anybody of any organisation could come in. */
function oidcFrom(read: Read): OidcSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = read
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return undefined
  if (issuer === undefined || clientId === undefined || clientSecret === undefined)
    throw new ConfigError(['OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: give all three, or none'])
  const insecure = issuer.startsWith('http:')
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(new URL(issuer).hostname)
  if (insecure && (read.NODE_ENV === 'production' || !isHere))
    throw new ConfigError(['OIDC_ISSUER: must begin with https://'])
  if (/\/(common|organizations|consumers)(\/|$)/.test(new URL(issuer).pathname))
    throw new ConfigError([
      'OIDC_ISSUER: give the address of your own tenant (https://login.microsoftonline.com/TENANT-ID/v2.0)',
    ])
  return {
    ...{ issuer, clientId, clientSecret, insecure },
    name: read.OIDC_NAME,
    tenant: read.OIDC_TENANT,
    emailClaim: read.OIDC_EMAIL_CLAIM,
  }
}

function azureFrom(read: Read): AzureBot | undefined {
  const { MICROSOFT_APP_ID: appId, MICROSOFT_APP_TENANT_ID: tenantId, MICROSOFT_APP_TYPE: type } = read
  const password = type === 'SingleTenant' ? read.MICROSOFT_APP_PASSWORD : undefined
  if (appId === undefined || tenantId === undefined) return undefined
  if (type === 'SingleTenant' && password === undefined) return undefined
  return { appId, tenantId, password, cloud: MICROSOFT }
}

/** Throws ConfigError for a secret without a bot behind it, or one that would go over an open line. */
function directLineFrom(read: Read): AzureDirectLine | undefined {
  const { DIRECT_LINE_SECRET: secret, DIRECT_LINE_URL: url } = read
  if (secret === undefined) return undefined
  const problems = [
    ...(azureFrom(read) ? [] : ['DIRECT_LINE_SECRET: the MICROSOFT_APP_… variables are needed with it']),
    ...(url.startsWith('https:') || ['localhost', '127.0.0.1'].includes(new URL(url).hostname)
      ? []
      : ['DIRECT_LINE_URL: must begin with https://']),
    ...(read.PUBLIC_URL === undefined ? ['PUBLIC_URL: is needed with DIRECT_LINE_SECRET'] : []),
  ]
  if (problems.length > 0) throw new ConfigError(problems)
  return { secret, url: url.replace(/\/+$/, '') }
}

const HubChannels = z.array(z.enum(['msteams', 'directline'])).min(1)

/** Throws ConfigError for a hub without a bot before it, or one that a young person could pass for. */
function agentHubFrom(read: Read): AgentHub | undefined {
  const { AGENT_HUB_ID: id, AGENT_HUB_CHANNELS: list } = read
  if (id === undefined) return undefined
  const channels = HubChannels.safeParse(list.split(',').map((one) => one.trim()))
  const isAPerson = /^(dl_|29:)/.test(id) || ['__proto__', 'constructor', 'prototype'].includes(id)
  const problems = [
    ...(azureFrom(read) ? [] : ['AGENT_HUB_ID: the MICROSOFT_APP_… variables are needed with it']),
    ...(isAPerson ? ["AGENT_HUB_ID: must be the hub's own id, not one that people have"] : []),
    ...(channels.success
      ? []
      : ['AGENT_HUB_CHANNELS: say directline, msteams, or both with a comma between']),
  ]
  if (problems.length > 0 || !channels.success) throw new ConfigError(problems)
  return { id, channels: channels.data }
}

function refuseUnfinished(read: Read): void {
  const problems: string[] = []
  if (read.MATTERS_KEYS === undefined) {
    problems.push(
      'MATTERS_KEYS: give the key that seals records, as id:base64 of 32 random bytes (openssl rand -base64 32)',
    )
  }
  if (read.PUBLIC_URL === undefined) {
    problems.push(
      'PUBLIC_URL: give the address at which browsers reach this service, like https://matters.example.org',
    )
  } else if (!read.PUBLIC_URL.startsWith('https://')) {
    problems.push('PUBLIC_URL: must begin with https:// in production')
  }
  if (read.SCHOOLS_DIR === undefined) {
    problems.push(
      'SCHOOLS_DIR: give the folder with a YAML file for each school; see content/data/schools/demo.yaml',
    )
  }
  const partOfAzure = read.MICROSOFT_APP_ID ?? read.MICROSOFT_APP_PASSWORD ?? read.MICROSOFT_APP_TENANT_ID
  const isManaged = read.MICROSOFT_APP_TYPE === 'UserAssignedMSI'
  if (read.CHANNELS === 'azure' || partOfAzure !== undefined) {
    for (const name of ['MICROSOFT_APP_ID', 'MICROSOFT_APP_PASSWORD', 'MICROSOFT_APP_TENANT_ID'] as const) {
      const isNeeded = name !== 'MICROSOFT_APP_PASSWORD' || !isManaged
      if (read[name] === undefined && isNeeded)
        problems.push(`${name}: give it, as the Azure channel is used (single tenant bot)`)
    }
    if (isManaged && read.MICROSOFT_APP_PASSWORD !== undefined)
      problems.push('MICROSOFT_APP_PASSWORD: must be empty, as a managed identity has none')
  } else if (read.CHANNELS !== 'self-hosted') {
    problems.push(
      'CHANNELS: say self-hosted if only the widget is used, or azure and give the MICROSOFT_APP_… variables',
    )
  }
  if (problems.length > 0) throw new ConfigError(problems)
}

/** Production's schools must be able to answer a worry. Throws ConfigError. */
export function refuseUnsafeSchools(schools: readonly School[], schoolsDir: string): void {
  const problems = [
    ...(schools.length === 0
      ? [`SCHOOLS_DIR: no school in ${schoolsDir}: add a YAML file for at least one`]
      : []),
    ...schools
      .filter((school) => school.dutyContacts.length === 0)
      .map(
        (school) =>
          `SCHOOLS_DIR: ${school.id}: name at least one duty contact, who is told when someone is not safe`,
      ),
    ...schools
      .filter((school) => school.origins.some((origin) => !origin.startsWith('https://')))
      .map((school) => `SCHOOLS_DIR: ${school.id}: every origin must begin with https:// in production`),
    ...schools
      .filter((school) => !school.origins.every(isExactOrigin))
      .map(
        (school) =>
          `SCHOOLS_DIR: ${school.id}: every origin must be one whole web origin like https://www.school.example, without * and without a path`,
      ),
  ]
  if (problems.length > 0) throw new ConfigError(problems)
}

/** As a browser sends it. A wildcard is none: it would let any page of the web speak for the school. */
const isExactOrigin = (text: string): boolean =>
  /^https?:\/\/([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?$/.test(text) && URL.canParse(text)
