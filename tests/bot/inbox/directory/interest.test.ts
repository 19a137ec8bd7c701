import { expect } from 'chai'
import { Interests } from '../../../../bot/inbox/directory/interest.ts'
import { createLogger } from '../../../../bot/logger.ts'
import { conversations, newConversation } from '../../../../bot/records/conversations.ts'
import { handoffs } from '../../../../bot/records/handoffs.ts'
import { handoff, idea } from '../../../support/cases.ts'
import { MemoryStore } from '../../../support/memory-store.ts'

describe('what young people thought of an entry', () => {
  const now = new Date('2026-11-23T09:00:00Z')
  const store = new MemoryStore()
  const interests = new Interests(store, createLogger({ level: 'silent' }))
  const chat = async (
    id: string,
    ideas: { liked?: string[]; notForMe?: string[]; passedOver?: string[] },
    school = 'demo',
  ) => {
    const made = newConversation({ conversation: id, school, user: 'u', channel: 'directline' }, now)
    const shown = [idea({ activity: 'feed:1' }), idea({ activity: 'feed:2' })]
    made.person.ideas = { shown, liked: [], notForMe: [], setAside: [], passedOver: [], ...ideas }
    await store.collection(conversations).create(id, made)
  }

  before(async () => {
    await chat('one', { liked: ['feed:1'] })
    await chat('two', { notForMe: ['feed:1', 'feed:2'] })
    await chat('three', { passedOver: ['feed:1'] })
    await chat('elsewhere', { liked: ['feed:1'] }, 'other')
    const records = store.collection(handoffs)
    const others = {
      liked: [],
      notForMe: [idea({ activity: 'feed:1' })],
    }
    await records.create('two', handoff({ id: 'two', ...others }))
    await records.create(
      'back',
      handoff({ id: 'back', status: 'withdrawn', liked: [idea({ activity: 'feed:1' })] }),
    )
    await records.create(
      'far',
      handoff({ id: 'far', school: 'other', liked: [idea({ activity: 'feed:1' })] }),
    )
  })

  it('counts at one school, with nobody named', async () => {
    expect(await interests.of('demo', 'feed:1')).to.deep.equal({
      suggested: 3,
      liked: 1,
      notForMe: 1,
      passedOver: 1,
    })
    expect(await interests.of('demo', 'feed:9')).to.deep.equal({
      suggested: 0,
      liked: 0,
      notForMe: 0,
      passedOver: 0,
    })
  })

  it('names only those whose summary says it, and stands', async () => {
    const thought = async (entry: string) =>
      (await interests.opinions('demo', entry)).map((one) => `${one.handoff.id} ${one.thought}`)
    expect(await thought('feed:1')).to.deep.equal(['two not-for-me'])
    expect(await thought('feed:2')).to.deep.equal([])
  })
})
