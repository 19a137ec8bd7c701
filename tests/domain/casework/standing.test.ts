import { expect } from 'chai'
import { CaseEntry } from '../../../domain/casework/entries.ts'
import {
  hasEnded,
  isUnrecorded,
  lastContact,
  outcomeOf,
  overdueOf,
} from '../../../domain/casework/standing.ts'
import { standingAssignment } from '../../../domain/handoff/assigned.ts'
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
    expect(isUnrecorded(past, [], NOW)).to.equal(true)
    expect(isUnrecorded(past, [came], NOW)).to.equal(false)
    const moved = handoff({ appointment: appointment('2026-11-20T10:00:00.000Z', { sequence: 1 }) })
    expect(isUnrecorded(moved, [came], NOW)).to.equal(true)
    expect(outcomeOf([came], moved.appointment)).to.equal(undefined)
    expect(isUnrecorded(handoff({ appointment: appointment('2026-11-24T10:00:00.000Z') }), [], NOW)).to.equal(
      false,
    )
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
