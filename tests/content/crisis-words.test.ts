import { expect } from 'chai'
import { checkCrisisWords } from '../../content/load-crisis-words.ts'
import { ContentError } from '../../content/yaml.ts'
import { content } from '../support/conversation.ts'

describe('the crisis register in other languages', () => {
  const { languages, crisis } = content()

  for (const { code, crisis: words } of languages.all.filter(({ code: one }) => one !== 'en')) {
    it(`has every row in ${code}, with the numbers of the row`, () => {
      expect(Object.keys(words).sort()).to.deep.equal(crisis.map(({ id }) => id).sort())
      expect(() => checkCrisisWords(code, words, crisis)).to.not.throw()
    })
  }

  it('does not start with another number, a lost age limit, a button too few or a row that is gone', () => {
    const { about = '', labels = [] } = languages.of('pl').crisis['childline'] ?? {}
    const wrong = [
      { childline: { about, labels: labels.map((label) => label.replace('0800 1111', '0800 1112')) } },
      { childline: { about: about.replace('19', ''), labels } },
      { childline: { about, labels: labels.slice(1) } },
      { 'no-such-row': { about, labels } },
    ]
    for (const words of wrong) expect(() => checkCrisisWords('pl', words, crisis)).to.throw(ContentError)
  })
})
