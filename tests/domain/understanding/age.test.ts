import { expect } from 'chai'
import { ageIn, saysOnlyAge } from '../../../domain/understanding/age.ts'
import { content } from '../../support/conversation.ts'

const { texts, languages } = content()

describe('an age', () => {
  for (const [text, age] of [
    ['14', 14],
    ['im fourteen', 14],
    ['17, 18 in january', 17],
    ['im 17 nearly 18', 17],
    ['nearly 18', 18],
    ['nearly 18, im 17', 17],
    ['I am 15 years and 4 months old', 15],
    ['15. no 14', 14],
    ['15 sorry i meant 14', 14],
    ['im 11 12 next week', 11],
    ['16, was 15 last month', 16],
    ["I'm 16, I was 16 in October", 16],
    ['i was 15 till monday, 16 now', 16],
    ['13 1/2', 13],
  ] as const)
    it(`of "${text}" is ${age}, and nothing is guessed of it`, () => {
      expect(ageIn(text, texts.words)).to.equal(age)
      const isOnly = !text.includes('monday')
      expect(saysOnlyAge(text, texts.words)).to.equal(isOnly)
    })

  it('is none where no number is one', () => {
    for (const text of ['S4', 'old enough', '2008', '3', '200', 'my mum had a heart attack 10 mins ago'])
      expect(ageIn(text, texts.words), text).to.equal(undefined)
  })

  it('with more beside it is not only an age', () => {
    for (const text of [
      '15 and my uncle is 40 and comes in my room',
      'im 14 and i want to die',
      '13 he is 25',
      'im 14 my last year',
      'just turned 16 and this is my last summer',
      'only 14 and this is the last',
    ])
      expect(saysOnlyAge(text, texts.words), text).to.equal(false)
  })

  it('is read in other languages too', () => {
    expect(ageIn('mam prawie 18 lat, teraz 17', languages.of('pl').texts.words)).to.equal(17)
    expect(ageIn('dwi bron yn 18, 17 oed', languages.of('cy').texts.words)).to.equal(18)
    expect(ageIn('میری عمر ۱۵ سال ہے', languages.of('ur').texts.words)).to.equal(15)
  })
})
