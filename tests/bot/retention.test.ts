import { expect } from 'chai'
import { pino } from 'pino'
import { conversations } from '../../bot/records/conversations.ts'
import { sweepConversations } from '../../bot/retention.ts'
import { createScreener } from '../../domain/screening/screener.ts'
import { content, serviceForTests, speaker } from '../support/conversation.ts'
import { emptyDirectory } from '../support/directory.ts'

const KEEP_DAYS = 30

describe('bot/retention', () => {
  const said = async (...texts: readonly string[]) => {
    const made = serviceForTests({ directory: emptyDirectory, screener: createScreener(content().screening) })
    await made.service.start(speaker)
    for (const text of texts) await made.service.take(speaker, { type: 'message', text })
    // As the service does before each sweep: what waits to be counted keeps a conversation.
    await made.service.resume()
    await made.service.close()
    const sweep = () =>
      sweepConversations({
        store: made.store,
        clock: made.clock,
        keepDays: KEEP_DAYS,
        logger: pino({ level: 'silent' }),
      })
    const isThere = async () =>
      (await made.store.collection(conversations).get(speaker.conversation)) !== undefined
    return { ...made, sweep, isThere }
  }

  it('deletes what was never sent after the days that were promised, and not before', async () => {
    const { clock, sweep, isThere } = await said('drawing')
    clock.advance({ days: KEEP_DAYS })
    expect(await sweep()).to.equal(0)
    expect(await isThere()).to.equal(true)
    clock.advance({ days: 1 })
    expect(await sweep()).to.equal(1)
    expect(await isThere()).to.equal(false)
  })

  it('leaves what still has to be told, and what was sent to a link worker', async () => {
    const alert = { type: 'alert' as const, id: 'e1', concern: 'c' }
    for (const later of [{ handedOff: true }, { effects: [alert] }]) {
      const { clock, store, sweep, isThere } = await said('drawing')
      const records = store.collection(conversations)
      const stored = await records.get(speaker.conversation)
      expect(stored).to.not.equal(undefined)
      const { body, version } = stored!
      await records.put(speaker.conversation, { ...body, ...later }, version)
      clock.advance({ days: KEEP_DAYS + 5 })
      expect(await sweep(), Object.keys(later).join()).to.equal(0)
      expect(await isThere(), Object.keys(later).join()).to.equal(true)
    }
  })
})
