import { expect } from 'chai'
import { afterSaying, content, talking } from '../support/conversation.ts'

const TO_PLACE = ['skip', 'short', '14']

describe('who would rather not say', function () {
  // The first conversation of a run loads the whole screening.
  this.timeout(120_000)

  it('is asked no more about it, and nobody is told', async () => {
    const { refusals } = content().texts.words
    for (const text of refusals) {
      const { concerns, replies } = await afterSaying(...TO_PLACE, text)
      expect(concerns, text).to.deep.equal([])
      expect(replies, text).to.not.include('safety.safe-now')
      expect(replies, text).to.not.include('safety.checking')
    }
  })

  it('hears nothing of help with something hard once they said that we got it wrong, or that they are fine', async () => {
    for (const told of [
      ['kms i forgot my pe kit', 'yeah just pe'],
      ['my dad hits me', 'you got it wrong'],
    ]) {
      const { service, says, record } = await talking()
      await says('skip', 'short', '14', ...told)
      const { concerns } = await record()
      await service.close()
      expect(
        concerns.map(({ isTakenBack }) => isTakenBack),
        told.join(' / '),
      ).to.deep.equal([true])
    }
  })
})

describe('the check-in', () => {
  it('hears who is hurting them in when they are safe', async () => {
    const toBeingHurt = ['skip', 'short', '14', 'music', 'skip', 'skip', 'no']
    for (const text of ['not when my stepdad is home', 'only when he is drunk']) {
      const { person, concerns } = await afterSaying(...toBeingHurt, text)
      expect(person.checkIn.beingHurt, text).to.equal('yes')
      expect(
        concerns.map(({ kind, response }) => `${kind} ${response}`),
        text,
      ).to.include('abuse reach-out')
    }
  })
})

describe('everything is deleted', () => {
  it('also for who says why: somebody is coming', async () => {
    for (const text of [
      'my dad is coming delete this chat',
      'my mum cant see this delete everything',
      'delete this chat before my mum sees',
      'delete everything my mum checks my phone',
      'delete this chat my brother always looks',
      'delete everything my dad will see it',
    ])
      expect((await afterSaying('skip', 'short', '14', text)).first, text).to.equal('delete.ask')
  })

  it('and not where somebody else does it, or elsewhere', async () => {
    for (const text of [
      'i dont want to delete this chat',
      'my ex made me delete everything',
      'i delete everything off my phone',
      'my mum wants to delete everything',
    ])
      expect((await afterSaying('skip', 'short', '14', text)).first, text).to.not.equal('delete.ask')
  })
})
