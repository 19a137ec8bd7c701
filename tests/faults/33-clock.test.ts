import { expect } from 'chai'
import { AuditTrail } from '../../bot/audit/trail.ts'
import { readAudit } from '../../bot/audit/read.ts'
import { verifyAudit } from '../../bot/audit/verify.ts'
import { createLogger } from '../../bot/logger.ts'
import { auditId } from '../../bot/records/audit.ts'
import { conversations } from '../../bot/records/conversations.ts'
import { sweepAll } from '../../bot/retention.ts'
import { serviceForTests, speaker, testKeyring } from '../support/conversation.ts'
import { emptyDirectory } from '../support/directory.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { MemoryStore } from '../support/memory-store.ts'

const logger = createLogger({ level: 'silent' })

describe('fault 33: the clock jumps an hour', function () {
  this.timeout(120_000)

  it('and the order of what was said stands, as does the answer to a resend', async () => {
    const [store, clock] = [new MemoryStore(), new FakeClock('2026-11-23T09:00:00Z')]
    const { service } = serviceForTests({ directory: emptyDirectory, store, clock })
    await service.start(speaker)
    const take = (text: string) => service.take(speaker, { type: 'message', text, clientActivityId: text })
    await take('first')
    clock.advance({ hours: -1 })
    const second = await take('second')
    clock.advance({ hours: 2 })
    await take('third')
    expect((await take('second')).logged).to.deep.equal(second.logged)
    await service.close()
    const log = (await store.collection(conversations).get(speaker.conversation))?.body.log ?? []
    expect(log.map(({ seq }) => seq)).to.deep.equal(log.map((_, at) => at + 1))
    expect(log.flatMap((entry) => (entry.by === 'young-person' ? [entry.text] : []))).to.deep.equal([
      'first',
      'second',
      'third',
    ])
  })

  it('and nothing is erased before the last day that was promised', async () => {
    const [store, clock] = [new MemoryStore(), new FakeClock('2026-11-23T12:00:00Z')]
    const { service } = serviceForTests({ directory: emptyDirectory, store, clock })
    await service.start(speaker)
    // What was counted of it leaves first, as before every sweep.
    await service.resume()
    await service.close()
    const swept = () => sweepAll({ store, clock, logger, keepDays: 30, keepSentDays: 365 })
    clock.advance({ days: 30, hours: 1 })
    expect(await swept(), 'an hour ahead on the last day').to.equal(0)
    clock.advance({ hours: -2 })
    expect(await swept()).to.equal(0)
    clock.advance({ days: 1, hours: 1 })
    expect(await swept()).to.equal(1)
  })

  it('and the audit’s chain goes on by number', async () => {
    const store = new MemoryStore()
    const trail = new AuditTrail({ store, keyring: testKeyring(), newId: () => 'chain', logger })
    for (const [at, hour] of ['11', '10', '12'].entries()) {
      const when = `2026-11-23T${hour}:00:00.000Z`
      await trail.append(auditId(when, String(at)), {
        ...{ at: when, school: 'demo', did: 'read', what: 'alert', id: 'c1' },
        who: { id: 'dana', name: 'Dana', role: 'duty-contact' },
      })
    }
    const of = { ...(await readAudit(store)), heads: [], keyring: testKeyring(), oldestDay: '2020-01-01' }
    expect(verifyAudit(of).problems).to.deep.equal([])
  })
})
