import { expect } from 'chai'
import { conversations } from '../../bot/records/conversations.ts'
import type { ConversationRecord } from '../../bot/records/conversations.ts'
import { said, serviceForTests, speaker } from '../support/conversation.ts'
import { emptyDirectory } from '../support/directory.ts'
import { MemoryStore } from '../support/memory-store.ts'

describe('fault 35: a deployment in mid-conversation', function () {
  // The first conversation of a run loads the whole screening.
  this.timeout(120_000)

  /** Someone who has said how old they are, as another release kept it; then what they are told by this one. */
  async function after(
    change: (stack: ConversationRecord['dialogState']['dialogStack']) => void,
    texts: string[],
  ) {
    const store = new MemoryStore()
    const first = serviceForTests({ directory: emptyDirectory, store })
    await first.service.start(speaker)
    for (const text of ["People I choose, or staff if someone isn't safe", 'The short way', '14'])
      await first.service.take(speaker, { type: 'message', text, clientActivityId: text })
    await first.service.close()
    const records = store.collection(conversations)
    const stored = await records.get(speaker.conversation)
    if (!stored) throw new Error('nothing was stored')
    change(stored.body.dialogState.dialogStack)
    await records.put(speaker.conversation, stored.body, stored.version)
    const { service } = serviceForTests({ directory: emptyDirectory, store })
    const answers: string[][] = []
    for (const [at, text] of texts.entries())
      answers.push(
        said((await service.take(speaker, { type: 'message', text, clientActivityId: `n${at}` })).logged),
      )
    await service.close()
    const record = (await records.get(speaker.conversation))?.body
    return { answers, record }
  }
  const hasTrouble = (answers: string[][]) => answers.flat().includes('trouble')

  it('a phase that is gone: begins again, keeps every answer, and never loops in an error', async () => {
    const { answers, record } = await after(
      (stack) => stack.splice(0, stack.length, { id: 'a-phase-of-before', state: { question: 'x' } }),
      ['drawing', "People I choose, or staff if someone isn't safe", 'The short way'],
    )
    expect(hasTrouble(answers), JSON.stringify(answers)).to.equal(false)
    expect(answers.flat().some((id) => id.startsWith('hello'))).to.equal(true)
    expect(record?.person.age).to.equal(14)
  })

  it('something on top that is gone: the question below is put again', async () => {
    const { answers } = await after(
      (stack) => stack.push({ id: 'an-aside-of-before', state: { question: 'x' } }),
      ['whatever', 'drawing'],
    )
    expect(answers[0]).to.deep.equal(['what-matters.ask'])
    expect(hasTrouble(answers)).to.equal(false)
  })

  it('a state in another shape, and a question that is gone: the phase begins again', async () => {
    for (const state of [{ step: 3 }, 'x', null, { question: 'gone' }]) {
      const { answers } = await after(
        (stack) => stack.forEach((one) => (one.state = state)),
        ['hm', 'drawing'],
      )
      expect(hasTrouble(answers), JSON.stringify([state, answers])).to.equal(false)
    }
  })

  it('a worry in the first message after it is heard', async () => {
    const { answers, record } = await after(
      (stack) => stack.splice(0, stack.length, { id: 'a-phase-of-before', state: {} }),
      ['i want to die'],
    )
    expect(answers.flat().some((id) => id.startsWith('safety'))).to.equal(true)
    expect(record?.concerns.map(({ kind }) => kind)).to.deep.equal(['suicide'])
  })
})
