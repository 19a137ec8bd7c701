import { expect } from 'chai'
import { idAfter, leavingAsFhir } from '../../../bot/leaving.ts'
import { asShared, linesFor } from '../../../domain/handoff/audiences.ts'
import { changesIn, earlierOf } from '../../../domain/handoff/changes.ts'
import { afterTry, claimed, dueAt, waitingBut, withOutgoing } from '../../../domain/handoff/outgoing.ts'
import type { Leaving, Outgoing } from '../../../domain/handoff/outgoing.ts'
import { handoff, line } from '../../support/cases.ts'

const at = new Date('2026-11-23T09:00:00Z')
const wanted = (id: string, over: object = {}) => ({
  id,
  to: 'school' as const,
  version: 1,
  lines: [],
  ...over,
})

const listed = (before: readonly Outgoing[], leaving: readonly Leaving[]) =>
  withOutgoing(before, leaving, idAfter)

describe('what is for whom', () => {
  it('takes a line only for those it was shared with, and tells none of the others who else has it', () => {
    const lines = [
      line('a', 'matters', 'one', { sharedWith: ['link-worker'] }),
      line('b', 'matters', 'two', { sharedWith: ['link-worker', 'school'] }),
      line('c', 'matters', 'three', { sharedWith: [] }),
    ]
    expect(linesFor(lines, 'school').map(({ text }) => text)).to.deep.equal(['two'])
    expect(asShared(lines, 'school')[0]?.sharedWith).to.deep.equal(['school'])
    expect(linesFor(lines, 'gp')).to.deep.equal([])
  })
})

describe('the document for another system', () => {
  it('goes again when they say at which times it is safe to be reached, and once for the same', () => {
    const id = (over: object) => leavingAsFhir(handoff({ contact: '07700 900123', ...over })).id
    expect(id({ safeTimes: 'after four' })).to.not.equal(id({}))
    expect(id({ safeTimes: 'after four' })).to.equal(id({ safeTimes: 'after four' }))
    expect(id({ safeTimes: 'not on Fridays' })).to.not.equal(id({ safeTimes: 'after four' }))
  })
})

describe('a later version', () => {
  it('keeps the one before, and says what was added, changed and left out', () => {
    const first = handoff()
    const [matters, , strengths] = first.lines
    if (!matters || !strengths) throw new Error('no lines')
    const lines = [{ ...matters, text: 'drawing comics' }, strengths, line('new', 'possible', 'quiet')]
    const second = handoff({ version: 2, lines, earlier: earlierOf(first, 2) })
    const found = changesIn(second)
    expect(found?.since.version).to.equal(1)
    expect(found?.added.map(({ text }) => text)).to.deep.equal(['quiet'])
    expect(found?.changed.map(({ before, after }) => [before.text, after.text])).to.deep.equal([
      ['drawing, and my dog', 'drawing comics'],
    ])
    expect(found?.leftOut.map(({ id }) => id)).to.deep.equal(['goal', 'in-the-way', 'possible'])
  })

  it('is none when only the booking changed, or only a booking was there before', () => {
    expect(changesIn(handoff())).to.equal(undefined)
    expect(earlierOf(handoff(), 1)).to.deep.equal([])
    expect(earlierOf(handoff({ version: 0, lines: [] }), 1)).to.deep.equal([])
  })
})

describe('what is on its way', () => {
  it('leaves once, whatever is asked again', () => {
    const once = listed([], [wanted('a')])
    expect(listed(once, [wanted('a')])).to.deep.equal(once)
    const [one] = once
    if (!one) throw new Error('nothing')
    const gone = afterTry(one, { ok: true }, at, 0.5)
    expect(dueAt(gone)).to.equal(undefined)
    expect(listed([gone], [wanted('a')])).to.deep.equal([gone])
  })

  it('leaves again when it was said before and something else in between, under an id of its own', () => {
    const left = (list: readonly Outgoing[]) => list.map((one) => afterTry(one, { ok: true }, at, 0.5))
    const there = left(listed(left(listed([], [wanted('a')])), [wanted('b')]))
    const back = listed(there, [wanted('a')])
    expect(back).to.have.length(3)
    expect(new Set(back.map(({ id }) => id)).size).to.equal(3)
    expect(listed(left(back), [wanted('a')])).to.deep.equal(left(back))
    // Waiting for the school, it is not taken for another when only the document for a system changes.
    const both = listed(back, [...waitingBut(back, 'fhir'), wanted('f', { to: 'fhir' as const })])
    expect(both.filter((one) => one.doneAt === undefined).map(({ to }) => to)).to.deep.equal([
      'school',
      'fhir',
    ])
  })

  it('is remembered for each receiver however much has left for the others', () => {
    let list = listed([], [wanted('mail')]).map((one) => afterTry(one, { ok: true }, at, 0.5))
    for (let n = 0; n < 30; n += 1) {
      list = listed(list, [wanted('mail'), wanted(`f${n}`, { to: 'fhir' as const })])
      list = list.map((one) => (one.doneAt ? one : afterTry(one, { ok: true }, at, 0.5)))
    }
    expect(list.filter(({ to }) => to === 'school')).to.have.length(1)
    expect(list).to.have.length(21)
  })

  it('is dropped when a later version replaces it before it has left', () => {
    const list = listed(listed([], [wanted('a')]), [wanted('b', { version: 2 })])
    expect(list.map(({ id }) => id)).to.deep.equal(['b'])
    expect(listed(list, [])).to.deep.equal([])
  })

  it('waits longer after each failure, and for whoever is at it', () => {
    const [one] = listed([], [wanted('a')])
    if (!one) throw new Error('nothing')
    expect(dueAt(one)).to.equal(0)
    expect(dueAt(claimed(one, 'p', at))).to.be.greaterThan(at.getTime())
    const failed = afterTry(claimed(one, 'p', at), { ok: false, code: 'http-503' }, at, 0.5)
    expect(failed.claim).to.equal(undefined)
    expect(failed.failed).to.equal('http-503')
    expect(dueAt(failed)).to.equal(at.getTime() + 10_000)
    expect(dueAt(afterTry(failed, { ok: false }, at, 0.5))).to.equal(at.getTime() + 20_000)
  })

  it('forgets its lines once it has left', () => {
    const [one] = listed([], [wanted('a', { lines: [line('x', 'matters', 'private')] })])
    if (!one) throw new Error('nothing')
    expect(JSON.stringify(afterTry(one, { ok: true }, at, 0))).to.not.include('private')
  })
})
