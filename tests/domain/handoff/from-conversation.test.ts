import { expect } from 'chai'
import { newPerson } from '../../../domain/conversation/person.ts'
import type { Person, SummaryLine } from '../../../domain/conversation/person.ts'
import { agree } from '../../../domain/handoff/agree.ts'
import { handoffFrom } from '../../../domain/handoff/from-conversation.ts'
import type { Suggestion } from '../../../domain/matching/types.ts'

const idea = (activity: string): Suggestion => ({
  activity,
  name: `Idea ${activity}`,
  summary: '',
  why: [],
  unknown: [],
  restrictions: [],
  facts: [],
  contact: {},
  source: 'demo',
})
const line = (id: string, section: SummaryLine['section'], shared = true): SummaryLine => ({
  id,
  section,
  text: `text of ${id}`,
  sharedWith: shared ? ['link-worker'] : [],
  edited: false,
})
const concern = {
  id: 'k1',
  kind: 'bullying' as const,
  about: 'self' as const,
  when: 'now' as const,
  response: 'reach-out' as const,
  evidence: 'their words',
  at: '2026-11-23T10:00:00.000Z',
  phase: 'what-matters',
  heardBy: 'message' as const,
  shown: [],
  wants: [],
  alsoSaid: [],
  count: 1,
}

const NOW = new Date('2026-11-23T11:00:00Z')

describe('handoff/from-conversation', () => {
  const person = (patch: Partial<Person>): Person => ({ ...newPerson(), ...patch })
  const made = (who: Person) =>
    handoffFrom({
      id: 'c1',
      school: 'demo',
      person: who,
      concerns: [concern],
      now: new Date('2026-11-23T12:00:00Z'),
    })
  const sent = (patch: Partial<Person>, ...lines: SummaryLine[]) => agree(person(patch), lines, NOW)
  const everything: Partial<Person> = {
    nickname: 'Jay',
    age: 14,
    confidence: 4,
    measures: { 'ons4.happiness': 7, 'ons4.worthwhile': null },
    measuredAt: '2026-11-23T10:30:00.000Z',
    ideas: { shown: [idea('a'), idea('b')], liked: ['a', 'b'], notForMe: [], setAside: [], passedOver: [] },
  }

  it('what was not for them, or was passed over, goes when they share that line, and what they only saw never does', () => {
    const ideas = {
      shown: [idea('a'), idea('b'), idea('c'), idea('d')],
      liked: ['a'],
      notForMe: ['b'],
      setAside: ['c'],
      passedOver: ['d'],
    }
    const of = (which: 'notForMe' | 'passedOver', id: string, isShared: boolean) =>
      made(sent({ ideas }, line(id, 'ideas', isShared)))[which].map((i) => i.activity)
    expect(of('notForMe', 'ideas:not-for-me', true)).to.deep.equal(['b'])
    expect(of('notForMe', 'ideas:not-for-me', false)).to.deep.equal([])
    expect(of('passedOver', 'ideas:passed-over', true)).to.deep.equal(['d'])
    expect(of('passedOver', 'ideas:passed-over', false)).to.deep.equal([])
    expect(of('passedOver', 'ideas:not-for-me', true)).to.deep.equal([])
  })

  it('holds what they shared with the link worker, and nothing that stands behind a line left out', () => {
    const handoff = made(
      sent(
        everything,
        line('about:name', 'about', false),
        line('about:age', 'about', false),
        line('matters:word:0', 'matters'),
        line('goal:confidence', 'goal', false),
        line('idea:a', 'ideas'),
        line('idea:b', 'ideas', false),
        line('measures:all', 'measures', false),
      ),
    )
    expect(handoff.lines.map(({ id }) => id)).to.deep.equal(['matters:word:0', 'idea:a'])
    expect(handoff.liked.map(({ activity }) => activity)).to.deep.equal(['a'])
    expect(handoff).to.not.have.any.keys('preferredName', 'age', 'confidence')
    expect(handoff.measures).to.deep.equal([])
    expect(JSON.stringify(handoff)).to.not.contain('Jay')
  })

  it('holds name, age, confidence and measures when their lines are shared', () => {
    const handoff = made(
      sent(
        everything,
        line('about:name', 'about'),
        line('about:age', 'about'),
        line('goal:confidence', 'goal'),
        line('measures:all', 'measures'),
      ),
    )
    expect(handoff).to.include({ preferredName: 'Jay', age: 14, confidence: 4, version: 1 })
    expect(handoff.measures).to.deep.equal([{ item: 'ons4.happiness', answer: 7 }])
    expect(handoff.measuredAt).to.equal(everything.measuredAt)
  })

  it('has nothing behind a line that says it all and that they put in other words', () => {
    const reworded = (id: string, section: SummaryLine['section']) => ({ ...line(id, section), edited: true })
    const ideas = {
      ...{ shown: [idea('a'), idea('b'), idea('c')], liked: ['a'], notForMe: ['b'], setAside: [] },
      passedOver: ['c'],
    }
    const handoff = made(
      sent(
        { ...everything, ideas },
        reworded('about:name', 'about'),
        reworded('about:age', 'about'),
        reworded('goal:confidence', 'goal'),
        reworded('idea:a', 'ideas'),
        reworded('ideas:not-for-me', 'ideas'),
        reworded('ideas:passed-over', 'ideas'),
        reworded('measures:all', 'measures'),
      ),
    )
    expect(handoff).to.not.have.any.keys('preferredName', 'age', 'confidence')
    expect([handoff.notForMe, handoff.passedOver]).to.deep.equal([[], []])
    expect(handoff.liked.length, 'the idea is still that idea').to.equal(1)
    expect(handoff.measures.length, 'the line only counts the answers').to.equal(1)
  })

  it('gives no reason for an idea that repeats what they left out or put in other words', () => {
    const phrase = (id: string, values = {}) => ({ id: `ideas.why.${id}`, values })
    const why = [
      phrase('said', { word: 'my stepdad drinks' }),
      phrase('said-like', { word: 'drawing' }),
      phrase('card', { card: 'family' }),
      phrase('liked', { name: 'Idea b' }),
      phrase('girls'),
      phrase('near', { minutes: 5 }),
      phrase('free'),
    ]
    const ideas = {
      ...{ liked: ['a'], notForMe: [], setAside: [], passedOver: [] },
      shown: [{ ...idea('a'), why }],
    }
    const reasons = (...more: SummaryLine[]) =>
      made(sent({ ideas }, line('idea:a', 'ideas'), line('matters:word:0', 'matters'), ...more)).liked[0]?.why
    const place = [phrase('near', { minutes: 5 }), phrase('free')]
    expect(reasons(line('in-the-way:word:0', 'in-the-way'))).to.deep.equal(why)
    expect(reasons(line('about:age', 'about', false), line('goal:confidence', 'goal', false))).to.deep.equal(
      why,
    )
    expect(reasons(line('in-the-way:word:0', 'in-the-way', false))).to.deep.equal(place)
    expect(reasons({ ...line('goal:goal', 'goal'), edited: true })).to.deep.equal(place)
    expect(reasons(line('idea:b', 'ideas', false))).to.deep.equal(place)
    expect(reasons({ ...line('possible:word:0', 'possible'), sharedWith: ['gp'] })).to.deep.equal(place)
  })

  it('keeps to the words they agreed to when they edit afterwards without sending again', () => {
    const before = sent({}, line('matters:word:0', 'matters'))
    const handoff = made({
      ...before,
      summary: [{ ...line('matters:word:0', 'matters'), text: 'changed since', edited: true }],
    })
    expect(handoff.lines.map(({ text }) => text)).to.deep.equal(['text of matters:word:0'])
  })

  it('keeps to what stood behind the lines, whatever has become of the answers', () => {
    const lines = [
      line('about:name', 'about'),
      line('about:age', 'about'),
      line('goal:confidence', 'goal'),
      line('idea:a', 'ideas'),
      line('ideas:not-for-me', 'ideas'),
      line('ideas:passed-over', 'ideas'),
      line('measures:all', 'measures'),
      line('measures:review', 'measures'),
    ]
    const reviews = [{ at: '2026-11-23T10:59:00.000Z', answers: { 'ons4.happiness': 8 } }]
    const before = sent({ ...everything, reviews }, ...lines)
    const { age, confidence, measures, ideas, nickname } = person({
      nickname: 'Sam',
      age: 12,
      confidence: 0,
      measures: { 'ons4.happiness': 1 },
      ideas: { shown: [idea('a'), idea('c')], liked: [], notForMe: ['a'], setAside: [], passedOver: ['c'] },
    })
    const later = [...reviews, { at: '2026-11-23T10:59:30.000Z', answers: { 'ons4.happiness': 2 } }]
    const after = { ...before, age, confidence, measures, ideas, nickname, reviews: later }
    expect(made(after)).to.deep.equal(made(before))
    expect(made(before).review?.answers).to.deep.equal([{ item: 'ons4.happiness', answer: 8 }])
    const again = made(agree(after, lines, NOW))
    expect(again).to.include({ version: 2, preferredName: 'Sam', age: 12, confidence: 0 })
    expect(again.notForMe.map(({ activity }) => activity)).to.deep.equal(['a'])
  })

  it('has how to reach them, who comes along and what they call themselves to the link worker as it stands now', () => {
    const after = {
      ...sent({ nickname: 'Jay' }, line('about:name', 'about', false)),
      ...{ contact: '07700 900123', safeTimes: 'after four', supporter: 'my aunt', preferredName: 'Robin' },
    }
    expect(made(after)).to.include({
      ...{ contact: '07700 900123', safeTimes: 'after four', supporter: 'my aunt', preferredName: 'Robin' },
    })
  })

  it('is only a booking when nothing was agreed: no line, no age, no concern', () => {
    const handoff = made(person(everything))
    expect(handoff).to.include({ version: 0, status: 'sent' })
    expect(handoff.lines).to.deep.equal([])
    expect(handoff.concerns).to.deep.equal([])
    expect(handoff).to.not.have.any.keys('age', 'confidence')
  })

  it('leaves out lines shared with others only', () => {
    const handoff = made(sent({}, { ...line('matters:word:0', 'matters'), sharedWith: ['gp', 'school'] }))
    expect(handoff.lines).to.deep.equal([])
  })
})
