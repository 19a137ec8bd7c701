import { expect } from 'chai'
import { loadUnderstanding } from '../../../content/load-understanding.ts'
import { createMatcher } from '../../../domain/matching/matcher.ts'
import type { SuggestionRequest } from '../../../domain/matching/types.ts'
import { opportunity } from '../../support/opportunity.ts'

const vocabulary = loadUnderstanding()
const teen = (sourceId: string, name: string, organisation?: string) =>
  opportunity({ sourceId, name, ages: { min: 11, max: 18 }, ...(organisation ? { organisation } : {}) })
const matcher = createMatcher(
  [
    teen('draw', 'Drawing club'),
    teen('draw2', 'Drawing at the barn'),
    teen('guitar', 'Guitar group'),
    teen('guitar2', 'Guitar at the barn'),
    teen('cook', 'Cooking club', 'Kitchen'),
    teen('bake', 'Cooking on Sundays', 'Kitchen'),
    teen('climb', 'Climbing wall'),
  ],
  vocabulary,
)
const list = (more: Partial<SuggestionRequest>) =>
  matcher.suggest({
    age: 14,
    says: ['drawing, guitar, cooking'],
    cards: [],
    needs: {},
    exclude: [],
    limit: 3,
    now: '2026-11-23T12:00:00Z',
    ...more,
  }).suggestions
const ids = (more: Partial<SuggestionRequest>) => list(more).map((s) => s.activity.replace('test:', ''))
const SHOWN = { exclude: ['test:draw', 'test:guitar', 'test:cook'] }

describe('what they answered to ideas', () => {
  it('a liked idea brings what is like it to the front', () => {
    for (const [liked, first] of [
      ['test:guitar', 'guitar2'],
      ['test:draw', 'draw2'],
      ['test:cook', 'bake'],
    ] as const)
      expect(ids({ ...SHOWN, liked: [liked] })[0]).to.equal(first)
  })
  it('a refused idea puts what is like it behind everything else', () => {
    expect(ids({ ...SHOWN, notForMe: ['test:draw'] }).at(-1)).to.equal('draw2')
    expect(ids({ ...SHOWN, notForMe: ['test:cook'] }).at(-1)).to.equal('bake')
  })
  it('liked for something they never said: more of that, and the reason says why', () => {
    const [idea] = list({ says: [], exclude: ['test:draw'], liked: ['test:draw'] })
    expect(idea?.activity).to.equal('test:draw2')
    expect(idea?.why[0]).to.deep.equal({ id: 'ideas.why.liked', values: { name: 'Drawing club' } })
  })
  it('passed over is no dislike: what is like it comes next, and nothing that is less to the point than it was', () => {
    const passed = { says: ['drawing'], exclude: ['test:draw'] }
    expect(ids(passed)).to.deep.equal(['draw2'])
    expect(ids({ ...passed, exclude: ['test:draw', 'test:draw2'] })).to.deep.equal([])
    const girls = createMatcher(
      [
        opportunity({ sourceId: 'g', name: 'Girls football', genderGroup: { only: 'girls', from: 'field' } }),
        opportunity({ sourceId: 'open', name: 'Football in the park' }),
      ],
      vocabulary,
    )
    const request = {
      says: ['football'],
      cards: [],
      needs: { genderGroup: 'girls' as const },
      limit: 3,
      now: '2026-11-23T12:00:00Z',
    }
    const shown = (exclude: string[]) =>
      girls.suggest({ ...request, exclude }).suggestions.map((s) => s.activity)
    expect(shown([])).to.deep.equal(['test:g'])
    expect(shown(['test:g'])).to.deep.equal([])
  })
  it('never what they said no to, and nothing for an id that is not there', () => {
    expect(ids({ says: ['not guitar'], liked: ['test:guitar'] })).to.deep.equal([])
    expect(ids({ liked: ['gone'], notForMe: ['gone too'] })).to.deep.equal(ids({}))
  })
})
