import { expect } from 'chai'
import { handoffs } from '../../bot/records/handoffs.ts'
import { afterSaying, speaker, talking } from '../support/conversation.ts'
import { eventually } from '../support/eventually.ts'

const TO_BARRIERS = ['skip', 'short', '14', 'drawing']
/** Jay, who has sent a summary and booked nothing, at the menu. */
const TO_SENT = [
  ...['skip', 'long', 'Jay', '14', 'skip', 'drawing', 'skip', 'art', 'be in a team', '7', 'skip'],
  ...['no', 'no', 'skip', 'send it', 'not now'],
]
const LONG = ['skip', 'long', 'Jay', '14', 'skip', 'drawing', 'skip', 'art']

describe('an answer that is changed by words', function () {
  // The first conversation of a run loads the whole screening.
  this.timeout(60_000)

  it('is the one they name, put again by itself, and then back to where they were', async () => {
    const { replies } = await afterSaying(...TO_BARRIERS, 'change my age')
    expect(replies).to.deep.equal(['back.said', 'about-you.age'])
    const back = await afterSaying(...TO_BARRIERS, 'can i change my age', '15')
    expect(back.replies).to.deep.equal(['in-the-way.ask'])
    expect(back.person.age).to.equal(15)
    const goal = await afterSaying(...LONG, 'play in a band', '7', 'edit my goal', 'play the drums')
    expect(goal.person.goal).to.equal('play the drums')
    expect(goal.replies.at(-1)).to.equal('possible.ask')
    expect((await afterSaying(...TO_BARRIERS, 'change my goal')).replies).to.deep.equal(['goal.ask'])
  })

  it('is picked by what it is called, where they are asked which', async () => {
    for (const text of ['my age', 'age', 'how old i am', 'change my age'])
      expect((await afterSaying(...TO_BARRIERS, 'change my answer', text)).replies, text).to.deep.equal([
        'back.said',
        'about-you.age',
      ])
    const { replies, person } = await afterSaying(...TO_BARRIERS, 'change my answer', 'change my age', '15')
    expect(replies).to.deep.equal(['in-the-way.ask'])
    expect(person.age).to.equal(15)
  })

  it('is no request where they are asked what they would like', async () => {
    const { replies, person } = await afterSaying(...LONG, 'change my name')
    expect(person.goal).to.equal('change my name')
    expect(replies.at(-1)).to.equal('goal.confidence')
    expect((await afterSaying(...LONG.slice(0, 6), 'change my name')).replies).to.deep.equal([
      'back.said',
      'about-you.name',
    ])
  })

  it('is asked for once more where it is the question that stands', async () => {
    const { replies, person } = await afterSaying('skip', 'short', 'change my age', '14')
    expect(replies).to.deep.equal(['what-matters.ask'])
    expect(person.age).to.equal(14)
  })

  it('is their name for the link worker too, who has the one before it', async () => {
    for (const text of [['change my name'], ['change my answer', 'my name']]) {
      const { service, says, record, store } = await talking()
      const handoff = async () => (await store.collection(handoffs).get(speaker.conversation))?.body
      await says(...TO_SENT)
      await eventually('it is sent', async () => (await handoff())?.preferredName === 'Jay')
      expect(await says(...text), text[0]).to.deep.equal(['back.said', 'about-you.name.told'])
      expect(await says('Max'), text[0]).to.deep.equal(['next.name.saved', 'next.ask'])
      expect((await record()).person.nickname).to.equal('Max')
      await eventually('it follows', async () => (await handoff())?.preferredName === 'Max')
      await service.close()
    }
    // A name that was left out of what was sent stays with us.
    const out = [...TO_SENT.slice(0, -2), 'leave out my name', ...TO_SENT.slice(-2)]
    const { replies, person } = await afterSaying(...out, 'change my name', 'Max')
    expect(replies).to.deep.equal(['about-you.name.thanks', 'change.sent', 'next.ask'])
    expect([person.nickname, person.preferredName]).to.deep.equal(['Max', undefined])
  })

  it('leaves what was sent as it was, and says so where that now reads otherwise', async () => {
    const { replies, person } = await afterSaying(...TO_SENT, 'change my goal', 'get a job')
    expect(replies).to.deep.equal(['reflect.matters', 'change.sent', 'next.ask'])
    expect(person.agreed?.lines.some(({ text }) => text === 'be in a team')).to.equal(true)
    expect((await afterSaying(...TO_SENT, 'change my goal', 'be in a team')).replies).not.to.include(
      'change.sent',
    )
    expect((await afterSaying(...TO_SENT, 'my summary', 'change my age', '15')).replies).to.deep.equal([
      'summary.intro.sent',
      'summary.ask',
    ])
  })

  it('is a fact at the summary, and a line of it where it is in their own words', async () => {
    const to = [...TO_BARRIERS, 'skip', 'skip', 'no', 'no', 'skip']
    expect((await afterSaying(...to, 'change my age')).replies).to.deep.equal(['back.said', 'about-you.age'])
    const { replies, person } = await afterSaying(...to, 'change my age', '15')
    expect(replies[0]).to.equal('summary.intro')
    expect(person.summary.map(({ text }) => text)).to.include('I am 15')
    expect((await afterSaying(...to, 'change what matters')).replies).to.deep.equal(['summary.words'])
    const line = await afterSaying(...to, 'line 2', 'change my name')
    expect(line.person.summary.map(({ text }) => text)).to.include('change my name')
    expect((await afterSaying(...to, 'change my goal')).replies).to.deep.equal(['goal.ask'])
  })
})
