import { expect } from 'chai'
import fc from 'fast-check'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import { Needs } from '../../../domain/matching/types.ts'
import { readNeeds } from '../../../domain/understanding/needs.ts'

const { needs: words } = loadUnderstanding().data
const needs = (text: string) => readNeeds(text, words)
const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']

describe('needs from what is said', () => {
  const cases: readonly [string, Needs][] = [
    ['after school on tuesdays', { days: ['tuesday'], timeOfDay: ['after-school'] }],
    ['not weekends', { days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] }],
    ['sat mornings', { days: ['saturday'], timeOfDay: ['morning'] }],
    ['tues and thurs evenings', { days: ['tuesday', 'thursday'], timeOfDay: ['evening'] }],
    ['weekends', { timeOfDay: ['weekend'] }],
    ['mornings are impossible', { timeOfDay: ['afternoon', 'evening'] }],
    ['I can do Mondays but not Fridays', { days: ['monday'] }],
    ['any day but friday', { days: ['monday', 'tuesday', 'wednesday', 'thursday', 'saturday', 'sunday'] }],
    ['after 4pm', { timeOfDay: ['after-school', 'evening'] }],
    [
      'wednesday after school, or the weekend',
      { days: ['wednesday', 'saturday', 'sunday'], timeOfDay: ['after-school', 'weekend'] },
    ],
    ['walking only', { maxDistanceKm: 2.5 }],
    ['within 2 miles', { maxDistanceKm: 3.2 }],
    ['no more than 5km', { maxDistanceKm: 5 }],
    ['nothing over a mile away', { maxDistanceKm: 1.6 }],
    ['max 20 minutes walk', { maxDistanceKm: 1.6 }],
    ["can't be more than a fiver a week", { maxPounds: 5 }],
    ['no more than £3', { maxPounds: 3 }],
    ['a tenner tops', { maxPounds: 10 }],
    ['up to 50p', { maxPounds: 0.5 }],
    ['but no waiting months again', { noWait: true }],
    ['been on a list a year so not another waiting list', { noWait: true }],
    ['free stuff only', { freeOnly: true }],
    ['it has to be free', { freeOnly: true }],
    ['if its free', { freeOnly: true }],
    ['online', { mode: 'online' }],
    ['not online', { mode: 'in-person' }],
    ['face to face', { mode: 'in-person' }],
    ["i'm in a wheelchair", { stepFree: true }],
    ['step-free', { stepFree: true }],
    ['girls only', { genderGroup: 'girls' }],
    ['somewhere quiet', { quiet: true }],
    ['go with a mate', { withSomeone: true }],
    ['someone who speaks urdu', { languages: ['urdu'] }],
  ]
  for (const [text, expected] of cases) {
    it(`"${text}"`, () => expect(needs(text)).to.deep.equal(expected))
  }

  const nothing = [
    'i play football on saturdays already',
    "i'm free",
    'my mum works evenings',
    'its 2 miles from my nans',
    'my mum gave me a tenner',
    'im on a waiting list',
    'it was £5 last year',
    'i like playing games online with my cousin',
    'i dont speak english well',
    'nothing',
    '',
  ]
  for (const text of nothing) {
    it(`"${text}" asks for nothing`, () => expect(needs(text)).to.deep.equal({}))
  }

  it('two days that are out leave five', () => {
    expect(needs('cant do saturday or sunday').days).to.deep.equal(WEEK)
  })

  it('gives needs in their shape whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(Needs.strict().safeParse(needs(text)).success).to.equal(true)
      }),
    )
  })
})
