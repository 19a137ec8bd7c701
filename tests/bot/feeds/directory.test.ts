import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Directory } from '../../../bot/feeds/directory.ts'
import { beginDirectory, openDirectory } from '../../../bot/feeds/directory.ts'
import { recordIdOf } from '../../../bot/feeds/records.ts'
import { createLogger } from '../../../bot/logger.ts'
import { schoolsOf } from '../../../bot/schools.ts'
import { StoreAway } from '../../../bot/storage/errors.ts'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import type { Feed } from '../../../domain/school/school.ts'
import { School } from '../../../domain/school/school.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { hsdsPage, hsdsPlace, hsdsService } from '../../support/hsds.ts'
import { MemoryStore } from '../../support/memory-store.ts'
import { opportunity } from '../../support/opportunity.ts'

const vocabulary = loadUnderstanding()
const logger = createLogger({ level: 'silent' })

describe('the directory of a school', () => {
  let folder: string
  let store: MemoryStore
  let clock: FakeClock
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'directory-'))
    store = new MemoryStore()
    clock = new FakeClock('2026-11-23T12:00:00Z')
  })
  afterEach(() => rm(folder, { recursive: true }))

  const feed = (id = 'one'): Feed => ({
    id,
    format: 'openreferral',
    from: join(folder, `${id}.json`),
    name: id,
  })
  const put = (services: readonly unknown[], id = 'one') =>
    writeFile(join(folder, `${id}.json`), JSON.stringify(hsdsPage(services)))
  const school = (id: string, feeds: Feed[]): School =>
    School.parse({
      id,
      name: 'Madeupton School',
      nation: 'england',
      place: { text: 'Easterfield, Madeupton', postcode: 'ZZ9 1AA', position: { lat: 52.4, lon: -1 } },
      origins: [],
      dutyContacts: [],
      linkWorkers: [],
      feeds,
    })
  const open = (schools = [school('demo', [feed()])]): Promise<Directory> =>
    openDirectory({ store, schools: schoolsOf(schools), vocabulary, clock, logger })
  const found = (directory: Directory, says: string, at = 'demo'): string[] =>
    directory
      .matcherFor(at)
      .suggest({ says: [says], cards: [], needs: {}, exclude: [], limit: 4, now: clock.now().toISOString() })
      .suggestions.map((s) => s.activity)
  const failure = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => undefined,
      (e: unknown) => e,
    )

  it('takes a feed, answers from it, and still has it after a restart', async () => {
    await put([hsdsService()])
    const directory = await open()
    expect(found(directory, 'drawing')).to.deep.equal([])
    const report = await directory.refresh(feed())
    expect(report).to.include({ added: 1, changed: 0, unchanged: 0, removed: 0 })
    expect(found(directory, 'drawing')).to.deep.equal(['one:svc-1'])
    const again = await open()
    expect(found(again, 'drawing')).to.deep.equal(['one:svc-1'])
    expect(again.byId('one:svc-1')?.name).to.equal('Inkwell Drawing Club')
    expect(again.stateOf('one')).to.deep.equal({
      feed: 'one',
      lastSuccess: '2026-11-23T12:00:00.000Z',
      count: 1,
      read: 1,
      leftOut: {},
      problems: {},
    })
  })

  it('takes in behind a service that listens already what the store has, also where it did not answer at first', async () => {
    await put([hsdsService()])
    await (await open()).refresh(feed())
    store.failReads = new StoreAway('not yet')
    const schools = schoolsOf([school('demo', [feed()])])
    const directory = beginDirectory({ store, schools, vocabulary, clock, logger })
    expect(found(directory, 'drawing')).to.deep.equal([])
    await new Promise((resume) => setImmediate(resume))
    store.failReads = undefined
    await directory.whenLoaded()
    expect(found(directory, 'drawing')).to.deep.equal(['one:svc-1'])
    await directory.close()
  })

  it('writes only what changed, and takes out what is gone', async () => {
    await put([
      hsdsService(),
      hsdsService({ id: 'b', name: 'Chess club' }),
      hsdsService({ id: 'c', name: 'Choir' }),
    ])
    const directory = await open()
    await directory.refresh(feed())
    await put([hsdsService(), hsdsService({ id: 'b', name: 'Chess and draughts club' })])
    expect(await directory.refresh(feed())).to.include({ added: 0, changed: 1, unchanged: 1, removed: 1 })
    expect(directory.byId('one:c')).to.equal(undefined)
    expect(found(directory, 'choir')).to.deep.equal([])
  })

  it('a feed that fails leaves the last good data, and its failure is known', async () => {
    await put([hsdsService()])
    const directory = await open()
    await directory.refresh(feed())
    await writeFile(join(folder, 'one.json'), 'gone wrong')
    clock.advance({ hours: 1 })
    expect(await failure(directory.refresh(feed()))).to.have.property('code', 'feed')
    expect(found(directory, 'drawing')).to.deep.equal(['one:svc-1'])
    expect(directory.stateOf('one')).to.deep.include({
      lastSuccess: '2026-11-23T12:00:00.000Z',
      count: 1,
      lastFailure: { at: '2026-11-23T13:00:00.000Z', code: 'feed', why: 'one.json is not JSON' },
    })
    await directory.refreshAll()
  })

  it('a feed that comes back much smaller is not believed, unless told to', async () => {
    const many = Array.from({ length: 30 }, (_, i) => hsdsService({ id: `s${i}`, name: `Choir number ${i}` }))
    await put(many)
    const directory = await open()
    await directory.refresh(feed())
    await put(many.slice(0, 5))
    expect(await failure(directory.refresh(feed()))).to.have.property('code', 'feed-shrank')
    expect(directory.byId('one:s20')).not.to.equal(undefined)
    expect(await directory.refresh(feed(), { acceptSmaller: true })).to.include({ removed: 25 })
  })

  it('a write that fails leaves what was there to be answered from', async () => {
    await put([hsdsService()])
    const directory = await open()
    await directory.refresh(feed())
    await put([hsdsService({ name: 'Sketching' })])
    store.failWrites = new Error('disk full')
    expect(await failure(directory.refresh(feed()))).to.be.instanceOf(Error)
    expect(found(directory, 'drawing')).to.deep.equal(['one:svc-1'])
    store.failWrites = undefined
    expect(await directory.refresh(feed())).to.include({ changed: 1 })
  })

  it('each school has its own feeds, and what two feeds both list is there once', async () => {
    await put([hsdsService()])
    await put(
      [hsdsService({ id: 'other' }), hsdsService({ id: 'chess', name: 'Chess club', description: 'Chess.' })],
      'two',
    )
    const directory = await open([school('demo', [feed(), feed('two')]), school('small', [feed()])])
    await directory.refreshAll()
    expect(found(directory, 'drawing')).to.have.length(1)
    expect(found(directory, 'chess')).to.deep.equal(['two:chess'])
    expect(found(directory, 'chess', 'small')).to.deep.equal([])
    expect(found(directory, 'chess', 'nowhere')).to.deep.equal([])
  })

  it('knows where places are, and near school', async () => {
    await put([hsdsService({ service_at_locations: [hsdsPlace({ latitude: 52.5 })] })])
    const directory = await open()
    await directory.refresh(feed())
    expect(directory.locate('demo', 'zz1 4qd')?.position).to.deep.equal({ lat: 52.5, lon: -1.02 })
    expect(directory.locate('demo', 'near school')?.position).to.deep.equal({ lat: 52.4, lon: -1 })
    expect(directory.locate('demo', 'ZZ9')?.position).to.deep.equal({ lat: 52.4, lon: -1 })
    expect(directory.locate('demo', 'the moon')).to.equal(undefined)
  })

  it('two schools cannot give one id to different feeds', async () => {
    const clash = [school('a', [feed()]), school('b', [{ ...feed(), from: join(folder, 'else.json') }])]
    expect(String(await failure(open(clash)))).to.contain('feed id "one"')
  })

  it('an id that a store cannot hold is hashed', () => {
    expect(recordIdOf(opportunity({ sourceId: 'a-1' }))).to.equal('test:a-1')
    expect(recordIdOf(opportunity({ sourceId: 'a b/ü' }))).to.match(/^test:sha256-[0-9a-f]{64}$/)
  })
})
