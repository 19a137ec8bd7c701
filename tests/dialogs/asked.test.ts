import { expect } from 'chai'
import { afterSaying } from '../support/conversation.ts'

const TO_BARRIERS = ['skip', 'short', '14', 'drawing']

describe('a question to the bot in their own words', function () {
  // The first conversation of a run loads the whole screening.
  this.timeout(60_000)

  for (const [said, id] of [
    ['do you keep what i write', 'faq.kept'],
    ['will i get taken away', 'faq.social'],
    ['does my tutor get told what i put', 'faq.who-sees'],
  ] as const) {
    it(`is answered, and the question put again: ${said}`, async () => {
      const after = await afterSaying(...TO_BARRIERS, said)
      expect(after.first).to.equal(id)
      expect(after.person.inTheWay).to.equal(undefined)
    })
  }

  it('is none that is told: it is kept as the answer', async () => {
    for (const said of [
      'my eczema i want it gone',
      'my dad keeps everything',
      'people ask whats your name and i freeze',
    ])
      expect((await afterSaying(...TO_BARRIERS, said)).person.inTheWay, said).to.not.equal(undefined)
  })

  it('is not answered in the place of a worry', async () => {
    const { replies } = await afterSaying(...TO_BARRIERS, 'i want to die', 'what do you do with what i write')
    expect(replies.join(' ')).to.not.include('faq.')
  })
})
