import { expect } from 'chai'
import { loadActivityList } from '../../../content/load-activity-list.ts'
import { fromOpenActive } from '../../../domain/directory/from-openactive.ts'
import type { OpenActiveListing } from '../../../domain/directory/from-openactive.ts'
import type { Mapped } from '../../../domain/directory/mapped.ts'
import { OpenActiveSchedule, readOpenActive } from '../../../domain/directory/openactive.ts'
import { datesOfSchedule } from '../../../domain/directory/openactive-schedule.ts'
import type { Opportunity } from '../../../domain/directory/opportunity.ts'
import { concept, series } from '../../support/openactive.ts'

const activities = loadActivityList()
/** A Wednesday. */
const now = new Date('2026-11-25T12:00:00Z')

function map(data: unknown, more: Partial<OpenActiveListing> = {}): Mapped {
  const read = readOpenActive(data)
  if (!read) throw new Error('no item')
  const listing = { sourceId: 'x', facts: read.facts, dates: [], hadDates: false, ...more }
  return fromOpenActive(listing, activities, { id: 'feed' }, { now, iso: '2026-11-25' })
}

function taken(data: unknown, more: Partial<OpenActiveListing> = {}): Opportunity {
  const mapped = map(data, more)
  if (!('taken' in mapped)) throw new Error(`left out: ${mapped.leftOut}`)
  return mapped.taken
}

const weekly = (more: Record<string, unknown> = {}) => ({
  '@type': 'Schedule',
  byDay: ['https://schema.org/Thursday'],
  repeatFrequency: 'P1W',
  startDate: '2026-09-03',
  endDate: '2027-01-07',
  startTime: '18:00',
  endTime: '19:30',
  scheduleTimezone: 'Europe/London',
  ...more,
})

describe('an OpenActive item as an opportunity', () => {
  it('quirk 11: the old shape and the 2.0 shape come to the same', () => {
    const old = {
      type: 'SessionSeries',
      id: 'http://play.example.org/series/7',
      name: 'Shuttle Social',
      activity: [
        { type: 'Concept', id: 'http://openactive.io/activity-list/#c0360db0-a817-4bae-9167-40f89b49fc9e' },
      ],
      genderRestriction: 'http://openactive.io/ns#FemaleOnly',
      eventSchedule: { type: 'Schedule', byDay: 'http://schema.org/Thursday', startTime: '18:00' },
      provider: { name: 'Madeupton Racket Club' },
    }
    const fresh = {
      '@type': 'SessionSeries',
      '@id': 'https://play.example.org/series/7',
      name: 'Shuttle Social',
      activity: [concept('Badminton', 'c0360db0-a817-4bae-9167-40f89b49fc9e')],
      genderRestriction: 'https://openactive.io/FemaleOnly',
      eventSchedule: [{ '@type': 'Schedule', byDay: ['https://schema.org/Thursday'], startTime: '18:00' }],
      organizer: { name: 'Madeupton Racket Club' },
    }
    expect(taken(old)).to.deep.equal(taken(fresh))
    expect(taken(old)).to.deep.include({
      organisation: 'Madeupton Racket Club',
      genderGroup: { only: 'girls', from: 'field' },
    })
    expect(taken(old).times).to.deep.equal([{ day: 'thursday', from: '18:00' }])
  })

  it('quirk 11: price as a number and as a string', () => {
    for (const price of [3.5, '3.50', '£3.50']) {
      expect(taken(series({ offers: [{ price }] })).cost).to.include({ free: false, from: 3.5 })
    }
    expect(taken(series({ offers: { price: 'on request' } })).cost).to.deep.equal({})
  })

  it('quirk 11: activity as a text, a concept without an id, one with an id, and another name of one', () => {
    const topics = (activity: unknown) => taken(series({ activity })).topics
    expect(topics(['badminton'])).to.include('Badminton')
    expect(topics([concept('5-a-side')])).to.include.members(['5-a-side', 'Football'])
    expect(topics([concept('?', '117e7f70-6c42-4b1f-a3bb-620b63ea2632')])).to.include('11-a-side')
    expect(topics([concept('BJJ')])).to.include('Brazilian jiu-jitsu')
    expect(topics([concept('General')])).to.deep.equal([])
    expect(topics('Underwater crochet')).to.deep.equal(['Underwater crochet'])
  })

  it('quirk 12: a place named by its coordinates has no name, and its position', () => {
    const { places } = taken(series({ location: { '@type': 'Place', name: '51.4600000, -2.5600000' } }))
    expect(places).to.deep.equal([{ position: { lat: 51.46, lon: -2.56 }, accessibility: [] }])
  })

  it('quirk 12: a missing age range is read from the text, and is unknown where that says nothing', () => {
    const text = { ageRange: undefined, description: 'Come and play. Minimum age 16yrs.' }
    expect(taken(series(text)).ages).to.deep.equal({ min: 16, from: 'description' })
    expect(taken(series({ ageRange: undefined })).ages).to.deep.equal({})
  })

  it('quirk 12: free by its field and not by its text is not free', () => {
    const mapped = map(
      series({ offers: [], isAccessibleForFree: true, description: 'BE Members £6-00, others £8-00.' }),
    )
    expect('taken' in mapped && mapped.corrections).to.deep.equal(['not-free-after-all'])
    expect('taken' in mapped && mapped.taken.cost).to.include({ free: false, from: 6 })
    expect(taken(series({ offers: [], isAccessibleForFree: true })).cost.free).to.equal(true)
    expect(taken(series({ offers: [] })).cost).to.deep.equal({})
    expect(taken(series({ offers: [], isAccessibleForFree: false })).cost.free).to.equal(false)
  })

  it('quirk 13: what is past is expired: an event, a series with past sessions, a schedule that ended', () => {
    const past = { startDate: '2019-11-28T19:00:00+00:00', endDate: '2019-11-28T23:00:00+00:00' }
    for (const data of [
      series({ '@type': 'Event', ...past }),
      series({ subEvent: [past] }),
      series({ subEvent: [past], eventSchedule: { byDay: ['http://schema.org/Friday'] } }),
      series({ eventSchedule: weekly({ startDate: '2020-01-02', endDate: '2020-12-04' }) }),
      series({ eventSchedule: weekly({ startDate: '2020-05-01', endDate: undefined, repeatCount: 19 }) }),
      series({ startDate: '2020-05-01', endDate: '2020-09-04' }),
    ]) {
      expect(map(data)).to.deep.equal({ leftOut: 'expired', name: 'Shuttle Social' })
    }
    expect(map(series(), { hadDates: true })).to.have.property('leftOut', 'expired')
  })

  it('a schedule comes to its next dates, without those it leaves out', () => {
    const { times, expires } = taken(
      series({ eventSchedule: weekly({ exceptDate: ['2026-11-26T18:00:00Z'] }) }),
    )
    expect(times).to.deep.equal([
      { day: 'thursday', from: '18:00', to: '19:30', validFrom: '2026-12-03', validTo: '2027-01-07' },
    ])
    expect(expires).to.equal('2027-01-07')
  })

  it('knows every other week, once a month on the second Friday, a count, and UTC in summer', () => {
    const times = (more: Record<string, unknown>) => taken(series({ eventSchedule: weekly(more) })).times
    expect(times({ repeatFrequency: 'P2W' })[0]).to.include({ every: 'fortnight', validFrom: '2026-11-26' })
    const monthly = {
      repeatFrequency: 'P1M',
      byDay: ['schema:Friday'],
      startDate: '2026-09-11',
      endDate: undefined,
    }
    expect(times(monthly)[0]).to.include({ day: 'friday', every: 'month', validFrom: '2026-12-11' })
    expect(times({ repeatCount: 13, endDate: undefined })[0]).to.include({
      validFrom: '2026-11-26',
      validTo: '2026-11-26',
    })
    const inUtc = OpenActiveSchedule.parse(weekly({ startDate: '2026-06-04', scheduleTimezone: 'UTC' }))
    expect(datesOfSchedule(inUtc, '2026-06-01').dates[0]).to.deep.equal({
      date: '2026-06-04',
      from: '19:00',
      to: '20:30',
    })
  })

  it('dates are on the clocks of London, whatever zone they are written in', () => {
    const dates = [
      { startDate: '2027-06-03T17:00:00Z', endDate: '2027-06-03T18:29:59Z' },
    ] as OpenActiveListing['dates']
    expect(taken(series(), { dates, hadDates: true }).times).to.deep.equal([
      { day: 'thursday', from: '18:00', to: '19:30', validFrom: '2027-06-03', validTo: '2027-06-03' },
    ])
  })

  it('cancelled sessions do not count, full ones only when all are; a cancelled series is closed', () => {
    const at = (day: string, more: object) => ({
      startDate: `2026-12-${day}T18:00:00Z`,
      endDate: `2026-12-${day}T19:00:00Z`,
      ...more,
    })
    const off = at('03', { eventStatus: 'https://schema.org/EventCancelled' })
    const full = at('10', { remainingAttendeeCapacity: 0 })
    const open = at('17', { remainingAttendeeCapacity: 4 })
    expect(taken(series({ subEvent: [off, full, open] })).times.map((t) => t.validFrom)).to.deep.equal([
      '2026-12-17',
    ])
    expect(taken(series({ subEvent: [off, full] })).times.map((t) => t.validFrom)).to.deep.equal([
      '2026-12-10',
    ])
    expect(map(series({ subEvent: [off] }))).to.have.property('leftOut', 'expired')
    expect(map(series({ eventStatus: 'https://schema.org/EventCancelled' }))).to.have.property(
      'leftOut',
      'closed',
    )
    expect(map(series({ eventStatus: 'EventPostponed' }))).to.have.property('leftOut', 'paused')
  })

  it('restrictions on admission stand where they are always shown', () => {
    const said = taken(
      series({
        additionalAdmissionRestriction: ['Under 12s come with an adult', 'Bring a towel'],
        ageRestriction: { minValue: 14 },
      }),
    )
    expect(said.alert).to.contain('Under 12s come with an adult')
    expect(said.alert).to.contain('Bring a towel')
    expect(said.ages).to.deep.equal({ min: 14, max: 17, from: 'field' })
    expect(said.eligibility).to.equal('Under 12s come with an adult. Bring a towel')
  })

  it('offers that no young person could take are no price for them', () => {
    const offers = [
      { name: 'Senior', price: 1, ageRange: { minValue: 60 } },
      { name: 'Tots', price: 0, ageRange: { maxValue: 5 } },
      { name: 'Junior', price: '2.60', ageRange: { maxValue: 15 } },
    ]
    expect(taken(series({ offers })).cost).to.include({ free: false, from: 2.6 })
  })

  it('ages of all offers together hold where no field says them', () => {
    const ages = (...ranges: readonly object[]) =>
      taken(series({ ageRange: undefined, offers: ranges.map((ageRange) => ({ price: 2, ageRange })) })).ages
    expect(ages({ minValue: 5, maxValue: 11 })).to.deep.equal({ min: 5, max: 11, from: 'field' })
    expect(ages({ minValue: 5, maxValue: 11 }, { minValue: 12, maxValue: 15 })).to.deep.equal({
      min: 5,
      max: 15,
      from: 'field',
    })
    expect(ages({ minValue: 5, maxValue: 11 }, { minValue: 12 })).to.deep.equal({ min: 5, from: 'field' })
    expect(ages({ maxValue: 15 }, {})).to.deep.equal({})
  })

  it('an offer for nothing beside one that costs is free for some', () => {
    const offers = [
      { name: 'Under 16', price: 0 },
      { name: 'Adult', price: 6 },
    ]
    const { cost } = taken(series({ offers }))
    expect(cost).to.deep.equal({ from: 6, text: 'Under 16 free; Adult £6', provenance: 'field' })
  })

  it('online is online, and whoever runs it can be reached', () => {
    const said = taken(series({ eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode' }))
    expect(said).to.deep.include({
      mode: ['online'],
      places: [],
      email: 'hi@play.example.org',
      phones: [{ number: '01632 960 111' }],
    })
  })

  it('licence of the page, date of the change, and script in a description made harmless', () => {
    const mapped = map(series({ description: 'Play <script>alert(1)</script>here' }), {
      modified: '2026-11-01',
      licence: 'https://creativecommons.org/licenses/by/4.0/',
    })
    expect('taken' in mapped && mapped.taken).to.deep.include({
      description: 'Play here',
      attribution: 'From the open data of Madeupton Racket Club (OpenActive), licensed under CC BY 4.0',
      lastChecked: '2026-11-01',
      licence: 'https://creativecommons.org/licenses/by/4.0/',
    })
  })

  it('a facility has its opening hours, or the span of its slots; round the clock is no hours', () => {
    const facility = (hours: unknown) => series({ '@type': 'FacilityUse', hoursAvailable: hours })
    const hours = [
      { dayOfWeek: 'https://schema.org/Monday', opens: '09:00', closes: '21:00' },
      { dayOfWeek: ['http://schema.org/Sunday'], opens: '00:00', closes: '23:59' },
    ]
    expect(taken(facility(hours)).times).to.deep.equal([{ day: 'monday', from: '09:00', to: '21:00' }])
    const dates = ['10:00', '15:00'].map((t) => ({
      startDate: `2026-12-05T${t}:00Z`,
      duration: 'PT1H',
    })) as OpenActiveListing['dates']
    expect(taken(facility([]), { dates, hadDates: true }).times).to.deep.equal([
      { day: 'saturday', from: '10:00', to: '16:00' },
    ])
  })

  it('bears anything: wrong kinds, nothing, latitude 100', () => {
    for (const data of [
      {},
      {
        '@type': 7,
        name: ['x'],
        activity: 3,
        offers: 'x',
        location: 5,
        ageRange: 'all',
        eventSchedule: 'weekly',
      },
    ]) {
      expect(map(data)).to.have.property('leftOut', 'no-name')
    }
    expect(readOpenActive('x')).to.equal(undefined)
    expect(readOpenActive(null)).to.equal(undefined)
    const mapped = map(series({ location: { geo: { latitude: 100, longitude: 0 } } }))
    expect('taken' in mapped && mapped.corrections).to.deep.equal(['position-outside-uk'])
  })
})
