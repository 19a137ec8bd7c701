import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect } from 'chai'
import { FeedError } from '../../../bot/feeds/errors.ts'
import { servicesUrl } from '../../../bot/feeds/service-api.ts'
import { DirectoryServer, json, refuse } from '../../support/directory-server.ts'
import { hsdsPage, hsdsService } from '../../support/hsds.ts'
import { failureOf, readFeed } from '../../support/read-feed.ts'
import type { ReadFeed, ReadOptions } from '../../support/read-feed.ts'

const wait = async () => undefined
const LATER = new Date('2026-11-24T12:00:00Z')

/** Services by id: what each row and each detail says, with the list's page size of two. */
class Council {
  services = new Map<string, { name: string; modified?: string; fails?: boolean }>()
  modifiedAfter: 'ignored' | 'refused' | 'offered' = 'ignored'
  etags = false
  server: DirectoryServer | undefined

  async start(): Promise<this> {
    this.server = await new DirectoryServer((url, response, request) =>
      this.#answer(url, response, request),
    ).start()
    return this
  }

  #answer(url: URL, response: ServerResponse, request: IncomingMessage): void {
    if (url.pathname === '/v3/services') {
      this.#list(url, response)
      return
    }
    const id = url.pathname.split('/').at(-1) ?? ''
    const one = this.services.get(id)
    if (!one || one.fails) {
      refuse(response, one ? 500 : 404)
      return
    }
    const etag = `"${id} ${one.name}"`
    if (this.etags && request.headers['if-none-match'] === etag) refuse(response, 304)
    else
      refuse(
        response,
        200,
        this.etags ? { etag } : {},
        JSON.stringify(
          hsdsService({ id, name: one.name, description: `${one.name}.`, url: `https://${id}.example.org` }),
        ),
      )
  }

  #list(url: URL, response: ServerResponse): void {
    const since = url.searchParams.get('modified_after')
    if (since !== null && this.modifiedAfter === 'refused') {
      refuse(response, 400)
      return
    }
    const all = [...this.services].filter(
      ([, one]) => since === null || this.modifiedAfter === 'ignored' || (one.modified ?? '') > since,
    )
    const number = Number(url.searchParams.get('page'))
    const of = Math.max(1, Math.ceil(all.length / 2))
    const rows = all.slice((number - 1) * 2, number * 2).map(([id, one]) => ({
      id,
      name: this.modifiedAfter === 'offered' ? 'a row that never changes' : one.name,
      ...(one.modified === undefined || this.modifiedAfter === 'offered'
        ? {}
        : { last_modified: one.modified }),
    }))
    json(response, { ...hsdsPage(rows, { number, of }), total_items: all.length })
  }

  get details(): string[] {
    return (this.server?.asked ?? [])
      .filter((path) => !path.includes('?'))
      .map((path) => path.split('/').at(-1) ?? '')
  }

  read(options: ReadOptions = {}): Promise<ReadFeed> {
    this.server?.asked.splice(0)
    return readFeed(this.server?.url ?? '', { wait, ...options })
  }

  /** Reads once more as the directory would, with what the first reading left. */
  again({ taken, end }: ReadFeed, now = LATER): Promise<ReadFeed> {
    const stored = new Map(taken.map((o) => [o.sourceId, o]))
    return this.read({ stored, now, ...(end?.since === undefined ? {} : { since: end.since }) })
  }
}

describe('the address of a feed of services', () => {
  for (const from of ['https://a.example', 'https://a.example/', 'https://a.example/services/']) {
    it(from, () => expect(servicesUrl(from).href).to.equal('https://a.example/services'))
  }
})

const kinds = (feed: ReadFeed): string[] => feed.entries.map((e) => e.kind)

describe('reading a feed of services again', () => {
  let council: Council
  beforeEach(async () => {
    council = await new Council().start()
    for (const id of ['a', 'b', 'c']) council.services.set(id, { name: `Group ${id}` })
  })
  afterEach(() => council.server?.stop())

  it('asks for details with If-None-Match, and what has not changed is not sent again', async () => {
    council.etags = true
    const first = await council.read()
    expect(kinds(first)).to.deep.equal(['taken', 'taken', 'taken'])
    council.services.set('b', { name: 'Group b, now on Fridays' })
    const second = await council.again(first)
    expect(kinds(second)).to.deep.equal(['same', 'taken', 'same'])
    expect(second.taken[0]?.name).to.equal('Group b, now on Fridays')
    expect(second.end?.read).to.equal('whole')
    expect(council.details).to.have.members(['a', 'b', 'c'])
  })

  it('asks for no details where the row says that nothing was changed since', async () => {
    for (const [id, one] of council.services)
      council.services.set(id, { ...one, modified: '2026-10-01T10:00:00' })
    const first = await council.read()
    council.services.set('c', { name: 'Group c', modified: '2026-11-24T08:00:00' })
    const second = await council.again(first)
    expect(council.details).to.deep.equal(['c'])
    expect(kinds(second)).to.deep.equal(['same', 'same', 'taken'])
  })

  it('asks for everything again after a week, whatever rows say, and for what is not stored', async () => {
    for (const [id, one] of council.services)
      council.services.set(id, { ...one, modified: '2026-10-01T10:00:00' })
    const first = await council.read()
    await council.again(first, new Date('2026-12-01T12:00:00Z'))
    expect(council.details).to.have.members(['a', 'b', 'c'])
    await council.again({ ...first, taken: first.taken.slice(0, 2) })
    expect(council.details).to.deep.equal(['c'])
  })

  it('uses modified_after where it is offered', async () => {
    council.modifiedAfter = 'offered'
    const first = await council.read()
    council.services.set('b', { name: 'Group b, moved', modified: '2026-11-24T09:00:00Z' })
    const second = await council.again(first)
    expect(council.details).to.deep.equal(['b'])
    expect(kinds(second)).to.deep.equal(['same', 'taken', 'same'])
  })

  it('does without where modified_after is ignored or refused, and does not ask a third time', async () => {
    for (const how of ['ignored', 'refused'] as const) {
      council.modifiedAfter = how
      const first = await council.read()
      const second = await council.again(first)
      expect(
        council.server?.asked.some((path) => path.includes('modified_after')),
        how,
      ).to.equal(true)
      expect(council.details, how).to.have.members(['a', 'b', 'c'])
      const third = await council.again({ ...second, taken: first.taken })
      expect(
        council.server?.asked.some((path) => path.includes('modified_after')),
        how,
      ).to.equal(false)
      expect(kinds(third)).to.deep.equal(['taken', 'taken', 'taken'])
    }
  })

  it('goes on from the page after the last one that was kept', async () => {
    const first = await council.read()
    expect(first.batches).to.have.length(2)
    const rest = await council.read({ resume: first.batches[0]?.cursor ?? '' })
    expect(rest.taken.map((o) => o.sourceId)).to.deep.equal(['c'])
    expect(council.details).to.deep.equal(['c'])
  })

  it('a detail that fails is named, and what is stored of it stands', async () => {
    council.services.set('b', { name: 'Group b', fails: true })
    const feed = await council.read()
    expect(feed.problems).to.deep.equal([{ kind: 'detail-failed', what: 'b' }])
    expect(feed.entries[1]).to.include({ kind: 'taken', partial: true })
  })

  it('one that was taken away between two readings stops nothing: what else went is gone', async () => {
    for (const [id, one] of council.services)
      council.services.set(id, { ...one, modified: '2026-10-01T10:00:00' })
    const first = await council.read()
    council.services.delete('a')
    council.services.set('b', { name: 'Group b', modified: '2026-11-24T08:00:00', fails: true })
    const second = await council.again(first)
    expect(council.details).to.deep.equal(['b', 'b', 'b', 'b'])
    expect(second.problems).to.deep.equal([{ kind: 'detail-failed', what: 'b' }])
    expect([kinds(second), second.end?.read]).to.deep.equal([['taken', 'same'], 'whole'])
  })

  it('a list of which no details at all can be had is not taken', async () => {
    for (const [id, one] of council.services) council.services.set(id, { ...one, fails: true })
    expect(String(await failureOf(council.read()))).to.contain('no details of any service')
  })

  it('gives up when details of one after the other cannot be had: the server is down', async () => {
    for (let n = 0; n < 60; n += 1) council.services.set(`x${n}`, { name: 'Group', fails: true })
    expect(String(await failureOf(council.read()))).to.contain('cannot be read any more')
    expect(council.details.length).to.be.lessThan(60 * 4)
  })
})

describe('lists that do not behave', () => {
  let server: DirectoryServer | undefined
  afterEach(async () => {
    await server?.stop()
    server = undefined
  })
  const serve = async (page: (number: number) => unknown) => {
    server = await new DirectoryServer((url, response) =>
      json(response, page(Number(url.searchParams.get('page')))),
    ).start()
    return server.url
  }
  const group = (id: string) =>
    hsdsService({ id, name: `Group ${id}`, description: `Group ${id}.`, url: `https://${id}.example.org` })

  it('a page that repeats is named, and the pages after it are read', async () => {
    const contents = [['a'], ['b'], ['b'], ['c']]
    const url = await serve((n) => hsdsPage((contents[n - 1] ?? []).map(group), { number: n, of: 4 }))
    const feed = await readFeed(url, { wait })
    expect(feed.taken.map((o) => o.sourceId)).to.deep.equal(['a', 'b', 'c'])
    expect(feed.problems).to.deep.equal([{ kind: 'repeating-page', what: '3' }])
  })

  it('a feed that goes on after its last page is left, named, and nothing is taken for gone', async () => {
    const url = await serve((n) => hsdsPage([group(`g${n}`)], { number: n, of: 2, last: false }))
    const feed = await readFeed(url, { wait })
    expect(feed.problems).to.deep.equal([{ kind: 'too-many-pages', what: '5' }])
    expect(feed.end?.read).to.equal('changes')
  })

  it('wrong types, no ids and no services are named or left out, and the rest is taken', async () => {
    const url = await serve(() =>
      hsdsPage([
        group('a'),
        7,
        null,
        'text',
        [],
        { name: 'no id', schedules: [] },
        { ...group('b'), minimum_age: 'eleven', schedules: 'weekly' },
      ]),
    )
    const feed = await readFeed(url, { wait })
    expect(feed.taken.map((o) => o.sourceId)).to.deep.equal(['a', 'b'])
    expect(feed.taken[1]?.ages.min).to.equal(undefined)
    expect(feed.entries.at(-1)).to.deep.include({ corrections: ['wrong-type'] })
    expect(feed.entries.flatMap((e) => (e.kind === 'left-out' ? [e.why] : []))).to.deep.equal([
      ...['not-a-service', 'not-a-service', 'not-a-service', 'not-a-service', 'no-id'],
    ])
  })

  it('a description of 50 MB is cut and named, latitude 100 and an address abroad dropped and named, script removed', async function () {
    this.timeout(60_000)
    const place = {
      location: {
        location_type: 'physical',
        latitude: 100,
        longitude: 3,
        addresses: [{ address_1: '1 Main St', country: 'US' }],
      },
    }
    const long = { ...group('long'), description: 'Drawing. '.repeat(5_600_000) }
    const odd = {
      ...group('odd'),
      description: 'Chess<script>alert(1)</script>',
      service_at_locations: [place],
    }
    const url = await serve(() => hsdsPage([long, odd, group('a')]))
    const feed = await readFeed(url, { wait, timeoutMs: 50_000 })
    expect(feed.entries.flatMap((e) => (e.kind === 'taken' ? [e.corrections] : []))).to.deep.equal([
      ['text-cut'],
      ['markup-removed', 'address-outside-uk', 'position-outside-uk'],
      [],
    ])
    expect(feed.taken[0]?.description.length).to.be.at.most(20_000)
    expect(feed.taken[1]).to.deep.include({ description: 'Chess', places: [] })
  })

  it('a page of malformed JSON spoils the reading, after it was asked for again', async () => {
    let asked = 0
    server = await new DirectoryServer((_url, response) => {
      asked += 1
      refuse(response, 200, {}, '{"contents":[{"id"')
    }).start()
    const error = await failureOf(readFeed(server.url, { wait }))
    expect(error).to.be.instanceOf(FeedError)
    expect(String(error)).to.contain('did not answer with JSON')
    expect(asked).to.equal(4)
  })
})
