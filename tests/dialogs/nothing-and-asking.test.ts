import { expect } from 'chai'
import { handoffs } from '../../bot/records/handoffs.ts'
import { afterSaying, speaker, talking } from '../support/conversation.ts'
import { eventually } from '../support/eventually.ts'

const TO_BARRIERS = ['skip', 'short', '14', 'drawing']
const TO_STRENGTHS = ['skip', 'long', 'skip', '14', 'skip', 'drawing', 'skip']
const TO_MENU = ['skip', 'short', '14', 'music', 'skip', 'skip', 'no', 'no', 'skip', 'send it', 'not now']

describe('nothing, a question or a refusal', function () {
  // The first conversation of a run loads the whole screening.
  this.timeout(60_000)

  it('is no line of the summary where a question is open', async () => {
    for (const text of ['no', 'nah', 'nothing', 'none', 'n/a']) {
      const { first, person } = await afterSaying(...TO_BARRIERS, text)
      expect(first, text).to.equal('reflect.cards')
      expect(person.inTheWay, text).to.deep.equal({ words: [], cards: ['nothing'] })
      const none = await afterSaying(...TO_STRENGTHS, text, text)
      expect(none.person.strengths, text).to.deep.equal({ words: [], cards: [] })
      expect(none.person.goal, text).to.equal(null)
    }
  })

  it('that is a question mark alone is told why it is asked', async () => {
    expect((await afterSaying(...TO_BARRIERS, '?')).replies).to.deep.equal([
      'in-the-way.why',
      'in-the-way.ask',
    ])
  })

  it('holds nobody up where the way is chosen', async () => {
    for (const text of ['u choose', 'dont care', 'either'])
      expect((await afterSaying('skip', text)).person.path, text).to.equal('short')
    expect((await afterSaying('skip', 'u a bot?')).first).to.equal('faq.real')
    expect((await afterSaying('skip', 'what is this')).first).to.equal('faq.what')
    const { first, person } = await afterSaying('skip', '🤷', 'banana')
    expect(first).to.equal('hello.length.short')
    expect(person.path).to.equal('short')
  })

  it('is answered first where it asks who sees this', async () => {
    for (const text of ['will my mum and dad see this', 'can my mum see it', 'can my dad read this'])
      expect((await afterSaying(text)).replies, text).to.deep.equal(['faq.tell-parents', 'hello.check'])
  })

  it('is no name', async () => {
    for (const text of ['prefer not 2 say', 'im not telling u', 'who gets my name', 'none']) {
      expect((await afterSaying('skip', 'long', text)).person.nickname, text).to.equal(undefined)
      expect((await afterSaying(...TO_MENU, 'my name', text)).person.preferredName, text).to.equal(undefined)
    }
    expect((await afterSaying(...TO_MENU, 'my name', 'how do i cancel')).first).to.equal('book.nothing')
  })

  it('that is a refusal in the words of the check-in is kept nowhere', async () => {
    const to = ['skip', 'long']
    for (const text of ["I'd rather not say", 'i dont wanna say', 'i dont want to answer', 'its private']) {
      const { replies, person } = await afterSaying(...to, text, text, text, text, text, text, text, text)
      expect(replies, text).to.deep.equal(['check-in.reason', 'check-in.hurting-yourself'])
      expect(person.nickname, text).to.equal(undefined)
      expect([person.age, person.place, person.goal], text).to.deep.equal([null, null, null])
      for (const said of [person.matters, person.inTheWay, person.strengths, person.possible])
        expect(said?.words, text).to.deep.equal([])
    }
    expect((await afterSaying('skip', 'long', 'im not telling you my name')).person.nickname).to.equal(
      undefined,
    )
  })

  it('that refuses to say whether they are okay is shown who can help, and asked no more', async () => {
    for (const text of ['id rather not say', 'i dont want to talk about it', 'skip']) {
      const { replies } = await afterSaying('skip', 'short', '14', 'kms i forgot my pe kit', text)
      expect(replies, text).to.deep.equal(['safety.open-now', 'what-matters.ask'])
    }
  })

  it('is nobody who comes along, and no way to be reached', async () => {
    for (const text of ['nobody', 'no one', 'just me', 'on my own']) {
      const { replies, person } = await afterSaying(...TO_MENU, 'bring someone', text)
      expect(replies, text).to.deep.equal(['next.ask'])
      expect(person.supporter, text).to.equal(undefined)
    }
    for (const text of ['dont have one', 'i dont have a phone', 'i dont want to say']) {
      const { replies, person } = await afterSaying(...TO_MENU, 'how to reach me', text)
      expect(replies, text).to.deep.equal(['next.ask'])
      expect(person.contact, text).to.equal(undefined)
    }
  })

  it('takes back who comes along and the number that were given, and the link worker no longer goes by them', async () => {
    const { service, says, store } = await talking()
    const handoff = async () => (await store.collection(handoffs).get(speaker.conversation))?.body
    await says(...TO_MENU, 'bring someone', 'my mum', 'how to reach me', '07700900123', 'after school')
    await eventually('the link worker has it', async () => (await handoff())?.safeTimes === 'after school')
    expect((await handoff())?.supporter).to.equal('my mum')
    expect(await says('bring someone', 'just me')).to.deep.equal(['next.supporter.none', 'next.ask'])
    await eventually('nobody comes along', async () => (await handoff())?.supporter === undefined)
    expect(await says('how to reach me', 'dont have a phone')).to.deep.equal([
      'next.contact.none',
      'next.ask',
    ])
    await eventually('nobody rings', async () => (await handoff())?.contact === undefined)
    expect((await handoff())?.safeTimes).to.equal(undefined)
    await service.close()
  })

  it('says what becomes of the call that is booked when its number is taken back', async () => {
    const call = [...TO_MENU.slice(0, -1), 'first', 'yes', '07700900123', 'skip']
    const { first, person } = await afterSaying(...call, 'how to reach me', 'no phone')
    expect(first).to.equal('next.contact.none.call')
    expect([person.contact, person.appointment?.status]).to.deep.equal([undefined, 'booked'])
  })

  it('is counted anew once something else was answered', async () => {
    const { first } = await afterSaying(...TO_MENU, 'hmpf', 'code', 'hmpf')
    expect(first).to.equal('wrong.once')
  })

  it('is a number of a scale where it is what stands at its end', async () => {
    const to = [...TO_STRENGTHS, 'skip', 'draw more']
    expect((await afterSaying(...to, 'not at all')).person.confidence).to.equal(0)
    expect((await afterSaying(...to, 'completely')).person.confidence).to.equal(10)
  })
})
