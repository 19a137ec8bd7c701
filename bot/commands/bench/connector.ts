import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** Who the service behind the stand-in is, and who signs what comes to it (tests/support/bench/behind-azure.ts says so too). */
export const BEHIND_AZURE = {
  appId: '11111111-2222-4333-8444-555555555555',
  issuer: 'https://issuer.example',
  metadata: '/.well-known/openidconfiguration',
} as const
const TOKEN_MINUTES = 120

/** A stand-in for the channel that bots' replies are posted to: takes them all, counts, and hands on what somebody listens for. */
export interface Connector {
  readonly url: string
  readonly received: number
  /** Signed as Azure Bot Service signs what it brings: for everything that is posted to a bot with an app id. */
  readonly token: string
  /** Whoever follows this conversation is told each activity in it, with the id that it was given. Gives how to stop. */
  listen(conversation: string, came: (activity: unknown) => void): () => void
  close(): Promise<void>
}

/** Listens on a free port of 127.0.0.1. */
export async function startConnector(): Promise<Connector> {
  let received = 0
  const listeners = new Map<string, (activity: unknown) => void>()
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const key = { ...(await exportJWK(publicKey)), kid: 'bench', use: 'sig' }
  const url = (): string => {
    const address = server.address()
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  }
  const server = createServer((req, res) => {
    if (req.url === BEHIND_AZURE.metadata)
      answer(res, { issuer: BEHIND_AZURE.issuer, jwks_uri: `${url()}/keys` })
    else if (req.url === '/keys') answer(res, { keys: [{ ...key, endorsements: ['directline'] }] })
    else take(req, res)
  })
  const take = (req: IncomingMessage, res: ServerResponse): void => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      const id = String((received += 1))
      answer(res, { id })
      const conversation = decodeURIComponent(/^\/v3\/conversations\/([^/]+)/.exec(req.url ?? '')?.[1] ?? '')
      listeners.get(conversation)?.({ ...JSON.parse(Buffer.concat(chunks).toString()), id })
    })
  }
  // A connection that is closed for idleness just when the bot uses it would count as an error of the bot.
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const token = await new SignJWT({ serviceurl: `${url()}/` })
    .setProtectedHeader({ alg: 'RS256', kid: 'bench', typ: 'JWT' })
    .setIssuer(BEHIND_AZURE.issuer)
    .setAudience(BEHIND_AZURE.appId)
    .setNotBefore('-5 minutes')
    .setExpirationTime(`${TOKEN_MINUTES} minutes`)
    .sign(privateKey)
  return {
    url: url(),
    token,
    get received() {
      return received
    },
    listen(conversation, came) {
      listeners.set(conversation, came)
      return () => void listeners.delete(conversation)
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function answer(res: ServerResponse, body: object): void {
  res.setHeader('content-type', 'application/json')
  res.end(JSON.stringify(body))
}
