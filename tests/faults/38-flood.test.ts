import { expect } from 'chai'
import { alerts } from '../../bot/records/alerts.ts'
import { content, serviceForTests, speaker } from '../support/conversation.ts'
import { createScreener } from '../../domain/screening/screener.ts'
import { emptyDirectory } from '../support/directory.ts'
import { MemoryStore } from '../support/memory-store.ts'

/** A program's, not a person's; a thousand show the same and take longer. */
const FLOOD = 300

describe('fault 38: a flood of worries from one young person', function () {
  this.timeout(120_000)

  it('is one case that counts them, and another’s alert is there before the flood is over', async () => {
    const store = new MemoryStore()
    const { service } = serviceForTests({
      directory: emptyDirectory,
      store,
      screener: createScreener(content().screening),
    })
    const other = { ...speaker, conversation: 'c2', user: 'dl_another' }
    for (const who of [speaker, other]) await service.start(who)
    let left = FLOOD
    const flood = Array.from({ length: FLOOD }, async (_, at) => {
      await service.take(speaker, {
        type: 'message',
        text: 'i want to die',
        clientActivityId: `m${at}`,
        // As the channel marks what comes faster than anybody types: screened all the same.
        ...(at >= 40 && { limited: true }),
      })
      left -= 1
    })
    await service.take(other, { type: 'message', text: 'my dad hits me', clientActivityId: 'a' })
    const stillLeft = left
    await Promise.all(flood)
    await service.close()
    expect(stillLeft).to.be.greaterThan(FLOOD / 2)
    const found = (await store.collection(alerts).find({})).map(({ body }) => body)
    const ofFlood = found.filter(({ conversation }) => conversation === speaker.conversation)
    expect(ofFlood.map(({ concern }) => [concern.kind, concern.count])).to.deep.equal([['suicide', FLOOD]])
    expect(found.filter(({ conversation }) => conversation === 'c2')).to.have.length(1)
  })
})
