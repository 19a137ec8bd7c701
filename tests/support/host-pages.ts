import { createServer } from 'node:http'

/** A page of somebody's website: what is in its head and its body, and headers beyond the usual. */
export interface HostPage {
  readonly head?: string
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface HostSite {
  readonly origin: string
  /** What stands at each path, `/` among them; may be changed. */
  readonly pages: Map<string, HostPage>
  close(): Promise<void>
}

/** Somebody's website on `localhost`, which is another site than 127.0.0.1: a frame of the service is a third party on it. */
export async function startHostSite(): Promise<HostSite> {
  const pages = new Map<string, HostPage>()
  const server = createServer((req, res) => {
    const page = pages.get(req.url ?? '')
    const headers = { 'content-type': 'text/html; charset=utf-8', ...page?.headers }
    res.writeHead(page ? 200 : 404, headers)
    res.end(`<!doctype html><html lang="en"><head><title>A school</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">${page?.head ?? ''}</head>
      <body>${page?.body ?? ''}</body></html>`)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    origin: `http://localhost:${port}`,
    pages,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
