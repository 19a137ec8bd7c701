import { expect } from 'chai'
import type { Directory } from '../../../bot/feeds/directory.ts'
import { openDirectory } from '../../../bot/feeds/directory.ts'
import { hostsGiven } from '../../../bot/feeds/reachable.ts'
import { directoryRecords } from '../../../bot/feeds/records.ts'
import { createLogger } from '../../../bot/logger.ts'
import { schoolsOf } from '../../../bot/schools.ts'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import type { Feed } from '../../../domain/school/school.ts'
import { School } from '../../../domain/school/school.ts'
import { DirectoryServer, json, refuse } from '../../support/directory-server.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { hsdsPage, hsdsService } from '../../support/hsds.ts'
import { MemoryStore } from '../../support/memory-store.ts'
import { failureOf } from '../../support/read-feed.ts'

const vocabulary = loadUnderstanding()

/** Three pages of one service each, of which `broken` cannot be had. */
describe('refreshing a feed from an address', () => {
  let server: DirectoryServer
  let store: MemoryStore
  let clock: FakeClock
  let broken: number | undefined
  let feed: Feed
  beforeEach(async () => {
    broken = undefined
    store = new MemoryStore()
    clock = new FakeClock('2026-11-23T12:00:00Z')
    server = await new DirectoryServer((url, response) => {
      const number = Number(url.searchParams.get('page'))
      if (number === broken) {
        refuse(response, 404)
        return
      }
      const id = `s${number}`
      const service = hsdsService({
        id,
        name: `Group ${id}`,
        description: `${id}.`,
        url: `https://${id}.example.org`,
      })
      json(response, hsdsPage([service], { number, of: 3 }))
    }).start()
    feed = { id: 'one', format: 'openreferral', from: server.url, name: 'One' }
  })
  afterEach(() => server.stop())
  const open = (privateHosts = hostsGiven(server.url)): Promise<Directory> =>
    openDirectory({
      store,
      schools: schoolsOf([
        School.parse({
          ...{
            id: 'demo',
            name: 'Madeupton School',
            nation: 'england',
            origins: [],
            dutyContacts: [],
            linkWorkers: [],
          },
          place: { text: 'Madeupton', position: { lat: 52.4, lon: -1 } },
          feeds: [feed],
        }),
      ]),
      vocabulary,
      clock,
      logger: createLogger({ level: 'silent' }),
      http: { privateHosts, wait: async () => undefined },
      everyHours: 24,
    })
  const staged = async () => (await store.collection(directoryRecords).list({ kind: 'stage' })).length

  it('goes on from where it broke off, in another process too; nothing of a part is shown', async () => {
    broken = 3
    const first = await open()
    expect(await failureOf(first.refresh(feed))).to.have.property('code', 'feed')
    expect(first.byId('one:s1')).to.equal(undefined)
    expect(await staged()).to.equal(2)
    broken = undefined
    server.asked.splice(0)
    const second = await open()
    expect(await second.refresh(feed)).to.include({ added: 3, resumed: 2 })
    expect(server.asked).to.deep.equal(['/v3/services?page=3&per_page=100'])
    expect(second.byId('one:s1')?.name).to.equal('Group s1')
    expect(await staged()).to.equal(0)
  })

  it('begins anew when what was read is half a day old, or of another address', async () => {
    broken = 3
    const directory = await open()
    await failureOf(directory.refresh(feed))
    clock.advance({ hours: 13 })
    broken = undefined
    expect(await directory.refresh(feed)).to.include({ resumed: 0 })
    broken = 3
    await failureOf(directory.refresh(feed))
    broken = undefined
    expect(await directory.refresh({ ...feed, from: `${server.url}/services` })).to.include({ resumed: 0 })
  })

  it('what is gone from the feed goes, and a broken reading takes nothing away', async () => {
    const directory = await open()
    await directory.refresh(feed)
    broken = 2
    clock.advance({ hours: 24 })
    await failureOf(directory.refresh(feed))
    expect(directory.byId('one:s3')?.name).to.equal('Group s3')
    expect(directory.standings()[0]).to.deep.include({ standing: 'failing', schools: ['demo'] })
  })

  it('reads by itself when it is due: daily, and an hour after a failure', async () => {
    const directory = await open()
    const round = async (hours: number) => {
      clock.advance({ hours })
      server.asked.splice(0)
      await directory.refreshAll()
      return server.asked.length > 0
    }
    expect(await round(0)).to.equal(true)
    expect(await round(23)).to.equal(false)
    broken = 1
    expect(await round(1)).to.equal(true)
    expect(await round(0.5)).to.equal(false)
    broken = undefined
    expect(await round(0.6)).to.equal(true)
    expect(directory.standings()[0]?.standing).to.equal('fresh')
    clock.advance({ hours: 73 })
    expect(directory.standings()[0]?.standing).to.equal('old')
  })

  it('a private address in a school file is refused, and operators are told why', async () => {
    const directory = await open([])
    await directory.refreshAll()
    expect(server.asked).to.deep.equal([])
    expect(directory.standings()[0]?.state?.lastFailure?.why).to.contain('private network')
  })

  it('closing ends a refresh that waits for a server, without calling it a failure', async () => {
    let began: () => void = () => undefined
    const waiting = new Promise<void>((resolve) => (began = resolve))
    await server.stop()
    server = await new DirectoryServer(() => began()).start()
    feed = { ...feed, from: server.url }
    const directory = await open()
    const round = directory.refreshAll()
    await waiting
    await directory.close()
    await round
    expect(directory.stateOf('one')).to.equal(undefined)
  })
})
