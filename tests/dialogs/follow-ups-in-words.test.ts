import { expect } from 'chai'
import { conversations } from '../../bot/records/conversations.ts'
import type { ConversationRecord } from '../../bot/records/conversations.ts'
import { idea } from '../support/cases.ts'
import { said, speaker, talking } from '../support/conversation.ts'

const IDEA = idea({ activity: 'demo:1', name: 'Art club' })

describe('an answer in words, days later', () => {
  /** What is noted of these words, and what the bot says to them, where it has begun to ask by itself. */
  const answered = async (text: string, asks: (body: ConversationRecord) => void) => {
    const { service, store, clock, says, record } = await talking()
    const { body, version } = (await store.collection(conversations).get(speaker.conversation))!
    asks(body)
    await store.collection(conversations).put(speaker.conversation, body, version)
    clock.set('2026-12-01T10:00:00Z')
    await service.runDue()
    expect(said((await service.log(speaker.conversation, 0)).entries).at(-1)).to.match(/^follow/)
    const replies = await says(text)
    const [noted] = (await record()).person.followUps
    await service.close()
    return { noted, replies }
  }
  const asksIfThere = (body: ConversationRecord): void => {
    Object.assign(body.person.ideas, { shown: [IDEA], liked: ['demo:1'] })
    body.flow.later = [{ type: 'got-there', at: '2026-11-30T10:00:00.000Z', ideas: ['demo:1'] }]
  }
  const asksHowSure = (body: ConversationRecord): void => {
    body.person.goal = 'go once'
    body.flow.later = [{ type: 'goal-review', at: '2026-11-30T10:00:00.000Z' }]
  }

  it('is a no to having been there when it says so', async () => {
    for (const text of ['havent been', 'havent been yet', 'nah havent been yet', 'aint been', 'couldnt go']) {
      const { noted } = await answered(text, asksIfThere)
      expect(noted, text).to.not.include({ answer: 'yes' })
    }
    expect((await answered('havent been yet', asksIfThere)).noted).to.include({ answer: 'not-yet' })
    expect((await answered('ive been', asksIfThere)).noted).to.include({ answer: 'yes' })
  })

  it('is a number of the scale where it is what stands at its end', async () => {
    for (const [text, now] of [
      ['not at all', 0],
      ['completely', 10],
      ['7', 7],
    ] as const) {
      const { noted, replies } = await answered(text, asksHowSure)
      expect(noted, text).to.include({ about: 'goal', now })
      expect(replies, text).to.not.include('goal.confidence.unclear')
    }
  })
})
