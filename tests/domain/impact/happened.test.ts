import { expect } from 'chai'
import { newFlow } from '../../../domain/conversation/flow.ts'
import { newPerson } from '../../../domain/conversation/person.ts'
import type { Person } from '../../../domain/conversation/person.ts'
import { Figure } from '../../../domain/impact/figures.ts'
import { happened } from '../../../domain/impact/happened.ts'
import { PATHS } from '../../../dialogs/journey.ts'

const step = (
  after: Partial<Person>,
  more: { before?: Partial<Person>; trail?: string[]; counted?: string[]; hasSpoken?: boolean } = {},
) =>
  happened({
    before: { ...newPerson(), ...more.before },
    after: { ...newPerson(), ...after },
    flow: { ...newFlow(), trail: more.trail ?? [], counted: more.counted ?? [] },
    hasSpoken: more.hasSpoken ?? true,
    path: PATHS.short,
    themesIn: (words) => (words.includes('drawing') ? ['creativity'] : []),
  })

const appointment = {
  id: 'a1',
  slot: {
    id: 's1',
    linkWorker: 'juno',
    start: '2026-12-03T10:00:00.000Z',
    end: '2026-12-03T10:30:00.000Z',
    place: { kind: 'room' as const, text: 'Room 4' },
  },
  linkWorkerName: 'Juno Exampleby',
  bookedAt: '2026-11-26T10:00:00.000Z',
  status: 'booked' as const,
  sequence: 0,
}

describe('what is counted of a turn', () => {
  it('is nothing before they say something, and the start once', () => {
    expect(step({}, { hasSpoken: false }).now.figures).to.deep.equal([])
    const { now, counted } = step({})
    expect(now.figures).to.deep.equal(['started'])
    expect(step({}, { counted: [...counted] }).now.figures).to.deep.equal([])
  })

  it('is every part they reached, and finished when they were asked something beyond it', () => {
    const trail = ['hello.check', 'hello.length', 'about-you.age']
    expect(step({}, { trail }).now.figures).to.deep.equal([
      'started',
      'reached:hello',
      'finished:hello',
      'reached:about-you',
    ])
    const counted = ['started', 'reached:hello', 'finished:hello', 'reached:about-you']
    expect(step({}, { trail: ['hello.check'], counted }).now.figures, 'going back').to.deep.equal([])
    expect(step({}, { trail: ['next.menu'] }).now.figures).to.include('finished:next')
  })

  it('is cards and what words point to, never the words', () => {
    const { now } = step({ matters: { words: ['drawing with Priya at 14 Mill Lane'], cards: ['family'] } })
    expect(now.figures).to.include.members(['theme:family', 'theme:creativity'])
    for (const figure of now.figures) expect(Figure.safeParse(figure).success, figure).to.equal(true)
    for (const words of ['drawing with Priya', 'theme:Priya S', 'theme:drawing with priya', 'priya', '']) {
      expect(Figure.safeParse(words).success, words).to.equal(false)
    }
  })

  it('is a booking with the days until it, each time anew; a moved one is the same', () => {
    expect(step({ appointment }).now).to.deep.include({ waitDays: 7 })
    expect(step({ appointment }).now.figures).to.include('booked')
    const moved = { ...appointment, slot: { ...appointment.slot, id: 's2' }, sequence: 1 }
    const before = { appointment }
    expect(step({ appointment: moved }, { before }).now.figures).to.not.include('booked')
    expect(step({ appointment: { ...moved, status: 'cancelled' } }, { before }).now.figures).to.include(
      'cancelled',
    )
    const missed = { appointment: { ...appointment, status: 'missed' as const } }
    expect(step({ appointment: { ...appointment, id: 'a2' } }, { before: missed }).now.figures).to.include(
      'booked',
    )
    const waited = { waiting: { since: '2026-11-19T10:00:00.000Z' } }
    expect(step({ appointment }, { before: waited }).now.waitDays).to.equal(14)
  })

  it('is which way each measure moved, once for each review', () => {
    const measures = { 'ons4.happiness': 4, 'ons4.anxiety': 6, 'ons4.worthwhile': null }
    const one = [{ at: '2026-12-10T10:00:00.000Z', answers: { 'ons4.happiness': 6 } }]
    const both = [{ at: '2026-12-10T10:00:00.000Z', answers: { 'ons4.happiness': 6, 'ons4.anxiety': 7 } }]
    expect(step({ measures, reviews: one }, { before: { measures } }).now.figures).to.include(
      'change:ons4.happiness:better',
    )
    const next = step({ measures, reviews: both }, { before: { measures, reviews: one } })
    expect(next.now.figures.filter((figure) => figure.startsWith('change'))).to.deep.equal([
      'change:ons4.anxiety:worse',
    ])
  })
})
