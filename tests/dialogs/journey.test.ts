import { expect } from 'chai'
import { after, firstOf, PATHS, progressOf } from '../../dialogs/journey.ts'
import { newPerson } from '../../domain/conversation/person.ts'

describe('dialogs/journey', () => {
  const short = { ...newPerson(), path: 'short' as const }
  const long = { ...newPerson(), path: 'long' as const }

  it('has at most twelve steps on the short path (design.md)', () => {
    expect(progressOf('book.confirm', short)).to.deep.equal({ step: 12, of: 12 })
  })

  it('counts steps in order and without gaps, on both paths', () => {
    for (const person of [short, long]) {
      const steps = PATHS[person.path]
        .map((id) => progressOf(id, person)?.step)
        .filter((step) => step !== undefined)
      expect(steps).to.deep.equal(steps.map((_, at) => at + 1))
    }
  })

  it('asks on the long path everything the short one asks', () => {
    expect(PATHS.long).to.include.members([...PATHS.short])
  })

  it('goes on from a question that is not on the path to what follows its phase', () => {
    expect(after('about-you.place', short)).to.equal('what-matters.cards')
    expect(after('summary.words', short)).to.equal('book.slot')
    expect(after('next.menu', short)).to.equal(undefined)
  })

  it('knows where a phase begins, and that some are not on the short path', () => {
    expect(firstOf('about-you', long)).to.equal('about-you.name')
    expect(firstOf('strengths', short)).to.equal(undefined)
  })
})
