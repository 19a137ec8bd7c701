import { STATUS_CODES, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from '../logger.ts'
import { HttpError, toHttpError } from './http-error.ts'

/** A place where a connection may become a WebSocket. */
export interface UpgradeRoute {
  /** Matched against the path, without the query. */
  readonly path: RegExp
  /** Takes the socket over, or throws an `HttpError`, which is answered. `url` has the query. */
  readonly take: (
    req: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    url: URL,
    match: RegExpExecArray,
  ) => Promise<void>
  /** The server is closing: say goodbye to those who are connected. */
  readonly close: () => void
}

/** Hands upgrade requests to their routes, and holds every raw socket so that closing the server cannot hang on one. */
export class Upgrades {
  readonly #routes: UpgradeRoute[] = []
  readonly #sockets = new Set<Duplex>()
  readonly #logger: Logger

  constructor(logger: Logger) {
    this.#logger = logger
  }

  add(route: UpgradeRoute): void {
    this.#routes.push(route)
  }

  async take(req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    this.#sockets.add(socket)
    socket.once('close', () => this.#sockets.delete(socket))
    socket.on('error', () => socket.destroy()) // a client that vanishes is no event
    try {
      const url = new URL(req.url ?? '/', 'http://local')
      for (const route of this.#routes) {
        const match = route.path.exec(url.pathname)
        if (match !== null) {
          await route.take(req, socket, head, url, match)
          return
        }
      }
      throw new HttpError('NotFound', 'nothing upgrades here')
    } catch (error) {
      refuse(socket, toHttpError(error))
      if (!(error instanceof HttpError)) this.#logger.error({ err: error }, 'upgrade failed')
    }
  }

  /** Lets the routes say goodbye. */
  close(): void {
    for (const route of this.#routes) route.close()
  }

  /** Ends what is still open. */
  destroy(): void {
    for (const socket of this.#sockets) socket.destroy()
  }
}

function refuse(socket: Duplex, error: HttpError): void {
  const body = JSON.stringify({ error: { code: error.code, message: error.publicMessage } })
  const lines = [
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status] ?? ''}`,
    'connection: close',
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
