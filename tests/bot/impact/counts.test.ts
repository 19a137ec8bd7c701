import { expect } from 'chai'
import { ImpactCounts } from '../../../bot/impact/counts.ts'
import { conversations } from '../../../bot/records/conversations.ts'
import { counts } from '../../../bot/records/counts.ts'
import { content, said, serviceForTests, speaker } from '../../support/conversation.ts'
import { demoDirectory } from '../../support/directory.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { MemoryStore } from '../../support/memory-store.ts'

const KEY = new Uint8Array(32).fill(9)
const DAY = 24 * 60

function counting() {
  const store = new MemoryStore()
  const clock = new FakeClock('2026-11-23T10:00:00Z')
  const impact = new ImpactCounts({ store, key: KEY, clock })
  const month = async (name = '2026-11') => (await impact.of('demo')).get(name)
  return { store, clock, impact, month }
}

describe('counting for the impact pages', () => {
  it('counts each thing once, however often it is tried, and takes back a mistake', async () => {
    const { impact, clock, month } = counting()
    const count = (once: string, by: 1 | -1 = 1) =>
      impact.count('demo', clock.now(), { figures: ['attended'] }, once, by)
    await Promise.all([count('attended:a1'), count('attended:a1'), count('attended:a2')])
    expect((await month())?.totals).to.deep.equal({ attended: 2 })
    await count('attended:a1:not', -1)
    expect((await month())?.totals).to.deep.equal({ attended: 1 })
  })

  it('is by month in London and by school', async () => {
    const { impact, month } = counting()
    await impact.count('demo', new Date('2026-06-30T23:30:00Z'), { figures: ['booked'], waitDays: 3 }, 'x')
    await impact.count('other', new Date('2026-07-02T10:00:00Z'), { figures: ['booked'] }, 'y')
    expect((await month('2026-07'))?.totals).to.deep.equal({ booked: 1 })
    expect((await month('2026-07'))?.waits).to.deep.equal({ '3': 1 })
    expect(await month('2026-06')).to.equal(undefined)
  })

  it('adds old rows to their month, whatever crashes in between, and counts nothing twice', async () => {
    const { impact, clock, store, month } = counting()
    for (const once of ['a', 'b', 'c'])
      await impact.count('demo', clock.now(), { figures: ['started'] }, once)
    expect(await impact.fold(), 'too new').to.equal(0)
    clock.advance({ minutes: 9 * DAY })
    await impact.count('demo', new Date('2026-11-24T10:00:00Z'), { figures: ['started'] }, 'd')
    // A crash after the month was written and before its rows were deleted.
    const records = store.collection(counts)
    const rows = await records.list({ kind: 'row' })
    await records.create('month.demo.2026-11', {
      kind: 'month',
      school: 'demo',
      month: '2026-11',
      totals: { started: 3 },
      waits: {},
      folded: rows.filter(({ index }) => index.day === '2026-11-23').map(({ id }) => id),
    })
    expect((await month())?.totals).to.deep.equal({ started: 4 })
    expect(await impact.fold()).to.equal(3)
    expect((await month())?.totals).to.deep.equal({ started: 4 })
    clock.advance({ minutes: 9 * DAY })
    expect(await impact.fold()).to.equal(1)
    expect(await impact.fold()).to.equal(0)
    expect((await month())?.totals).to.deep.equal({ started: 4 })
  })

  it('counts a conversation once that begins again', async () => {
    const { store, clock } = counting()
    const { service, impact } = serviceForTests({ store, clock, directory: demoDirectory(content()) })
    const says = async (...texts: string[]) => {
      for (const text of texts) await service.take(speaker, { type: 'message', text })
    }
    await service.start(speaker)
    await says('ok', 'short', '14', 'drawing', 'skip', 'skip', 'no', 'no', '1', 'send it', 'not now')
    await says('start again', 'yes', 'ok', 'short', '14', 'drawing')
    await service.resume()
    await service.close()
    const { totals = {} } = (await impact.of('demo')).get('2026-11') ?? {}
    expect(totals).to.include({ started: 1, sent: 1, liked: 1, 'theme:creativity': 1 })
    expect(Object.entries(totals).filter(([, count]) => count > 1)).to.deep.equal([])
  })

  it('stays when the conversation is erased, and has nobody and no word in it', async () => {
    const { store, clock } = counting()
    const { service, impact } = serviceForTests({ store, clock, directory: demoDirectory(content()) })
    await service.start(speaker)
    for (const text of ['ok', 'short', '14', 'drawing with Priya', 'skip'])
      await service.take(speaker, { type: 'message', text })
    const [record] = await store.collection(conversations).find({})
    expect(record?.body.effects.map(({ type }) => type)).to.include('count')
    await service.take(speaker, { type: 'message', text: 'delete everything' })
    const { logged } = await service.take(speaker, { type: 'message', text: 'yes' })
    expect(said(logged)).to.deep.equal(['delete.done'])
    await service.resume()
    await service.close()
    expect((await store.collection(conversations).get(speaker.conversation))?.body.person.matters).to.equal(
      undefined,
    )
    const { totals } = (await impact.of('demo')).get('2026-11') ?? { totals: {} }
    expect(totals).to.include({
      started: 1,
      'reached:what-matters': 1,
      'finished:what-matters': 1,
      'theme:creativity': 1,
    })
    const kept = JSON.stringify(await store.collection(counts).find({}))
    for (const trace of [speaker.conversation, speaker.user, 'Priya', 'drawing']) {
      expect(kept).to.not.include(`"${trace}`)
      expect(kept.toLowerCase()).to.not.include('priya')
    }
  })
})
