import { expect } from 'chai'
import { CaseEntry } from '../../../domain/casework/entries.ts'
import {
  hasEnded,
  lastContact,
  meetingAskedOf,
  outcomeOf,
  overdueOf,
  unrecordedOf,
} from '../../../domain/casework/standing.ts'
import { standingAssignment, waitsSince } from '../../../domain/handoff/assigned.ts'
import { earlierMeetingsOf } from '../../../domain/handoff/meetings.ts'
import { handoff } from '../../support/cases.ts'

const NOW = new Date('2026-11-23T09:00:00Z')
const entry = (over: Record<string, unknown>): CaseEntry =>
  CaseEntry.parse({ id: 'k', at: '2026-11-20T10:00:00.000Z', by: 'rowan', name: 'Rowan', ...over })
const appointment = (start: string, over = {}) => ({
  id: 'a1',
  slot: {
    id: 's1',
    linkWorker: 'rowan',
    start,
    end: start.replace(':00:00', ':40:00'),
    place: { kind: 'room', text: 'Room 4' },
  },
  linkWorkerName: 'Rowan',
  bookedAt: '2026-11-01T10:00:00.000Z',
  status: 'booked',
  sequence: 0,
  ...over,
})
const came = entry({
  kind: 'outcome',
  what: 'attended',
  onward: [],
  meeting: { appointment: 'a1', sequence: 0, start: '2026-11-19T10:00:00.000Z' },
})
const read = { by: 'rowan', name: 'Rowan', at: '2026-11-02T10:00:00.000Z' }

describe('how a case stands', () => {
  it('wants an outcome of a meeting that has begun, of the very time it was', () => {
    const past = handoff({ appointment: appointment('2026-11-19T10:00:00.000Z') })
    expect(unrecordedOf(past, [], NOW)).to.deep.equal([past.appointment])
    expect(unrecordedOf(past, [came], NOW)).to.deep.equal([])
    const moved = handoff({ appointment: appointment('2026-11-20T10:00:00.000Z', { sequence: 1 }) })
    expect(unrecordedOf(moved, [came], NOW)).to.deep.equal([moved.appointment])
    expect(outcomeOf([came], moved.appointment)).to.equal(undefined)
    const ahead = handoff({ appointment: appointment('2026-11-24T10:00:00.000Z') })
    expect(unrecordedOf(ahead, [], NOW)).to.deep.equal([])
  })

  it('keeps the meeting that had begun when another was booked, to be recorded and put right', () => {
    const before = handoff({ appointment: appointment('2026-11-19T10:00:00.000Z') })
    const next = appointment('2026-11-24T10:00:00.000Z', { id: 'a2' })
    const made = handoff({ appointment: next })
    const kept = { ...made, earlierMeetings: earlierMeetingsOf(before, made, NOW), acknowledged: read }
    expect(kept.earlierMeetings).to.deep.equal([before.appointment])
    expect(unrecordedOf(kept, [], NOW)).to.deep.equal([before.appointment])
    expect(overdueOf(kept, [], NOW)).to.equal('unrecorded')
    expect(unrecordedOf(kept, [came], NOW)).to.deep.equal([])
    expect(meetingAskedOf(kept, [came], NOW), 'to put it right').to.deep.equal(before.appointment)
    expect(earlierMeetingsOf(kept, made, NOW), 'made again').to.deep.equal([before.appointment])
  })

  it('keeps no meeting that was moved, called off, or still to come', () => {
    const at = (start: string, over = {}) => handoff({ appointment: appointment(start, over) })
    const next = at('2026-11-24T10:00:00.000Z', { id: 'a2' })
    const begun = at('2026-11-19T10:00:00.000Z')
    const moved = at('2026-11-24T10:00:00.000Z', { sequence: 1 })
    expect(earlierMeetingsOf(begun, moved, NOW)).to.deep.equal([])
    expect(earlierMeetingsOf(at('2026-11-23T10:00:00.000Z'), next, NOW)).to.deep.equal([])
    const off = at('2026-11-19T10:00:00.000Z', { status: 'cancelled' })
    expect(earlierMeetingsOf(off, next, NOW)).to.deep.equal([])
    expect(earlierMeetingsOf(undefined, next, NOW)).to.deep.equal([])
  })

  it('knows the last contact: what was reached, not what was tried, nor a note', () => {
    const contact = (when: string, reached: boolean) =>
      entry({ kind: 'contact', how: 'phone', when, reached })
    expect(
      lastContact([contact('2026-11-22T10:00:00.000Z', false), entry({ kind: 'note', text: 'x' })]),
    ).to.equal(undefined)
    expect(lastContact([contact('2026-11-18T10:00:00.000Z', true), came])).to.equal(
      '2026-11-19T10:00:00.000Z',
    )
  })

  it('is overdue unread after two days, unrecorded after one, without contact after two weeks, and not with a meeting ahead', () => {
    expect(overdueOf(handoff({ agreedAt: '2026-11-21T08:59:00.000Z' }), [], NOW)).to.equal('unread')
    expect(overdueOf(handoff({ agreedAt: '2026-11-21T09:01:00.000Z' }), [], NOW)).to.equal(undefined)
    const past = handoff({ acknowledged: read, appointment: appointment('2026-11-19T10:00:00.000Z') })
    expect(overdueOf(past, [], NOW)).to.equal('unrecorded')
    expect(overdueOf(past, [came], NOW)).to.equal(undefined)
    expect(overdueOf(handoff({ acknowledged: read }), [], NOW)).to.equal('no-contact')
    const ahead = handoff({ acknowledged: read, appointment: appointment('2026-11-24T10:00:00.000Z') })
    expect(overdueOf(ahead, [], NOW)).to.equal(undefined)
  })

  it('has ended until something is sent or booked again', () => {
    const ended = entry({ kind: 'outcome', what: 'ended', onward: [] })
    expect(hasEnded(handoff({ agreedAt: '2026-11-19T08:00:00.000Z' }), [ended])).to.equal(true)
    expect(hasEnded(handoff({ agreedAt: '2026-11-21T08:00:00.000Z' }), [ended])).to.equal(false)
    const again = appointment('2026-11-24T10:00:00.000Z', { bookedAt: '2026-11-22T10:00:00.000Z' })
    expect(hasEnded(handoff({ agreedAt: '2026-11-19T08:00:00.000Z', appointment: again }), [ended])).to.equal(
      false,
    )
  })

  it('has still ended when what came of a meeting before is only written down then, until somebody says that it goes on', () => {
    const ended = entry({ kind: 'outcome', what: 'ended', onward: [] })
    const of = handoff({ agreedAt: '2026-11-10T08:00:00.000Z' })
    const met = (start: string, what = 'attended') =>
      entry({
        ...{ kind: 'outcome', what, onward: [], at: '2026-11-23T08:00:00.000Z' },
        meeting: { appointment: 'a1', sequence: 0, start },
      })
    expect(hasEnded(of, [ended, met('2026-11-19T10:00:00.000Z')])).to.equal(true)
    expect(hasEnded(of, [ended, met('2026-11-22T10:00:00.000Z', 'did-not-attend')])).to.equal(true)
    expect(hasEnded(of, [ended, met('2026-11-22T10:00:00.000Z')]), 'they came since').to.equal(false)
    const resumed = entry({ kind: 'outcome', what: 'resumed', onward: [], at: '2026-11-21T10:00:00.000Z' })
    expect(hasEnded(of, [ended, resumed])).to.equal(false)
    expect(hasEnded(of, [ended, resumed, { ...ended, at: '2026-11-22T10:00:00.000Z' }])).to.equal(true)
  })

  it('waits since it was given to a colleague, and says meanwhile what else is overdue of it', () => {
    const given = (at: string, over = {}) =>
      handoff({
        ...{ agreedAt: '2026-10-14T08:00:00.000Z', linkWorker: 'willow', ...over },
        assigned: { to: 'willow', by: 'rowan', at },
      })
    const today = '2026-11-23T08:00:00.000Z'
    expect(waitsSince(given(today))).to.equal(today)
    expect(overdueOf(given(today), [], NOW)).to.equal(undefined)
    expect(overdueOf(given('2026-11-21T08:00:00.000Z'), [], NOW)).to.equal('unread')
    const met = given(today, { appointment: appointment('2026-11-19T10:00:00.000Z') })
    expect(overdueOf(met, [], NOW)).to.equal('unrecorded')
    const again = '2026-11-23T08:30:00.000Z'
    expect(waitsSince(given(today, { agreedAt: again })), 'sent again since').to.equal(again)
  })

  it('stays with whoever it was given to until they book with another', () => {
    const assigned = { to: 'willow', by: 'rowan', at: '2026-11-10T10:00:00.000Z' }
    const before = handoff({ assigned, linkWorker: 'willow' })
    const booked = (bookedAt: string) =>
      handoff({ appointment: appointment('2026-11-24T10:00:00.000Z', { bookedAt }), linkWorker: 'rowan' })
    expect(standingAssignment(booked('2026-11-01T10:00:00.000Z'), before)).to.deep.equal({
      assigned,
      linkWorker: 'willow',
    })
    expect(standingAssignment(booked('2026-11-12T10:00:00.000Z'), before)).to.deep.equal({})
    expect(standingAssignment(booked('2026-11-12T10:00:00.000Z'), undefined)).to.deep.equal({})
  })
})
