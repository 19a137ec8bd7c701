import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { GraphAccess } from '../calendars/graph.ts'
import type { MailServer } from '../delivery/email.ts'
import type { OidcSettings } from '../inbox/oidc.ts'
import type { DatabaseSettings } from '../storage/postgres/pool.ts'
import { ConfigError } from './environment.ts'
import type { Environment } from './environment.ts'

export const mailFrom = ({ SMTP_URL: url, MAIL_FROM: from }: Environment): MailServer | undefined =>
  url !== undefined && from !== undefined ? { url, from } : undefined

/** On this machine a connection is as safe as the machine; everywhere else the server's certificate is checked, unless it is said otherwise. */
export function databaseFrom(read: Environment): DatabaseSettings | undefined {
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
export function graphFrom(read: Environment): GraphAccess | undefined {
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
export function oidcFrom(read: Environment): OidcSettings | undefined {
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
