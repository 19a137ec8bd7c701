import { join, resolve } from 'node:path'
import { CONTENT } from '../content/root.ts'
import { SECRET_PREFIX } from '../domain/alerts/settings.ts'
import { HANDOFF_SECRET_PREFIX } from '../domain/school/handoffs.ts'
import type { GraphAccess } from './calendars/graph.ts'
import { agentHubFrom, azureFrom, directLineFrom } from './config/azure.ts'
import type { AgentHub, AzureBot, AzureDirectLine } from './config/azure.ts'
import { ConfigError, Environment } from './config/environment.ts'
import { refuseUnfinished } from './config/refuse.ts'
import { databaseFrom, graphFrom, mailFrom, oidcFrom } from './config/services.ts'
import type { MailServer } from './delivery/email.ts'
import type { OidcSettings } from './inbox/oidc.ts'
import { azureLanguageFrom } from './language/settings.ts'
import type { AzureLanguage } from './language/settings.ts'
import type { DatabaseSettings } from './storage/postgres/pool.ts'

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
  readonly logLevel: Environment['LOG_LEVEL']
  readonly keepDays: number
  readonly keepSentDays: number
  /** The list of erasures: to be kept apart from the backup of the data folder. */
  readonly erasedList: string
  /** How often schools' feeds are read anew. */
  readonly feedEveryHours: number
  /** Whether ideas are looked for by meaning too: an encoder in a thread of its own. */
  readonly embedding: boolean
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
    embedding: read.EMBEDDING === 'on',
    feedPrivateHosts: (read.FEED_PRIVATE_HOSTS ?? '').split(',').flatMap((host) => host.trim() || []),
  }
}

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
