import { expect } from 'chai'
import { Times } from '../../../bot/inbox/times.ts'
import { texts } from '../../support/inbox.ts'

const at = (now: string) => new Times(texts, new Date(now))

describe('times in words', () => {
  it('are London’s, by day and clock', () => {
    const times = at('2026-11-23T12:00:00Z')
    expect(times.at('2026-11-23T16:05:00Z')).to.equal('today at 4:05pm')
    expect(times.at('2026-11-24T09:00:00Z')).to.equal('tomorrow at 9am')
    expect(times.at('2026-11-22T12:00:00Z')).to.equal('yesterday at 12pm')
    expect(times.at('2026-11-30T00:15:00Z')).to.equal('Monday 30 November at 12:15am')
    expect(times.at('2026-11-30T00:15:00Z', true)).to.equal('Mon 30 Nov at 12:15am')
    expect(times.at('2027-01-04T10:00:00Z')).to.equal('Monday 4 January 2027 at 10am')
  })

  it('know summer time, also for what day it is', () => {
    const times = at('2026-07-01T23:30:00Z') // half past midnight on 2 July
    expect(times.at('2026-07-01T23:00:00Z')).to.equal('today at 12am')
    expect(times.at('2026-07-01T22:00:00Z')).to.equal('yesterday at 11pm')
    expect(times.at('2026-07-03T08:30:00Z')).to.equal('tomorrow at 9:30am')
  })

  it('call today, tomorrow and yesterday right on the days when the clocks change', () => {
    expect(at('2026-03-29T00:30:00Z').at('2026-03-29T22:30:00Z')).to.equal('today at 11:30pm')
    expect(at('2026-10-25T00:30:00Z').at('2026-10-25T23:30:00Z')).to.equal('today at 11:30pm')
    expect(at('2026-10-24T22:30:00Z').at('2026-10-25T23:30:00Z')).to.equal('tomorrow at 11:30pm')
  })

  it('say a length and a date', () => {
    const times = at('2026-11-23T12:00:00Z')
    expect(times.since('2026-11-23T11:59:40Z')).to.equal('less than a minute')
    expect(times.since('2026-11-23T11:59:00Z')).to.equal('1 minute')
    expect(times.since('2026-11-20T11:59:00Z')).to.equal('3 days')
    expect(times.span('2026-11-24T15:15:00Z', '2026-11-24T15:45:00Z')).to.equal(
      'tomorrow at 3:15pm to 3:45pm',
    )
    expect(times.date('2026-10-02')).to.equal('2 October 2026')
    expect(times.date('last spring')).to.equal('last spring')
  })
})
