import { expect } from 'chai'
import { fromOutpost, isOutpost } from '../../../domain/directory/from-outpost.ts'
import type { LeftOut } from '../../../domain/directory/mapped.ts'
import { Opportunity } from '../../../domain/directory/opportunity.ts'
import { hsdsService } from '../../support/hsds.ts'
import { outpostPlace, outpostService } from '../../support/outpost.ts'

const TODAY = '2026-11-23'

function taken(fields: Record<string, unknown> = {}): Opportunity {
  const mapped = fromOutpost(outpostService(fields), { id: 'test' }, TODAY)
  if (!('taken' in mapped)) throw new Error(`left out: ${mapped.leftOut}`)
  return Opportunity.parse(mapped.taken)
}
function leftOut(fields: Record<string, unknown>): LeftOut | undefined {
  const mapped = fromOutpost(outpostService(fields), { id: 'test' }, TODAY)
  return 'leftOut' in mapped ? mapped.leftOut : undefined
}

describe('a service in the older shape (Outpost, Open Referral UK v1) as an opportunity', () => {
  it('is told from the v3 shape', () => {
    expect(isOutpost(outpostService())).to.equal(true)
    expect(isOutpost(hsdsService())).to.equal(false)
    expect(isOutpost({ id: 'row', name: 'Row', status: 'active' })).to.equal(false)
    expect(isOutpost('text')).to.equal(false)
  })

  it('takes what a good record says', () => {
    const o = taken({
      min_age: 11,
      max_age: 16,
      contacts: [{ name: 'Sam', title: 'Leader', email: 'hello@lanterns.example', phone: '01632 960002' }],
      regular_schedules: [{ id: 1, weekday: 'Monday', opens_at: '16:00', closes_at: '17:30' }],
      cost_options: [{ option: 'Child', amount: 2.5, cost_type: 'per session' }],
      needs_referral: true,
    })
    expect(o).to.deep.include({
      sourceId: '41',
      organisation: 'Lantern Trust',
      ages: { min: 11, max: 16, from: 'field' },
      needsReferral: true,
      email: 'hello@lanterns.example',
      lastChecked: '2026-03-02',
      description: 'Making paper lanterns together, all materials given.',
      mode: ['in-person'],
    })
    expect(o.phones).to.deep.equal([{ number: '01632 960002' }])
    expect(o.times).to.deep.equal([{ day: 'monday', from: '16:00', to: '17:30' }])
    expect(o.cost).to.deep.include({ free: false, from: 2.5 })
    expect(o.topics).to.have.members(['Arts and crafts'])
    expect(o.places).to.deep.equal([
      {
        name: 'St Agnes Hall',
        address: '4 Weir Road, Madeupton',
        postcode: 'ZZ1 4QD',
        position: { lat: 52.431001, lon: -1.020659 },
        accessibility: ['Hearing loop'],
      },
    ])
  })

  describe('the quirks of real feeds (domain.md 3.3)', () => {
    it('8: empty ages, cost and places are unknown: never free, never open, never all ages', () => {
      const o = taken({
        min_age: null,
        max_age: '',
        free: null,
        cost_options: [],
        regular_schedules: [],
        locations: [],
      })
      expect(o.ages).to.deep.equal({})
      expect(o.cost).to.deep.equal({})
      expect(o.times).to.deep.equal([])
      expect(o.places).to.deep.equal([])
      expect(o.needsReferral).to.equal(undefined)
    })
    it('8: boxes that were not ticked (free, needs a referral) say nothing', () => {
      const o = taken({ free: false, needs_referral: false })
      expect(o.cost.free).to.equal(undefined)
      expect(o.needsReferral).to.equal(undefined)
      expect(taken({ free: true }).cost.free).to.equal(true)
    })
    it('8: a place without a postcode keeps what it has', () => {
      const [place] = taken({ locations: [outpostPlace({ postal_code: null, geometry: null })] }).places
      expect(place).to.deep.include({ address: '4 Weir Road, Madeupton' })
      expect(place?.postcode).to.equal(undefined)
      expect(place?.position).to.equal(undefined)
    })
    it('9: ages that contradict the text, and one sex only in prose: the text is believed', () => {
      const o = taken({
        name: '3rd Madeupton Brownies',
        description: 'Brownies are a group of girls aged 7 to 10 years who meet weekly in term time.',
        min_age: 5,
        max_age: 11,
      })
      expect(o.ages).to.deep.equal({ min: 7, max: 10, from: 'description' })
      expect(o.genderGroup).to.deep.equal({ only: 'girls', from: 'description' })
    })
    it('10: an adult-only group and a nursery in one directory keep the ages that tell them apart', () => {
      const adults = taken({
        name: 'Lanterns for adults',
        description: 'For adults aged 18 and over.',
        min_age: null,
      })
      const nursery = taken({ name: 'Lantern Nursery', description: 'Day care.', min_age: 0, max_age: 4 })
      expect(adults.ages).to.deep.include({ min: 18 })
      expect(nursery.ages).to.deep.include({ max: 4 })
    })
  })

  it('an address that is to be masked leaves its town and about where it is', () => {
    const [place] = taken({ locations: [outpostPlace({ mask_exact_address: true })] }).places
    expect(place).to.deep.equal({
      address: 'Madeupton',
      position: { lat: 52.43, lon: -1.02 },
      accessibility: ['Hearing loop'],
    })
    expect(taken({ locations: [outpostPlace({ visible: false })] }).places).to.deep.equal([])
  })

  it('what is not public, closed for now or over is left out', () => {
    expect(leftOut({ visible: false })).to.equal('hidden')
    expect(leftOut({ approved: false })).to.equal('hidden')
    expect(leftOut({ discarded_at: '2026-01-01' })).to.equal('hidden')
    expect(leftOut({ visible_from: '2026-12-01' })).to.equal('hidden')
    expect(leftOut({ visible_to: '2026-11-22' })).to.equal('expired')
    expect(leftOut({ visible_to: '2026-11-23' })).to.equal(undefined)
    expect(taken({ visible_to: '2026-12-31' }).expires).to.equal('2026-12-31')
    expect(leftOut({ temporarily_closed: true })).to.equal('paused')
    expect(leftOut({ id: null })).to.equal('no-id')
  })

  it('reads Open Referral UK v1: eligibilitys, taxonomies of the service, places and times under it', () => {
    const mapped = fromOutpost(
      {
        id: 'v1-1',
        name: 'Old Chess Club',
        status: 'active',
        description: 'Chess.',
        organization: { id: 'o', name: 'Chess Trust' },
        eligibilitys: [
          { eligibility: 'Young people', minimum_age: 11, maximum_age: 14 },
          { minimum_age: 15, maximum_age: 18 },
        ],
        service_taxonomys: [{ taxonomy: { name: 'Games' } }],
        service_at_locations: [
          {
            location: {
              name: 'Library',
              latitude: '52.4',
              longitude: '-1.0',
              physical_addresses: [{ address_1: '1 High St', city: 'Madeupton', postal_code: 'ZZ1 4QD' }],
              accessibility_for_disabilities: [{ accessibility: 'Step-free' }],
            },
            regular_schedule: [{ byday: 'WE', opens_at: '16:00', closes_at: '18:00', freq: 'WEEKLY' }],
          },
        ],
        cost_options: [{ amount: 0, amount_description: 'Free' }],
      },
      { id: 'test' },
      TODAY,
    )
    const o = 'taken' in mapped ? mapped.taken : undefined
    expect(o).to.deep.include({ organisation: 'Chess Trust', topics: ['Games'] })
    expect(o?.ages).to.deep.include({ min: 11, max: 18 })
    expect(o?.times).to.deep.equal([{ day: 'wednesday', from: '16:00', to: '18:00' }])
    expect(o?.cost.free).to.equal(true)
    expect(o?.places[0]).to.deep.include({ postcode: 'ZZ1 4QD', position: { lat: 52.4, lon: -1 } })
    expect(o?.places[0]?.accessibility).to.deep.equal(['Step-free'])
  })

  describe('the words of v1 for who may come', () => {
    const read = (eligibilitys: readonly object[], fields: Record<string, unknown> = {}) =>
      taken({ min_age: null, eligibilitys, ...fields })
    const saying = (...words: readonly string[]) => read(words.map((eligibility) => ({ eligibility })))
    it('adults alone are from 18, teenagers alone 13 to 19; beside others no age is known', () => {
      expect(saying('adult').ages).to.deep.equal({ min: 18, from: 'field' })
      expect(saying('Adult', 'female').ages).to.deep.equal({ min: 18, from: 'field' })
      expect(saying('teen').ages).to.deep.equal({ min: 13, max: 19, from: 'field' })
      expect(saying('adult', 'teen').ages).to.deep.equal({})
      expect(saying('adult', 'family').ages).to.deep.equal({})
    })
    it('a figure is more exact, but none opens what is for adults to children', () => {
      const adult = [{ eligibility: 'adult' }]
      expect(read(adult, { description: 'For anyone aged 16 and over.' }).ages).to.deep.equal({
        min: 16,
        from: 'description',
      })
      expect(read(adult, { description: 'For anyone up to age 25.' }).ages).to.deep.include({
        min: 18,
        max: 25,
      })
      expect(read(adult, { max_age: 12 }).ages).to.deep.equal({ min: 18, from: 'field' })
      expect(read([{ eligibility: 'teen' }], { description: 'For 11-18s.' }).ages).to.deep.include({
        min: 11,
        max: 18,
      })
    })
    it('one sex alone is one sex only', () => {
      expect(saying('adult', 'female').genderGroup).to.deep.equal({ only: 'girls', from: 'field' })
      expect(saying('male').genderGroup).to.deep.equal({ only: 'boys', from: 'field' })
      expect(saying('female', 'male').genderGroup).to.equal(undefined)
    })
    it('trans people are whom it is made for, unless everyone is named', () => {
      expect(saying('Transgender').audience).to.deep.equal(['Transgender'])
      expect(saying('female', 'male', 'Transgender').audience).to.deep.equal([])
      expect(saying('adult', 'child', 'teen', 'family', 'Transgender').audience).to.deep.equal([])
      expect(saying('adult', 'Transgender').audience).to.deep.equal(['Transgender'])
    })
    it("a council's own words are kept as they are", () => {
      const o = saying('adult', 'Parents and carers of disabled children')
      expect(o.eligibility).to.equal('Parents and carers of disabled children')
      expect(saying('adult').eligibility).to.equal(undefined)
    })
  })

  it('a field of the wrong kind is unknown, never an error', () => {
    const o = taken({
      locations: 'none',
      contacts: 4,
      regular_schedules: {},
      min_age: 'old',
      taxonomies: [7, null, 'Craft'],
    })
    expect(o.places).to.deep.equal([])
    expect(o.ages).to.deep.equal({})
    expect(o.topics).to.include('Craft')
  })
})
