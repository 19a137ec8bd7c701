import { expect } from 'chai'
import { keptUntil } from '../../../domain/booking/kept-until.ts'

describe('domain/booking/kept-until', () => {
  const until = (told: string, start = '2027-01-04T10:00:00Z') =>
    keptUntil(new Date(told), new Date(start)).toISOString()

  it('keeps a time for a day, and no longer than it is ahead', () => {
    expect(until('2026-11-23T12:40:00Z')).to.equal('2026-11-24T12:40:00.000Z')
    expect(until('2026-11-29T12:40:00Z'), 'on a Sunday').to.equal('2026-11-30T12:40:00.000Z')
    expect(until('2026-11-23T12:40:00Z', '2026-11-24T09:00:00Z')).to.equal('2026-11-24T09:00:00.000Z')
  })

  it('keeps it over a weekend until Monday evening in London', () => {
    expect(until('2026-11-27T08:00:00Z')).to.equal('2026-11-30T20:00:00.000Z')
    expect(until('2026-11-28T19:00:00Z')).to.equal('2026-11-30T20:00:00.000Z')
    // The clocks go forward on Sunday.
    expect(until('2026-03-27T12:00:00Z')).to.equal('2026-03-30T19:00:00.000Z')
    expect(until('2026-11-27T08:00:00Z', '2026-11-30T09:00:00Z')).to.equal('2026-11-30T09:00:00.000Z')
  })
})
