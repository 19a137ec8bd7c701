import { expect } from 'chai'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import { createMatcher } from '../../../domain/matching/matcher.ts'
import { isForRefugees, saysNotFled } from '../../../domain/matching/who-fled.ts'
import { opportunity } from '../../support/opportunity.ts'

describe('what is for refugees and people seeking asylum alone', () => {
  const newcomers = new Set(['newcomers'])
  for (const text of [
    'For young refugees and people seeking asylum, 14-21, many of us came alone. Cook, football, trips.',
    'Solicitor, school place and football for unaccompanied young asylum seekers.',
  ])
    it(text, () => expect(isForRefugees(text, newcomers)).to.equal(true))
  for (const text of [
    'For refugees, asylum seekers and anyone learning English.',
    'Refugees and local young people cook together. Locals welcome.',
    'For people new to the UK: refugees, students, families.',
    'For Hong Kongers, refugees and those on BN(O) visas.',
    'English for speakers of other languages.',
    'Football for refugees and other migrants.',
  ])
    it(`and not: ${text}`, () => expect(isForRefugees(text, newcomers)).to.equal(false))
  it('and not what one culture keeps', () =>
    expect(isForRefugees('Refugees from Sudan.', new Set(['newcomers', 'african-culture']))).to.equal(false))
})

describe('who came from where nobody flees from', () => {
  for (const says of [
    ['hello i come from poland 3 month ago', 'my english is bad'],
    ['salaam, we moved from birmingham in sept'],
    ['hello i am from kaunas, i come here 2 month ago'],
  ])
    it(says.join(' / '), () => expect(saysNotFled(says)).to.equal(true))
  for (const says of [
    ['i come from pokhara 3 week before'],
    ['im from nigeria. they will kill me if i go back'],
    ['we came from poland', 'but before that we fled ukraine, my dad is in the war'],
    ['im from london'].slice(1),
    ['my mate is from spain'],
    ['they will deport me'],
  ])
    it(`and not: ${says.join(' / ')}`, () => expect(saysNotFled(says)).to.equal(false))

  it('is shown no group of theirs, and English classes all the same', () => {
    const entry = (sourceId: string, description: string) =>
      opportunity({ sourceId, description, name: sourceId, ages: { min: 11, max: 25 } })
    const matcher = createMatcher(
      [
        entry('Harbour', 'For young refugees and people seeking asylum. Football, English, a solicitor.'),
        entry('Words', 'English classes for anyone new to the UK.'),
      ],
      loadUnderstanding(),
    )
    const shown = (...says: string[]) =>
      matcher
        .suggest({ age: 16, says, cards: [], needs: {}, exclude: [], limit: 4, now: '2026-11-23T12:00:00Z' })
        .suggestions.map(({ name }) => name)
    expect(shown('i come from poland. want to learn english')).to.deep.equal(['Words'])
    expect(shown('i come from syria. want to learn english')).to.have.members(['Harbour', 'Words'])
    expect(shown('im a refugee, i came from italy. want to learn english')).to.include('Harbour')
  })
})
