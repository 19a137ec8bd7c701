import { expect } from 'chai'
import { conversations } from '../../bot/records/conversations.ts'
import type { DirectoryView } from '../../bot/services.ts'
import type { Opportunity } from '../../domain/directory/opportunity.ts'
import { createMatcher } from '../../domain/matching/matcher.ts'
import { content, said, serviceForTests, speaker } from '../support/conversation.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { opportunity } from '../support/opportunity.ts'

const ADULTS = 'Ale and Drawing'
const ALL_AGES = 'Open Drawing'
const drawing = (name: string, more: Partial<Opportunity>): Opportunity =>
  opportunity({ sourceId: name, name: `${name} drawing club`, ...more })

describe('ideas that stand when an answer changes', function () {
  // The first conversation of a run loads the whole screening.
  this.timeout(60_000)

  const { vocabulary } = content()
  const directory: DirectoryView = {
    matcherFor: () =>
      createMatcher(
        [
          drawing(ADULTS, { ages: { min: 18 }, organisation: 'Drawn In' }),
          drawing(ALL_AGES, {
            ages: { min: 11, max: 25 },
            organisation: 'Outlines',
            cost: { free: false, from: 8 },
          }),
        ],
        vocabulary,
      ),
    locate: () => undefined,
  }

  /** At the ideas, twenty years old, with both of them shown. */
  async function atIdeas() {
    const store = new MemoryStore()
    const { service } = serviceForTests({ directory, store })
    await service.start(speaker)
    let count = 0
    const say = async (text: string) => {
      const { logged } = await service.take(speaker, {
        type: 'message',
        text,
        clientActivityId: `message-${(count += 1)}`,
      })
      return said(logged)
    }
    const record = async () => (await store.collection(conversations).get(speaker.conversation))!.body
    const offered = async () => {
      const asked = (await record()).log.findLast((entry) => entry.by === 'bot' && entry.reply.ask)
      return asked?.by === 'bot' ? (asked.reply.ask?.choices ?? []).map(({ label }) => label) : []
    }
    for (const text of ['skip', 'short', '20', 'drawing', 'skip', 'with someone', 'no', 'no']) await say(text)
    expect(await offered()).to.include.members([`${ADULTS} drawing club`, `${ALL_AGES} drawing club`])
    const thirteen = async () => {
      for (const text of ['change my answer', 'your age', '13']) await say(text)
    }
    return { say, record, offered, thirteen, close: () => service.close() }
  }

  it('are offered no more when they are for another age', async () => {
    const { say, record, offered, thirteen, close } = await atIdeas()
    await thirteen()
    expect(await offered())
      .to.include(`${ALL_AGES} drawing club`)
      .and.not.include(`${ADULTS} drawing club`)
    await say(`${ADULTS} drawing club`)
    await close()
    expect((await record()).person.ideas.liked).to.deep.equal([])
  })

  it('come back to nobody who is too young for them by now', async () => {
    const { say, offered, thirteen, close } = await atIdeas()
    expect(await say('not these, show others')).to.include('finding.no-more')
    await thirteen()
    await say('back to the ones before')
    await close()
    expect(await offered())
      .to.include(`${ALL_AGES} drawing club`)
      .and.not.include(`${ADULTS} drawing club`)
  })

  it('stand in no summary, and are not asked about later, when they were picked and are for another age', async () => {
    const { say, record, thirteen, close } = await atIdeas()
    await say('1 and 2')
    const ideasOf = async () =>
      (await record()).person.summary.filter(({ section }) => section === 'ideas').map(({ text }) => text)
    expect(await ideasOf()).to.have.members([`${ADULTS} drawing club`, `${ALL_AGES} drawing club`])
    await thirteen()
    expect(await ideasOf()).to.deep.equal([`${ALL_AGES} drawing club`])
    await close()
    expect((await record()).person.ideas.liked).to.have.length(1)
  })

  it('give way to what they can pay by now, and what they picked stays picked', async () => {
    const { say, record, offered, close } = await atIdeas()
    for (const text of ['change my answer', 'what would make it possible', 'free']) await say(text)
    expect(await offered())
      .to.include(`${ADULTS} drawing club`)
      .and.not.include(`${ALL_AGES} drawing club`)
    const other = await atIdeas()
    await other.say('1 and 2')
    for (const text of ['change my answer', 'what would make it possible', 'free']) await other.say(text)
    await Promise.all([close(), other.close()])
    expect((await record()).person.ideas.liked).to.deep.equal([])
    expect((await other.record()).person.ideas.liked).to.have.length(2)
  })
})
