import { expect } from 'chai'
import { CalendarUnreadable, busyFromIcs } from '../../../domain/booking/busy-from-ics.ts'

const WINDOW = {
  from: new Date('2026-03-01T00:00:00Z'),
  to: new Date('2026-12-01T00:00:00Z'),
  host: 'matters.example',
}
const event = (...lines: string[]) => [
  'BEGIN:VEVENT',
  'UID:a@x',
  'DTSTAMP:20260101T000000Z',
  ...lines,
  'END:VEVENT',
]
const calendar = (...parts: string[][]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//EN', ...parts.flat(), 'END:VCALENDAR', ''].join('\r\n')
const busy = (text: string) =>
  busyFromIcs(text, WINDOW).map(({ start, end }) => `${start.slice(0, 16)} ${end.slice(0, 16)}`)

describe('domain/booking/busy-from-ics', () => {
  it('follows a weekly rule over the change of the clocks, its exceptions and a moved time', () => {
    const text = calendar(
      event(
        'DTSTART;TZID=Europe/London:20260322T090000',
        'DTEND;TZID=Europe/London:20260322T100000',
        'RRULE:FREQ=WEEKLY;COUNT=4',
        'EXDATE;TZID=Europe/London:20260405T090000',
      ),
      event(
        'RECURRENCE-ID;TZID=Europe/London:20260412T090000',
        'DTSTART;TZID=Europe/London:20260413T150000',
        'DTEND;TZID=Europe/London:20260413T153000',
      ),
    )
    expect(busy(text)).to.deep.equal([
      '2026-03-22T09:00 2026-03-22T10:00',
      '2026-03-29T08:00 2026-03-29T09:00',
      '2026-04-13T14:00 2026-04-13T14:30',
    ])
  })

  it("reads zones by name, by Microsoft's names, without one as London's, and in UTC", () => {
    const at = (start: string, end: string) => event(`DTSTART${start}`, `DTEND${end}`)
    const text = calendar(
      at(';TZID=Europe/Paris:20261025T100000', ';TZID=Europe/Paris:20261025T110000'),
      at(';TZID=GMT Standard Time:20260602T100000', ';TZID=GMT Standard Time:20260602T110000'),
      at(':20260603T100000', ':20260603T110000'),
      at(':20260604T100000Z', ':20260604T110000Z'),
    )
    expect(busy(text)).to.deep.equal([
      '2026-06-02T09:00 2026-06-02T10:00',
      '2026-06-03T09:00 2026-06-03T10:00',
      '2026-06-04T10:00 2026-06-04T11:00',
      '2026-10-25T09:00 2026-10-25T10:00',
    ])
  })

  it('takes whole days as London has them: 29 March has 23 hours and 25 October 25', () => {
    const text = calendar(
      event('DTSTART;VALUE=DATE:20260329', 'DTEND;VALUE=DATE:20260330'),
      event('DTSTART;VALUE=DATE:20261025'),
    )
    expect(busy(text)).to.deep.equal([
      '2026-03-29T00:00 2026-03-29T23:00',
      '2026-10-24T23:00 2026-10-26T00:00',
    ])
  })

  it('leaves out what is free, cancelled, or an invitation of our own', () => {
    const at = ['DTSTART:20260604T100000Z', 'DTEND:20260604T110000Z']
    const text = calendar(
      event(...at, 'TRANSP:TRANSPARENT'),
      event(...at, 'STATUS:CANCELLED'),
      event(...at, 'X-MICROSOFT-CDO-BUSYSTATUS:FREE'),
      ['BEGIN:VEVENT', 'UID:abc@matters.example', ...at, 'END:VEVENT'],
    )
    expect(busy(text)).to.deep.equal([])
  })

  it('reads free-busy periods', () => {
    const text = calendar([
      'BEGIN:VFREEBUSY',
      'UID:f',
      'FREEBUSY:20260604T100000Z/PT1H',
      'FREEBUSY;FBTYPE=FREE:20260605T100000Z/PT1H',
      'END:VFREEBUSY',
    ])
    expect(busy(text)).to.deep.equal(['2026-06-04T10:00 2026-06-04T11:00'])
  })

  it('refuses what is no calendar, is cut short, or repeats by the second', () => {
    const why = (text: string) => {
      try {
        busyFromIcs(text, WINDOW)
        return 'read'
      } catch (error) {
        return error instanceof CalendarUnreadable ? error.why : 'other'
      }
    }
    expect(why('<html>sign in</html>')).to.equal('not-a-calendar')
    expect(why('')).to.equal('not-a-calendar')
    const whole = calendar(event('DTSTART:20260604T100000Z', 'DTEND:20260604T110000Z'))
    expect(why(whole.slice(0, -20))).to.equal('not-a-calendar')
    expect(why(calendar(event('DTSTART:20200101T000000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY')))).to.equal(
      'too-complex',
    )
  })

  it('ends a series with its last time, whether its end is written in UTC or as a day, with and without a definition of its zone', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Europe/London',
      'BEGIN:DAYLIGHT',
      'TZOFFSETFROM:+0000',
      'TZOFFSETTO:+0100',
      'DTSTART:19700329T010000',
      'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
      'END:DAYLIGHT',
      'BEGIN:STANDARD',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0000',
      'DTSTART:19701025T020000',
      'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
      'END:STANDARD',
      'END:VTIMEZONE',
    ]
    const series = (until: string) =>
      event(
        'DTSTART;TZID=Europe/London:20260609T090000',
        'DTEND;TZID=Europe/London:20260609T093000',
        `RRULE:FREQ=WEEKLY;UNTIL=${until}`,
      )
    const last = (...parts: string[][]) => busy(calendar(...parts)).at(-1)
    for (const defined of [[], [zone]]) {
      expect(last(...defined, series('20260623T080000Z'))).to.equal('2026-06-23T08:00 2026-06-23T08:30')
      expect(last(...defined, series('20260623T075959Z'))).to.equal('2026-06-16T08:00 2026-06-16T08:30')
      expect(last(...defined, series('20260623'))).to.equal('2026-06-23T08:00 2026-06-23T08:30')
    }
  })

  it('finds the times of series of years by their own rules, and holds nobody up with what is over', () => {
    const by = (start: string, rule: string) => {
      const text = calendar(
        event(`DTSTART;TZID=Europe/London:${start}`, 'DURATION:PT30M', `RRULE:${rule}`, 'TRANSP:OPAQUE'),
      )
      return busy(text)
        .slice(0, 2)
        .map((one) => one.slice(0, 16))
    }
    // Every other week is counted from the first, a Monday of 2016; and so are three days.
    expect(by('20160104T090000', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH')).to.deep.equal([
      '2026-03-02T09:00',
      '2026-03-05T09:00',
    ])
    expect(by('20160104T090000', 'FREQ=DAILY;INTERVAL=3')).to.deep.equal([
      '2026-03-03T09:00',
      '2026-03-06T09:00',
    ])
    expect(by('20260102T090000', 'FREQ=WEEKLY;COUNT=10')).to.deep.equal(['2026-03-06T09:00'])
    const workdays = Array.from({ length: 20 }, (_, at) =>
      event(
        `DTSTART;TZID=Europe/London:20210301T${String(8 + (at % 10)).padStart(2, '0')}0000`,
        'DURATION:PT30M',
        'RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
      ),
    )
    const over = Array.from({ length: 6_000 }, (_, at) => {
      const day = new Date(Date.UTC(2021, 0, 1) + at * 7 * 3_600_000).toISOString().slice(0, 10)
      const [start, end] = ['09', '10'].map(
        (hour) => `;TZID=Europe/London:${day.replaceAll('-', '')}T${hour}0000`,
      )
      return event(`DTSTART${start}`, `DTEND${end}`)
    })
    const before = process.cpuUsage()
    expect(busy(calendar(...workdays, ...over))).to.have.length(20 * 196)
    const { user } = process.cpuUsage(before)
    expect(user / 1000, 'milliseconds of processor').to.be.lessThan(900)
  })
})
