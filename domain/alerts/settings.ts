import { z } from 'zod'
import { TeamsChat } from '../school/teams.ts'

/** What a school may ask of how it is told, so that a mistake in a file cannot become a thousand messages. */
const LIMITS = {
  channels: 8,
  steps: 8,
  /** A week: a step later than that is none. */
  longestMinutes: 10_080,
  addresses: 20,
} as const

const Id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'small letters, digits and hyphens')

/** Secrets come from variables of this prefix alone, so that a school's file can name no other part of the environment. */
export const SECRET_PREFIX = 'ALERT_SECRET_'
const SecretName = z
  .string()
  .regex(/^ALERT_SECRET_[A-Z0-9_]{1,64}$/, `the name of a variable that begins with ${SECRET_PREFIX}`)
const PLACEHOLDER = /\$\{([^}]*)\}/g

/** An address to post to. Parts of its query that are secret stand as `${ALERT_SECRET_…}`; the rest is only ever what the file says. */
export const PostAddress = z.string().superRefine((text, context) => {
  const wrong = (message: string) => context.addIssue({ code: 'custom', message })
  const names = [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name)
  if (names.some((name) => !SecretName.safeParse(name).success))
    wrong(`what stands in \${…} must begin with ${SECRET_PREFIX}`)
  if (text.split('?')[0]?.includes('${') === true) wrong('a secret may stand in the query only, after the ?')
  const plain = text.replace(PLACEHOLDER, 'x')
  const url = URL.canParse(plain) ? new URL(plain) : undefined
  if (!url) wrong('not an address')
  else if (url.protocol !== 'https:' && !isThisMachine(url))
    wrong('must begin with https:// (http:// is for this machine only)')
  else if (url.username !== '' || url.password !== '' || url.hash !== '')
    wrong('must hold no user name, password or #')
})

/** Whether an address leads nowhere but to this machine: for trying out, never for production. */
export const isThisMachine = (url: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)

/**
 * When a channel is used outside the duty contacts' hours: `hours` waits for the next ones; `act-now` waits too, but not when a young
 * person was told to call 999; `always` never waits.
 */
const When = z.enum(['hours', 'act-now', 'always']).default('act-now')

export const ChannelSettings = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('email'),
    id: Id,
    when: When,
    /** Addresses for every message, such as a shared mailbox; else those of the duty contacts a step tells. */
    to: z.array(z.email()).min(1).max(LIMITS.addresses).optional(),
  }),
  /** A Teams channel's "Workflows" webhook. */
  z.strictObject({ kind: z.literal('teams'), id: Id, when: When, url: PostAddress }),
  /** A chat or channel that our bot is installed in: a card that is acknowledged there, and changes when somebody has. */
  z.strictObject({ kind: z.literal('teams-bot'), id: Id, when: When, chat: TeamsChat }),
  /** Another system, told by a signed request. `secret` names the variable with the key. */
  z.strictObject({ kind: z.literal('webhook'), id: Id, when: When, url: PostAddress, secret: SecretName }),
])
export type ChannelSettings = z.infer<typeof ChannelSettings>

/** One step of telling, while nobody has acknowledged. */
export const Step = z.strictObject({
  afterMinutes: z.int().min(0).max(LIMITS.longestMinutes),
  /** `on-duty`: whoever reads then, or is the next to. */
  tell: z.union([z.enum(['on-duty', 'all']), z.array(Id).min(1)]).default('on-duty'),
  channels: z.union([z.literal('all'), z.array(Id).min(1)]).default('all'),
})
export type Step = z.infer<typeof Step>

/** At once, after 5 and after 15 minutes; the last time everyone is told (reliability.md 5). */
const DEFAULT_STEPS: readonly Step[] = [
  { afterMinutes: 0, tell: 'on-duty', channels: 'all' },
  { afterMinutes: 5, tell: 'on-duty', channels: 'all' },
  { afterMinutes: 15, tell: 'all', channels: 'all' },
]

/** How a school's duty contacts are told of an alert, besides the inbox, which always has it. */
export const AlertSettings = z
  .strictObject({
    channels: z
      .array(ChannelSettings)
      .max(LIMITS.channels)
      .default(() => [{ kind: 'email' as const, id: 'email', when: 'act-now' as const }]),
    steps: z
      .array(Step)
      .min(1)
      .max(LIMITS.steps)
      .default(() => [...DEFAULT_STEPS]),
    /** Whether the young person's own words leave the service with an alert. Off: they are read in the inbox. */
    words: z.boolean().default(false),
  })
  .superRefine(({ channels, steps }, context) => {
    const wrong = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    const ids = channels.map(({ id }) => id)
    ids.forEach((id, at) => {
      if (ids.indexOf(id) !== at) wrong(['channels', at, 'id'], `"${id}" is used twice`)
    })
    steps.forEach((step, at) => {
      const before = steps[at - 1]
      if (at === 0 && step.afterMinutes !== 0) wrong(['steps', at], 'the first step is after 0 minutes')
      if (before && step.afterMinutes <= before.afterMinutes)
        wrong(['steps', at], 'a step comes later than the one before')
      if (step.channels === 'all') return
      const unknown = step.channels.find((id) => !ids.includes(id))
      if (unknown !== undefined) wrong(['steps', at, 'channels'], `"${unknown}" is no channel of this school`)
    })
  })
export type AlertSettings = z.infer<typeof AlertSettings>

export const defaultAlertSettings = (): AlertSettings => AlertSettings.parse({})

/** Names of the secrets that a channel needs. */
export function secretsOf(channel: ChannelSettings): string[] {
  if (channel.kind === 'email' || channel.kind === 'teams-bot') return []
  const inAddress = [...channel.url.matchAll(PLACEHOLDER)].map(([, name = '']) => name)
  return channel.kind === 'webhook' ? [...inAddress, channel.secret] : inAddress
}

/** The address with its secrets put in; `secretOf` must know all of them (`secretsOf`). */
export const addressOf = (url: string, secretOf: (name: string) => string): string =>
  url.replace(PLACEHOLDER, (_all, name: string) => secretOf(name))
