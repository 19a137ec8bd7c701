import { z } from 'zod'
import { MattersError } from '../errors.ts'

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

/** Every variable that is read (.env.example says what each is for). */
export const Environment = z.object({
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
  EMBEDDING: given(z.enum(['on', 'off']).default('on')),
  FEED_PRIVATE_HOSTS: given(z.string().optional()),
  METRICS_TOKEN: given(z.string().min(16, 'must have 16 characters or more').optional()),
  OTEL_EXPORTER_OTLP_ENDPOINT: given(z.url({ protocol: /^https?$/ }).optional()),
  KEEP_DAYS: given(z.coerce.number().int().min(1).max(365).default(30)),
})
export type Environment = z.infer<typeof Environment>
