import { expect } from 'chai'
import { Decision } from '../../../domain/directory/decisions.ts'
import { detailsOf, differing, withDetails } from '../../../domain/directory/details.ts'
import type { DetailField, SomeDetails } from '../../../domain/directory/details.ts'
import { changedUnder, dueDecisions, shelve as shelveOn } from '../../../domain/directory/shelve.ts'
import { opportunity } from '../../support/opportunity.ts'

const by = { id: 'rowan', name: 'Rowan' }
const at = '2026-11-23T09:00:00.000Z'
const about = (entry: string) => ({ school: 'demo', entry: `test:${entry}`, name: entry, by, at })
const pin = (entry: string) => Decision.parse({ kind: 'pin', ...about(entry) })
const hide = (entry: string) => Decision.parse({ kind: 'hide', ...about(entry), reason: 'Nobody answers.' })
function correction(entry: string, values: SomeDetails, was: SomeDetails = {}) {
  const fields = Object.keys(values).map((field) => ({ field, by, at }))
  const made = Decision.parse({
    kind: 'correction',
    school: 'demo',
    entry: `test:${entry}`,
    name: entry,
    fields,
    values,
    was,
  })
  if (made.kind !== 'correction') throw new Error('not a correction')
  return made
}
const own = (sourceId: string, more: Record<string, unknown> = {}, fields = {}) => {
  const made = opportunity({ sourceId, ...fields, source: 'by-hand', id: `by-hand:${sourceId}` })
  return Decision.parse({
    kind: 'own',
    ...about(sourceId),
    entry: made.id,
    opportunity: made,
    checkBy: '2027-01-31',
    ...more,
  })
}
const shelve = (
  fromFeeds: Parameters<typeof shelveOn>[0],
  decisions: readonly Decision[],
  today = '2026-11-23',
) => shelveOn(fromFeeds, decisions, today)
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)

describe('a directory with the decisions of a school in it', () => {
  const choir = opportunity({ sourceId: 'choir', name: 'Youth choir', ages: { min: 11, max: 18 } })
  const chess = opportunity({ sourceId: 'chess', name: 'Chess club' })

  it('without any is what the feeds list', () => {
    const { shown, hidden, pinned } = shelve([choir, chess], [])
    expect([shown, hidden, pinned.size]).to.deep.equal([[choir, chess], [], 0])
  })

  it('what is hidden is kept apart, what is pinned is named, what is added is there', () => {
    const { shown, hidden, pinned } = shelve([choir, chess], [hide('choir'), pin('chess'), own('skate')])
    expect(ids(shown)).to.deep.equal(['test:chess', 'by-hand:skate'])
    expect(ids(hidden)).to.deep.equal(['test:choir'])
    expect([...pinned]).to.deep.equal(['test:chess'])
  })

  it('a correction covers its fields and no other, whatever the feed says of the rest', () => {
    const wrong = correction('choir', { ages: { min: 14 }, phone: '01632 960002' })
    const renewed = { ...choir, name: 'Youth choir and band', phones: [{ number: '01632 960001' }] }
    const [now] = shelve([renewed], [wrong]).shown
    expect(now).to.deep.include({ name: 'Youth choir and band', ages: { min: 14, from: 'field' } })
    expect(now?.phones).to.deep.equal([{ number: '01632 960002' }])
  })

  it('a correction can make something unknown', () => {
    const made = correction('choir', { ages: {} })
    const unknown = { ...made, values: {} }
    expect(shelve([choir], [made]).shown[0]?.ages).to.deep.equal({})
    const quiet = { ...unknown, fields: [{ field: 'organisation' as const, by, at }] }
    const [now] = shelve([{ ...choir, organisation: 'The Larks' }], [quiet]).shown
    expect(now).to.not.have.property('organisation')
  })

  it('of two records of one thing the one that was decided on stands', () => {
    const place = { places: [{ postcode: 'ZZ1 4QD', accessibility: [] }] }
    const poor = opportunity({ sourceId: 'poor', name: 'Chess club', ...place })
    const rich = opportunity({
      sourceId: 'rich',
      name: 'Chess club',
      ...place,
      url: 'https://chess.example.org',
      cost: { free: true },
    })
    expect(ids(shelve([poor, rich], []).shown)).to.deep.equal(['test:rich'])
    expect(ids(shelve([poor, rich], [correction('poor', { alert: 'Full' })]).shown)).to.deep.equal([
      'test:poor',
    ])
    const away = shelve([poor, rich], [hide('poor')])
    expect(ids(away.shown), 'its twin does not come instead').to.deep.equal([])
  })

  it('another feed does not fill in again what a person took out', () => {
    const place = { places: [{ postcode: 'ZZ1 4QD', accessibility: [] }] }
    const one = opportunity({ sourceId: 'one', name: 'Chess club', ...place, cost: { free: true } })
    const two = opportunity({
      sourceId: 'two',
      name: 'Chess club',
      ...place,
      cost: { free: true },
      source: 'b',
      id: 'b:two',
    })
    const [now, ...others] = shelve([one, two], [{ ...correction('one', { cost: {} }) }]).shown
    expect([now?.cost, others]).to.deep.equal([{}, []])
  })

  it('who hides a record and writes a better one by hand keeps theirs', () => {
    const place = { places: [{ postcode: 'ZZ1 4QD', accessibility: [] }] }
    const listed = opportunity({ sourceId: 'listed', name: 'Chess club', ...place })
    const ours = own('ours', {}, { name: 'Chess club', ...place })
    expect(ids(shelve([listed], [hide('listed'), ours]).shown)).to.deep.equal(['by-hand:ours'])
    expect(ids(shelve([listed], [ours]).shown), 'and stands before the feed').to.deep.equal(['by-hand:ours'])
  })

  it('what was added by hand gives way to the feed when its day to be checked again has passed', () => {
    const place = { places: [{ postcode: 'ZZ1 4QD', accessibility: [] }] }
    const listed = opportunity({ sourceId: 'listed', name: 'Chess club', ...place })
    const ours = own('ours', {}, { name: 'Chess club', ...place })
    expect(ids(shelve([listed], [ours], '2027-01-31').shown)).to.deep.equal(['by-hand:ours'])
    const { shown } = shelve([listed], [ours], '2027-02-01')
    expect(ids(shown), 'and is still there for who keeps it').to.deep.equal(['test:listed', 'by-hand:ours'])
    expect([shown[0]?.expires, shown[1]?.expires]).to.deep.equal([undefined, '2027-01-31'])
  })

  it('what was added by hand is over after its day to be checked again, or its own last day', () => {
    const [first] = shelve([], [own('skate')]).shown
    expect(first?.expires).to.equal('2027-01-31')
    const [second] = shelve([], [own('skate', {}, { expires: '2026-12-01' })]).shown
    expect(second?.expires).to.equal('2026-12-01')
    expect(shelve([], [own('skate', { removed: { by, at } })]).shown).to.deep.equal([])
  })

  it('tells when the feed changed under a correction, and not when it came to say the same', () => {
    const made = correction('choir', { ages: { min: 14 } }, { ages: { min: 11, max: 18 } })
    expect(changedUnder(made, choir)).to.deep.equal([])
    expect(changedUnder(made, { ...choir, ages: { min: 12 } })).to.deep.equal(['ages'])
    expect(changedUnder(made, { ...choir, ages: { min: 14 } })).to.deep.equal([])
  })

  it('names what should be looked at again', () => {
    const changed = correction('choir', { ages: { min: 14 } }, { ages: { min: 10 } })
    const list = [
      changed,
      pin('gone'),
      own('late', { checkBy: '2026-11-22' }),
      own('soon', { checkBy: '2026-12-01' }),
      own('later'),
    ]
    const due = dueDecisions(list, (id) => (id === choir.id ? choir : undefined), '2026-11-23')
    expect(due.map(({ why, decision }) => `${why} ${decision.name}`)).to.deep.equal([
      'feed-changed choir',
      'gone gone',
      'check late',
      'check-soon soon',
    ])
  })
})

describe('what a person may write of an entry', () => {
  const whole = opportunity({
    sourceId: 'whole',
    ages: { min: 11, from: 'description' },
    times: [
      { day: 'monday', from: '16:00', validTo: '2026-12-18' },
      { day: 'tuesday', from: '16:00' },
    ],
    places: [
      {
        address: '1 Smithy Lane',
        postcode: 'ZZ1 4QD',
        position: { lat: 52, lon: -1 },
        accessibility: ['ramp'],
      },
      { address: 'elsewhere', accessibility: [] },
    ],
    phones: [{ number: '01632 960001', note: 'mornings' }, { number: '01632 960003' }],
  })
  const put = (field: DetailField, values: SomeDetails) => withDetails(whole, [field], values)

  it('changes nothing when nothing is written', () => {
    expect(withDetails(whole, [], {})).to.deep.equal(whole)
    expect(differing(detailsOf(whole), detailsOf(whole))).to.deep.equal([])
  })

  it('a time that was left alone keeps its last day', () => {
    const times = [detailsOf(whole).times[0] ?? {}, { day: 'friday' as const, from: '17:00' }]
    expect(put('times', { times }).times).to.deep.equal([whole.times[0], { day: 'friday', from: '17:00' }])
  })

  it('a closing that a text told of ends when a person writes another text, and not when they write something else', () => {
    const closed = { ...whole, closed: { until: '2027-01-05' } }
    expect(withDetails(closed, ['name'], { name: 'Forge' }).closed).to.deep.equal({ until: '2027-01-05' })
    expect(withDetails(closed, ['description'], { description: 'Open again.' }).closed).to.equal(undefined)
  })

  it("the feed's word on who may come gives way to whom a person says it is for", () => {
    const told = { ...whole, eligibility: 'For young carers.' }
    expect(withDetails(told, ['audience'], { audience: [] }).eligibility).to.equal(undefined)
    expect(withDetails(told, ['name'], { name: 'Forge' }).eligibility).to.equal('For young carers.')
  })

  it('another address is at another, unknown position; other places and phones stay', () => {
    const moved = put('place', {
      place: { address: '2 Smithy Lane', postcode: 'ZZ1 4QE', accessibility: [] },
    })
    expect(moved.places[0]).to.not.have.property('position')
    expect(moved.places[1]).to.deep.equal(whole.places[1])
    expect(put('phone', { phone: '01632 960009' }).phones.map(({ number }) => number)).to.deep.equal([
      '01632 960009',
      '01632 960003',
    ])
  })
})
