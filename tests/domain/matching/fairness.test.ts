import { expect } from 'chai'
import fc from 'fast-check'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import { createMatcher } from '../../../domain/matching/matcher.ts'
import { opportunity } from '../../support/opportunity.ts'

const vocabulary = loadUnderstanding()

describe('matching, whatever is asked of whatever directory', () => {
  const anything = fc.constantFrom(
    'drawing',
    'football',
    'art',
    'lonely',
    'anything',
    'job',
    'gaming',
    'not football',
    'swimming',
  )
  const entry = fc.record({
    name: fc.constantFrom(
      'Drawing club',
      'Football',
      'Youth club',
      'Job club',
      'Adult art',
      'Swimming',
      'Bingo night',
    ),
    min: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
    span: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
    free: fc.option(fc.boolean(), { nil: undefined }),
    only: fc.option(fc.constantFrom('girls' as const, 'boys' as const), { nil: undefined }),
    expires: fc.option(fc.constantFrom('2026-01-01', '2027-01-01'), { nil: undefined }),
  })

  it('never breaks a hard rule, never repeats, never gives more than asked', () => {
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 30 }),
        fc.array(anything, { maxLength: 4 }),
        fc.option(fc.integer({ min: 11, max: 25 }), { nil: undefined }),
        fc.boolean(),
        (entries, says, age, freeOnly) => {
          const list = entries.map(({ name, min, span, free, only, expires }, i) =>
            opportunity({
              sourceId: `${i}`,
              name,
              ages: {
                ...(min === undefined ? {} : { min }),
                ...(span === undefined ? {} : { max: (min ?? 0) + span }),
              },
              cost: free === undefined ? {} : { free },
              ...(only === undefined ? {} : { genderGroup: { only, from: 'description' as const } }),
              ...(expires === undefined ? {} : { expires }),
            }),
          )
          const { suggestions } = createMatcher(list, vocabulary).suggest({
            ...(age === undefined ? {} : { age }),
            says,
            cards: [],
            needs: { freeOnly },
            exclude: [],
            limit: 3,
            now: '2026-11-23T12:00:00Z',
          })
          expect(suggestions.length).to.be.at.most(3)
          expect(new Set(suggestions.map((s) => s.activity)).size).to.equal(suggestions.length)
          for (const { activity } of suggestions) {
            const o = list.find((one) => one.id === activity)!
            expect(o.genderGroup).to.equal(undefined)
            expect(o.expires).not.to.equal('2026-01-01')
            if (freeOnly) expect(o.cost.free).not.to.equal(false)
            if (age === undefined) expect(o.ages.min ?? 0).to.be.lessThan(18)
            else expect(age).to.be.within(o.ages.min ?? 0, o.ages.max ?? 200)
            if ((age ?? 0) < 18) expect(o.name).not.to.equal('Bingo night')
          }
        },
      ),
      { numRuns: 200 },
    )
  })
})
