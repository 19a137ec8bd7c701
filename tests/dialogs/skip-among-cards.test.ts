import { expect } from 'chai'
import { conversations } from '../../bot/records/conversations.ts'
import { content, serviceForTests, speaker } from '../support/conversation.ts'
import { demoDirectory } from '../support/directory.ts'

describe('a skip beside something else', () => {
  const begin = async () => {
    const { service, store } = serviceForTests({ directory: demoDirectory(content()) })
    await service.start(speaker)
    const say = (text: string, chose?: readonly string[]) =>
      service.take(speaker, { type: 'message', text, ...(chose ? { tap: { chose } } : {}) })
    for (const text of ['skip', 'the short way', '14']) await say(text)
    const person = async () => (await store.collection(conversations).get('c1'))?.body.person
    return { service, say, person }
  }

  it('in words is part of the answer, and is kept as no card', async () => {
    const { service, say, person } = await begin()
    await say('pass my exams')
    expect((await person())?.matters).to.deep.equal({ cards: ['learning'], words: ['pass my exams'] })
    await say('i skip lessons')
    expect((await person())?.inTheWay).to.deep.include({ words: ['i skip lessons'] })
    await say('if i had a bus pass')
    expect((await person())?.possible).to.deep.equal({ cards: [], words: ['if i had a bus pass'] })
    await service.close()
  })

  it('among cards that are tapped is none', async () => {
    const { service, say, person } = await begin()
    await say('', ['learning', 'skip'])
    expect((await person())?.matters?.cards).to.deep.equal(['learning'])
    await service.close()
  })

  it('alone skips, in any of its words', async () => {
    const { service, say, person } = await begin()
    await say('can i skip this one?')
    expect((await person())?.matters).to.deep.equal({ cards: [], words: [] })
    await service.close()
  })
})
