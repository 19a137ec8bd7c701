import { expect } from 'chai'
import { QUOTED, quote } from '../../../domain/screening/quote.ts'

describe('what is quoted of a message', () => {
  const chat = 'and then we went to the park '.repeat(12)
  const grave = 'he hurts me'
  const around = (text: string): string =>
    quote(text, text.indexOf(grave), text.indexOf(grave) + grave.length)

  it('is the whole of a short one, however little of it is meant', () => {
    expect(quote(' i mean that. he hurts me ', 14, 25)).to.equal('i mean that. he hurts me')
  })

  it('is what is meant and what stands around it, cut between words, wherever it stands', () => {
    for (const text of [`${grave} ${chat}`, `${chat}${grave} ${chat}`, `${chat}${grave}`]) {
      const quoted = around(text)
      expect(quoted).to.include(grave)
      expect(quoted.length).to.be.within(QUOTED - 20, QUOTED)
      expect(text.split(/\s+/u)).to.include.members(quoted.split(' '))
    }
  })

  it('begins with what is meant where that alone is too long, and never fails for want of a space', () => {
    expect(quote(`${chat}${grave} ${chat}`, chat.length, chat.length * 2)).to.match(/^he hurts me/u)
    expect(quote('a'.repeat(500), 100, 400)).to.equal('a'.repeat(QUOTED))
  })
})
