import { expect } from 'chai'
import { afterSaying } from '../support/conversation.ts'

const TO_MATTERS = ['skip', 'short', '14']
const TO_BARRIERS = [...TO_MATTERS, 'drawing']

describe('what they say is missing', function () {
  // The first conversation of a run loads the whole screening.
  this.timeout(60_000)

  it('gets in the way, and is kept as the card it is about', async () => {
    for (const [text, card] of [
      ['i havent got the confidence', 'nerves'],
      ['no confidence', 'nerves'],
      ['i dont have enough confidence', 'nerves'],
      ['i havent got time', 'time'],
      ['not enough time', 'time'],
      ['havent got the money', 'money'],
    ] as const)
      expect((await afterSaying(...TO_BARRIERS, text)).person.inTheWay, text).to.deep.equal({
        words: [text],
        cards: [card],
      })
    const { person: two } = await afterSaying(...TO_BARRIERS, 'i havent got time or confidence')
    expect(two.inTheWay?.cards).to.have.members(['time', 'nerves'])
  })

  it('matters', async () => {
    expect(
      (await afterSaying(...TO_MATTERS, 'i havent got any friends')).person.matters?.cards,
    ).to.deep.equal(['friends'])
  })

  it('is not what they say no to', async () => {
    for (const text of [
      'im not shy',
      'its not the money',
      'i dont get nervous',
      'i havent been anxious',
      'i dont have anxiety',
      'i dont have a disability or anything',
    ])
      expect((await afterSaying(...TO_BARRIERS, text)).person.inTheWay?.cards, text).to.deep.equal([])
    expect(
      (await afterSaying(...TO_MATTERS, 'i dont have to worry about money')).person.matters?.cards,
    ).to.not.include('feelings')
    const strengths = ['skip', 'long', 'skip', '14', 'skip', 'drawing', 'skip']
    expect(
      (await afterSaying(...strengths, 'i havent got any patience')).person.strengths?.cards,
    ).to.deep.equal([])
  })
})
