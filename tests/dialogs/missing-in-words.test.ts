import { expect } from 'chai'
import { talking } from '../support/conversation.ts'

const TO_MATTERS = ['skip', 'short', '14']
const TO_BARRIERS = [...TO_MATTERS, 'drawing']

describe('what they say is missing', function () {
  // The first conversation of a run loads the whole screening.
  this.timeout(60_000)

  /** The person after these messages. */
  async function after(...texts: readonly string[]) {
    const { service, says, record } = await talking()
    await says(...texts)
    const { person } = await record()
    await service.close()
    return person
  }

  it('gets in the way, and is kept as the card it is about', async () => {
    for (const [text, card] of [
      ['i havent got the confidence', 'nerves'],
      ['no confidence', 'nerves'],
      ['i dont have enough confidence', 'nerves'],
      ['i havent got time', 'time'],
      ['not enough time', 'time'],
      ['havent got the money', 'money'],
    ] as const)
      expect((await after(...TO_BARRIERS, text)).inTheWay, text).to.deep.equal({
        words: [text],
        cards: [card],
      })
    const two = await after(...TO_BARRIERS, 'i havent got time or confidence')
    expect(two.inTheWay?.cards).to.have.members(['time', 'nerves'])
  })

  it('matters', async () => {
    expect((await after(...TO_MATTERS, 'i havent got any friends')).matters?.cards).to.deep.equal(['friends'])
  })

  it('is not what they say no to', async () => {
    for (const text of ['im not shy', 'its not the money', 'i dont get nervous', 'i havent been anxious'])
      expect((await after(...TO_BARRIERS, text)).inTheWay?.cards, text).to.deep.equal([])
    const strengths = ['skip', 'long', 'skip', '14', 'skip', 'drawing', 'skip']
    expect((await after(...strengths, 'i havent got any patience')).strengths?.cards).to.deep.equal([])
  })
})
