import { expect } from 'chai'
import { fromOpenReferral } from '../../../domain/directory/from-openreferral.ts'
import type { Correction, LeftOut } from '../../../domain/directory/mapped.ts'
import { Opportunity } from '../../../domain/directory/opportunity.ts'
import { hsdsPlace, hsdsService } from '../../support/hsds.ts'

const TODAY = '2026-11-23'
const FEED = { id: 'test', attribution: 'Made up' }

function taken(fields: Record<string, unknown>): { o: Opportunity; corrections: readonly Correction[] } {
  const mapped = fromOpenReferral(hsdsService(fields), FEED, TODAY)
  if (!('taken' in mapped)) throw new Error(`left out: ${mapped.leftOut}`)
  return { o: Opportunity.parse(mapped.taken), corrections: mapped.corrections }
}
function leftOut(fields: Record<string, unknown>): LeftOut | undefined {
  const mapped = fromOpenReferral(hsdsService(fields), FEED, TODAY)
  return 'leftOut' in mapped ? mapped.leftOut : undefined
}

describe('an Open Referral UK v3 service as an opportunity', () => {
  it('takes everything a good record says', () => {
    const { o, corrections } = taken({
      alert: 'Bring a coat.',
      service_areas: [{ name: 'Madeupton' }],
      languages: [{ name: 'Welsh' }],
      attributes: [
        { taxonomy_term: { name: 'Visual arts' } },
        { taxonomy_term: { name: '2a3483ea-8966-4f50-9dc3-7bafa1e5c623' } },
      ],
    })
    expect(corrections).to.deep.equal([])
    expect(o).to.include({
      id: 'test:svc-1',
      sourceId: 'svc-1',
      name: 'Inkwell Drawing Club',
      organisation: 'Inkwell',
      url: 'https://inkwell.example.org/club',
      email: 'hello@inkwell.example.org',
      alert: 'Bring a coat.',
      status: 'active',
      lastChecked: '2026-10-02',
      attribution: 'Made up',
    })
    expect(o.ages).to.deep.equal({ min: 11, max: 18, from: 'field' })
    expect(o.cost).to.deep.equal({ free: true, text: 'Free', provenance: 'field' })
    expect(o.times).to.deep.equal([{ day: 'tuesday', from: '16:00', to: '17:30' }])
    expect(o.places).to.deep.equal([
      {
        name: 'The Old Forge',
        address: '1 Smithy Lane, Madeupton',
        postcode: 'ZZ1 4QD',
        position: { lat: 52.43, lon: -1.02 },
        accessibility: [],
      },
    ])
    expect(o.mode).to.deep.equal(['in-person'])
    expect(o.areas).to.deep.equal(['Madeupton'])
    expect(o.languages).to.deep.equal(['Welsh'])
    expect(o.topics).to.deep.equal(['Visual arts'])
    expect(o.phones).to.deep.equal([{ number: '01632 960001' }])
  })

  describe('the quirks of real feeds (domain.md 3.3)', () => {
    it('1: ages of -1, null or nothing are unknown, never all ages', () => {
      for (const unknown of [-1, null, '', undefined, 'n/a']) {
        const { o } = taken({ minimum_age: unknown, maximum_age: unknown })
        expect(o.ages, String(unknown)).to.deep.equal({})
      }
      expect(taken({ minimum_age: 0, maximum_age: 0 }).o.ages).to.deep.equal({})
      expect(taken({ minimum_age: '12', maximum_age: -1 }).o.ages).to.deep.equal({ min: 12, from: 'field' })
    })
    it('2: a description in HTML becomes safe plain text', () => {
      const { o } = taken({
        description:
          '<h1>About us</h1>\n\n<p>Art &amp; tea&nbsp;for all.</p><script>alert(1)</script><p>See <a href="javascript:x()">here</a></p>',
      })
      expect(o.description).to.equal('About us\nArt & tea for all.\nSee here')
    })
    it('3: audiences of pc_targetAudience are taken, and service areas in camel case', () => {
      const { o } = taken({
        pc_metadata: { assured_by: 'x' },
        pc_targetAudience: [
          { audienceType: 'Homeless', id: 'Homeless' },
          { audienceType: 'Care leavers', id: '80425' },
        ],
        service_areas: [{ name: 'Madeupton', serviceId: 'svc-1', uri: 'http://www.example.com' }],
      })
      expect(o.audience).to.deep.equal(['Homeless', 'Care leavers'])
      expect(o.areas).to.deep.equal(['Madeupton'])
    })
    it('4: a placeholder e-mail address is dropped and named', () => {
      const { o, corrections } = taken({ email: 'Unknown-17774709035808669303521709054@noemail.invalid' })
      expect(o.email).to.equal(undefined)
      expect(corrections).to.deep.equal(['email-placeholder'])
    })
    it('5: words in a phone field become its note', () => {
      const { o } = taken({
        contacts: [{ phones: [{ number: 'Youth Maps: 01632 960 002' }, { number: 'ask at the desk' }] }],
      })
      expect(o.phones).to.deep.equal([{ number: '01632 960 002', note: 'Youth Maps' }])
    })
    it('6: freshness is the later of the assured date and a last change without a zone; not of the future', () => {
      expect(
        taken({ assured_date: '2026-10-05', last_modified: '2025-09-02T12:06:15.654' }).o.lastChecked,
      ).to.equal('2026-10-05')
      expect(
        taken({ assured_date: '2031-01-01', last_modified: '2025-09-02T12:06:15' }).o.lastChecked,
      ).to.equal('2025-09-02')
      expect(taken({ assured_date: 'soon', last_modified: null }).o.lastChecked).to.equal(undefined)
    })
    it('7: a row of the list without nested data leaves places, times and cost unknown', () => {
      const mapped = fromOpenReferral({ id: 'r', name: 'Row', status: 'active' }, FEED, TODAY)
      if (!('taken' in mapped)) throw new Error('left out')
      expect(mapped.taken).to.deep.include({ places: [], times: [], cost: {}, ages: {}, mode: [] })
    })
    it('8: nothing said about cost is not free, nothing about times is not open', () => {
      const { o } = taken({ cost_options: [], schedules: null })
      expect(o.cost).to.deep.equal({})
      expect(o.times).to.deep.equal([])
    })
    it('9: ages and one sex only in prose are read, and narrower ages believed', () => {
      const { o, corrections } = taken({
        name: '3rd Madeupton Brownies',
        description: 'Brownies is for girls aged 7 to 10.',
        minimum_age: 5,
        maximum_age: 11,
      })
      expect(o.ages).to.deep.equal({ min: 7, max: 10, from: 'description' })
      expect(o.genderGroup).to.deep.equal({ only: 'girls', from: 'description' })
      expect(corrections).to.deep.equal(['ages-contradict'])
    })
    it('9: a field for adults stands, whatever ages a text is read to name', () => {
      const { o, corrections } = taken({
        description: 'For 11 to 16 year olds.',
        minimum_age: 18,
        maximum_age: null,
      })
      expect(o.ages).to.deep.equal({ min: 18, from: 'field' })
      expect(corrections).to.deep.equal(['ages-contradict'])
      expect(
        taken({ description: 'Under 18s are not permitted.', minimum_age: 18, maximum_age: null }).o.ages,
      ).to.deep.equal({ min: 18, from: 'field' })
    })
    it('12: a price in the text is believed over free in a field', () => {
      const { o, corrections } = taken({ description: 'BE Members £6-00' })
      expect(o.cost).to.deep.include({ free: false, from: 6, provenance: 'description' })
      expect(corrections).to.deep.equal(['not-free-after-all'])
    })
    it('12: a minimum age only in the text is taken', () => {
      const { o } = taken({ minimum_age: null, maximum_age: null, description: 'Minimum age 16yrs' })
      expect(o.ages).to.deep.equal({ min: 16, from: 'description' })
    })
    it('what is on once, by its text, is left out when that day is over', () => {
      const on = (description: string) =>
        fromOpenReferral({ id: 'x', name: 'Art day', status: 'active', description }, FEED, '2026-10-05')
      expect(on('Saturday 12 September 2026, 10am-4pm.')).to.deep.equal({
        leftOut: 'expired',
        name: 'Art day',
      })
      const ahead = on('Saturday 7 November 2026, 10am-4pm.')
      expect('taken' in ahead && ahead.taken.expires).to.equal('2026-11-07')
    })
    it('positions left alone or the wrong way round, and addresses abroad, are dropped and named', () => {
      for (const [place, why] of [
        [{ latitude: 0, longitude: 0 }, 'position-zero'],
        [{ latitude: -1.02, longitude: 52.43 }, 'position-swapped'],
        [{ latitude: 53.35, longitude: -6.26 }, 'position-outside-uk'],
        [{ addresses: [{ address_1: '1 Main St', country: 'US' }] }, 'address-outside-uk'],
      ] as const) {
        const mapped = fromOpenReferral(
          hsdsService({ service_at_locations: [hsdsPlace(place)] }),
          { id: 'f' },
          '2026-11-23',
        )
        if (!('taken' in mapped)) throw new Error('left out')
        expect(mapped.corrections, why).to.include(why)
        expect(
          mapped.taken.places.every((p) => p.position === undefined),
          why,
        ).to.equal(true)
      }
    })
    it('a position outside the UK is dropped and named (latitude 100 of the published example)', () => {
      const { o, corrections } = taken({
        service_at_locations: [hsdsPlace({ latitude: 100, longitude: 101 })],
      })
      expect(o.places[0]?.position).to.equal(undefined)
      expect(corrections).to.deep.equal(['position-outside-uk'])
    })
    it('a weekly session that ends on the day it begins has not expired (published example)', () => {
      const schedule = {
        freq: 'WEEKLY',
        byday: 'TH,FR',
        valid_from: '2005-01-01',
        valid_to: '2005-01-01',
        opens_at: '10:00',
        closes_at: '18:00',
      }
      expect(taken({ schedules: [schedule] }).o.times.map((t) => t.day)).to.deep.equal(['thursday', 'friday'])
    })
  })

  describe('what is left out', () => {
    it('closed, paused and expired', () => {
      expect(leftOut({ status: 'defunct' })).to.equal('closed')
      expect(leftOut({ status: 'inactive' })).to.equal('closed')
      expect(leftOut({ status: 'temporarily closed' })).to.equal('paused')
      expect(leftOut({ description: 'This group has now closed.' })).to.equal('closed')
      expect(
        leftOut({
          schedules: [{ freq: 'WEEKLY', byday: 'MO', valid_from: '2025-06-01', valid_to: '2025-07-31' }],
        }),
      ).to.equal('expired')
      expect(leftOut({ description: 'The course ended on 14 March 2025.' })).to.equal('expired')
    })
    it("what the feed's notice says is closed", () => {
      expect(leftOut({ alert: 'Temporarily closed until further notice' })).to.equal('paused')
      expect(leftOut({ alert: 'CLOSED' })).to.equal('closed')
      expect(leftOut({ alert: 'Wear trainers.' })).to.equal(undefined)
      const { o } = taken({ alert: 'Closed until 4 January 2027.' })
      expect(o.closed).to.deep.equal({ until: '2027-01-04' })
      expect(taken({ alert: 'Closed until Easter.' }).o.alert).to.equal('Closed until Easter.')
    })
    describe('by what its notice says, and not by what is only dated or shut in it', () => {
      const weekly = {
        description: 'Youth club for 11 to 18s. Games and snacks.',
        schedules: [{ freq: 'WEEKLY', byday: 'TU', opens_at: '18:00', closes_at: '20:00' }],
      }
      const cases: readonly [string, string | undefined][] = [
        ['Enrolment is open from 1 September 2025 to 30 September 2025.', undefined],
        ['Booking for our summer camp is open until 31 July 2025.', undefined],
        ['We will be at the Town Hall until 31 October 2025.', undefined],
        ['Half term: 26 to 30 October 2025.', undefined],
        ['Masks must be worn until 19 July 2025.', undefined],
        ['Places are available until 31 October 2025.', undefined],
        ['Trip to Alton Towers has been cancelled.', undefined],
        ['Reception: closed', undefined],
        ['New referrals: closed', undefined],
        ['Phone line is closed until further notice. Club runs as usual.', undefined],
        ['Closed while we find a new leader', 'paused'],
        ['Closed because our leader has left', 'paused'],
        ['We cannot meet until further notice', 'paused'],
        ['Please note all face to face sessions have been suspended', 'paused'],
        ['This club has closed.', 'closed'],
      ]
      for (const [alert, why] of cases) it(alert, () => expect(leftOut({ ...weekly, alert })).to.equal(why))

      const beside: readonly string[] = [
        'Youth club. Half term: 26 to 30 October 2025.',
        'Youth club. Our camp: 3 to 7 August 2025.',
        'Youth club. Venue TBC.',
        'Youth club. Thanks to everyone who came to the beach.',
      ]
      for (const description of beside)
        it(`days that stand in fields: ${description}`, () => {
          expect(leftOut({ ...weekly, description })).to.equal(undefined)
          expect(leftOut({ description, schedules: [] })).to.not.equal(undefined)
        })
    })
    it('what ends today is still on', () =>
      expect(leftOut({ schedules: [{ freq: 'WEEKLY', byday: 'MO', valid_to: TODAY }] })).to.equal(undefined))
    it('what has no id or no name', () => {
      expect(leftOut({ id: '' })).to.equal('no-id')
      expect(leftOut({ name: null })).to.equal('no-name')
      for (const junk of [null, 3, 'x', []])
        expect(fromOpenReferral(junk, FEED, TODAY)).to.deep.include({ leftOut: 'not-a-service' })
    })
  })

  it('a field of the wrong kind is unknown, never an error', () => {
    const { o } = taken({
      schedules: 'Mondays',
      service_at_locations: [null, { location: 'hall' }, hsdsPlace({ latitude: 'north', addresses: {} })],
      organization: 'Inkwell',
      cost_options: [{ amount: 'three' }],
      contacts: 7,
      attributes: [{ taxonomy_term: [] }],
      url: 'javascript:alert(1)',
    })
    expect(o.times).to.deep.equal([])
    expect(o.url).to.equal(undefined)
    expect(o.organisation).to.equal(undefined)
    expect(o.phones).to.deep.equal([])
  })

  it('who may come is kept where the description does not say it', () => {
    const said = 'For young carers aged 8 to 18.'
    expect(taken({ eligibility_description: `<p>${said}</p>` }).o.eligibility).to.equal(said)
    expect(taken({ eligibility_description: said, description: `Trips. ${said}` }).o.eligibility).to.equal(
      undefined,
    )
    expect(taken({}).o.eligibility).to.equal(undefined)
  })

  it('virtual places are online, and no place to go to', () => {
    const { o } = taken({ service_at_locations: [hsdsPlace({ location_type: 'virtual' })] })
    expect(o.mode).to.deep.equal(['online'])
    expect(o.places).to.deep.equal([])
  })

  it('free for some is not known to be free', () => {
    const { o } = taken({
      cost_options: [
        { option: 'Adults', amount: 5 },
        { option: 'Under 18', amount: 0 },
      ],
    })
    expect(o.cost.free).to.equal(undefined)
    expect(o.cost.from).to.equal(5)
    expect(o.cost.text).to.equal('Adults £5; Under 18 free')
  })

  it('a cost option that has ended says nothing', () => {
    const { o } = taken({ cost_options: [{ amount: 0, valid_to: '2022-12-31' }] })
    expect(o.cost).to.deep.equal({})
  })
})
