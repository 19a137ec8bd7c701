import { expect } from 'chai'
import { afterEach, describe, it } from 'mocha'
import { createLogger } from '../../../bot/logger.ts'
import { Metrics, type Standings } from '../../../bot/metrics/metrics.ts'
import { registerMetrics } from '../../../bot/metrics/register.ts'
import { standingsOf } from '../../../bot/metrics/standings.ts'
import { createServer, type WebServer } from '../../../bot/server.ts'
import { StoreAway } from '../../../bot/storage/errors.ts'
import type { Store } from '../../../bot/storage/store.ts'
import { content, serviceForTests, speaker } from '../../support/conversation.ts'
import { demoDirectory } from '../../support/directory.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { MemoryStore } from '../../support/memory-store.ts'

const QUIET: Standings = {
  alerts: [],
  handoffsWaiting: 0,
  effects: 0,
  feeds: [],
  failingChannels: [],
  streams: 0,
  screeningReads: true,
  storeTakesWrites: true,
  recordsSetAside: 0,
  recordsRestored: 0,
  languageOpen: [],
}
const TOKEN = 'a-token-of-the-metrics'

describe('metrics', function () {
  // The first conversation of a run loads the whole screening.
  this.timeout(60_000)
  const open: WebServer[] = []
  afterEach(async () => {
    await Promise.all(open.splice(0).map((web) => web.close()))
  })
  const serve = async (of: { token?: string; demonstration?: boolean }) => {
    const web = createServer({ logger: createLogger({ level: 'silent' }) })
    open.push(web)
    registerMetrics(web.server, {
      metrics: new Metrics(async () => QUIET),
      token: of.token,
      demonstration: of.demonstration ?? false,
    })
    const port = await web.listen(0, '127.0.0.1')
    return (headers: Record<string, string> = {}) => fetch(`http://127.0.0.1:${port}/metrics`, { headers })
  }

  it('are for who has the token, and nowhere else than in the demonstration without one', async () => {
    const kept = await serve({ token: TOKEN })
    expect((await kept()).status).to.equal(401)
    expect((await kept({ authorization: 'Bearer another' })).status).to.equal(401)
    const answer = await kept({ authorization: `Bearer ${TOKEN}` })
    expect(answer.status).to.equal(200)
    expect(answer.headers.get('content-type')).to.match(/^text\/plain; version=/)
    expect(await answer.text()).to.match(/^process_cpu_seconds_total \d/m)
    expect((await (await serve({}))()).status).to.equal(404)
    expect((await (await serve({ demonstration: true }))()).status).to.equal(200)
  })

  it('count turns and responses, and know nothing of who spoke or what was said', async () => {
    const metrics = new Metrics(async () => QUIET)
    const { service } = serviceForTests({
      directory: demoDirectory(content()),
      store: new MemoryStore(),
      observed: (turn) => metrics.turn(turn),
    })
    await service.start(speaker)
    const texts = ['only people i pick', 'ive been cutting again', 'zebrafish']
    for (const [at, text] of texts.entries())
      await service.take(speaker, { type: 'message', text, clientActivityId: `message-${at}` })
    await service.take(speaker, { type: 'message', text: 'zebrafish', clientActivityId: 'message-2' })
    const stranger = { ...speaker, user: 'dl_someone-else' }
    await service.take(stranger, { type: 'message', text: 'hi' }).catch(() => undefined)
    await service.close()
    const text = await metrics.text()
    expect(text).to.include(`matters_turns_total{channel="${speaker.channel}",outcome="done"} 3`)
    expect(text).to.include(`matters_turns_total{channel="${speaker.channel}",outcome="nothing"} 1`)
    expect(text).to.include(`matters_turns_total{channel="${speaker.channel}",outcome="failed"} 1`)
    expect(text).to.include('matters_turn_seconds_count 4')
    expect(text).to.include('matters_responses_total{response="reach-out"} 1')
    for (const secret of [...texts, speaker.user, speaker.conversation]) expect(text).not.to.include(secret)
  })

  it('say how things stand at the moment someone asks, and forget what is over', async () => {
    let now: Standings = {
      ...QUIET,
      alerts: [{ school: 'demo', waiting: 2, oldest: 340 }],
      feeds: [
        { feed: 'brackenmere', age: 3_600, entries: 96 },
        { feed: 'never-read', age: undefined, entries: 0 },
      ],
      failingChannels: ['demo/email'],
      effects: 3,
      screeningReads: false,
    }
    const metrics = new Metrics(async () => now)
    metrics.screeningFault()
    const troubled = await metrics.text()
    for (const line of [
      'matters_alerts_waiting{school="demo"} 2',
      'matters_alert_oldest_seconds{school="demo"} 340',
      'matters_feed_age_seconds{feed="brackenmere"} 3600',
      'matters_feed_entries{feed="never-read"} 0',
      'matters_channel_failing{channel="demo/email"} 1',
      'matters_effects_waiting 3',
      'matters_screening_reads 0',
      'matters_screening_faults_total 1',
    ])
      expect(troubled).to.include(line)
    expect(troubled).not.to.include('matters_feed_age_seconds{feed="never-read"}')
    now = QUIET
    expect(await metrics.text()).not.to.match(/matters_(alerts_waiting|channel_failing)\{/)
  })

  it('leave out what the store does not say while it is away, and say that it takes no writes', async () => {
    const logger = createLogger({ level: 'silent' })
    const away = new StoreAway('the database is away (ECONNREFUSED)')
    const kept = new MemoryStore()
    const store: Store = {
      collection: (definition) =>
        Object.assign(kept.collection(definition), { list: () => Promise.reject(away) }),
      health: async () => ({ ok: false, quarantined: ['alerts/c1', 'handoffs/h1'], restored: ['alerts/c2'] }),
      close: () => kept.close(),
    }
    const metrics = new Metrics(() =>
      standingsOf(
        {
          store,
          directory: { standings: () => [] },
          channelHealth: { failing: new Map() },
          screening: { isReading: () => true },
          language: { open: () => [] },
        },
        { clock: new FakeClock('2026-11-23T09:00:00.000Z'), logger, streams: 0 },
      ),
    )
    const text = await metrics.text()
    expect(text).to.include('matters_store_takes_writes 0').and.include('matters_screening_reads 1')
    expect(text).to.include('matters_records_set_aside 2').and.include('matters_records_restored 1')
    for (const figure of ['alerts_waiting', 'alert_oldest_seconds', 'handoffs_waiting', 'effects_waiting'])
      expect(text).to.not.match(new RegExp(`^matters_${figure}\\b`, 'm'))
  })
})
