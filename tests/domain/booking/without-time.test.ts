import { expect } from 'chai'
import { slotsOf } from '../../../domain/booking/slots.ts'
import { withoutTime } from '../../../domain/booking/without-time.ts'
import { demoSchool } from '../../support/conversation.ts'

/** No school is closed. */
const OPEN = { holidays: new Set<string>() }

describe('a time taken out of a diary', () => {
  const [juno] = demoSchool().linkWorkers
  if (!juno) throw new Error('no link worker')
  const now = new Date('2026-11-23T08:00:00Z')
  const starts = (worker = juno) => slotsOf(worker, now, OPEN).map(({ start }) => start)

  it('is the only one that is gone, at the beginning, in the middle and at the end of a day', () => {
    const slots = slotsOf(juno, now, OPEN)
    const day = slots.filter(({ start }) => start.startsWith('2026-11-25'))
    expect(day.length).to.be.above(4)
    for (const slot of day) {
      const diary = withoutTime(juno.diary, slot, OPEN)
      expect(starts({ ...juno, diary }), slot.start).to.deep.equal(
        slots.map(({ start }) => start).filter((start) => start !== slot.start),
      )
    }
  })

  it('may be followed by another of the same day, and leaves other exceptions alone', () => {
    const [first, second] = slotsOf(juno, now, OPEN)
    if (!first || !second) throw new Error('no slots')
    const diary = withoutTime(withoutTime(juno.diary, first, OPEN), second, OPEN)
    expect(starts({ ...juno, diary })).to.deep.equal(starts().slice(2))
    expect(diary.exceptions).to.deep.include.members(juno.diary.exceptions)
  })

  it('opens nothing of a day that is closed: a bank holiday, out of term, leave, or hours that are over', () => {
    const [slot] = slotsOf(juno, now, OPEN)
    if (!slot) throw new Error('no slots')
    const day = slot.start.slice(0, 10)
    const term = { from: '2026-09-01', to: '2026-10-23' }
    const inTerm = { ...juno.diary, termTimeOnly: true }
    const onLeave = { ...juno.diary, leave: [{ from: day, to: day }] }
    const later = { ...juno.diary, exceptions: [{ day, hours: [{ from: '18:00', to: '19:00' }] }] }
    for (const [diary, closed] of [
      [juno.diary, { holidays: new Set([day]) }],
      [inTerm, { ...OPEN, terms: [term] }],
      [onLeave, OPEN],
      [later, OPEN],
    ] as const) {
      expect(withoutTime(diary, slot, closed)).to.equal(diary)
    }
  })

  it('is taken out of a bank holiday that an exception has opened', () => {
    const day = '2026-11-25'
    const exceptions = [{ day, hours: [{ from: '10:00', to: '12:00' }] }]
    const open = { ...juno, diary: { ...juno.diary, exceptions } }
    const closed = { holidays: new Set([day]) }
    const onDay = (worker = open) =>
      slotsOf(worker, now, closed).flatMap(({ start }) => (start.startsWith(day) ? [start] : []))
    const [first] = slotsOf(open, now, closed).filter(({ start }) => start.startsWith(day))
    if (!first) throw new Error('no slots')
    const diary = withoutTime(open.diary, first, closed)
    expect(onDay({ ...open, diary })).to.deep.equal(onDay().slice(1))
  })
})
