import { expect } from 'chai'
import { slotsOf } from '../../../domain/booking/slots.ts'
import { withoutTime } from '../../../domain/booking/without-time.ts'
import { demoSchool } from '../../support/conversation.ts'

describe('a time taken out of a diary', () => {
  const [juno] = demoSchool().linkWorkers
  if (!juno) throw new Error('no link worker')
  const now = new Date('2026-11-23T08:00:00Z')
  const starts = (worker = juno) => slotsOf(worker, now, { holidays: new Set() }).map(({ start }) => start)

  it('is the only one that is gone, at the beginning, in the middle and at the end of a day', () => {
    const slots = slotsOf(juno, now, { holidays: new Set() })
    const day = slots.filter(({ start }) => start.startsWith('2026-11-25'))
    expect(day.length).to.be.above(4)
    for (const slot of day) {
      const diary = withoutTime(juno.diary, slot)
      expect(starts({ ...juno, diary }), slot.start).to.deep.equal(
        slots.map(({ start }) => start).filter((start) => start !== slot.start),
      )
    }
  })

  it('may be followed by another of the same day, and leaves other exceptions alone', () => {
    const [first, second] = slotsOf(juno, now, { holidays: new Set() })
    if (!first || !second) throw new Error('no slots')
    const diary = withoutTime(withoutTime(juno.diary, first), second)
    expect(starts({ ...juno, diary })).to.deep.equal(starts().slice(2))
    expect(diary.exceptions).to.deep.include.members(juno.diary.exceptions)
  })
})
