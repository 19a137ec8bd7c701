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
    ["it's 14", 14],
    ['14yo', 14],
    ['14yrs', 14],
    ['im 14y', 14],
    ['twenty one', 21],
    ['15, year 10', 15],
    ['im 13 in yr 8', 13],
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

  it('is no year of school, in digits or in words, and none that a birthday is written with', () => {
    for (const text of [
      ...['year 9', 'year ten', 'yr nine', 'yr10', 'year twelve', 'class 9', '9 class', 'primary 7', 'P 7'],
      ...['lower 6', '6 form', 'form six', 'year group 10', 'year 11 or 12', 'im in year 6', 'key stage 5'],
      ...['05/10/2011', '5.10.11'],
    ])
      expect(ageIn(text, texts.words), text).to.equal(undefined)
    for (const [code, text] of [
      ['cy', 'blwyddyn 9'],
      ['cy', 'ym mlwyddyn deg'],
      ['cy', 'bl 10'],
      ['pl', 'klasa 8'],
      ['pl', 'jestem w 8 klasie'],
      ['pl', 'rok 9'],
      ['ur', 'کلاس 9'],
      ['ur', 'جماعت نو'],
      ['ur', '9 class mein hun'],
    ] as const)
      expect(ageIn(text, languages.of(code).texts.words), text).to.equal(undefined)
  })

  it('stands beside a year of school, and is asked for again where it would be under 11', () => {
    for (const [text, age] of [
      ['yr 10, im 15', 15],
      ['16 in 6 form', 16],
      ['im 11 in year 7', 11],
      ['i am 11 yr 10 months', 11],
      ['10 year old', 10],
      ['10yrs', 10],
      ['im 10 year 5', undefined],
      ['im 10 in my class', undefined],
    ] as const)
      expect(ageIn(text, texts.words), text).to.equal(age)
    expect(ageIn('mam 14 lat, klasa 8', languages.of('pl').texts.words)).to.equal(14)
    expect(ageIn('dwi’n 14 ym mlwyddyn 9', languages.of('cy').texts.words)).to.equal(14)
    expect(ageIn('main class 9 mein hun, 14 saal', languages.of('ur').texts.words)).to.equal(14)
  })

  it('of several words is one number: none of them is an age', () => {
    const { words } = languages.of('cy').texts
    for (const [text, age] of [
      ['un deg pedwar', 14],
      ['dwi’n un deg chwech', 16],
      ['pedair ar ddeg', 14],
      ['un ar hugain', 21],
    ] as const)
      expect(ageIn(text, words), text).to.equal(age)
    expect(ageIn('dwadzieścia jeden', languages.of('pl').texts.words)).to.equal(21)
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
