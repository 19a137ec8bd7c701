import { expect } from 'chai'
import { replyOf } from '../../bot/activities.ts'
import { handoffs } from '../../bot/records/handoffs.ts'
import type { SummaryCard } from '../../dialogs/reply.ts'
import { demoSchool, serviceForTests, speaker } from '../support/conversation.ts'
import { emptyDirectory } from '../support/directory.ts'
import { eventually } from '../support/eventually.ts'

/** Someone before their summary who has said something that is noted, and left that line out. */
async function afterNote() {
  const { service, store } = serviceForTests({ school: demoSchool(), directory: emptyDirectory })
  let count = 0
  const send = async (text: string, chose?: string[]): Promise<SummaryCard[]> => {
    count += 1
    const { logged } = await service.take(speaker, {
      type: 'message',
      clientActivityId: `m${count}`,
      text,
      ...(chose ? { tap: { chose } } : {}),
    })
    return logged.flatMap(({ activity }) =>
      (replyOf(activity)?.cards ?? []).filter((card) => card.type === 'summary'),
    )
  }
  await service.start(speaker)
  const begin = ["People I choose, or staff if someone isn't safe", 'The short way', '14', 'drawing']
  for (const text of [...begin, 'my brother laughs at me', 'skip', 'no', 'no', 'skip']) await send(text)
  await send('', ['remove:in-the-way:word:0'])
  return { send, store, service }
}

const linesOf = (card: SummaryCard | undefined): string[] =>
  (card?.sections ?? []).flatMap(({ lines }) => lines.map(({ text }) => text))

describe('the preview of a summary', function () {
  this.timeout(60_000)
  it('is, line for line, what the link worker gets', async () => {
    const { send, store, service } = await afterNote()
    const [card] = await send('', ['preview'])
    await send('', ['send'])
    const record = async () => (await store.collection(handoffs).get(speaker.conversation))?.body
    await eventually('it is in the inbox', async () => (await record()) !== undefined)
    const sent = (await record())?.lines.map(({ text }) => text) ?? []
    expect(sent).to.deep.equal(['I am 14', 'drawing'])
    expect(linesOf(card)).to.include.members(sent).and.not.include('my brother laughs at me')
    await service.close()
  })

  it('says that a worry goes too, even where its line was left out, and does not say the words again', async () => {
    const { send, service } = await afterNote()
    const [card] = await send('', ['preview'])
    const text = JSON.stringify(card)
    expect(text).to.include('One thing you said').and.include('even where you left the line out')
    expect(text).to.not.include('laughs')
    await service.close()
  })

  it('says what else the link worker has: how and when to reach them, and the name they gave for a booking', async () => {
    const { send, service } = await afterNote()
    const given = [
      "don't send it",
      'first',
      'yes',
      '07700 900123',
      'not before four',
      'bring someone',
      'my aunt',
    ]
    for (const text of given) await send(text)
    await send('say what they can call me')
    await send('Robin')
    const again = ['start again', 'yes', 'skip', 'short', '14', 'art', 'skip', 'skip', 'no', 'no', 'skip']
    for (const text of again) await send(text)
    const [card] = await send('', ['preview'])
    expect(linesOf(card)).to.include.members(['07700 900123', 'not before four', 'my aunt', 'Call me Robin'])
    await service.close()
  })
})
