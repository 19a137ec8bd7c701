import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { FeedError } from '../../../bot/feeds/errors.ts'
import type { Progress } from '../../../bot/feeds/port.ts'
import { DirectoryServer, json, refuse } from '../../support/directory-server.ts'
import { hsdsPage, hsdsService } from '../../support/hsds.ts'
import { failureOf as failure, readFeed } from '../../support/read-feed.ts'
import type { ReadFeed } from '../../support/read-feed.ts'

const waits: number[] = []
const wait = async (ms: number) => void waits.push(ms)
const rows = (...ids: string[]) => ids.map((id) => ({ id, name: `Group ${id}`, status: 'active' }))
const idsOf = (feed: ReadFeed): string[] => feed.taken.map((o) => o.sourceId)
const partialOf = (feed: ReadFeed): boolean[] =>
  feed.entries.flatMap((e) => (e.kind === 'taken' ? [e.partial === true] : []))

describe('reading an Open Referral UK v3 feed', () => {
  let server: DirectoryServer | undefined
  const serve = async (answer: (url: URL, response: ServerResponse) => void) =>
    (server = await new DirectoryServer(answer).start())
  beforeEach(() => void waits.splice(0))
  afterEach(async () => {
    await server?.stop()
    server = undefined
  })

  describe('from a URL', () => {
    const detail = (url: URL, response: ServerResponse) =>
      json(response, hsdsService({ id: decodeURIComponent(url.pathname.split('/').at(-1) ?? '') }))

    it('walks the pages to the last and asks for the details of each service', async () => {
      const seen: Progress[] = []
      const { url, asked } = await serve((u, response) => {
        const page = Number(u.searchParams.get('page'))
        if (u.pathname !== '/v3/services') {
          detail(u, response)
          return
        }
        json(response, hsdsPage(page === 1 ? rows('a', 'b') : rows('c'), { number: page, of: 2 }))
      })
      const feed = await readFeed(url, { onProgress: (p) => void seen.push(p) })
      expect(idsOf(feed)).to.deep.equal(['a', 'b', 'c'])
      expect(partialOf(feed)).to.deep.equal([false, false, false])
      expect(asked.filter((path) => path.startsWith('/v3/services?'))).to.have.length(2)
      expect(asked).to.include.members(['/v3/services/a', '/v3/services/b', '/v3/services/c'])
      expect(seen.at(-1)).to.deep.equal({ stage: 'details', done: 3, total: 3 })
    })

    it('asks for no details where the list has them, and takes an address that ends in /services', async () => {
      const { url, asked } = await serve((_u, response) => json(response, hsdsPage([hsdsService()])))
      await readFeed(`${url}/services/`)
      expect(asked).to.deep.equal(['/v3/services?page=1&per_page=100'])
    })

    it('stops at a feed that repeats itself, and says so', async () => {
      const { url } = await serve((u, response) =>
        u.pathname === '/v3/services'
          ? json(response, hsdsPage(rows('a'), { last: false, of: 9 }))
          : detail(u, response),
      )
      const feed = await readFeed(url)
      expect(idsOf(feed)).to.deep.equal(['a'])
      expect(feed.problems).to.deep.equal([{ kind: 'repeating-page', what: '2' }])
    })

    it('asks at most four at a time', async () => {
      let open = 0
      let most = 0
      const held: (() => void)[] = []
      const { url } = await serve((u, response) => {
        if (u.pathname === '/v3/services') {
          json(response, hsdsPage(rows(...Array.from({ length: 12 }, (_, i) => `s${i}`))))
          return
        }
        most = Math.max(most, (open += 1))
        held.push(() => {
          open -= 1
          detail(u, response)
        })
        if (held.length === 4 || most === 4) setImmediate(() => held.splice(0).forEach((go) => go()))
      })
      expect(idsOf(await readFeed(url))).to.have.length(12)
      expect(most).to.equal(4)
    })

    it('tries again with growing waits when the server is busy or broken, and waits as long as it is told to', async () => {
      let tries = 0
      const { url } = await serve((_u, response) => {
        tries += 1
        if (tries === 1) {
          refuse(response, 503)
          return
        }
        if (tries === 2) {
          refuse(response, 429, { 'retry-after': '7' })
          return
        }
        if (tries === 3) return response.destroy()
        json(response, hsdsPage([hsdsService()]))
      })
      expect(idsOf(await readFeed(url, { wait }))).to.deep.equal(['svc-1'])
      expect(waits).to.have.length(3)
      expect(waits[1]).to.equal(7000)
    })

    it('gives up on a page that cannot be had: a part of a feed would look like things that ended', async () => {
      const { url, asked } = await serve((_u, response) => refuse(response, 500))
      expect(await failure(readFeed(url, { wait }))).to.be.instanceOf(FeedError)
      expect(asked).to.have.length(4)
    })

    it('a server that does not answer in time', async () => {
      const { url } = await serve(() => undefined)
      expect(await failure(readFeed(url, { wait, timeoutMs: 20 }))).to.be.instanceOf(FeedError)
    })

    it('does not ask again after a refusal', async () => {
      const { url, asked } = await serve((_u, response) => refuse(response, 404))
      expect(await failure(readFeed(url, { wait }))).to.be.instanceOf(FeedError)
      expect(asked).to.have.length(1)
    })

    it('keeps the row of the list when details cannot be had, and marks it', async () => {
      const { url } = await serve((u, response) => {
        if (u.pathname === '/v3/services') {
          json(response, hsdsPage(rows('a', 'b')))
          return
        }
        if (u.pathname.endsWith('/a')) {
          refuse(response, 404)
          return
        }
        detail(u, response)
      })
      const feed = await readFeed(url, { wait })
      expect(partialOf(feed)).to.deep.equal([true, false])
      expect(feed.problems).to.deep.equal([{ kind: 'detail-failed', what: 'a' }])
    })

    it("does not put one service's details under another's id", async () => {
      const { url } = await serve((u, response) => {
        if (u.pathname === '/v3/services') {
          json(response, hsdsPage(rows('a', 'b')))
          return
        }
        json(response, hsdsService({ id: 'b' }))
      })
      const feed = await readFeed(url)
      expect(partialOf(feed)).to.deep.equal([true, false])
    })

    it('refuses an answer that is too big, no JSON, or no page', async () => {
      const { url } = await serve((_u, response) => void response.end('x'.repeat(5000)))
      expect(String(await failure(readFeed(url, { mostBytes: 1000 })))).to.contain('more than 1000 bytes')
      expect(String(await failure(readFeed(url, { wait })))).to.contain('JSON')
      await server?.stop()
      const other = await serve((_u, response) => json(response, { hello: 1 }))
      expect(String(await failure(readFeed(other.url)))).to.contain('no contents')
    })
  })

  describe('from files', () => {
    let folder: string
    beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'feed-'))))
    afterEach(() => rm(folder, { recursive: true }))
    const put = (name: string, body: unknown) =>
      writeFile(join(folder, name), typeof body === 'string' ? body : JSON.stringify(body))

    it('takes pages, lists and single services of a folder; the one that says more of two with one id', async () => {
      await put('1.json', hsdsPage(rows('a', 'svc-1')))
      await put('2.json', [hsdsService({ id: 'c' })])
      await put('3.json', hsdsService())
      await put('feeds.json', [{ url: 'https://directory.example', name: 'Other' }])
      await put('notes.txt', 'not a feed')
      const feed = await readFeed(folder)
      expect(idsOf(feed)).to.have.members(['a', 'svc-1', 'c'])
      expect(feed.taken.find((o) => o.sourceId === 'svc-1')?.times).to.have.length(1)
      expect(feed.problems).to.deep.equal([{ kind: 'not-a-feed-file', what: 'feeds.json' }])
    })
    it('takes one file, with a byte order mark too', async () => {
      await put('one.json', `\ufeff${JSON.stringify(hsdsService())}`)
      expect(idsOf(await readFeed(join(folder, 'one.json')))).to.deep.equal(['svc-1'])
    })
    it('names what cannot be read', async () => {
      expect(String(await failure(readFeed(join(folder, 'nothing'))))).to.contain('cannot be read')
      expect(String(await failure(readFeed(folder)))).to.contain('no .json file')
      await put('broken.json', '{"contents":[')
      expect(String(await failure(readFeed(folder)))).to.contain('broken.json is not JSON')
    })
  })
})
