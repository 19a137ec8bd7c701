import { expect } from 'chai'
import fc from 'fast-check'
import { slotId, slotsOf } from '../../../domain/booking/slots.ts'
import { Slot } from '../../../domain/booking/types.ts'
import { clockText, dayText, inLondon } from '../../../domain/time/london.ts'
import { linkWorker } from '../../support/diary.ts'

const NO_HOLIDAYS = { holidays: new Set<string>() }
// A Monday, 9 o'clock in London.
const NOW = new Date('2026-11-23T09:00:00Z')
const EVERY_DAY = ['saturday', 'sunday'].map((day) => ({ day, from: '00:00', to: '04:00' }))
const starts = (slots: readonly Slot[]) => slots.map((slot) => slot.start)
const clocks = (slots: readonly Slot[]) => slots.map((slot) => clockText(inLondon(new Date(slot.start)).time))

describe('slots of a diary', () => {
  it('cuts the opening into lengths and gaps, and nothing over its end', () => {
    const worker = linkWorker('rowan', { lengthMinutes: 45, gapMinutes: 15, horizonDays: 1 })
    const slots = slotsOf(worker, NOW, NO_HOLIDAYS)
    expect(clocks(slots)).to.deep.equal(['09:00', '10:00', '11:00'])
    expect(slots[0]).to.deep.equal({
      id: 'rowan.20261124T090000Z',
      linkWorker: 'rowan',
      start: '2026-11-24T09:00:00.000Z',
      end: '2026-11-24T09:45:00.000Z',
      place: { kind: 'room', text: 'Room 4' },
    })
    expect(Slot.parse(slots[0])).to.deep.equal(slots[0])
  })

  it('names a slot by worker and start in UTC', () => {
    expect(slotId('rowan', new Date('2026-07-01T09:30:00Z'))).to.equal('rowan.20260701T093000Z')
  })

  it('keeps the notice: exactly that long before is early enough, less is not', () => {
    const worker = linkWorker('rowan', { noticeHours: 24, horizonDays: 1 })
    expect(starts(slotsOf(worker, new Date('2026-11-23T10:30:00Z'), NO_HOLIDAYS))[0]).to.equal(
      '2026-11-24T10:30:00.000Z',
    )
    expect(starts(slotsOf(worker, new Date('2026-11-23T10:31:00Z'), NO_HOLIDAYS))[0]).to.equal(
      '2026-11-24T11:00:00.000Z',
    )
  })

  it('asks no notice of what is kept for who asks, and offers it no more once it has begun', () => {
    const worker = linkWorker('rowan', { noticeHours: 24, horizonDays: 1 })
    const kept = new Set([slotId('rowan', new Date('2026-11-24T09:00:00Z'))])
    const seen = (from: string) => starts(slotsOf(worker, new Date(from), { ...NO_HOLIDAYS, kept }))
    expect(seen('2026-11-23T15:30:00Z')).to.deep.equal(['2026-11-24T09:00:00.000Z'])
    expect(seen('2026-11-24T08:59:00Z')[0]).to.equal('2026-11-24T09:00:00.000Z')
    expect(seen('2026-11-24T09:00:00Z')[0]).to.equal('2026-11-25T09:00:00.000Z')
  })

  it('offers nothing that has begun, even without notice', () => {
    const worker = linkWorker('rowan', { noticeHours: 0, horizonDays: 1 })
    expect(starts(slotsOf(worker, NOW, NO_HOLIDAYS))[0]).to.equal('2026-11-23T09:30:00.000Z')
  })

  it('ends with the horizon', () => {
    const worker = linkWorker('rowan', { horizonDays: 7 })
    const last = starts(slotsOf(worker, NOW, NO_HOLIDAYS)).at(-1)
    expect(last).to.equal('2026-11-30T11:30:00.000Z')
  })

  it('is closed on bank holidays', () => {
    const days = new Set(['2026-11-24', '2026-11-25'])
    const slots = slotsOf(linkWorker('rowan'), NOW, { holidays: days })
    expect(starts(slots)[0]).to.equal('2026-11-26T09:00:00.000Z')
  })

  it('takes an exception instead of the week: leave, other hours, or open on a bank holiday', () => {
    const worker = linkWorker('rowan', {
      horizonDays: 3,
      exceptions: [
        { day: '2026-11-24', hours: [] },
        { day: '2026-11-25', hours: [{ from: '14:00', to: '15:00' }] },
        { day: '2026-11-26', hours: [{ from: '16:00', to: '16:30' }] },
      ],
    })
    const slots = slotsOf(worker, NOW, { holidays: new Set(['2026-11-26']) })
    expect(starts(slots)).to.deep.equal([
      '2026-11-25T14:00:00.000Z',
      '2026-11-25T14:30:00.000Z',
      '2026-11-26T16:00:00.000Z',
    ])
  })

  it('is closed on a day that an exception closes, also when another one of that day has hours', () => {
    const exceptions = [
      { day: '2026-11-24', hours: [{ from: '09:00', to: '15:00' }] },
      { day: '2026-11-24', hours: [] },
    ]
    for (const both of [exceptions, exceptions.toReversed()])
      expect(slotsOf(linkWorker('rowan', { horizonDays: 1, exceptions: both }), NOW, NO_HOLIDAYS)).to.be.empty
  })

  it('offers nothing over a taken time, nor within the gap beside it', () => {
    const worker = linkWorker('rowan', { lengthMinutes: 30, gapMinutes: 10, horizonDays: 1 })
    const all = clocks(slotsOf(worker, NOW, NO_HOLIDAYS))
    expect(all).to.deep.equal(['09:00', '09:40', '10:20', '11:00'])
    const taken = [{ start: '2026-11-24T09:30:00.000Z', end: '2026-11-24T09:55:00.000Z' }]
    expect(clocks(slotsOf(worker, NOW, { ...NO_HOLIDAYS, taken }))).to.deep.equal(['10:20', '11:00'])
  })

  it('closes a day that has its most', () => {
    const worker = linkWorker('rowan', { mostPerDay: 2, horizonDays: 2 })
    const at = (clock: string) => ({ start: `2026-11-24T${clock}:00Z`, end: `2026-11-24T${clock}:30Z` })
    const one = slotsOf(worker, NOW, { ...NO_HOLIDAYS, taken: [at('09:00')] })
    const two = slotsOf(worker, NOW, { ...NO_HOLIDAYS, taken: [at('09:00'), at('09:30')] })
    expect(starts(one)[0]).to.equal('2026-11-24T09:30:00.000Z')
    expect(starts(two)[0]).to.equal('2026-11-25T09:00:00.000Z')
  })

  it('does not offer one time twice when two openings overlap', () => {
    const worker = linkWorker('rowan', {
      horizonDays: 1,
      hours: [
        { day: 'tuesday', from: '10:00', to: '11:00' },
        { day: 'tuesday', from: '09:00', to: '10:30' },
      ],
    })
    expect(clocks(slotsOf(worker, NOW, NO_HOLIDAYS))).to.deep.equal(['09:00', '09:30', '10:00', '10:30'])
  })

  it('reads only the day asked for', () => {
    const slots = slotsOf(linkWorker('rowan'), NOW, { ...NO_HOLIDAYS, only: '2026-11-25' })
    expect(slots).to.have.length(6)
    expect(starts(slots).every((start) => start.startsWith('2026-11-25'))).to.equal(true)
  })

  it('keeps office hours through both changes of the clocks, stored in UTC', () => {
    const worker = linkWorker('rowan', { horizonDays: 5, noticeHours: 0 })
    const march = starts(slotsOf(worker, new Date('2026-03-26T18:00:00Z'), NO_HOLIDAYS))
    expect(march).to.include.members(['2026-03-27T09:00:00.000Z', '2026-03-30T08:00:00.000Z'])
    expect(march).to.not.include('2026-03-30T11:00:00.000Z')
    const october = starts(slotsOf(worker, new Date('2026-10-22T18:00:00Z'), NO_HOLIDAYS))
    expect(october).to.include.members(['2026-10-23T08:00:00.000Z', '2026-10-26T09:00:00.000Z'])
    expect(october).to.not.include('2026-10-26T08:00:00.000Z')
  })

  it('has no slot in the hour that 29 March 2026 skips, and none overlaps the change', () => {
    const worker = linkWorker('rowan', {
      hours: EVERY_DAY,
      lengthMinutes: 60,
      noticeHours: 0,
      horizonDays: 2,
    })
    const slots = slotsOf(worker, new Date('2026-03-28T12:00:00Z'), NO_HOLIDAYS)
    expect(clocks(slots)).to.deep.equal(['00:00', '02:00', '03:00'])
    expect(starts(slots)).to.deep.equal([
      '2026-03-29T00:00:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2026-03-29T02:00:00.000Z',
    ])
  })

  it('offers no clock time twice on 25 October 2026', () => {
    const worker = linkWorker('rowan', {
      hours: EVERY_DAY,
      lengthMinutes: 60,
      noticeHours: 0,
      horizonDays: 2,
    })
    const slots = slotsOf(worker, new Date('2026-10-24T12:00:00Z'), NO_HOLIDAYS)
    expect(clocks(slots)).to.deep.equal(['00:00', '01:00', '02:00', '03:00'])
    expect(starts(slots)).to.deep.equal([
      '2026-10-24T23:00:00.000Z',
      '2026-10-25T00:00:00.000Z',
      '2026-10-25T02:00:00.000Z',
      '2026-10-25T03:00:00.000Z',
    ])
  })

  it('is closed on leave whatever else is said, out of term but for exceptions, and while it is paused', () => {
    const at = new Date('2026-11-23T00:00:00Z')
    const days = (diary: Record<string, unknown>, terms: { from: string; to: string }[] = []) => {
      const slots = slotsOf(linkWorker('rowan', { horizonDays: 4, noticeHours: 0, ...diary }), at, {
        ...NO_HOLIDAYS,
        terms,
      })
      return [...new Set(slots.map(({ start }) => start.slice(8, 10)))]
    }
    const exceptions = [{ day: '2026-11-25', hours: [{ from: '14:00', to: '15:00' }] }]
    expect(days({})).to.deep.equal(['23', '24', '25', '26', '27'])
    expect(days({ leave: [{ from: '2026-11-24', to: '2026-11-25' }], exceptions })).to.deep.equal([
      '23',
      '26',
      '27',
    ])
    const terms = [{ from: '2026-09-01', to: '2026-11-24' }]
    expect(days({ exceptions }, terms)).to.deep.equal(['23', '24', '25'])
    expect(days({ termTimeOnly: false }, terms)).to.deep.equal(['23', '24', '25', '26', '27'])
    expect(days({ paused: {} })).to.deep.equal([])
    expect(days({ paused: { until: '2026-11-26' } })).to.deep.equal(['26', '27'])
  })

  it('takes no one new in a week that is full, and others in the next', () => {
    const worker = linkWorker('rowan', { horizonDays: 8, noticeHours: 0, mostPerWeek: 2 })
    const on = (day: string) => ({ start: `${day}T09:00:00.000Z`, end: `${day}T09:30:00.000Z` })
    const slots = slotsOf(worker, new Date('2026-11-25T00:00:00Z'), {
      ...NO_HOLIDAYS,
      taken: [on('2026-11-23'), on('2026-11-27')],
    })
    expect(slots[0]?.start).to.equal('2026-11-30T09:00:00.000Z')
  })

  it('never offers two overlapping times, one outside the hours, or one too soon, whatever the diary', () => {
    const instant = fc.date({
      min: new Date('2026-01-01T00:00:00Z'),
      max: new Date('2027-12-31T00:00:00Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: 10, max: 240 }),
        fc.integer({ min: 0, max: 120 }),
        fc.integer({ min: 0, max: 72 }),
        fc.integer({ min: 0, max: 20 }),
        (now, lengthMinutes, gapMinutes, noticeHours, opens) => {
          const from = `${String(opens).padStart(2, '0')}:15`
          const hours = ['monday', 'sunday'].map((day) => ({ day, from, to: '22:45' }))
          const worker = linkWorker('rowan', {
            hours,
            lengthMinutes,
            gapMinutes,
            noticeHours,
            horizonDays: 10,
          })
          const slots = slotsOf(worker, now, NO_HOLIDAYS)
          slots.forEach((slot, at) => {
            const begins = inLondon(new Date(slot.start))
            const ends = inLondon(new Date(slot.end))
            expect(['monday', 'sunday']).to.include(begins.weekday)
            expect(dayText(begins.day)).to.equal(dayText(ends.day))
            expect(clockText(begins.time) >= from && clockText(ends.time) <= '22:45').to.equal(true)
            expect(Date.parse(slot.start)).to.be.at.least(now.getTime() + noticeHours * 3_600_000)
            expect(Date.parse(slot.end) - Date.parse(slot.start)).to.equal(lengthMinutes * 60_000)
            const before = slots[at - 1]
            // The gap is time to breathe between two meetings of a day; a night is longer than that.
            const dayBefore = before && dayText(inLondon(new Date(before.start)).day)
            if (before && dayBefore === dayText(begins.day))
              expect(Date.parse(slot.start)).to.be.at.least(Date.parse(before.end) + gapMinutes * 60_000)
          })
        },
      ),
      { numRuns: 100 },
    )
  })
})
