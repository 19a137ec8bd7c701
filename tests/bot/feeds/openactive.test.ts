import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { loadActivityList } from '../../../content/load-activity-list.ts'
import { nextPage } from '../../../bot/feeds/next-page.ts'
import { openActive } from '../../../bot/feeds/openactive.ts'
import { looksLikeOpenActive } from '../../../bot/feeds/openactive-shape.ts'
import { hostsGiven } from '../../../bot/feeds/reachable.ts'
import { Reading } from '../../../bot/feeds/reading.ts'
import { dateOfModified, isOlder, readItem } from '../../../bot/feeds/rpde-page.ts'
import { DirectoryServer, json, refuse } from '../../support/directory-server.ts'
import { CLUB, item, page, series, session } from '../../support/openactive.ts'
import { failureOf } from '../../support/read-feed.ts'

const activities = loadActivityList()
const now = new Date('2026-11-25T12:00:00Z')
const soon = session('2026-12-03T18:00:00Z', '2026-12-03T19:00:00Z')

describe('the OpenActive reader', () => {
  let folder: string
  let server: DirectoryServer | undefined
  /** Pages of streams by path and query, as the server has them now; a number is a refusal. */
  let pages: Map<string, unknown>
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'openactive-'))
    pages = new Map()
    server = await new DirectoryServer((url, response) => {
      const answer = pages.get(url.pathname + url.search)
      if (typeof answer === 'number') refuse(response, answer)
      else if (answer === undefined) refuse(response, 404)
      else json(response, answer)
    }).start()
  })
  afterEach(async () => {
    await server?.stop()
    await rm(folder, { recursive: true })
  })

  const at = (path: string): string => new URL(path, server!.url).href
  /** A stream of pages `/name`, `/name?n=1`, … with its last, empty page. */
  const put = (name: string, ...contents: readonly (readonly unknown[])[]): string => {
    const path = (n: number) => (n === 0 ? `/${name}` : `/${name}?n=${n}`)
    contents.forEach((items, n) => pages.set(path(n), page(at(path(n + 1)), items)))
    pages.set(path(contents.length), page(at(path(contents.length)), []))
    return at(path(0))
  }
  async function read(from: string, more: { now?: Date; mostPages?: number; kept?: boolean } = {}) {
    const reading = new Reading(new Map())
    const reader = openActive({
      activities,
      ...(more.kept === false ? {} : { folder }),
      ...(more.mostPages === undefined ? {} : { mostPages: more.mostPages }),
    })
    const time = more.now ?? now
    const batches = reader.read(
      { id: 'test', from },
      {
        now: time,
        today: time.toISOString().slice(0, 10),
        http: { privateHosts: hostsGiven(from), wait: async () => undefined },
        seen: reading.seen,
        stored: () => undefined,
        parts: reading.parts,
        onProgress: () => undefined,
      },
    )
    for await (const batch of batches) reading.add(batch)
    const { opportunities, summary } = reading.result(new Map(), 'whole')
    return { opportunities, summary, names: opportunities.map((o) => o.name) }
  }

  it('joins sessions to their series on another page and in another feed, whichever comes first', async () => {
    const sessions = put('sessions', [item('s1', soon, { kind: 'ScheduledSession' })], [])
    const later = session('2026-12-10T18:00:00Z', '2026-12-10T19:00:00Z')
    const list = put('series', [item('7', series())], [item('s2', later, { kind: 'ScheduledSession' })])
    for (const from of [`${sessions} ${list}`, `${list},${sessions}`]) {
      const { opportunities, summary } = await read(from, { kept: false })
      expect(opportunities).to.have.length(1)
      expect(opportunities[0]).to.include({
        sourceId: '7',
        name: 'Shuttle Social',
        licence: 'https://creativecommons.org/licenses/by/4.0/',
      })
      expect(opportunities[0]?.times).to.deep.equal([
        { day: 'thursday', from: '18:00', to: '19:00', validFrom: '2026-12-03', validTo: '2026-12-10' },
      ])
      expect(summary.leftOut.joined?.count).to.equal(2)
      expect(summary.read).to.equal(3)
    }
  })

  it('takes a series from its sessions when it is only written out in them; the address joins with http and https', async () => {
    const written = { ...soon, superEvent: { ...series(), '@id': CLUB.replace('https', 'http') } }
    const other = session('2026-12-04T18:00:00Z', '2026-12-04T19:00:00Z')
    const { opportunities } = await read(put('feed', [item('a', written), item('b', other)]))
    expect(opportunities.map((o) => [o.name, o.times.length])).to.deep.equal([['Shuttle Social', 2]])
  })

  it('joins slots to their facility, and suggests alike events once', async () => {
    const facility = series({
      '@type': 'FacilityUse',
      '@id': 'https://play.example.org/court',
      name: 'Badminton court',
    })
    const slot = {
      '@type': 'Slot',
      facilityUse: 'https://play.example.org/court',
      startDate: '2026-12-05T10:00:00Z',
      duration: 'PT1H',
    }
    const event = (day: string) => ({
      ...series({ name: 'Open Day' }),
      '@type': 'Event',
      '@id': `e${day}`,
      startDate: `2026-12-${day}T10:00:00Z`,
    })
    const feed = put('feed', [
      item('f', facility),
      item('s', slot),
      item('e1', event('05')),
      item('e2', event('12')),
    ])
    const { opportunities } = await read(feed)
    expect(opportunities.map((o) => [o.name, o.times.length])).to.have.deep.members([
      ['Badminton court', 1],
      ['Open Day', 1],
    ])
  })

  it('quirk 14: an empty page is not the last one; deleted items have no data and go', async () => {
    const feed = put(
      'feed',
      [item('1', series())],
      [],
      [item('2', series({ '@id': 'two', name: 'Second' }))],
      [item('1', undefined)],
    )
    const { names, summary } = await read(feed)
    expect(names).to.deep.equal(['Second'])
    expect(summary.leftOut.deleted?.count).to.equal(1)
  })

  it('a session that is deleted goes, and a series goes with all its sessions', async () => {
    const one = item('s1', { ...soon, name: 'Shuttle Social' }, { kind: 'ScheduledSession' })
    const feed = put(
      'feed',
      [item('7', series()), one],
      [item('s1', undefined, { kind: 'ScheduledSession' })],
    )
    expect((await read(feed, { kept: false })).opportunities[0]?.times).to.deep.equal([])
    const all = put('all', [item('7', series()), one], [item('7', undefined)])
    expect((await read(all)).names).to.deep.equal([])
  })

  it('the next time only what is new is asked for, and changes and deletions are taken in', async () => {
    const feed = put('feed', [item('1', series()), item('2', series({ '@id': 'two', name: 'Second' }))])
    await read(feed)
    const asked = server!.asked.length
    put(
      'feed',
      [],
      [item('2', undefined), item('1', series({ name: 'Shuttle Evening' }), { modified: 1_790_000_000_001 })],
    )
    const { names } = await read(feed)
    expect(names).to.deep.equal(['Shuttle Evening'])
    expect(server!.asked.slice(asked)).to.deep.equal(['/feed?n=1', '/feed?n=2'])
  })

  it('whoever was away for longer than deletions are kept begins anew', async () => {
    const feed = put('feed', [
      item('1', series({ ...soon, '@type': 'Course', startDate: undefined, endDate: '2027-06-01' })),
    ])
    await read(feed)
    put('feed', [item('2', series({ '@id': 'two', name: 'Second', endDate: '2027-06-01' }))])
    expect((await read(feed, { now: new Date('2026-12-20T12:00:00Z') })).names).to.deep.equal(['Second'])
  })

  it('goes on where a failing server stopped it, with nothing twice', async () => {
    const feed = put('feed', [item('1', series())], [item('2', series({ '@id': 'two', name: 'Second' }))])
    const broken = pages.get('/feed?n=1')
    pages.set('/feed?n=1', 503)
    expect(String(await failureOf(read(feed)))).to.contain('could not be read')
    pages.set('/feed?n=1', broken)
    const asked = server!.asked.length
    expect((await read(feed)).names).to.have.members(['Shuttle Social', 'Second'])
    expect(server!.asked.slice(asked)).to.deep.equal(['/feed?n=1', '/feed?n=2'])
  })

  it('does not ask again after 404 and 410; a place that is lost is read from the beginning', async () => {
    for (const status of [404, 410]) {
      pages.set('/gone', status)
      const asked = server!.asked.length
      expect(String(await failureOf(read(at('/gone'))))).to.contain(String(status))
      expect(server!.asked.length - asked).to.equal(1)
    }
    const feed = put('feed', [item('1', series())], [item('2', series({ '@id': 'two', name: 'Second' }))])
    await read(feed)
    pages.set('/feed?n=2', 410)
    pages.set('/feed?n=1', page(at('/feed?n=1'), []))
    const { names, summary } = await read(feed)
    expect(names).to.deep.equal(['Shuttle Social'])
    expect(summary.problems['cursor-lost']?.count).to.equal(1)
  })

  it('an older update does not undo a newer one, nor a deletion', async () => {
    const feed = put(
      'feed',
      [item('1', series({ name: 'New name' }), { modified: 20 }), item('2', undefined, { modified: 20 })],
      [item('1', series(), { modified: 10 }), item('2', series({ '@id': 'two' }), { modified: 10 })],
    )
    const { names, summary } = await read(feed)
    expect(names).to.deep.equal(['New name'])
    expect(summary.leftOut.older?.count).to.equal(2)
  })

  it('a page that repeats, a circle and a feed without end are bounded and named, and what was read stands', async () => {
    pages.set('/same', page(at('/same'), [item('1', series())]))
    pages.set('/a', page(at('/b'), [item('1', series())]))
    pages.set('/b', page(at('/a'), [item('2', undefined)]))
    for (const path of ['/same', '/a']) {
      const { names, summary } = await read(at(path))
      expect(names).to.deep.equal(['Shuttle Social'])
      expect(summary.problems['repeats-itself']?.count).to.equal(1)
    }
    for (let n = 0; n < 12; n += 1) {
      pages.set(
        `/more?n=${n}`,
        page(at(`/more?n=${n + 1}`), [item(n, series({ '@id': `s${n}`, name: `Club ${n}` }))]),
      )
      pages.set(`/alike?n=${n}`, page(at(`/alike?n=${n + 1}`), [item('1', series())]))
    }
    const endless = await read(at('/more?n=0'), { mostPages: 5 })
    expect(endless.names).to.have.length(5)
    expect(endless.summary.problems['does-not-end']?.count).to.equal(1)
    expect((await read(at('/alike?n=0'))).summary.problems['repeats-itself']?.count).to.equal(1)
  })

  it('does not follow a feed to another host, and says so', async () => {
    pages.set('/feed', page('http://169.254.169.254/latest/meta-data', [item('1', series())]))
    const { names, summary } = await read(at('/feed'))
    expect(names).to.deep.equal(['Shuttle Social'])
    expect(summary.problems['next-elsewhere']?.count).to.equal(1)
  })

  it('names what is no item, and harms nothing else', async () => {
    const { names, summary } = await read(
      put('feed', [
        7,
        null,
        {},
        { state: 'odd', id: 1 },
        item('x', undefined, { state: 'updated' }),
        item('1', series()),
      ]),
    )
    expect(names).to.deep.equal(['Shuttle Social'])
    expect(summary.leftOut['not-a-service']?.count).to.equal(5)
    pages.set('/other', { hello: 1 })
    expect(String(await failureOf(read(at('/other'))))).to.contain('no RPDE page')
  })

  it('quirk 13: a feed of sessions that are all past comes to nothing, and says why', async () => {
    const past = session('2019-11-28T19:00:00Z', '2019-11-28T23:00:00Z', { name: 'Old night' })
    const { names, summary } = await read(
      put('feed', [item('1', past), item('2', series(), { kind: 'SessionSeries' })]),
    )
    expect(names).to.deep.equal([])
    expect(summary.leftOut.expired).to.deep.equal({ count: 2, examples: ['Shuttle Social', 'Old night'] })
  })

  it('reads files: pages without a next, items, lists of items; and knows their shape', async () => {
    await writeFile(join(folder, '1.json'), JSON.stringify(page(undefined, [item('1', series())])))
    await writeFile(join(folder, '2.json'), JSON.stringify(item('s', soon)))
    await writeFile(
      join(folder, '3.json'),
      JSON.stringify([{ data: series({ '@id': 'three', identifier: 3, name: 'Third' }) }]),
    )
    await writeFile(join(folder, '4.json'), '{"items":')
    await writeFile(join(folder, '5.json'), '{"contents":[]}')
    const { names, summary, opportunities } = await read(folder, { kept: false })
    expect(names).to.have.members(['Shuttle Social', 'Third'])
    expect(opportunities.find((o) => o.sourceId === '1')?.times).to.have.length(1)
    expect(summary.problems).to.have.keys('broken-file', 'not-a-feed-file')
    expect(await looksLikeOpenActive(folder, {})).to.equal(true)
    const http = { privateHosts: hostsGiven(server!.url), wait: async () => undefined }
    expect(await looksLikeOpenActive(put('feed', []), http)).to.equal(true)
    pages.set('/list', { contents: [] })
    expect(await looksLikeOpenActive(at('/list'), http)).to.equal(false)
    expect(await looksLikeOpenActive(at('/nothing'), http)).to.equal(false)
  })
})

describe('RPDE pieces', () => {
  it('quirk 11: modified as a number, a big number, a date and .NET ticks', () => {
    const dated = (modified: unknown, byNumber = false) => {
      const read = readItem({ state: 'deleted', kind: 'x', id: 1, modified })
      return dateOfModified(read?.modified, byNumber, now)
    }
    expect(dated(1593083366)).to.equal('2020-06-25')
    expect(dated(1580293007248)).to.equal('2020-01-29')
    expect(dated('2020-07-10T14:44:38.042Z')).to.equal('2020-07-10')
    expect(dated(637299890780000000)).to.equal('2020-07-10')
    expect(dated('1580293007248')).to.equal('2020-01-29')
    expect(dated(287833080)).to.equal(undefined)
    expect(dated(1593083366, true)).to.equal(undefined)
    expect(dated('soon')).to.equal(undefined)
  })

  it('compares like with like only', () => {
    const order = (modified: unknown) => readItem({ state: 'deleted', kind: 'x', id: 1, modified })?.order
    expect(isOlder(order(1), order(2))).to.equal(true)
    expect(isOlder(order('9'), order(10))).to.equal(true)
    expect(isOlder(order('2020-01-01T00:00:00Z'), order('2020-01-02T00:00:00Z'))).to.equal(true)
    expect(isOlder(order('2020-01-01'), order(1593083366))).to.equal(false)
    expect(isOlder(order(2), order(2))).to.equal(false)
    expect(isOlder(order(undefined), order(2))).to.equal(false)
  })

  it('goes on at the same host only', () => {
    const current = new URL('https://data.example.org/feed?n=1')
    const go = (next: string | undefined, from = current) => {
      const to = nextPage(next, from)
      return 'url' in to ? to.url.href : to.refused
    }
    expect(go('https://data.example.org/feed?n=2')).to.equal('https://data.example.org/feed?n=2')
    expect(go('/feed?n=2')).to.equal('https://data.example.org/feed?n=2')
    expect(go('http://data.example.org/feed?n=2')).to.equal('https://data.example.org/feed?n=2')
    for (const next of [
      'https://other.example.org/',
      'http://127.0.0.1/',
      'http://10.0.0.1/',
      'https://data.example.org:8443/',
      'https://a:b@data.example.org/',
      'ftp://data.example.org/',
      'file:///etc/passwd',
    ]) {
      expect(go(next), next).to.equal('elsewhere')
    }
    expect(go(undefined)).to.equal('none')
    expect(go('')).to.equal('none')
    expect(go('http://localhost:3/x', new URL('http://127.0.0.1:2/'))).to.equal('http://localhost:3/x')
  })
})
