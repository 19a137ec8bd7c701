import { expect } from 'chai'
import { readReceipts } from '../../bot/read-receipts.ts'
import { alerts } from '../../bot/records/alerts.ts'
import { alert, concern } from '../support/cases.ts'
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
})
