import { createServer, request } from 'node:http'
import type { Server } from 'node:http'
import { once } from 'node:events'
import { connect } from 'node:net'

/** A small load balancer: each request and each socket goes to the next port, without regard to who asks. */
export class RoundRobin {
  readonly port: number
  readonly #server: Server
  readonly #of: { ports: readonly number[]; next: number }

  private constructor(server: Server, port: number, of: { ports: readonly number[]; next: number }) {
    this.#server = server
    this.port = port
    this.#of = of
  }

  static async start(): Promise<RoundRobin> {
    const of: { ports: readonly number[]; next: number } = { ports: [], next: 0 }
    const next = () => of.ports[of.next++ % of.ports.length] ?? 0
    const server = createServer((req, res) => {
      const { method, url: path, headers } = req
      const on = request({ host: '127.0.0.1', port: next(), method, path, headers }, (answer) => {
        res.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(res)
      })
      on.on('error', () => res.destroy())
      req.pipe(on)
    })
    server.on('upgrade', (req, socket, head) => {
      const on = connect(next(), '127.0.0.1')
      const lines = [`${req.method} ${req.url} HTTP/1.1`]
      for (let at = 0; at < req.rawHeaders.length; at += 2)
        lines.push(`${req.rawHeaders[at]}: ${req.rawHeaders[at + 1]}`)
      on.write(`${lines.join('\r\n')}\r\n\r\n`)
      on.write(head)
      on.pipe(socket).pipe(on)
      on.on('error', () => socket.destroy())
      socket.on('error', () => on.destroy())
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    return new RoundRobin(server, typeof address === 'object' && address !== null ? address.port : 0, of)
  }

  get url(): string {
    return `http://localhost:${this.port}`
  }

  /** Who it shares out to from now on. */
  share(ports: readonly number[]): void {
    this.#of.ports = ports
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
}
