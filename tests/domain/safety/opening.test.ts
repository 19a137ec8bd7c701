import { expect } from 'chai'
import { describe, it } from 'mocha'
import { openingAt } from '../../../domain/safety/opening.ts'
import type { Hours } from '../../../domain/safety/register.ts'
import { WEEKDAYS } from '../../../domain/time/london.ts'

const none: ReadonlySet<string> = new Set()
const daily = (
  from: string,
  to: string,
  bankHolidays: 'same' | 'closed' | 'as-sunday' | 'unknown',
): Hours => ({
  weekly: WEEKDAYS.map((day) => ({ day, from, to })),
  bankHolidays,
})
const office: Hours = {
  weekly: WEEKDAYS.slice(0, 5).map((day) => ({ day, from: '09:00', to: '17:00' })),
  bankHolidays: 'closed',
}

describe('opening hours', () => {
  it('says open until when, and when it opens again', () => {
    expect(openingAt(office, new Date('2026-11-23T16:59:59Z'), none)).to.deep.equal({
      open: 'now',
      closesAt: new Date('2026-11-23T17:00:00Z'),
    })
    expect(openingAt(office, new Date('2026-11-23T17:00:00Z'), none)).to.deep.equal({
      open: 'later',
      opensAt: new Date('2026-11-24T09:00:00Z'),
    })
  })

  it('keeps unknown hours unknown', () => {
    expect(openingAt('unknown', new Date('2026-11-23T12:00:00Z'), none)).to.deep.equal({ open: 'unknown' })
    expect(openingAt('always', new Date('2026-11-23T03:00:00Z'), none)).to.deep.equal({ open: 'now' })
  })

  it('reads hours on London clocks: nine in the morning is 8:00 UTC in summer and 9:00 in winter', () => {
    expect(openingAt(office, new Date('2026-06-01T08:00:00Z'), none).open).to.equal('now')
    expect(openingAt(office, new Date('2026-06-01T07:59:00Z'), none).open).to.equal('later')
    expect(openingAt(office, new Date('2026-12-01T08:00:00Z'), none).open).to.equal('later')
    expect(openingAt(office, new Date('2026-12-01T09:00:00Z'), none).open).to.equal('now')
  })

  it('goes past midnight, and the night the clocks go forward is an hour short', () => {
    const night = daily('18:00', '02:30', 'same')
    // 28 March 18:00 GMT to 29 March 02:30 BST, which is 01:30 UTC.
    expect(openingAt(night, new Date('2026-03-29T01:29:00Z'), none)).to.deep.equal({
      open: 'now',
      closesAt: new Date('2026-03-29T01:30:00Z'),
    })
    expect(openingAt(night, new Date('2026-03-29T01:30:00Z'), none).open).to.equal('later')
  })

  it('ends at the skip when it would end in the hour that does not exist', () => {
    const night = daily('18:00', '01:30', 'same')
    expect(openingAt(night, new Date('2026-03-28T23:00:00Z'), none)).to.deep.equal({
      open: 'now',
      closesAt: new Date('2026-03-29T01:00:00Z'),
    })
  })

  it('ends at the first of two half past ones when the clocks go back: never said to be open when it may be closed', () => {
    const night = daily('18:00', '01:30', 'same')
    expect(openingAt(night, new Date('2026-10-25T00:29:00Z'), none).open).to.equal('now')
    expect(openingAt(night, new Date('2026-10-25T00:31:00Z'), none).open).to.equal('later')
  })

  it('makes one of spans that touch', () => {
    const weekend: Hours = {
      weekly: [
        { day: 'friday', from: '18:00', to: '06:00' },
        { day: 'saturday', from: '06:00', to: '06:00' },
        { day: 'sunday', from: '06:00', to: '06:00' },
      ],
      bankHolidays: 'same',
    }
    expect(openingAt(weekend, new Date('2026-11-21T03:00:00Z'), none)).to.deep.equal({
      open: 'now',
      closesAt: new Date('2026-11-23T06:00:00Z'),
    })
  })

  describe('on a bank holiday (Boxing Day kept on Monday 28 December 2026)', () => {
    const holidays = new Set(['2026-12-28'])
    const noon = new Date('2026-12-28T12:00:00Z')
    it('closed: opens the day after', () =>
      expect(openingAt(office, noon, holidays)).to.deep.equal({
        open: 'later',
        opensAt: new Date('2026-12-29T09:00:00Z'),
      }))
    it('same: open as on any Monday', () =>
      expect(openingAt(daily('09:00', '17:00', 'same'), noon, holidays).open).to.equal('now'))
    it('as on a Sunday', () => {
      const hours: Hours = {
        weekly: [
          { day: 'monday', from: '09:00', to: '20:00' },
          { day: 'sunday', from: '11:00', to: '13:00' },
        ],
        bankHolidays: 'as-sunday',
      }
      expect(openingAt(hours, noon, holidays)).to.deep.equal({
        open: 'now',
        closesAt: new Date('2026-12-28T13:00:00Z'),
      })
    })
    it('unknown: nobody is told it is open, nor that it is closed', () =>
      expect(openingAt(daily('09:00', '17:00', 'unknown'), noon, holidays)).to.deep.equal({
        open: 'unknown',
      }))
    it('unknown: what began the evening before still runs into the night', () =>
      expect(
        openingAt(daily('18:00', '02:00', 'unknown'), new Date('2026-12-28T01:00:00Z'), holidays).open,
      ).to.equal('now'))
  })
})
