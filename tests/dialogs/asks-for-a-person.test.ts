import { expect } from 'chai'
import { afterSaying, talking } from '../support/conversation.ts'

describe('who asks for a person', () => {
  const offered = async (answer: string) => {
    const { service, says } = await talking()
    await says('skip', 'short', '14', 'talk to a person')
    const heard = await says(answer)
    await service.close()
    return heard
  }

  it('and needs somebody now is asked whether they are safe', async () => {
    for (const now of ['i need someone now', 'right now', 'i want to talk now', 'I need someone now'])
      expect((await offered(now)).at(-1), now).to.equal('safety.safe-now')
  })

  it('is heard with the reason they ask for', async () => {
    for (const text of [
      'talk to a real person not a bot',
      'how to speak to a human',
      'i have to speak to a person',
      'talk to a real person at the school',
    ])
      expect((await afterSaying('skip', 'short', '14', 'drawing', text)).first, text).to.equal('human.offer')
  })

  it('is not who says that talking is hard, or where they would', async () => {
    for (const text of [
      'having to talk to a person on the phone',
      'i get stuck if i have to talk to a real person',
      'i only talk to a person at the shop once a week',
    ])
      expect(
        (await afterSaying('skip', 'short', '14', 'drawing', text)).person.inTheWay?.words,
        text,
      ).to.deep.equal([text])
  })

  it('goes back by a no or a skip, and by nothing else', async () => {
    for (const back of ['carry on', 'no', 'skip'])
      expect(await offered(back), back).to.deep.equal(['human.okay', 'what-matters.ask'])
    for (const other of ['my teacher', 'is it a real person'])
      expect((await offered(other)).at(-1), other).to.equal('human.ask')
    expect(await offered('yes')).to.deep.equal(['book.ask'])
  })
})
