import { expect } from 'chai'
import { forms, PhraseBook } from '../../../domain/understanding/phrases.ts'
import { tokens } from '../../../domain/understanding/words.ts'
import { createVocabulary } from '../../../domain/understanding/vocabulary.ts'
import { loadUnderstanding } from '../../../content/load-understanding.ts'

describe('words and phrases', () => {
  it('knows the forms of a verb', () => {
    expect(forms('~swim')).to.deep.equal(['swim', 'swims', 'swimming', 'swimmer', 'swimmers'])
    expect(forms('~dance')).to.include('dancing')
    expect(forms('pony')).to.deep.equal(['pony', 'ponies'])
    expect(forms('boss')).to.deep.equal(['boss', 'boss'])
  })

  it('the longest phrase counts', () => {
    const book = new PhraseBook<string>()
    book.add('table', 'furniture')
    book.add('table tennis', 'sport')
    expect([...book.allIn(['table', 'tennis', 'table'])].map((f) => f.values)).to.deep.equal([
      ['sport'],
      ['furniture'],
    ])
  })

  it('takes apostrophes out, splits hyphens, and remembers where words stand', () => {
    const [first, second, third] = tokens('Don’t  five-a')
    expect([first?.text, second?.text, third?.text]).to.deep.equal(['dont', 'five', 'a'])
    expect('Don’t  five-a'.slice(second?.start, second?.end)).to.equal('five')
  })

  it('a concept that names one that is not there cannot be loaded', () => {
    const { data } = loadUnderstanding()
    const [concept] = data.concepts
    const broken = { ...data, concepts: [{ ...concept!, is: ['no-such-thing'] }] }
    expect(() => createVocabulary(broken)).to.throw(RangeError, 'no-such-thing')
  })

  it('sport reaches football in full measure, football reaches sport weakly, and nothing reaches rugby from football', () => {
    const vocabulary = loadUnderstanding()
    expect(vocabulary.reach('sport').get('football')).to.be.greaterThan(0.6)
    expect(vocabulary.reach('football').get('team-sport')).to.be.lessThan(0.5)
    expect(vocabulary.reach('football').get('rugby')).to.equal(undefined)
  })
})
