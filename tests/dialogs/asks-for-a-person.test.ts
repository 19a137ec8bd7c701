import { expect } from 'chai'
import { talking } from '../support/conversation.ts'

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

  it('goes back by a no or a skip, and by nothing else', async () => {
    for (const back of ['carry on', 'no', 'skip'])
      expect(await offered(back), back).to.deep.equal(['human.okay', 'what-matters.ask'])
    for (const other of ['my teacher', 'is it a real person'])
      expect((await offered(other)).at(-1), other).to.equal('human.ask')
    expect(await offered('yes')).to.deep.equal(['book.ask'])
  })
})
