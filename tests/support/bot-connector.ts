import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ServiceClientCredentialsFactory } from 'botframework-connector'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { CryptoKey, JWK } from 'jose'
import type { AzureBot } from '../../bot/config/azure.ts'

export const APP_ID = '11111111-2222-4333-8444-555555555555'
export const TENANT = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee'
const SCOPE = 'https://api.botframework.com'
const MINUTES_5 = 300

/** What was sent to a conversation, in its order. */
export interface Sent {
  readonly how: 'sent' | 'updated'
  readonly conversation: string
  readonly id: string
  readonly activity: Record<string, unknown>
}

/** What the next calls are answered, in the place of yes. */
export interface Refusal {
  readonly status: number
  readonly headers?: Record<string, string>
  /** Never answers. */
  readonly hangs?: boolean
}

/**
 * A connector with its issuer of tokens, on one port of this machine: keys and metadata as Bot Framework publishes them, activities taken
 * with a token that it gave itself, refusals as it is told.
 */
export class FakeConnector {
  readonly sent: Sent[] = []
  readonly refusals: Refusal[] = []
  /** How often its keys were fetched. */
  keysAsked = 0
  /** Calls, refused ones among them. */
  calls = 0
  #server: Server | undefined
  #port = 0
  #key: CryptoKey | undefined
  #jwk: JWK = {}
  readonly #given = new Set<string>()
  /** What the machine's managed identity was asked for. */
  readonly identityAsked: { readonly query: Record<string, string>; readonly header: string }[] = []

  async open(): Promise<this> {
    const { privateKey, publicKey } = await generateKeyPair('RS256')
    this.#key = privateKey
    this.#jwk = { ...(await exportJWK(publicKey)), kid: 'k1', use: 'sig' }
    const server = createServer((req, res) => void this.#take(req, res))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    this.#port = (server.address() as AddressInfo).port // a listening TCP server has one
    this.#server = server
    return this
  }

  get host(): string {
    return `127.0.0.1:${this.#port}`
  }

  get url(): string {
    return `http://${this.host}/`
  }

  /** The bot's settings with this connector in Microsoft's place. */
  get bot(): AzureBot {
    return {
      appId: APP_ID,
      tenantId: TENANT,
      password: 'only of tests',
      cloud: {
        loginUrl: this.url,
        scope: SCOPE,
        issuer: 'https://issuer.example',
        metadataUrl: `${this.url}.well-known/openidconfiguration`,
        serviceHosts: [this.host],
        teamsUrl: this.url,
      },
    }
  }

  /** Where the bot gets its tokens for answers. */
  get credentials(): ServiceClientCredentialsFactory {
    return new LocalCredentials(`${this.url}token`)
  }

  /** A token as the connector signs it; `claims` says what is different about it. */
  async token(
    claims: Record<string, unknown> = {},
    of: { kid?: string; key?: CryptoKey; expires?: number; notBefore?: number } = {},
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    const jwt = new SignJWT({ serviceurl: this.url, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: of.kid ?? 'k1', typ: 'JWT' })
      .setIssuer(typeof claims['iss'] === 'string' ? claims['iss'] : 'https://issuer.example')
      .setAudience(typeof claims['aud'] === 'string' ? claims['aud'] : APP_ID)
      .setNotBefore(now + (of.notBefore ?? -MINUTES_5))
      .setExpirationTime(now + (of.expires ?? MINUTES_5))
    return jwt.sign(of.key ?? this.#key!)
  }

  /** What was sent to a conversation and not changed since, and what it was changed to. */
  shownIn(conversation: string): Record<string, unknown>[] {
    const shown = new Map<string, Record<string, unknown>>()
    for (const one of this.sent) if (one.conversation === conversation) shown.set(one.id, one.activity)
    return [...shown.values()]
  }

  async close(): Promise<void> {
    const server = this.#server
    if (!server) return
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }

  async #take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = new URL(req.url ?? '/', this.url).pathname
    let body = ''
    for await (const chunk of req) body += String(chunk)
    const answer = (status: number, json: unknown, headers: Record<string, string> = {}) => {
      res.writeHead(status, { 'content-type': 'application/json', ...headers })
      res.end(JSON.stringify(json))
    }
    if (path === '/.well-known/openidconfiguration') {
      answer(200, { issuer: 'https://issuer.example', jwks_uri: `${this.url}keys` })
      return
    }
    if (path === '/keys') {
      this.keysAsked += 1
      answer(200, { keys: [{ ...this.#jwk, endorsements: ['msteams', 'directline'] }] })
      return
    }
    if (path === '/token') {
      const token = randomUUID()
      this.#given.add(token)
      answer(200, { access_token: token })
      return
    }
    // Azure App Service's own endpoint, which a managed identity asks (IDENTITY_ENDPOINT, IDENTITY_HEADER).
    if (path === '/identity') {
      const query = Object.fromEntries(new URL(req.url ?? '', this.url).searchParams)
      this.identityAsked.push({ query, header: String(req.headers['x-identity-header']) })
      const token = randomUUID()
      this.#given.add(token)
      const until = String(Math.floor(Date.now() / 1000) + 3_600)
      const { resource, client_id } = query
      answer(200, { access_token: token, expires_on: until, resource, client_id, token_type: 'Bearer' })
      return
    }
    const match = /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(path)
    if (!match) {
      answer(404, {})
      return
    }
    this.calls += 1
    const refusal = this.refusals.shift()
    if (refusal?.hangs) return
    if (refusal) {
      answer(refusal.status, { error: { code: 'Refused' } }, refusal.headers)
      return
    }
    const token = /^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1] ?? ''
    if (!this.#given.has(token)) {
      answer(401, {})
      return
    }
    const isUpdate = req.method === 'PUT'
    const id = isUpdate ? decodeURIComponent(match[2] ?? '') : `m${this.sent.length + 1}`
    this.sent.push({
      how: isUpdate ? 'updated' : 'sent',
      conversation: decodeURIComponent(match[1] ?? ''),
      id,
      activity: JSON.parse(body) as Record<string, unknown>, // what our own bot wrote
    })
    answer(isUpdate ? 200 : 201, { id })
  }
}

/** The SDK's own credentials want Microsoft's https address; these ask this machine, in the same place of the SDK. */
class LocalCredentials extends ServiceClientCredentialsFactory {
  readonly #url: string

  constructor(url: string) {
    super()
    this.#url = url
  }

  async isValidAppId(appId: string): Promise<boolean> {
    return appId === APP_ID
  }

  async isAuthenticationDisabled(): Promise<boolean> {
    return false
  }

  async createCredentials(): ReturnType<ServiceClientCredentialsFactory['createCredentials']> {
    const url = this.#url
    return {
      async signRequest(request) {
        const answer = await fetch(url, { method: 'POST' })
        const { access_token: token } = (await answer.json()) as { access_token: string } // of the fake above
        request.headers.set('authorization', `Bearer ${token}`)
        return request
      },
    }
  }
}
