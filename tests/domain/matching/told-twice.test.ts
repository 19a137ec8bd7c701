import { expect } from 'chai'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import type { Opportunity } from '../../../domain/directory/opportunity.ts'
import { createMatcher } from '../../../domain/matching/matcher.ts'
import { opportunity } from '../../support/opportunity.ts'

const vocabulary = loadUnderstanding()

function suggested(list: readonly Opportunity[], says: readonly string[], age = 15): string[] {
  const { suggestions } = createMatcher(list, vocabulary).suggest({
    age,
    says: [...says],
    cards: [],
    needs: {},
    exclude: [],
    limit: 4,
    now: '2026-11-23T12:00:00Z',
  })
  return suggestions.map((s) => s.activity.replace('test:', ''))
}

const FRIDAY = { day: 'friday', from: '17:30', to: '19:00' } as const
const MONDAY = { day: 'monday', from: '18:00', to: '19:00' } as const

describe('an activity that two organisations tell of', () => {
  const kick = (sourceId: string, more: Partial<Opportunity> = {}) =>
    opportunity({
      sourceId,
      name: `${sourceId} football`,
      organisation: sourceId,
      places: [{ postcode: 'ZZ6 1AA', accessibility: [] }],
      times: [FRIDAY],
      ...more,
    })
  const found = (other: Partial<Opportunity>) =>
    suggested([kick('Hillside'), kick('Beacon', other)], ['football'])

  it('is suggested once', () => expect(found({})).to.have.length(1))
  it('is one by a name that is within the other', () => {
    const hub = (sourceId: string, name: string, description: string, more: Partial<Opportunity> = {}) =>
      kick(sourceId, { name, description, ...more })
    const told = (more: Partial<Opportunity>) =>
      suggested(
        [
          hub('Jobs', 'Youth Hub', 'Work coach, CVs, practice interviews and apprenticeships.'),
          hub(
            'College',
            'Youth Hub @ TVC (jobs, training)',
            'With the work coach. CV, interviews, taster days.',
            more,
          ),
        ],
        ['i need a job'],
        17,
      )
    expect(told({})).to.have.length(1)
    expect(told({ times: [MONDAY] })).to.have.length(2)
  })
  it('is two by a name that only ends like the other', () =>
    expect(
      suggested(
        [
          kick('Tennis', { name: 'Tennis Club', description: 'Tennis coaching.' }),
          kick('Table', { name: 'Table Tennis Club', description: 'Table tennis for everyone.' }),
        ],
        ['tennis and table tennis'],
      ),
    ).to.have.length(2))
  it('is one where the other tells no hours, by a name of its own that both have', () => {
    const club = (sourceId: string, name: string, times: Opportunity['times']) =>
      kick(sourceId, {
        name,
        times,
        description: 'A youth club: games, cooking and music. A drop-in for everyone.',
      })
    const told = (name: string) =>
      suggested([club('Council', 'The Junction', [FRIDAY]), club('Online', name, [])], ['a youth club'])
    expect(told('Junction Youth Hub (drop in)')).to.have.length(1)
    expect(told('Riverside Youth Hub (drop in)')).to.have.length(2)
  })
  it('is two at other hours', () => {
    expect(found({ times: [{ day: 'friday', from: '19:00', to: '20:00' }] })).to.have.length(2)
    const half = [kick('Hillside', { times: [FRIDAY, MONDAY] })]
    const other = kick('Beacon', { times: [FRIDAY, { ...MONDAY, day: 'tuesday' }] })
    expect(suggested([...half, other], ['football'])).to.have.length(2)
  })
  it('is one where one of them knows of fewer of the hours, and the one that knows of more is shown', () => {
    expect(found({ times: [FRIDAY, MONDAY] })).to.deep.equal(['Beacon'])
    expect(
      suggested([kick('Hillside', { times: [FRIDAY, MONDAY] }), kick('Beacon')], ['football']),
    ).to.deep.equal(['Hillside'])
  })
  it('is two for other ages, or by the same organisation', () => {
    const both = [kick('Hillside', { ages: { max: 15 } }), kick('Beacon', { ages: { min: 16 } })]
    expect(new Set([15, 16].flatMap((age) => suggested(both, ['football'], age)))).to.have.length(2)
    expect(found({ organisation: 'Hillside' })).to.have.length(2)
  })

  describe('by the name of who gives it', () => {
    const own = opportunity({
      sourceId: 'own',
      name: "Anchor Young People's Counselling",
      organisation: 'Anchor Young People',
      description: 'Free counselling for 11 to 25s, weekly or by video.',
      times: [FRIDAY],
      ages: { min: 11, max: 25 },
    })
    const told = (more: Partial<Opportunity>) =>
      opportunity({
        sourceId: 'told',
        name: 'Emotional wellbeing (young people)',
        organisation: 'NHS Moor and Coast',
        description: 'Counselling and emotional wellbeing support for young people. Refer yourself.',
        times: [],
        ages: { min: 11, max: 25 },
        ...more,
      })
    const says = ['need to talk to someone about my mental health']

    it('is one, when it is named first or said to give it', () => {
      for (const more of [
        { name: 'Anchor: emotional wellbeing for young people' },
        { description: 'Anchor offers counselling for emotional wellbeing.' },
      ])
        expect(suggested([told(more), own], says)).to.deep.equal(['own'])
    })
    it('is two where only the place is of that name, or another organisation is called so too', () => {
      expect(suggested([told({}), own], says)).to.have.length(2)
      const named = told({ name: 'Anchor: emotional wellbeing for young people' })
      const other = opportunity({
        sourceId: 'pub',
        name: 'Quiz',
        organisation: 'The Anchor',
        description: 'A quiz.',
      })
      expect(suggested([named, own, other], says)).to.have.members(['told', 'own'])
      const club = opportunity({
        sourceId: 'club',
        name: 'Anchor Youth Club',
        organisation: 'Town Council',
        description: 'A youth club with pool and music.',
      })
      expect(suggested([club, own], ['youth club, and counselling'])).to.have.members(['club', 'own'])
    })
  })
})
