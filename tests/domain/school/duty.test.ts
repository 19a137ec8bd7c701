import { expect } from 'chai'
import { describe, it } from 'mocha'
import { loadBankHolidays } from '../../../content/load-bank-holidays.ts'
import { nextRead } from '../../../domain/school/duty.ts'
import { DutyContact } from '../../../domain/school/school.ts'

const holidays = loadBankHolidays('content/bank-holidays.yaml').of('england')
const office = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => ({
  day,
  from: '08:30',
  to: '16:00',
}))
const lead = DutyContact.parse({ id: 'lead', name: 'Lead', role: 'Safeguarding lead', hours: office })
const deputy = DutyContact.parse({
  id: 'deputy',
  name: 'Deputy',
  role: 'Deputy',
  hours: [
    { day: 'wednesday', from: '12:00', to: '19:00' },
    { day: 'sunday', from: '17:00', to: '18:00' },
  ],
})
const read = (contacts: DutyContact[], now: string) => {
  const next = nextRead(contacts, new Date(now), holidays)
  return next && [next.contact.id, next.at.toISOString(), next.reading]
}

describe('who reads alerts, and when', () => {
  it('now, within their hours', () =>
    expect(read([lead, deputy], '2026-11-23T12:00:00Z')).to.deep.equal([
      'lead',
      '2026-11-23T12:00:00.000Z',
      true,
    ]))
  it('from the first minute, and not in the last', () => {
    expect(read([lead], '2026-11-23T08:30:00Z')?.[2]).to.equal(true)
    expect(read([lead], '2026-11-23T08:29:59Z')).to.deep.equal(['lead', '2026-11-23T08:30:00.000Z', false])
    expect(read([lead], '2026-11-23T16:00:00Z')).to.deep.equal(['lead', '2026-11-24T08:30:00.000Z', false])
  })
  it('the first in the list when two are reading', () => {
    expect(read([lead, deputy], '2026-11-25T13:00:00Z')?.[0]).to.equal('lead')
    expect(read([deputy, lead], '2026-11-25T13:00:00Z')?.[0]).to.equal('deputy')
  })
  it('whoever is reading, rather than the first in the list later', () =>
    expect(read([lead, deputy], '2026-11-25T17:00:00Z')).to.deep.equal([
      'deputy',
      '2026-11-25T17:00:00.000Z',
      true,
    ]))
  it('whoever is first after the weekend', () => {
    expect(read([lead, deputy], '2026-11-27T20:00:00Z')).to.deep.equal([
      'deputy',
      '2026-11-29T17:00:00.000Z',
      false,
    ])
    expect(read([lead], '2026-11-27T20:00:00Z')).to.deep.equal(['lead', '2026-11-30T08:30:00.000Z', false])
  })
  it('not on Christmas Day nor on the Monday kept for Boxing Day', () => {
    expect(read([lead], '2026-12-24T18:00:00Z')?.[1]).to.equal('2026-12-29T08:30:00.000Z')
    expect(read([lead], '2026-12-28T10:00:00Z')).to.deep.equal(['lead', '2026-12-29T08:30:00.000Z', false])
  })
  it('half past eight is 7:30 UTC in summer: across both changes of the clocks', () => {
    // Friday evening before the clocks go forward, Monday after it.
    expect(read([lead], '2026-03-27T18:00:00Z')?.[1]).to.equal('2026-03-30T07:30:00.000Z')
    expect(read([lead], '2026-10-23T18:00:00Z')?.[1]).to.equal('2026-10-26T08:30:00.000Z')
  })
  it('not while away, first and last day included', () => {
    const onLeave = { ...lead, away: [{ from: '2026-07-23', to: '2026-09-01' }] }
    expect(read([onLeave], '2026-07-22T12:00:00Z')?.[2]).to.equal(true)
    expect(read([onLeave], '2026-07-23T12:00:00Z')).to.deep.equal(['lead', '2026-09-02T07:30:00.000Z', false])
    expect(read([onLeave, deputy], '2026-07-23T12:00:00Z')?.[0]).to.equal('deputy')
  })
  it('nobody, when nobody has hours: it is not made up', () => {
    expect(read([], '2026-11-23T12:00:00Z')).to.equal(undefined)
    expect(read([{ ...lead, hours: [] }], '2026-11-23T12:00:00Z')).to.equal(undefined)
    expect(
      read([{ ...lead, away: [{ from: '2026-01-01', to: '2029-01-01' }] }], '2026-11-23T12:00:00Z'),
    ).to.equal(undefined)
  })
  it('refuses a time away that ends before it begins', () =>
    expect(
      DutyContact.safeParse({ ...lead, away: [{ from: '2026-09-01', to: '2026-07-23' }] }).success,
    ).to.equal(false))
})
