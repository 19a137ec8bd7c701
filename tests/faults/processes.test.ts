import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import { newPage } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { lockKey } from '../../bot/storage/postgres/session.ts'
import { OwnServer } from '../support/postgres.ts'
import { RoundRobin } from '../support/round-robin.ts'
import { RunningService } from '../support/running-service.ts'
import { Tab } from '../support/tab.ts'
import { Talk } from '../widget/talk.ts'

const PROCESSES = 3
/** Messages that are on their way all the time while the database goes and comes back. */
const WRITERS = 4

/** The name under which the process that leads is connected. */
async function leaderOf(database: OwnServer): Promise<string | undefined> {
  const [row] = await database.query(
    `select a.application_name as name from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'advisory' and l.granted and (l.classid::bigint << 32 | l.objid::bigint) = $1`,
    [lockKey('leader')],
  )
  return typeof row?.['name'] === 'string' ? row['name'] : undefined
}

/**
 * Numbers are those of the list of faults (reliability, section 6). Everything is as in production: processes of `bot/main.ts`, one
 * database. Not in `npm test` but in `npm run test:faults`: four starts of the service, a database of its own and a browser take more
 * processor time than all other faults.
 */
describe('three processes on one PostgreSQL', function () {
  this.timeout(400_000)
  let database: OwnServer
  let balancer: RoundRobin
  let environment: Record<string, string>
  const services: RunningService[] = []
  const at = (process: number): string => `http://127.0.0.1:${services[process]?.port}`
  const begin = (process = 0): Promise<Tab> => Tab.begin(at(process), balancer.url)

  before(async () => {
    ;[database, balancer] = await Promise.all([OwnServer.start(), RoundRobin.start()])
    environment = {
      DATABASE_URL: database.settings.url,
      PUBLIC_URL: balancer.url,
      MATTERS_KEYS: `k1:${randomBytes(32).toString('base64')}`,
      HOST: '127.0.0.1',
    }
    services.push(
      ...(await Promise.all(Array.from({ length: PROCESSES }, () => RunningService.start(environment)))),
    )
    balancer.share(services.map(({ port }) => port))
  })
  after(async () => {
    await Promise.all(services.map((service) => service.close()))
    await balancer.close()
    await database.close()
  })

  it('serve one browser, whose requests and socket are spread over them, as one would', async () => {
    const page = await newPage({ viewport: { width: 360, height: 740 } })
    try {
      await page.goto(`${balancer.url}/panel?school=demo`)
      const talk = new Talk(page)
      await talk.hears('who might see what you write')
      await talk.write('my secret hobby is bees')
      await talk.write('been cutting again, mums gonna see')
      await talk.hears('Are you safe right now')
    } finally {
      await page.context().close()
    }
  })

  it('14: 20 messages at once over two processes: 20 recorded once, both tabs see all in one order, on the third as well', async () => {
    const first = await begin(0)
    const other = first.another()
    await Promise.all([first.listenAt(at(1)), other.listenAt(at(2))])
    const keys = Array.from({ length: 20 }, (_, n) => `message-${n}`)
    const statuses = await Promise.all(keys.map((key, n) => first.post(at(n % 2), `hello ${n}`, key)))
    expect(new Set(statuses)).to.deep.equal(new Set([200]))
    const log = await first.log(at(2))
    const own = log.flatMap(({ channelData }) => channelData?.clientActivityID ?? [])
    expect([...own].sort()).to.deep.equal([...keys].sort())
    const ids = log.map(({ id }) => id)
    expect([...ids].sort(), 'numbered in order').to.deep.equal(ids)
    for (const tab of [first, other]) {
      await tab.sees('everything', (seen) => seen.length >= log.length)
      expect(tab.seen.map(({ id }) => id)).to.deep.equal(ids)
      tab.close()
    }
  })

  it('12: the same message to three processes, one after another and at once: one effect, the same answer', async () => {
    const tab = await begin()
    const once = await Promise.all([0, 1, 2].map((n) => tab.post(at(n), 'football', 'same')))
    expect(once).to.deep.equal([200, 200, 200])
    const after = await tab.log(at(0))
    for (const n of [0, 1, 2]) expect(await tab.post(at(n), 'football', 'same')).to.equal(200)
    expect(await tab.log(at(1))).to.deep.equal(after)
    expect(after.filter(({ channelData }) => channelData?.clientActivityID === 'same')).to.have.length(1)
  })

  it('28: a stream ticket is good once in all of them, and a token that was given up is none anywhere', async () => {
    const tab = await begin()
    const stream = await tab.streamAt(at(0))
    const elsewhere = stream.replace(new URL(stream).host, new URL(at(1)).host)
    expect(await tab.tries(stream)).to.equal('open')
    expect(await tab.tries(elsewhere)).to.equal(403)
    await tab.leave(at(0))
    expect(await tab.post(at(2), 'still here', 'late')).to.equal(403)
  })

  it('go on when the one that does things for all of them is killed: another takes over', async () => {
    const leader = await leaderOf(database)
    const killed = services.find(({ pid }) => leader === `matters ${pid}`)
    const left = services.find((service) => service !== killed)
    if (!killed || !left) throw new Error('nobody leads')
    const tab = await Tab.begin(`http://127.0.0.1:${left.port}`, balancer.url)
    await killed.end('SIGKILL')
    const others = services.filter((service) => service !== killed).map(({ pid }) => `matters ${pid}`)
    await eventually('another leads', async () => others.includes((await leaderOf(database)) ?? ''), 15_000)
    expect(await tab.post(`http://127.0.0.1:${left.port}`, 'are you there', 'after')).to.equal(200)
    await killed.run(environment)
  })

  it('10: the database restarted under load: what was answered is there once, nobody waits ten seconds', async () => {
    const tabs = await Promise.all(Array.from({ length: WRITERS }, (_, n) => begin(n % PROCESSES)))
    let isOver = false
    const waits: number[] = []
    const sent = await Promise.all([
      ...tabs.map(async (tab, writer) => {
        const keys: string[] = []
        for (let n = 0; !isOver; n += 1) {
          const key = `w${writer}-${n}`
          const began = performance.now()
          // As a client does: the same message again until it is taken.
          while ((await tab.post(at((writer + n) % PROCESSES), `message ${n}`, key)) !== 200)
            await new Promise((resume) => setTimeout(resume, 50))
          waits.push(performance.now() - began)
          keys.push(key)
          // Faster would be a program, which is told to slow down.
          await new Promise((resume) => setTimeout(resume, 100))
        }
        return keys
      }),
      (async () => {
        await eventually('some are through', () => waits.length > 20, 30_000)
        await database.stop('immediate')
        await database.startAgain()
        const then = waits.length
        await eventually('it goes on', () => waits.length > then + 40, 30_000)
        isOver = true
        return []
      })(),
    ])
    expect(Math.max(...waits)).to.be.lessThan(10_000)
    for (const [n, tab] of tabs.entries()) {
      const own = (await tab.log(at(n % PROCESSES))).flatMap(
        ({ channelData }) => channelData?.clientActivityID ?? [],
      )
      expect(own).to.deep.equal(sent[n])
    }
  })
})
