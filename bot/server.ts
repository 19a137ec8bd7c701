import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import helmet from 'helmet'
import restify, { type Request, type Response } from 'restify'
import { z } from 'zod'
import { sendError, sendJson } from './http/answers.ts'
import { BODY_LIMITS, hasBody, readBody, type BodyKind } from './http/body.ts'
import { HttpError, toHttpError } from './http/http-error.ts'
import { Upgrades, type UpgradeRoute } from './http/upgrades.ts'
import type { Logger } from './logger.ts'

/** Milliseconds unless named otherwise. */
export const SERVER_LIMITS = {
  /** Headers of an honest client come in one packet; slow ones hold a socket each. */
  headersMs: 10_000,
  /** The whole request: 256 KB at 20 KB/s, a poor phone connection, takes 13 s. */
  requestMs: 15_000,
  /** How often Node looks for requests past their time (its own 30 s would triple the two above). */
  checkMs: 1_000,
  /** Longer than the 60 s of common load balancers, so that it is they who close idle connections. */
  keepAliveMs: 65_000,
  /** How long requests under way may take to finish when the service stops: what comes after them has its time too (main.ts). */
  drainMs: 6_000,
  /** One school of 2,000 with two sockets each, twice over, and room; beyond it the kernel refuses. */
  connections: 10_000,
  /** While closing, how often connections that have become idle are ended. */
  idleSweepMs: 50,
  /** While closing, how long a WebSocket may take to answer the goodbye: a phone that sleeps never does. */
  goodbyeMs: 1_000,
  /** A readiness check slower than this has failed. */
  readyMs: 2_000,
} as const

/** What no page of ours ever asks a browser for. */
const NO_DEVICES =
  'camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), browsing-topics=()'

/** For the panel of a school that lets young people answer by speaking: the browser's own recognition needs it, and asks them. */
export const MAY_SPEAK = NO_DEVICES.replace('microphone=()', 'microphone=(self)')

export interface ServerOptions {
  readonly logger: Logger
  /** Where the world reaches us. When https, browsers are told to stay on it. */
  readonly publicUrl?: string
  /** Whether the last hop is our own proxy, so that the last `X-Forwarded-For` entry is the client's address. */
  readonly trustProxy?: boolean
  /** For tests: other times than `SERVER_LIMITS`. */
  readonly limits?: { readonly [Name in keyof typeof SERVER_LIMITS]?: number }
}

/** What `route` and `onUpgrade` register on. */
export interface HttpServer {
  readonly restify: restify.Server
  readonly upgrades: Upgrades
  readonly addressOf: (req: IncomingMessage) => string
}

export interface WebServer {
  readonly server: HttpServer
  /** Listens (port 0: any free one) and gives the port. */
  listen(port: number, host: string): Promise<number>
  /** Stops listening, says goodbye to WebSockets, waits for requests under way, then ends what is left. */
  close(): Promise<void>
  /** Adds a check to `/readyz`: it passes when the promise resolves. */
  readyWhen(name: string, check: () => Promise<unknown>): void
  /** Names something in `/readyz` that does not work as it should, though requests can be taken. */
  degradedWhen(name: string, isDegraded: () => boolean): void
}

/** A request as handlers see it: parsed, typed, and without what they must not trust. */
export interface WebRequest {
  readonly id: string
  readonly method: string
  /** Decoded parts of the path, `:name`. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  /** The client's address, through our proxy when it is trusted. */
  readonly address: string
  /** `json`: the parsed value; `text`: a string; undefined when nothing was sent. */
  readonly body: unknown
  /** The fields of a form; empty for the other kinds. */
  readonly form: URLSearchParams
  readonly raw: IncomingMessage
}

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete' | 'options'
export type Handler = (req: WebRequest, res: Response) => Promise<void>

const METHODS = {
  get: 'get',
  post: 'post',
  put: 'put',
  patch: 'patch',
  delete: 'del',
  options: 'opts',
} as const
const Params = z.record(z.string(), z.string())

/**
 * Registers a route. The handler must answer (see http/answers.ts); what it throws is answered with a fixed text. `body` is what
 * the route takes: `json` unless told for methods that carry one; `form` (16 KB) and `text` (8 KB) refuse JSON. GET answers HEAD as well.
 */
export function route(
  server: HttpServer,
  method: Method,
  path: string,
  handler: Handler,
  options: { readonly body?: BodyKind } = {},
): void {
  const kind = options.body ?? (method === 'get' || method === 'options' ? 'none' : 'json')
  // restify takes either async (req, res) or (req, res, next); one wrapper keeps everybody on the first.
  const handle = async (req: Request, res: Response): Promise<void> => {
    const body = await readBody(req, kind)
    await handler(
      {
        id: requestId(res),
        method: req.method ?? '',
        params: Params.parse(req.params),
        query: new URL(req.url ?? '/', 'http://local').searchParams,
        headers: req.headers,
        address: server.addressOf(req),
        body,
        form: body instanceof URLSearchParams ? body : new URLSearchParams(),
        raw: req,
      },
      res,
    )
    // restify would answer this one itself, past our error answers.
    if (!res.headersSent) throw new Error(`the handler of ${method} ${path} answered nothing`)
  }
  server.restify[METHODS[method]](path, handle)
  if (method === 'get') server.restify.head(path, async (req: Request, res: Response) => handle(req, res))
}

/** Registers a place where connections become WebSockets. */
export function onUpgrade(server: HttpServer, route: UpgradeRoute): void {
  server.upgrades.add(route)
}

/** The HTTP server with its guards, error answers, `/healthz` and `/readyz`; no logic. Nothing listens until `listen`. */
export function createServer(options: ServerOptions): WebServer {
  const { logger } = options
  const limits = { ...SERVER_LIMITS, ...options.limits }
  const app = restify.createServer({ name: '' }) // no name, no `server:` header
  Object.assign(app.log, { level: 'silent' }) // restify brings a pino of its own that would print request details
  const http = app.server
  Object.assign(http, {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.checkMs,
    keepAliveTimeout: limits.keepAliveMs,
    maxConnections: limits.connections,
  })
  const server: HttpServer = {
    restify: app,
    upgrades: new Upgrades(logger),
    addressOf: (req) => clientAddress(req, options.trustProxy ?? false),
  }

  app.pre(headers(options.publicUrl))
  app.pre(async (req: Request, res: Response) => {
    res.setHeader('x-request-id', randomUUID())
    res.setHeader('cache-control', 'no-store')
    res.setHeader('permissions-policy', NO_DEVICES)
    guard(req)
  })
  // The callback is never called: it would let restify send `err.message` after us.
  app.on('restifyError', (req: Request, res: Response, error: unknown) => {
    const answer = toHttpError(error)
    if (answer.status >= 500)
      logger.error({ request: requestId(res), method: req.method, err: error }, 'request failed')
    sendError(res, answer)
  })
  app.on('after', (req: Request, res: Response, found: { path?: unknown } | undefined) => {
    // The route's pattern, never the address: a stream's address carries its ticket.
    const path = typeof found?.path === 'string' ? found.path : undefined
    logger.debug({ request: requestId(res), method: req.method, path, status: res.statusCode }, 'answered')
  })
  // restify emits the socket's errors once more, and nobody listening would end the process.
  app.on('error', (error: unknown) => logger.error({ err: error }, 'server error'))
  app.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    void server.upgrades.take(req, socket, head)
  })

  const checks = new Map<string, () => Promise<unknown>>()
  const faults = new Map<string, () => boolean>()
  route(server, 'get', '/healthz', async (_req, res) => sendJson(res, 200, { status: 'alive' }))
  route(server, 'get', '/readyz', async (_req, res) => {
    const failed = await failing(checks, limits.readyMs, logger)
    const degraded = [...faults].filter(([, isDegraded]) => isDegraded()).map(([name]) => name)
    sendJson(res, failed.length === 0 ? 200 : 503, {
      status: failed.length ? 'not-ready' : 'ready',
      failed,
      ...(degraded.length > 0 && { degraded }),
    })
  })

  return {
    server,
    readyWhen: (name, check) => void checks.set(name, check),
    degradedWhen: (name, isDegraded) => void faults.set(name, isDegraded),
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        http.once('error', reject)
        http.listen(port, host, () => {
          http.off('error', reject)
          const address = http.address()
          resolve(typeof address === 'object' && address !== null ? address.port : port)
        })
      }),
    close: () =>
      new Promise((resolve) => {
        if (!http.listening) {
          resolve()
          return
        }
        // A connection that answers its last request now would idle for a minute.
        const idle = setInterval(() => http.closeIdleConnections(), limits.idleSweepMs)
        const last = setTimeout(() => {
          server.upgrades.destroy()
          http.closeAllConnections()
        }, limits.drainMs)
        const goodbye = setTimeout(() => server.upgrades.destroy(), limits.goodbyeMs)
        http.close(() => {
          clearTimeout(last)
          clearTimeout(goodbye)
          clearInterval(idle)
          resolve()
        })
        server.upgrades.close()
      }),
  }
}

/** Refuses what no route of ours takes, before a byte of the body is read. */
function guard(req: Request): void {
  const encoding = req.headers['content-encoding']
  // restify's own gunzip dies on a corrupt body and takes the process with it (restify issue 1975).
  if (encoding !== undefined && encoding !== 'identity')
    throw new HttpError('UnsupportedMediaType', 'compressed body')
  if (hasBody(req) && Number(req.headers['content-length'] ?? 0) > BODY_LIMITS.json)
    throw new HttpError('TooLarge', 'body over the limit')
  try {
    decodeURIComponent(new URL(req.url ?? '/', 'http://local').pathname)
  } catch {
    throw new HttpError('BadArgument', 'not an address')
  }
}

function headers(publicUrl: string | undefined) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // frame-ancestors says it better, and a page that allows a school's origin need not undo a second header.
    xFrameOptions: false,
    strictTransportSecurity: publicUrl?.startsWith('https:') ? { maxAge: 31_536_000 } : false,
  })
}

function requestId(res: Response): string {
  return String(res.getHeader('x-request-id') ?? '')
}

function clientAddress(req: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? String(req.headers['x-forwarded-for'] ?? '') : ''
  // Entries before the last were written by the client or by proxies we do not know.
  return forwarded.split(',').at(-1)?.trim() || (req.socket.remoteAddress ?? '')
}

async function failing(
  checks: ReadonlyMap<string, () => Promise<unknown>>,
  withinMs: number,
  logger: Logger,
): Promise<string[]> {
  const results = await Promise.all(
    [...checks].map(async ([name, check]) => {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise((_resolve, reject) => {
        timer = setTimeout(() => reject(new HttpError('NotReady', 'too slow')), withinMs)
      })
      try {
        await Promise.race([check(), late])
        return undefined
      } catch (error) {
        logger.warn({ check: name, err: error }, 'not ready')
        return name
      } finally {
        clearTimeout(timer)
      }
    }),
  )
  return results.filter((name) => name !== undefined)
}
