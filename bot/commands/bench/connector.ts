import { createServer } from 'node:http'

/** A stand-in for the channel that a bot's replies are posted to: takes them all, and counts. */
export interface Connector {
  readonly url: string
  readonly received: number
  close(): Promise<void>
}

/** Listens on a free port of 127.0.0.1. */
export async function startConnector(): Promise<Connector> {
  let received = 0
  const server = createServer((req, res) => {
    req.resume()
    req.on('end', () => {
      received += 1
      res.setHeader('content-type', 'application/json')
      res.end('{"id":"1"}')
    })
  })
  // A connection that is closed for idleness just when the bot uses it would count as an error of the bot.
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    get received() {
      return received
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
