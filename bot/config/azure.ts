import { z } from 'zod'
import { ConfigError } from './environment.ts'
import type { Environment } from './environment.ts'

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

/** Undefined when it is not whole; production refuses that (refuse.ts). */
export function azureFrom(read: Environment): AzureBot | undefined {
  const { MICROSOFT_APP_ID: appId, MICROSOFT_APP_TENANT_ID: tenantId, MICROSOFT_APP_TYPE: type } = read
  const password = type === 'SingleTenant' ? read.MICROSOFT_APP_PASSWORD : undefined
  if (appId === undefined || tenantId === undefined) return undefined
  if (type === 'SingleTenant' && password === undefined) return undefined
  return { appId, tenantId, password, cloud: MICROSOFT }
}

/** Throws ConfigError for a secret without a bot behind it, or one that would go over an open line. */
export function directLineFrom(read: Environment): AzureDirectLine | undefined {
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
export function agentHubFrom(read: Environment): AgentHub | undefined {
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
