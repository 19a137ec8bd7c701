import { expect } from 'chai'
import { readReceipts } from '../../bot/read-receipts.ts'
import { alerts } from '../../bot/records/alerts.ts'
import { handoffs } from '../../bot/records/handoffs.ts'
import { alert, concern, handoff } from '../support/cases.ts'
import { MemoryStore } from '../support/memory-store.ts'

describe('what a young person hears of who has read something', () => {
  it('is of their summary and their own words, and never of what an adult wrote', async () => {
    const store = new MemoryStore()
    await store.collection(alerts).create('c1', alert())
    const referred = concern({ id: 'c2', heardBy: 'referral', phase: 'referral' })
    await store.collection(alerts).create('c2', alert({ id: 'c2', concern: referred }))
    const told: string[] = []
    const tell = readReceipts({
      conversations: { tell: async (_conversation, lines) => void told.push(...lines.map(({ id }) => id)) },
      store,
    })
    const by = { by: 'dana', name: 'Dana Testperson', at: '2026-11-23T09:00:00.000Z' }
    await tell('dl_one', { ...by, what: 'alert', id: 'c2' })
    expect(told).to.deep.equal([])
    await tell('dl_one', { ...by, what: 'alert', id: 'c1' })
    await tell('dl_one', { ...by, what: 'handoff', id: 'dl_one' })
    expect(told).to.deep.equal(['safety.read', 'next.read'])
  })

  it('is of their booking alone when they sent no summary, and nothing once it is off', async () => {
    const store = new MemoryStore()
    const start = '2026-11-25T10:00:00.000Z'
    const booked = {
      id: 'a1',
      slot: { id: 's1', linkWorker: 'rowan', start, end: start, place: { kind: 'room', text: 'Room 12' } },
      linkWorkerName: 'Rowan Testperson',
      bookedAt: '2026-11-23T08:30:00.000Z',
      sequence: 0,
    }
    for (const status of ['booked', 'cancelled'])
      await store
        .collection(handoffs)
        .create(status, handoff({ id: status, version: 0, lines: [], appointment: { ...booked, status } }))
    const told: string[] = []
    const tell = readReceipts({
      conversations: { tell: async (to, lines) => void told.push(...lines.map(({ id }) => `${to} ${id}`)) },
      store,
    })
    const by = { by: 'rowan', name: 'Rowan Testperson', at: '2026-11-23T09:00:00.000Z' }
    for (const id of ['booked', 'cancelled']) await tell(id, { ...by, what: 'handoff', id })
    expect(told).to.deep.equal(['booked next.read.booking'])
  })
})
