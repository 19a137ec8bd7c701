import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { once } from 'node:events'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import Provider from 'oidc-provider'
import type { OidcSettings } from '../../bot/inbox/oidc.ts'

export const CLIENT = { clientId: 'matters', clientSecret: 'a-secret-of-this-test-only' }

export const settingsFor = (issuer: string, more: Partial<OidcSettings> = {}): OidcSettings => ({
  ...{ issuer, ...CLIENT, name: 'Test Organisation', tenant: 'our-tenant' },
  ...{ emailClaim: 'email', insecure: true },
  ...more,
})

async function listening(): Promise<{ server: Server; issuer: string }> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { server, issuer: `http://localhost:${port}` }
}

/** The provider of the npm package oidc-provider: whoever types a name as login is that account, with these claims. */
export async function realProvider(claims: Record<string, Record<string, unknown>>) {
  const { server, issuer } = await listening()
  return {
    issuer,
    serve(inboxUrl: string): void {
      const provider = new Provider(issuer, {
        clients: [
          {
            client_id: CLIENT.clientId,
            client_secret: CLIENT.clientSecret,
            redirect_uris: [`${inboxUrl}/inbox/oidc/callback`],
            response_types: ['code'],
            grant_types: ['authorization_code'],
          },
        ],
        claims: { openid: ['sub', 'tid', 'groups'], email: ['email', 'email_verified'], profile: ['name'] },
        conformIdTokenClaims: false,
        pkce: { required: () => true },
        cookies: { keys: ['only-for-this-test'] },
        findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...claims[sub] }) }),
      })
      const answer = provider.callback()
      server.on('request', (req, res) => void answer(req, res))
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A provider that signs whatever a test tells it to: the ways a token can be wrong. */
export async function lyingProvider() {
  const { server, issuer } = await listening()
  const keys = await generateKeyPair('RS256')
  const others = await generateKeyPair('RS256')
  let claims: Record<string, unknown> = {}
  let isForged = false
  const answer = async (path: string): Promise<unknown> => {
    if (path.includes('openid-configuration')) {
      return {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        token_endpoint_auth_methods_supported: ['client_secret_post'],
      }
    }
    if (path.startsWith('/keys')) {
      return { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k', alg: 'RS256', use: 'sig' }] }
    }
    const idToken = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .sign(isForged ? others.privateKey : keys.privateKey)
    return { access_token: 'x', token_type: 'bearer', expires_in: 60, id_token: idToken }
  }
  server.on('request', (req, res) => {
    void answer(req.url ?? '').then((body) => {
      res.setHeader('content-type', 'application/json')
      res.end(JSON.stringify(body))
    })
  })
  return {
    issuer,
    /** What the next token says. */
    say(next: Record<string, unknown>, forged = false): void {
      claims = next
      isForged = forged
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
