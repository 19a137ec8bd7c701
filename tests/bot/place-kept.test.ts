import { expect } from 'chai'
import { conversations } from '../../bot/records/conversations.ts'
import { content, said, serviceForTests, speaker } from '../support/conversation.ts'
import { demoDirectory } from '../support/directory.ts'
import { MemoryStore } from '../support/memory-store.ts'

/** What the record holds after someone answered where ideas should be near. */
async function afterSaying(place: string) {
  const store = new MemoryStore()
  const { service } = serviceForTests({ directory: demoDirectory(content()), store })
  await service.start(speaker)
  let count = 0
  const say = (text: string) =>
    service.take(speaker, { type: 'message', text, clientActivityId: `message-${(count += 1)}` })
  for (const text of ['only people i pick', 'longer', 'jay', 'im fifteen']) await say(text)
  const answer = await say(place)
  await service.close()
  const record = (await store.collection(conversations).get(speaker.conversation))?.body
  if (!record) throw new Error('no record')
  return { record, answer, everything: JSON.stringify(record) }
}

describe('where someone is, as it is kept', function () {
  // The first conversation of a run loads the whole screening.
  this.timeout(60_000)

  it('a full postcode is cut to its first half: in the profile, in the log, in what is sent back', async () => {
    const { record, answer, everything } = await afterSaying('bk1 4qd')
    expect(record.person.place?.said).to.equal('BK1')
    expect(everything.toLowerCase()).not.to.match(/4 ?qd/)
    expect(JSON.stringify(answer).toLowerCase()).not.to.match(/4 ?qd/)
  })
  it('so is the number of a house', async () => {
    const { record } = await afterSaying('12 Mill Lane, BK1 4QD')
    expect(record.person.place?.said).to.equal('Mill Lane, BK1')
  })
  it('a landmark that is on no map is said to be, and the school stands in', async () => {
    const { record, answer } = await afterSaying('the big skate park')
    expect(record.person.place).to.deep.equal({ said: 'the big skate park' })
    expect(said(answer.logged)).to.include('about-you.place.unknown')
  })
})
