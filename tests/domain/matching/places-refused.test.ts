import { expect } from 'chai'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import { createMatcher } from '../../../domain/matching/matcher.ts'
import { placesRefused } from '../../../domain/matching/places-refused.ts'
import { opportunity } from '../../support/opportunity.ts'

describe('a place that they will not or cannot go to', () => {
  for (const [says, place] of [
    ['im from the tannery n im not crossin over to drumglen for it', 'drumglen'],
    ['i wanna box but id get my head kicked in goin up the fountain', 'fountain'],
    ['cant go in brixton ends cos of my brother', 'brixton'],
    ['cant go to peckham no more', 'peckham'],
    ['dyslexic so dont send me to a library lol', 'library'],
  ] as const)
    it(says, () => expect(placesRefused([says])).to.deep.equal([place]))

  for (const says of [
    'i got jumped in handley last week',
    'not safe at school',
    'im not going to football',
    'never set foot in a gym',
    'im not safe at home',
    'cant go to work because its shut',
    'id get robbed going to the park',
    'cant be at my dads house cos he drinks',
  ])
    it(`none: ${says}`, () => expect(placesRefused([says])).to.deep.equal([]))

  const at = (sourceId: string, address: string) =>
    opportunity({
      sourceId,
      name: sourceId,
      description: 'Boxing for teenagers.',
      ages: { min: 11, max: 18 },
      places: [{ address, accessibility: [] }],
    })
  const shown = (entries: ReturnType<typeof at>[], ...says: string[]) =>
    createMatcher(entries, loadUnderstanding())
      .suggest({ age: 15, says, cards: [], needs: {}, exclude: [], limit: 4, now: '2026-11-23T12:00:00Z' })
      .suggestions.map(({ name }) => name)
  const fountain = at('Fountain ABC', '3 Mill Row, Fountain')
  const glen = at('Glen ABC', '1 Glen Road, Glenside')
  const shore = at('Shore ABC', 'The Slip, Shore')

  it('has nothing for them', () => {
    const asks = 'wanna box but id get my head kicked in goin up the fountain'
    expect(shown([fountain, glen, shore], asks)).to.have.members(['Glen ABC', 'Shore ABC'])
    expect(shown([fountain, glen, shore], 'boxing')).to.include('Fountain ABC')
  })
  it('is not what there is to do there', () => {
    const club = at('East ABC', 'Eastside Boxing Club, East Row')
    const says = ['i like boxing', 'but i cant go to boxing cos its dear']
    expect(shown([club, glen, shore], ...says)).to.include('East ABC')
  })
  it('is not where nearly everything is', () =>
    expect(shown([fountain, shore], 'boxing', 'cant go to fountain no more')).to.include('Fountain ABC'))
})
