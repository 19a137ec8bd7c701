import { expect } from 'chai'
import { newPerson } from '../../../domain/conversation/person.ts'
import type { Person } from '../../../domain/conversation/person.ts'
import { byDay, dueBy, isNight, isStale, planned } from '../../../domain/follow-up/plan.ts'

const now = new Date('2026-11-23T10:00:00Z')
const liking = (...liked: string[]): Person => ({ ...newPerson(), ideas: { ...newPerson().ideas, liked } })

describe('domain/follow-up/plan', () => {
  it('asks a week after something was liked, once for all that waits', () => {
    const first = planned({ before: newPerson(), after: liking('a'), later: [] }, now)
    expect(first).to.deep.equal([{ type: 'got-there', at: '2026-11-30T10:00:00.000Z', ideas: ['a'] }])
    const later = planned({ before: liking('a'), after: liking('a', 'b'), later: first }, now)
    expect(later).to.deep.equal([{ type: 'got-there', at: '2026-11-30T10:00:00.000Z', ideas: ['a', 'b'] }])
    expect(planned({ before: liking('a'), after: liking('a'), later: [] }, now)).to.deep.equal([])
  })

  it('asks about a goal four weeks after it was said, and anew when it changes', () => {
    const after = { ...newPerson(), goal: 'go once' }
    const [review] = planned({ before: newPerson(), after, later: [] }, now)
    expect(review).to.deep.equal({ type: 'goal-review', at: '2026-12-21T10:00:00.000Z' })
    expect(
      planned({ before: newPerson(), after: { ...newPerson(), goal: null }, later: [] }, now),
    ).to.deep.equal([])
  })

  it('never at night in London, on both sides of the change of clocks', () => {
    expect(isNight(new Date('2026-11-23T07:59:00Z'))).to.equal(true)
    expect(isNight(new Date('2026-11-23T08:00:00Z'))).to.equal(false)
    expect(isNight(new Date('2026-11-23T19:59:00Z'))).to.equal(false)
    expect(isNight(new Date('2026-11-23T20:00:00Z'))).to.equal(true)
    expect(isNight(new Date('2026-07-01T07:00:00Z')), 'summer').to.equal(false)
    expect(byDay(new Date('2026-03-28T23:00:00Z')).toISOString()).to.equal('2026-03-29T07:00:00.000Z')
    expect(byDay(new Date('2026-10-25T01:30:00Z')).toISOString()).to.equal('2026-10-25T08:00:00.000Z')
    const ask = { type: 'goal-review' as const, at: '2026-11-23T10:00:00.000Z' }
    const hide = { type: 'hide-code' as const, at: '2026-11-23T10:00:00.000Z' }
    expect(dueBy([ask, hide], new Date('2026-11-23T22:00:00Z'))).to.deep.equal([hide])
    expect(dueBy([ask, hide], new Date('2026-11-24T08:00:00Z'))).to.deep.equal([ask, hide])
    expect(dueBy([ask], new Date('2026-11-23T09:59:00Z'))).to.deep.equal([])
  })

  it('drops what comes more than a week too late', () => {
    const ask = { type: 'goal-review' as const, at: '2026-11-23T10:00:00.000Z' }
    expect(isStale(ask, new Date('2026-11-30T10:00:00Z'))).to.equal(false)
    expect(isStale(ask, new Date('2026-11-30T10:00:01Z'))).to.equal(true)
  })
})
