import { expect } from 'chai'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import type { Opportunity } from '../../../domain/directory/opportunity.ts'
import { browserOver } from '../../../domain/matching/browse.ts'
import type { BrowseQuery } from '../../../domain/matching/browse.ts'
import { MatchIndex } from '../../../domain/matching/index.ts'
import { createMatcher } from '../../../domain/matching/matcher.ts'
import { prepare } from '../../../domain/matching/prepare.ts'
import { opportunity } from '../../support/opportunity.ts'

const vocabulary = loadUnderstanding()
const now = '2026-11-23T12:00:00Z'
const club = (sourceId: string, more: Partial<Opportunity> = {}): Opportunity =>
  opportunity({
    sourceId,
    name: `${sourceId} drawing club`,
    ages: { min: 11, max: 18 },
    cost: { free: true },
    ...more,
  })

describe('pins in matching', () => {
  // More than are looked at closely, each of them better than the one that is pinned.
  const many = Array.from({ length: 60 }, (_, n) => club(`better-${n}`, { lastChecked: '2026-11-01' }))
  const plain = opportunity({
    sourceId: 'plain',
    name: 'The Shed',
    description:
      'Somewhere to be after school. Pool, music, cooking, a garden, games of many kinds, and now and then some drawing too.',
  })
  const first = (says: string, pinned: string[], list: Opportunity[], age = 15) =>
    createMatcher(list, vocabulary, { pinned: new Set(pinned.map((id) => `test:${id}`)) })
      .suggest({ age, says: [says], cards: [], needs: {}, exclude: [], limit: 3, now })
      .suggestions.map(({ activity }) => activity.replace('test:', ''))

  it('what is pinned comes first where it is what they said, from however far down', () => {
    expect(first('i like drawing', [], [...many, plain])).to.not.include('plain')
    const [top, ...others] = first('i like drawing', ['plain'], [...many, plain])
    expect(top).to.equal('plain')
    expect(others).to.have.length(2)
  })

  it('and nowhere else', () => {
    expect(first('i like swimming', ['plain'], [...many, plain])).to.deep.equal([])
  })

  it('a pin is no way past a rule', () => {
    const grown = { ...plain, ages: { min: 18 } }
    const over = { ...plain, expires: '2026-11-01' }
    for (const barred of [grown, over]) {
      const list = first('i like drawing', ['plain'], [...many, barred])
      expect(list).to.have.length(3).and.not.include('plain')
    }
  })
})

describe('browsing a directory', () => {
  const near = { places: [{ position: { lat: 52.43, lon: -1 }, accessibility: [] }] }
  const list = [
    club('ink', { places: near.places, times: [{ day: 'monday', from: '16:00' }] }),
    opportunity({
      sourceId: 'choir',
      name: 'Choir',
      organisation: 'The Larks',
      cost: { from: 3 },
      times: [{ day: 'friday' }],
    }),
    opportunity({ sourceId: 'skate', name: 'Skating', source: 'other', id: 'other:skate' }),
  ]
  const hidden = [opportunity({ sourceId: 'shut', name: 'Sketching', status: 'defunct' })]
  const indexOf = (of: Opportunity[]) => new MatchIndex(of.map((o) => prepare(o, vocabulary)))
  const browser = browserOver([indexOf(list), indexOf(hidden)], vocabulary)
  const found = (query: Partial<BrowseQuery>) =>
    browser.browse({ text: '', now, ...query }).map(({ opportunity: o }) => o.sourceId)

  it('shows everything, in the order of names', () => {
    expect(found({})).to.deep.equal(['choir', 'ink', 'skate', 'shut'])
    expect(browser.sources).to.deep.equal(['other', 'test'])
    expect(browser.entry('other:skate')?.name).to.equal('Skating')
  })

  it('finds what matching would, and names', () => {
    expect(found({ text: 'i love to draw' }))
      .to.include.members(['ink', 'shut'])
      .and.not.include('choir')
    expect(found({ text: 'larks' })).to.deep.equal(['choir'])
    expect(found({ text: 'zzz qqq' })).to.deep.equal([])
  })

  it('keeps to age, cost, day, source and state; what is not known stands behind', () => {
    expect(found({ age: 25 })).to.not.include('ink')
    expect(found({ cost: 'free' })).to.deep.equal(['ink'])
    expect(found({ cost: 'paid' })).to.deep.equal(['choir'])
    expect(found({ day: 'monday' })).to.deep.equal(['ink', 'skate', 'shut'])
    expect(found({ source: 'other' })).to.deep.equal(['skate'])
    expect(found({ where: (o) => o.status === 'defunct' })).to.deep.equal(['shut'])
    expect(found({ from: { lat: 52.43, lon: -1 }, withinKm: 2 })[0]).to.equal('ink')
    expect(found({ from: { lat: 53.43, lon: -1 }, withinKm: 2 })).to.not.include('ink')
  })

  it('takes what was on until yesterday for over just after midnight in London, which is still yesterday elsewhere', () => {
    const over = club('over', { times: [{ day: 'friday', validTo: '2026-06-19' }] })
    const summer = browserOver([indexOf([over])], vocabulary)
    const onMonday = (at: string) => summer.browse({ text: '', day: 'monday', now: at }).length
    expect(onMonday('2026-06-19T22:30:00Z'), 'on Fridays').to.equal(0)
    expect(onMonday('2026-06-19T23:30:00Z'), 'nobody knows when').to.equal(1)
  })
})
