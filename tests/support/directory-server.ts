import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'

const Bound = z.object({ port: z.number() })

/** A council's directory server on a free port, played by a function. `asked` has the path and query of every request. */
export class DirectoryServer {
  readonly asked: string[] = []
  readonly #server
  #url = ''

  constructor(answer: (url: URL, response: ServerResponse, request: IncomingMessage) => void) {
    this.#server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://directory.example')
      this.asked.push(url.pathname + url.search)
      answer(url, response, request)
    })
  }

  async start(): Promise<this> {
    await new Promise<void>((ready) => this.#server.listen(0, '127.0.0.1', ready))
    this.#url = `http://127.0.0.1:${Bound.parse(this.#server.address()).port}/v3`
    return this
  }

  get url(): string {
    return this.#url
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((done) => this.#server.close(done))
  }
}

export function json(response: ServerResponse, body: unknown, status = 200): void {
  refuse(response, status, { 'content-type': 'application/json' }, JSON.stringify(body))
}

/** Answers with a status and little else. Not chained: restify, once loaded, replaces writeHead by one that returns nothing. */
export function refuse(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): void {
  response.writeHead(status, headers)
  response.end(body)
}
