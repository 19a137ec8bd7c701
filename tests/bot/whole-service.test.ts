import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { z } from 'zod'
import { openApp } from '../../bot/app.ts'
import type { App } from '../../bot/app.ts'
import { loadConfig } from '../../bot/config.ts'
import { createLogger } from '../../bot/logger.ts'
import { temporaryFolder } from './storage/support.ts'
import { BUILT_WIDGET } from '../support/compiled.ts'

const ROOT = join(import.meta.dirname, '../..')
const Token = z.object({ token: z.string(), conversationId: z.string() })
/** A day school is open. */
const NOW = new Date('2026-11-24T11:00:00Z')

/** What a young person types: answers, worries of several kinds, and what the service must not take. */
const SAID = [
  'fourteen and a half really',
  'photographing abandoned lighthouses with grandad',
  'my stepfather punches me whenever dinner burns',
  'swallowed nineteen paracetamol yesterday because everything feels pointless',
  'somebody called Marigold shares pictures of me undressed',
  'phone me on zero seven seven hundred, postcode ZE1 0AA, marigold@sunflower.example',
  '=HYPERLINK("https://evil.example","treacle") <script>alert("rhubarb")</script>',
  'delete everything about penguins',
]
const UNTAKEN = [
  '{"type":"message","text":"halfway cinnamon',
  '{"type":"message","text":7,"channelData":{"secretly":"cardamom"}}',
  JSON.stringify({ type: 'message', text: 'nutmeg '.repeat(4_000) }),
  JSON.stringify({ type: 'message', text: 'fennel', conversation: { id: '../coriander' } }),
  '{"type":"message","text":"saffron","text":"turmeric"}',
]

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}{4,}/gu) ?? []

/** Words of our own log lines: their fixed texts and the names of their fields, as they stand in the source. */
function ownWords(): Set<string> {
  const words = new Set<string>()
  for (const name of readdirSync(join(ROOT, 'bot'), { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue
    const source = readFileSync(join(ROOT, 'bot', name), 'utf8')
    for (const [call] of source.matchAll(
      /\b(?:logger|log)\.(?:info|warn|error|debug|trace|fatal)\([^;]*?\)\n/gu,
    ))
      for (const word of wordsOf(call)) words.add(word)
  }
  return words
}

describe('the whole service', function () {
  this.timeout(180_000)
  let app: App
  let url: string
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  const lines: string[] = []

  before(async () => {
    folder = await temporaryFolder()
    const config = loadConfig({ DATA_DIR: folder.path, PORT: '0', LOG_LEVEL: 'trace' })
    const logger = createLogger({
      level: 'trace',
      stream: { write: (line: string) => void lines.push(line) },
    })
    app = await openApp(config, { clock: { now: () => NOW }, logger, widgetDir: BUILT_WIDGET })
    url = `http://127.0.0.1:${app.port}`
  })
  after(async () => {
    await app.close()
    await folder.remove()
  })

  describe('pages', () => {
    /** Every page and file that a browser may ask for, signed in or not, there or not. */
    const PATHS = [
      ...[
        '/',
        '/panel?school=demo',
        '/panel?school=nowhere',
        '/embed.js',
        '/favicon.ico',
        '/healthz',
        '/readyz',
        '/metrics',
      ],
      ...['/nowhere', '/my-data/x/y', '/calendar/x/y.ics', '/v3/directline/conversations/x/activities', '/%'],
    ]

    async function all(): Promise<{ path: string; answer: Response; text: string }[]> {
      const link = new URL(app.inbox.signInLink({ school: 'demo', role: 'duty-contact', id: 'ms-demowick' }))
      const signedIn = await fetch(`${url}/inbox/sign-in`, {
        method: 'POST',
        headers: { 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams({ link: link.searchParams.get('link') ?? '' }),
        redirect: 'manual',
      })
      const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
      expect(cookie).to.not.equal('')
      const gated = app.inbox.routes
        .filter(({ method }) => method === 'get')
        .map(({ path }) => path.replaceAll(/:\w+/g, 'x'))
      return Promise.all(
        [...PATHS, ...new Set(gated)].map(async (path) => {
          const answer = await fetch(url + path, { headers: { cookie }, redirect: 'manual' })
          return { path, answer, text: await answer.text() }
        }),
      )
    }

    it('each say what may run in them, who may frame them, and that no device is asked for', async () => {
      const pages = await all()
      expect(pages.length).to.be.greaterThan(25)
      for (const { path, answer, text } of pages) {
        const header = (name: string) => answer.headers.get(name) ?? ''
        const policy = header('content-security-policy')
        expect(policy, path).to.include("default-src 'none'").and.include("base-uri 'none'")
        expect(policy, path).to.match(
          path.startsWith('/panel?school=demo') ? /frame-ancestors 'self' http/ : /frame-ancestors 'none'/,
        )
        expect(policy, path).to.not.match(/unsafe|\*|data:|blob:/)
        expect(header('x-content-type-options'), path).to.equal('nosniff')
        expect(header('referrer-policy'), path).to.be.oneOf(['no-referrer', 'same-origin'])
        expect(header('permissions-policy'), path).to.include('geolocation=()').and.include('camera=()')
        expect(header('cross-origin-opener-policy'), path).to.equal('same-origin')
        expect(header('cross-origin-resource-policy'), path).to.equal(
          /^\/(panel\?school=demo|embed\.js|favicon\.ico)/.test(path) ? 'cross-origin' : 'same-origin',
        )
        if (!/^\/(embed|favicon|inbox\/assets)/.test(path))
          expect(header('cache-control'), path).to.equal('no-store')
        if (text !== '') expect(header('content-type'), path).to.match(/; charset=utf-8$|^image\//)
      }
    })

    it('ask nothing of any host but their own: no third-party request, ever', async () => {
      const own = [new URL(url).host, new URL(app.url).host]
      for (const { path, answer, text } of await all()) {
        const policy = answer.headers.get('content-security-policy') ?? ''
        const hosts = policy
          .split('; ')
          .filter((directive) => !directive.startsWith('frame-ancestors'))
          .flatMap((directive) => directive.match(/\b(?:https?|wss?):\/\/[^\s;]+/g) ?? [])
        for (const host of hosts) expect(new URL(host).host, path).to.be.oneOf(own)
        if (!(answer.headers.get('content-type') ?? '').startsWith('text/html')) continue
        const loaded = [
          ...text.matchAll(
            /<(?:script|img|iframe|link|source|video|audio|embed|object)\b[^>]*?\b(?:src|href|data)="([^"]+)"/g,
          ),
        ]
        for (const [, address = ''] of loaded)
          expect(new URL(address, `${url}/`).host, `${path} ${address}`).to.be.oneOf(own)
      }
    })
  })

  // Last of all, since the service takes no more words after it.
  describe('logs', () => {
    it('have no word that a young person typed, at any level, through worries, faults and bad input', async () => {
      const before = new Set(lines.flatMap(wordsOf))
      const answer = await fetch(`${url}/api/token?school=demo`, { method: 'POST', headers: { origin: url } })
      const { token, conversationId } = Token.parse(await answer.json())
      const post = (body: string, path = 'activities') =>
        fetch(
          `${url}/v3/directline/conversations/${conversationId}/${path}?ginger=${encodeURIComponent(body.slice(0, 60))}`,
          {
            method: 'POST',
            headers: {
              authorization: `Bearer ${token}`,
              'content-type': 'application/json',
              'user-agent': body.slice(0, 20).replace(/[^\w ]/gu, ''),
            },
            body,
          },
        )
      const say = (text: string) => post(JSON.stringify({ type: 'message', text, value: { also: text } }))
      const taken = []
      for (const text of SAID) taken.push((await say(text)).status)
      expect(taken).to.deep.equal(SAID.map(() => 200))
      for (const body of UNTAKEN) expect((await post(body)).status, body.slice(0, 40)).to.be.oneOf([400, 413])
      expect((await post('{"saffron":1}', 'no-such-thing')).status).to.be.oneOf([404, 405])
      // What was set in motion is done: it would write while the folder goes.
      await app.matters.conversations.resume()
      // The disk takes no more: the turn fails, and what is told of it is not its words.
      rmSync(join(folder.path, 'records/conversations'), { recursive: true })
      expect((await say('juniper berries')).status).to.equal(502)

      const ours = ownWords()
      const said = [...SAID, ...UNTAKEN, 'juniper berries ginger'].flatMap(wordsOf)
      const asked = new Set(said.filter((word) => !ours.has(word) && !before.has(word)))
      expect(asked.size).to.be.greaterThan(40)
      expect(lines.length).to.be.greaterThan(SAID.length + UNTAKEN.length)
      const found = lines.flatMap((line) =>
        wordsOf(line).flatMap((word) => (asked.has(word) ? [`${word}: ${line}`] : [])),
      )
      expect(found).to.deep.equal([])
    })
  })
})
