import { expect } from 'chai'
import { texts } from '../content/said.ts'
import { dateInWords, fromWhen, weekdayInWords, whenInFull, whenInShort } from '../../dialogs/dates.ts'

describe('dialogs/dates', () => {
  const winter = new Date('2026-11-24T12:40:00Z')
  const summer = new Date('2026-06-24T12:40:00Z')

  it('says a time as it is on a clock in London, winter and summer', () => {
    expect(whenInFull(winter)).to.equal('Tuesday 24 November, 12:40pm')
    expect(whenInFull(summer)).to.equal('Wednesday 24 June, 1:40pm')
    expect(whenInShort(winter)).to.equal('Tue 24 Nov, 12:40pm')
    expect(dateInWords(winter)).to.equal('24 November 2026')
    expect(weekdayInWords(winter)).to.equal('Tuesday')
  })

  it('says from when, as near as it is', () => {
    const now = new Date('2026-11-23T20:00:00Z') // a Monday evening
    expect(fromWhen(new Date('2026-11-23T21:30:00Z'), now, texts)).to.equal('today from 9:30pm')
    expect(fromWhen(new Date('2026-11-24T08:00:00Z'), now, texts)).to.equal('tomorrow from 8:00am')
    expect(fromWhen(new Date('2026-11-27T08:00:00Z'), now, texts)).to.equal('from Friday, 8:00am')
    expect(fromWhen(new Date('2026-12-07T08:00:00Z'), now, texts)).to.equal('from Monday 7 December, 8:00am')
  })

  it('keeps to the London day on both sides of midnight and of the change of the clocks', () => {
    const beforeMidnight = new Date('2026-10-24T22:30:00Z') // 23:30 in London, summer time
    expect(fromWhen(new Date('2026-10-25T08:00:00Z'), beforeMidnight, texts)).to.equal('tomorrow from 8:00am')
  })
})
