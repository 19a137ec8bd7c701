import { expect } from 'chai'
import { texts } from './said.ts'

const labels = texts.choiceIds.flatMap((list) =>
  texts.choices(list).map(({ label }) => ({ list, label: label.toLowerCase() })),
)

describe('the taps that say who somebody is', () => {
  it('must never have an "other" that somebody has to be (b 26)', () => {
    const other =
      /^(?:an? )?others?(?: (?:gender|sex|ethnicity|religion|faith|family|background|person|people))?$/u
    expect(labels.filter(({ label }) => other.test(label))).to.deep.equal([])
    expect(['other', 'another gender', 'other gender'].filter((label) => other.test(label))).to.include(
      'other gender',
    )
  })

  it('must never ask for gender, faith or family: none of them is a list of its own (b 26)', () => {
    const asked = /gender|sex(?!ual-harm)|pronoun|ethnic|religion|faith|nationality|parents?\b|orientation/iu
    const lists = texts.choiceIds.filter((id) => asked.test(id))
    expect(lists).to.deep.equal([])
    expect(texts.choiceIds).to.include('what-matters.cards')
  })
})
