import { expect } from 'chai'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import { createMatcher } from '../../../domain/matching/matcher.ts'
import { saysMixed } from '../../../domain/matching/says-mixed.ts'
import { opportunity } from '../../support/opportunity.ts'

describe('a group that says that girls and boys come together', () => {
  for (const text of [
    'Turn up and get put in a team, lads and lassies mixed.',
    'Mixed teams picked on the night, mostly lads if we are honest but girls play too.',
    'Free floodlit football, lads and girls, all abilities.',
    'Football for girls & boys.',
    'Boxing for lads an girls 10 to 25.',
    'Lasses and lads, 11 to 16.',
    'Teams are mixed.',
    'A mixed group of young people.',
    'Mixed, 12 to 16.',
    'Open to all genders.',
    'Girls are welcome too.',
    'Mixed session on Fridays.',
    'Boys and girls sessions together.',
    "A club running boys' and mixed teams.",
  ])
    it(text, () => expect(saysMixed(text)).to.equal(true))

  for (const text of [
    'Mixed ability football for girls.',
    'Teams are mixed ability.',
    'Mixed media art for girls.',
    'Mixed martial arts.',
    'For young people of mixed heritage.',
    'Separate sessions for boys and girls.',
    'Boys and girls teams at every age.',
    'Girls only. Brothers can wait in the cafe.',
    'Girls football. Boys: see our Tuesday page.',
    'Mixed grill afterwards.',
    'All boys and mixed squads are full. We do have room in Girls U12.',
    'Girls group for ages 11 to 16. Sessions are mixed: art, cooking.',
    'Sessions are mixed: art, cooking.',
    'Young women group. Mixed youth club is on Fridays.',
    'Mixed sessions on Mondays, girls only on Fridays.',
  ])
    it(`and not: ${text}`, () => expect(saysMixed(text)).to.equal(false))

  it('is not shown to who asked for girls only', () => {
    const club = (name: string, description: string) =>
      opportunity({ sourceId: name, name, description, ages: { min: 11, max: 18 } })
    const matcher = createMatcher(
      [
        club('Twilight Football', 'Five a side. Get put in a team, lads and lassies mixed.'),
        club('Kick Late Football', 'Mixed teams picked on the night.'),
        club('Saturday Football', 'Come and play.'),
      ],
      loadUnderstanding(),
    )
    const { suggestions } = matcher.suggest({
      age: 13,
      says: ['i like football'],
      cards: [],
      needs: { genderGroup: 'girls' },
      exclude: [],
      limit: 4,
      now: '2026-11-23T12:00:00Z',
    })
    expect(suggestions.map((s) => s.name)).to.deep.equal(['Saturday Football'])
  })
})
