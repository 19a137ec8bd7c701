import { expect } from 'chai'
import { conversations } from '../../bot/records/conversations.ts'
import type { DirectoryView } from '../../bot/services.ts'
import { createMatcher } from '../../domain/matching/matcher.ts'
import { content, said, serviceForTests, speaker } from '../support/conversation.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { opportunity } from '../support/opportunity.ts'

const SAID = 'cooking, boxing and drawing'

describe('an idea that is meant by its words', function () {
  // The first conversation of a run loads the whole screening.
  this.timeout(60_000)

  const { vocabulary } = content()
  const directory: DirectoryView = {
    matcherFor: () =>
      createMatcher(
        [
          opportunity({ sourceId: 'Batch and Budget', description: 'Eight evenings of cooking together.' }),
          opportunity({ sourceId: 'Priory Boxing', description: 'Bags and pads, and nobody gets hit.' }),
          opportunity({ sourceId: 'Open Drawing', description: 'Draw what you like, with others.' }),
        ],
        vocabulary,
      ),
    locate: () => undefined,
  }

  /** At the three ideas; says one thing more, and gives what the bot said and what is kept. */
  async function atIdeas(text: string) {
    const store = new MemoryStore()
    const { service } = serviceForTests({ directory, store })
    await service.start(speaker)
    let last: string[] = []
    for (const one of ['skip', 'short', '14', SAID, 'skip', 'skip', 'no', 'no', text])
      last = said((await service.take(speaker, { type: 'message', text: one })).logged)
    const { person } = (await store.collection(conversations).get(speaker.conversation))!.body
    await service.close()
    const { shown, liked, passedOver } = person.ideas
    const picked = shown.filter(({ activity }) => liked.includes(activity)).map(({ name }) => name)
    return { first: last[0], picked, passedOver, matters: person.matters?.words }
  }

  for (const [text, name] of [
    ['the cooking one', 'Batch and Budget'],
    ['boxing one', 'Priory Boxing'],
    ['the one with pads', 'Priory Boxing'],
    ['boxing', 'Priory Boxing'],
  ] as const) {
    it(`is picked, and nothing is set aside: "${text}"`, async () => {
      const { first, picked, passedOver, matters } = await atIdeas(text)
      expect(first).to.equal('finding.liked')
      expect(picked).to.deep.equal([name])
      expect(passedOver).to.deep.equal([])
      expect(matters).to.deep.equal([SAID])
    })
  }

  for (const [text, count] of [
    ['the first three', 3],
    ['all of them', 3],
    ['all 3', 3],
    ['the first two', 2],
    ['the last two', 2],
    ['i like 2', 1],
    ['ill have the second one', 1],
  ] as const) {
    it(`is one of several that are picked by where they stand: "${text}"`, async () => {
      const { first, picked } = await atIdeas(text)
      expect(first).to.equal('finding.liked')
      expect(picked).to.have.length(count)
    })
  }

  it('is none when no idea has the word: they are asked again, and it is nothing that matters to them', async () => {
    const { first, passedOver, matters } = await atIdeas('the trampoline one')
    expect(first).to.equal('wrong.once')
    expect(passedOver).to.deep.equal([])
    expect(matters).to.deep.equal([SAID])
  })

  it('is not looked for when they want to send: that leads on to the summary', async () => {
    const { first, matters } = await atIdeas('send')
    expect(first).to.equal('summary.intro')
    expect(matters).to.deep.equal([SAID])
  })
})
