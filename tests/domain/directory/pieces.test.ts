import { expect } from 'chai'
import { emailOf, phonesOf, urlOf } from '../../../domain/directory/contacts.ts'
import { kilometres, miles, walkingMinutes } from '../../../domain/directory/distance.ts'
import { fold } from '../../../domain/directory/fold.ts'
import { learnPlaces, withPositions } from '../../../domain/directory/places.ts'
import { plainText } from '../../../domain/directory/plain-text.ts'
import { readTimes } from '../../../domain/directory/read-times.ts'
import { clock, isoDate, timesOf } from '../../../domain/directory/times.ts'
import { HsdsSchedule } from '../../../domain/directory/hsds.ts'
import { opportunity } from '../../support/opportunity.ts'

describe('pieces of a directory entry', () => {
  it('phones', () => {
    expect(phonesOf('01632 960 003')).to.deep.equal([{ number: '01632 960 003' }])
    expect(phonesOf('+44 (0)1632 960004 (office hours)')).to.deep.equal([
      { number: '+44 (0)1632 960004', note: 'office hours' },
    ])
    expect(phonesOf('Anna 01632 960005 / Ben 07700 900006').map((p) => p.number)).to.deep.equal([
      '01632 960005',
      '07700 900006',
    ])
    expect(phonesOf('0')).to.deep.equal([])
    expect(phonesOf('see website')).to.deep.equal([])
  })

  it('e-mail and web addresses that lead somewhere', () => {
    expect(emailOf('hello@group.example')).to.equal('hello@group.example')
    for (const bad of ['x@noemail.invalid', 'email-example_com', 'a b@c.org', ''])
      expect(emailOf(bad), bad).to.equal(undefined)
    expect(urlOf('www.group.example')).to.equal('https://www.group.example/')
    for (const bad of [
      'javascript:alert(1)',
      'example/counselling',
      'ftp://x.org',
      'https://user:pw@x.org',
    ]) {
      expect(urlOf(bad), bad).to.equal(undefined)
    }
  })

  it('plain text turns no direction and hides nothing', () =>
    expect(plainText('a\u202eb\u200b\u0007c\r\n\r\n  d  ')).to.equal('abc\nd'))

  it('schedules: days, fortnights and months', () => {
    const times = (s: Record<string, unknown>) => timesOf(HsdsSchedule.parse(s))
    expect(times({ freq: 'WEEKLY', interval: 2, byday: 'MO,WE', opens_at: '18:00:00' })).to.deep.equal([
      { day: 'monday', from: '18:00', every: 'fortnight' },
      { day: 'wednesday', from: '18:00', every: 'fortnight' },
    ])
    expect(times({ freq: 'MONTHLY', byday: '1SA' })).to.deep.equal([{ day: 'saturday', every: 'month' }])
    expect(times({ freq: 'WEEKLY', dtstart: '2026-11-24' })).to.deep.equal([
      { day: 'tuesday', validFrom: '2026-11-24' },
    ])
    expect(times({})).to.deep.equal([])
  })

  it('clock times and dates that are none are unknown', () => {
    expect([clock('4.30pm'), clock('09:00:00Z'), clock('25:00'), clock('9')]).to.deep.equal([
      '16:30',
      '09:00',
      undefined,
      undefined,
    ])
    expect([isoDate('2026-02-30'), isoDate('2026-02-28T10:00:00'), isoDate('28/02/2026')]).to.deep.equal([
      undefined,
      '2026-02-28',
      undefined,
    ])
  })

  it('times in a description, and not the hours of an office', () => {
    expect(readTimes('Fun for all. We meet Tuesdays and Thursdays, 4 - 5.30pm.').times).to.deep.equal([
      { day: 'tuesday', from: '16:00', to: '17:30' },
      { day: 'thursday', from: '16:00', to: '17:30' },
    ])
    expect(readTimes('Saturdays 11-1pm').times).to.deep.equal([
      { day: 'saturday', from: '11:00', to: '13:00' },
    ])
    expect(readTimes('Please call 01632 960003 Monday to Friday 9am to 4.30pm.').times).to.deep.equal([])
  })

  describe('times in a description', () => {
    /** `monday 16:00-17:00`; with a date, `2026-11-07 10:00-16:00`; of some weeks, `monday 2026-11-02/2026-12-07`. */
    const said = (description: string) =>
      readTimes(description).times.map(({ day, from, to, validFrom, validTo, every }) =>
        [
          validFrom !== undefined && validFrom === validTo ? validFrom : day,
          validFrom === validTo ? undefined : `${validFrom}/${validTo}`,
          from && (to === undefined ? from : `${from}-${to}`),
          every,
        ]
          .filter((part) => part !== undefined)
          .join(' '),
      )
    const cases: readonly [string, readonly string[]][] = [
      // Hours belong to the days since the last hours.
      ['Mondays 3.30pm-5pm and Saturdays 10am-12pm.', ['monday 15:30-17:00', 'saturday 10:00-12:00']],
      ['Tuesdays 6-8pm and Thursdays 4-6pm', ['tuesday 18:00-20:00', 'thursday 16:00-18:00']],
      ['Mon 4-5pm, Wed 6-7pm', ['monday 16:00-17:00', 'wednesday 18:00-19:00']],
      ['Mondays at 4pm and Wednesdays at 6pm', ['monday 16:00', 'wednesday 18:00']],
      ['4-5pm on Mondays and 6-7pm on Wednesdays', ['monday 16:00-17:00', 'wednesday 18:00-19:00']],
      ['Juniors: Mondays 5-6pm. Seniors: Fridays 7-9pm.', ['monday 17:00-18:00', 'friday 19:00-21:00']],
      [
        'Open Mon-Tue 9-5, Saturday 10-1pm',
        ['monday 09:00-17:00', 'tuesday 09:00-17:00', 'saturday 10:00-13:00'],
      ],
      [
        'Mondays 4-5pm and the first Saturday of the month 10am-12pm',
        ['monday 16:00-17:00', 'saturday 10:00-12:00 month'],
      ],
      ['Tuesdays 6-8pm (juniors 6-7pm, seniors 7-8pm)', ['tuesday 18:00-20:00']],
      // A weekday with its date is no day of every week.
      ['Saturday 12 September 2026, 10am-4pm at the hall.', ['2026-09-12 10:00-16:00']],
      ['Fri 13 Nov 2026 7pm-9pm gig', ['2026-11-13 19:00-21:00']],
      ['Sat 12/12/2026 10am-1pm', ['2026-12-12 10:00-13:00']],
      ['Saturdays 7 and 21 November 2026, 10am-12pm.', ['2026-11-07 10:00-12:00', '2026-11-21 10:00-12:00']],
      [
        'Saturday 7 to Sunday 8 November 2026, 10am-4pm.',
        ['2026-11-07 10:00-16:00', '2026-11-08 10:00-16:00'],
      ],
      [
        'Tuesday 3 November to Tuesday 8 December 2026, 6-8pm.',
        ['tuesday 2026-11-03/2026-12-08 18:00-20:00'],
      ],
      ['Every Saturday from 12 September 2026, 10am-12pm.', ['saturday 10:00-12:00']],
      // Of a date without its year, or not on that weekday, nothing is known; nor is the next one all there is.
      ['Join us on Saturday 12th July 10am-3pm', []],
      ['Sunday 12 September 2026, 10am-4pm', []],
      ['Our next meeting is Saturday 12 December 2026, 2pm-4pm.', []],
      ['We meet monthly. Saturday 12 December 2026, 2pm-4pm.', []],
      ['We meet on Tuesdays 6-8pm. Fair: Saturday 12 December 2026 10am-2pm.', ['tuesday 18:00-20:00']],
    ]
    for (const [text, times] of cases) it(`"${text}"`, () => expect(said(text)).to.deep.equal(times))
  })

  it('distances as people walk and say them', () => {
    expect(kilometres({ lat: 52.43, lon: -1.02 }, { lat: 52.44, lon: -1.02 })).to.be.closeTo(1.11, 0.01)
    expect(walkingMinutes(0.05)).to.equal(5)
    expect(walkingMinutes(1)).to.equal(15)
    expect(walkingMinutes(5)).to.equal(undefined)
    expect(miles(5)).to.equal(3.1)
    expect(miles(40)).to.equal(25)
  })

  describe('places', () => {
    const at = (lat: number, postcode: string, address: string) =>
      opportunity({
        sourceId: postcode,
        places: [{ postcode, address, position: { lat, lon: -1 }, accessibility: [] }],
      })
    const places = learnPlaces([
      at(52, 'ZZ1 1AA', '1 High Street, Easterfield, Madeupton'),
      at(53, 'ZZ1 2BB', '2 High Street, Westerfield, Madeupton'),
    ])
    it('knows a postcode exactly, else the centre of its first half', () => {
      expect(places.find('zz11aa')).to.deep.equal({ lat: 52, lon: -1 })
      expect(places.find('ZZ1 9XX')).to.deep.equal({ lat: 52.5, lon: -1 })
      expect(places.find('i live in zz1 somewhere')).to.deep.equal({ lat: 52.5, lon: -1 })
    })
    it('knows towns and neighbourhoods of the addresses, and no street', () => {
      expect(places.find('near Easterfield')).to.deep.equal({ lat: 52, lon: -1 })
      expect(places.find('madeupton')).to.deep.equal({ lat: 52.5, lon: -1 })
      expect(places.find('high street')).to.equal(undefined)
    })
    it('does not guess a place it does not know', () => {
      for (const unknown of ['ZZ9 1AA', 'zz9', 'Atlantis', ''])
        expect(places.find(unknown), unknown).to.equal(undefined)
    })
    it('lends its knowledge to entries with only a postcode', () => {
      const bare = opportunity({ sourceId: 'bare', places: [{ postcode: 'ZZ1 1AA', accessibility: [] }] })
      expect(withPositions(bare, places).places[0]?.position).to.deep.equal({ lat: 52, lon: -1 })
    })
  })

  describe('folding what is listed twice', () => {
    const club = (sourceId: string, name: string, more: object = {}) =>
      opportunity({ sourceId, name, places: [{ postcode: 'ZZ1 1AA', accessibility: [] }], ...more })
    const kept = (...list: ReturnType<typeof club>[]) => fold(list).kept.map((o) => o.sourceId)
    it('the same name, spelt a little differently, at one postcode', () => {
      expect(kept(club('a', 'Climbing Club'), club('b', 'The climbng club'))).to.deep.equal(['a'])
      expect(
        kept(club('a', 'Manga & Anime Club'), club('b', 'Manga and Anime club (the Library)')),
      ).to.deep.equal(['a'])
    })
    it('the same name and web address', () => {
      const url = { url: 'https://club.example/', places: [] }
      expect(
        kept(club('a', 'Club', url), club('b', 'Club', { ...url, url: 'http://www.club.example' })),
      ).to.deep.equal(['a'])
    })
    it('the one that says more stands', () =>
      expect(
        kept(club('a', 'Club'), club('b', 'Club', { ages: { min: 11 }, cost: { free: true } })),
      ).to.deep.equal(['b']))
    it('on other days it is another group', () => {
      const on = (day: 'monday' | 'friday') => ({ times: [{ day }] })
      expect(kept(club('a', 'Club', on('monday')), club('b', 'Club', on('friday')))).to.have.length(2)
      expect(kept(club('a', 'Club', on('monday')), club('b', 'Club', on('monday')))).to.have.length(1)
    })
    it('across feeds the best of both is kept, the safer where they differ, with the sources of both', () => {
      const one = club('a', 'Chess Club', {
        id: 'council:a',
        source: 'council',
        ages: { min: 11, from: 'field' },
        cost: { free: true },
        email: 'chess@group.example',
        attribution: 'The council',
        description: 'x'.repeat(120),
      })
      const two = club('b', 'Chess Club', {
        id: 'sport:b',
        source: 'sport',
        ages: { min: 12, max: 16, from: 'description' },
        cost: { free: false, from: 2 },
        url: 'https://chess.example/',
        attribution: 'Sport',
        licence: 'CC BY 4.0',
        expires: '2027-01-01',
      })
      const { kept: list, folded } = fold([one, two])
      expect(folded).to.have.length(1)
      expect(list).to.have.length(1)
      expect(list[0]).to.deep.include({
        ages: { min: 12, max: 16, from: 'description' },
        cost: { free: false, from: 2 },
        email: 'chess@group.example',
        url: 'https://chess.example/',
        expires: '2027-01-01',
      })
      expect([list[0]?.source, ...(list[0]?.alsoIn ?? []).map((a) => a.source)].sort()).to.deep.equal([
        'council',
        'sport',
      ])
      expect(list[0]?.attribution?.split(' · ').sort()).to.deep.equal(['Sport', 'The council'])
    })
    const from = (source: string, name: string, more: object) =>
      club(`${source}-${JSON.stringify(more)}`, name, {
        id: `${source}:${JSON.stringify(more)}`,
        source,
        ...more,
      })
    it('a group that one feed says is for one sex is no group for all in another', () => {
      const girls = from('sport', 'Junior Netball', { genderGroup: { only: 'girls', from: 'field' } })
      const open = from('council', 'Junior Netball', {})
      const boys = from('council', 'Junior Netball', { genderGroup: { only: 'boys', from: 'field' } })
      for (const list of [
        [girls, open],
        [open, girls],
      ])
        expect(fold(list).kept.map((o) => o.genderGroup?.only)).to.deep.equal(['girls'])
      expect(fold([girls, boys]).kept).to.have.length(2)
      const forAll = from('sport', 'Junior Netball', { cost: { free: true } })
      expect(fold([open, girls, forAll]).kept.map((o) => o.genderGroup?.only)).to.have.members([
        'girls',
        undefined,
      ])
    })
    it('those who may be older may still be, beside ages that are narrower', () => {
      const further = { max: 25, for: 'disability' }
      const council = from('council', 'Youth Club', { ages: { min: 11, max: 19, further } })
      const other = from('charity', 'Youth Club', { ages: { min: 12, max: 18 } })
      expect(fold([council, other]).kept.map((o) => o.ages)).to.deep.equal([{ min: 12, max: 18, further }])
      const older = from('charity', 'Youth Club', {
        ages: { min: 11, max: 19, further: { ...further, max: 19 } },
      })
      const plain = from('council', 'Youth Club', { ages: { min: 11, max: 19 } })
      expect(fold([older, plain]).kept.map((o) => o.ages)).to.deep.equal([{ min: 11, max: 19 }])
    })
    it('juniors and seniors of one feed are not both the club for all of another', () => {
      const all = from('council', 'Junior Boxing', { ages: { min: 8, max: 16 }, url: 'https://box.example/' })
      const younger = from('sport', 'Junior Boxing', { ages: { min: 8, max: 11 } })
      const older = from('sport', 'Junior Boxing', { ages: { min: 12, max: 16 } })
      const { kept: list } = fold([all, younger, older])
      expect(list.map((o) => [o.ages.min, o.ages.max])).to.deep.equal([
        [8, 11],
        [12, 16],
      ])
    })
    it('groups that differ stay apart', () => {
      expect(kept(club('a', 'Under 12s'), club('b', 'Under 14s'))).to.have.length(2)
      expect(kept(club('a', 'Juniors'), club('b', 'Seniors'))).to.have.length(2)
      expect(kept(club('a', 'Chat (girls)'), club('b', 'Chat (boys)'))).to.have.length(2)
      expect(
        kept(
          club('a', 'Art Club'),
          club('b', 'Art Club', { places: [{ postcode: 'ZZ2 1AA', accessibility: [] }] }),
        ),
      ).to.have.length(2)
    })
  })
})
