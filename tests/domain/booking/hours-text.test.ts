import { expect } from 'chai'
import { hoursFrom, hoursText } from '../../../domain/booking/hours-text.ts'

describe('domain/booking/hours-text', () => {
  it('reads hours as people write them', () => {
    const read = (text: string) => {
      const hours = hoursFrom(text)
      return hours && hoursText(hours)
    }
    expect(read('9-12:30, 1.30pm to 4pm')).to.equal('09:00 to 12:30, 13:30 to 16:00')
    expect(read('14:00 until 15:00 and 9:00–10:00')).to.equal('09:00 to 10:00, 14:00 to 15:00')
    expect(read('12am-12pm')).to.equal('00:00 to 12:00')
    expect(read('  ')).to.equal('')
  })

  it('refuses what means no hours', () => {
    for (const text of [
      'mornings',
      '9',
      '12-9',
      '9-9',
      '25:00-26:00',
      '9:75-10',
      '13pm-2pm',
      '9-11, 10-12',
      '9 to',
    ])
      expect(hoursFrom(text), text).to.equal(undefined)
  })
})
