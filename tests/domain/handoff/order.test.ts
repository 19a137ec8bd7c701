import { expect } from 'chai'
import { byNextMeeting, byUrgency, byWait, hasConcern, nextMeeting } from '../../../domain/handoff/order.ts'
import { concernsInOrder, wordsIn } from '../../../domain/handoff/sections.ts'
import { isOverdue, waitingSince } from '../../../domain/handoff/waiting.ts'
import { alert, concern, handoff, line } from '../../support/cases.ts'
import { linkWorker } from '../../support/diary.ts'

const NOW = new Date('2026-11-23T12:00:00Z')
const ROWAN = { id: 'rowan', school: { linkWorkers: [linkWorker('rowan'), linkWorker('willow')] } }
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)
const meeting = (start: string, status = 'booked') => ({
  id: 'a',
  slot: {
    id: 's',
    linkWorker: 'rowan',
    start,
    end: start.replace(':00:00', ':30:00'),
    place: { kind: 'room', text: 'Room 12' },
  },
  linkWorkerName: 'Rowan Testperson',
  bookedAt: '2026-11-20T08:00:00.000Z',
  status,
  sequence: 0,
})

describe('the order in which things are to be read', () => {
  it('puts those told to call 999 first, then whichever is due first', () => {
    const late = alert({ id: 'late', dueAt: '2026-11-23T09:00:00.000Z' })
    const soon = alert({ id: 'soon', dueAt: '2026-11-23T13:00:00.000Z' })
    const now = alert({
      id: 'now',
      dueAt: '2026-11-24T09:00:00.000Z',
      concern: concern({ id: 'now', response: 'act-now' }),
    })
    expect(ids([soon, late, now].sort(byUrgency))).to.deep.equal(['now', 'late', 'soon'])
  })

  it('puts summaries with a concern first, then the reader’s own and nobody’s, then the longest wait', () => {
    const of = (id: string, agreedAt: string, over = {}) => handoff({ id, agreedAt, ...over })
    const list = [
      of('theirs', '2026-11-19T09:00:00.000Z', { linkWorker: 'willow' }),
      of('mine', '2026-11-22T09:00:00.000Z', { linkWorker: 'rowan' }),
      of('nobodys', '2026-11-21T09:00:00.000Z'),
      of('noted', '2026-11-23T09:00:00.000Z', { concerns: [concern({ response: 'note' })] }),
      of('concern', '2026-11-23T10:00:00.000Z', { linkWorker: 'willow', concerns: [concern()] }),
    ]
    expect(ids(list.sort(byWait(ROWAN)))).to.deep.equal(['concern', 'nobodys', 'mine', 'noted', 'theirs'])
  })

  it('puts what was only just given to the reader after what has waited for them longer', () => {
    const given = { to: 'rowan', by: 'willow', at: '2026-11-22T09:00:00.000Z' }
    const of = (id: string, agreedAt: string, over = {}) =>
      handoff({ id, agreedAt, linkWorker: 'rowan', ...over })
    const list = [
      of('given', '2026-10-01T09:00:00.000Z', { assigned: given }),
      of('mine', '2026-11-21T09:00:00.000Z'),
    ]
    expect(ids(list.sort(byWait(ROWAN)))).to.deep.equal(['mine', 'given'])
  })

  it('puts whom a link worker had who has left where those of nobody are, before another’s', () => {
    const of = (id: string, agreedAt: string, worker: string) => handoff({ id, agreedAt, linkWorker: worker })
    const list = [
      of('theirs', '2026-11-19T09:00:00.000Z', 'willow'),
      of('left', '2026-11-21T09:00:00.000Z', 'somebody-gone'),
      of('mine', '2026-11-22T09:00:00.000Z', 'rowan'),
    ]
    expect(ids(list.sort(byWait(ROWAN)))).to.deep.equal(['left', 'mine', 'theirs'])
  })

  it('puts the next meeting first among what was read', () => {
    const list = [
      handoff({ id: 'past', appointment: meeting('2026-11-23T11:00:00.000Z') }),
      handoff({ id: 'tomorrow', appointment: meeting('2026-11-24T11:00:00.000Z') }),
      handoff({ id: 'cancelled', appointment: meeting('2026-11-23T15:00:00.000Z', 'cancelled') }),
      handoff({ id: 'today', appointment: meeting('2026-11-23T15:00:00.000Z') }),
    ]
    expect(ids(list.sort(byNextMeeting(ROWAN, NOW))).slice(0, 2)).to.deep.equal(['today', 'tomorrow'])
    expect(
      nextMeeting(handoff({ appointment: meeting('2026-11-23T15:00:00.000Z', 'cancelled') }), NOW),
    ).to.equal(undefined)
  })

  it('counts only what a person is to act on as a concern', () => {
    expect(hasConcern(handoff({ concerns: [concern({ response: 'note' })] }))).to.equal(false)
    expect(hasConcern(handoff({ concerns: [concern({ response: 'act-now' })] }))).to.equal(true)
  })

  it('reads the most strongly answered concern first, then the latest', () => {
    const list = [
      concern({ id: 'note', response: 'note' }),
      concern({ id: 'old' }),
      concern({ id: 'new', at: '2026-11-23T11:00:00.000Z' }),
      concern({ id: 'now', response: 'act-now' }),
    ]
    expect(ids(concernsInOrder(list))).to.deep.equal(['now', 'new', 'old', 'note'])
  })
})

describe('waiting in words', () => {
  for (const [since, unit, count] of [
    ['2026-11-23T12:00:30Z', 'minutes', 0],
    ['2026-11-23T11:00:01Z', 'minutes', 59],
    ['2026-11-23T11:00:00Z', 'hours', 1],
    ['2026-11-21T12:00:01Z', 'hours', 47],
    ['2026-11-21T12:00:00Z', 'days', 2],
  ] as const) {
    it(`is ${count} ${unit} since ${since}`, () => {
      expect(waitingSince(since, NOW)).to.deep.equal({ unit, count })
    })
  }

  it('is overdue only while nobody has read it', () => {
    expect(isOverdue({ dueAt: '2026-11-23T11:59:00Z' }, NOW)).to.equal(true)
    expect(isOverdue({ dueAt: '2026-11-23T12:00:00Z' }, NOW)).to.equal(false)
    expect(isOverdue({ dueAt: '2026-11-23T11:59:00Z', acknowledged: {} }, NOW)).to.equal(false)
  })
})

describe('words under a heading', () => {
  it('are not said twice, unless the young person put them differently', () => {
    const lines = [
      line('about:name', 'about', 'Call me Robin'),
      line('about:age', 'about', 'I am nearly 15', { edited: true }),
      line('texts', 'about', 'texts please'),
      line('idea:feed:12', 'ideas', 'Drawing club'),
      line('idea:feed:99', 'ideas', 'Choir'),
    ]
    expect(ids(wordsIn(handoff({ lines }), 'about'))).to.deep.equal(['about:age', 'texts'])
    expect(ids(wordsIn(handoff({ lines }), 'ideas'))).to.deep.equal(['idea:feed:99'])
  })
})
