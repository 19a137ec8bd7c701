import { expect } from 'chai'
import { leavingAsFhir } from '../../../bot/leaving.ts'
import { asShared, linesFor } from '../../../domain/handoff/audiences.ts'
import { changesIn, earlierOf } from '../../../domain/handoff/changes.ts'
import { afterTry, claimed, dueAt, withOutgoing } from '../../../domain/handoff/outgoing.ts'
import { handoff, line } from '../../support/cases.ts'

const at = new Date('2026-11-23T09:00:00Z')
const wanted = (id: string, over: object = {}) => ({
  id,
  to: 'school' as const,
  version: 1,
  lines: [],
  ...over,
})

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
    const once = withOutgoing([], [wanted('a')])
    expect(withOutgoing(once, [wanted('a')])).to.deep.equal(once)
    const [one] = once
    if (!one) throw new Error('nothing')
    const gone = afterTry(one, { ok: true }, at, 0.5)
    expect(dueAt(gone)).to.equal(undefined)
    expect(withOutgoing([gone], [wanted('a')])).to.deep.equal([gone])
  })

  it('is dropped when a later version replaces it before it has left', () => {
    const list = withOutgoing(withOutgoing([], [wanted('a')]), [wanted('b', { version: 2 })])
    expect(list.map(({ id }) => id)).to.deep.equal(['b'])
    expect(withOutgoing(list, [])).to.deep.equal([])
  })

  it('waits longer after each failure, and for whoever is at it', () => {
    const [one] = withOutgoing([], [wanted('a')])
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
    const [one] = withOutgoing([], [wanted('a', { lines: [line('x', 'matters', 'private')] })])
    if (!one) throw new Error('nothing')
    expect(JSON.stringify(afterTry(one, { ok: true }, at, 0))).to.not.include('private')
  })
})
