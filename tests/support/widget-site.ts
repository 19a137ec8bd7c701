import { createServer as createHttpServer } from 'node:http'
import { join } from 'node:path'
import { registerDirectLine } from '../../bot/channels/directline/register.ts'
import type { Conversations } from '../../bot/conversations.ts'
import { loadCrisis } from '../../content/load-crisis.ts'
import { BUILT_WIDGET } from './compiled.ts'
import { content } from './conversation.ts'
import { createLogger } from '../../bot/logger.ts'
import { schoolsOf } from '../../bot/schools.ts'
import { createServer } from '../../bot/server.ts'
import { registerSite } from '../../bot/site.ts'
import { School } from '../../domain/school/school.ts'
import type { Clock } from '../../domain/time/clock.ts'

export interface Site {
  /** Our origin, `http://127.0.0.1:port`. */
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

/** A school of that name, `demo`, whose pages have the given origins. */
export const schoolWith = (origins: readonly string[], accent?: string): School =>
  School.parse({
    id: 'demo',
    name: 'Brackenmere School',
    nation: 'england',
    place: { text: 'Brackenmere', position: { lat: 54, lon: -2 } },
    origins,
    dutyContacts: [],
    linkWorkers: [],
    feeds: [],
    ...(accent !== undefined && { colours: { accent } }),
  })

/** The service as a browser sees it: pages, panel and Direct Line over the given conversations. */
export async function startSite(options: {
  conversations: Conversations
  clock: Clock
  school: School
  port?: number
  demonstration?: boolean
}): Promise<Site> {
  const logger = createLogger({ level: 'silent' })
  const web = createServer({ logger, limits: { drainMs: 50 } })
  const schools = schoolsOf([options.school])
  registerSite(web.server, {
    schools,
    languages: content().languages,
    register: loadCrisis(join(import.meta.dirname, '../../content/crisis.yaml')),
    widgetDir: BUILT_WIDGET,
    demonstration: options.demonstration ?? true,
  })
  registerDirectLine(web.server, {
    conversations: options.conversations,
    clock: options.clock,
    logger,
    schools,
    tokenKeys: [new Uint8Array(32).fill(7)],
  })
  const port = await web.listen(options.port ?? 0, '127.0.0.1')
  return { url: `http://127.0.0.1:${port}`, port, close: () => web.close() }
}

/**
 * A school's page on an origin of its own, under a policy that allows our script and our frame and nothing else. `own` gives what stands
 * on it instead of the usual tag.
 */
export async function startSchoolPage(own?: () => string): Promise<{
  origin: string
  host(site: string): void
  close(): Promise<void>
}> {
  let site = ''
  const server = createHttpServer((_req, res) => {
    res.setHeader('content-type', 'text/html; charset=utf-8')
    res.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src ${site}; frame-src ${site}; style-src 'none'`,
    )
    const usual = `<script type="module" src="${site}/embed.js"></script>
      <matters-chat school="demo" accent="#7a1f3d"></matters-chat>`
    res.end(`<!doctype html><html lang="en"><head><title>A school</title>
      <meta name="viewport" content="width=device-width, initial-scale=1"></head>
      <body><main><h1>A school</h1><p><a href="#x">A link</a></p></main>
      ${own ? own() : usual}</body></html>`)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    origin: `http://localhost:${port}`,
    host: (url) => (site = url),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
