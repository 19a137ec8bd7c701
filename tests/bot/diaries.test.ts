import { expect } from 'chai'
import { openDiaries } from '../../bot/diaries.ts'
import { DiaryBook } from '../../bot/diary-book.ts'
import type { DiariesOptions } from '../../bot/diaries.ts'
import { slotClaims } from '../../bot/records/slots.ts'
import { schoolsOf } from '../../bot/schools.ts'
import type { Appointment, Slot } from '../../domain/booking/types.ts'
import type { LinkWorker } from '../../domain/school/school.ts'
import { linkWorker, school } from '../support/diary.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { MemoryStore } from '../support/memory-store.ts'

const appointmentOn = (slot: Slot): Appointment => ({
  id: `appointment.${slot.id}`,
  slot,
  linkWorkerName: 'Rowan Testperson',
  bookedAt: '2026-11-23T09:00:00.000Z',
  status: 'booked',
  sequence: 0,
})

/** A school `demo` on a Monday morning in November. */
function given(workers: readonly LinkWorker[], more: Partial<DiariesOptions> = {}) {
  const clock = new FakeClock('2026-11-23T09:00:00Z')
  const store = new MemoryStore()
  /** `holder slot` of what conversations have committed. */
  const committed = new Map<string, Appointment>()
  const diaries = openDiaries({
    store,
    schools: schoolsOf([school('demo', workers)]),
    book: new DiaryBook(store),
    busy: async () => undefined,
    clock,
    holidays: () => new Set(),
    appointmentOf: async (holder, slotId) => committed.get(`${holder} ${slotId}`),
    ...more,
  })
  const free = (most = 100, exclude: readonly string[] = []) =>
    diaries.free('demo', clock.now(), most, exclude)
  const first = async () => {
    const [slot] = await diaries.free('demo', new Date('2026-11-26T00:00:00Z'), 1, [])
    if (!slot) throw new Error('no slot is free')
    return slot
  }
  return { clock, store, committed, diaries, free, first, claims: store.collection(slotClaims) }
}

describe('diaries', () => {
  it('offers the soonest of all link workers, after a moment and without those already seen', async () => {
    const { diaries, free } = given([
      linkWorker('willow'),
      linkWorker('rowan', { lengthMinutes: 45, gapMinutes: 15 }),
    ])
    const offered = await free(4)
    expect(offered.map((slot) => slot.id)).to.deep.equal([
      'rowan.20261124T090000Z',
      'willow.20261124T090000Z',
      'willow.20261124T093000Z',
      'rowan.20261124T100000Z',
    ])
    const next = await free(
      1,
      offered.slice(0, 2).map((slot) => slot.id),
    )
    expect(next.map((slot) => slot.id)).to.deep.equal(['willow.20261124T093000Z'])
    const later = await diaries.free('demo', new Date('2026-11-25T00:00:00Z'), 1, [])
    expect(later.map((slot) => slot.id)).to.deep.equal(['rowan.20261125T090000Z'])
    expect(await diaries.free('elsewhere', new Date('2026-11-25T00:00:00Z'), 1, [])).to.deep.equal([])
  })

  it('holds a slot for one, and leaves it out for all', async () => {
    const { diaries, first, free } = given([linkWorker('rowan')])
    const slot = await first()
    expect(await diaries.hold(slot, 'ada')).to.equal(true)
    expect(await diaries.hold(slot, 'bo')).to.equal(false)
    expect((await free()).map((s) => s.id)).to.not.include(slot.id)
  })

  it('lets the same person hold again, for ten minutes more', async () => {
    const { clock, diaries, first } = given([linkWorker('rowan')])
    const slot = await first()
    await diaries.hold(slot, 'ada')
    clock.advance({ minutes: 9 })
    expect(await diaries.hold(slot, 'ada')).to.equal(true)
    clock.advance({ minutes: 9 })
    expect(await diaries.hold(slot, 'bo')).to.equal(false)
    clock.advance({ minutes: 1 })
    expect(await diaries.hold(slot, 'bo')).to.equal(true)
    expect(await diaries.hold(slot, 'ada')).to.equal(false)
  })

  it('has what is kept for them free to them beyond its notice, until they no longer have it', async () => {
    const { clock, diaries, free } = given([linkWorker('rowan', { noticeHours: 24 })])
    const [slot] = await free(1)
    if (!slot) throw new Error('no slot is free')
    const freeTo = async (holder: string) =>
      (await diaries.free('demo', clock.now(), 100, [], holder)).map(({ id }) => id)
    await diaries.keepFor(slot, 'ada', new Date(clock.now().getTime() + 12 * 3_600_000))
    clock.advance({ hours: 6 })
    expect(await freeTo('ada')).to.include(slot.id)
    expect(await freeTo('bo')).to.not.include(slot.id)
    expect(await diaries.hold(slot, 'ada')).to.equal(true)
    clock.advance({ hours: 7 })
    expect(await freeTo('ada')).to.not.include(slot.id)
  })

  it('finds a time that was shown a moment before its notice ran out, for who may take it', async () => {
    const { clock, diaries, free } = given([linkWorker('rowan', { noticeHours: 24 })])
    const [slot] = await free(1)
    if (!slot) throw new Error('no slot is free')
    clock.advance({ minutes: 2 })
    expect((await free()).map(({ id }) => id)).to.not.include(slot.id)
    expect(await diaries.offered('demo', slot.id, 'ada')).to.deep.equal(slot)
    expect(await diaries.offered('elsewhere', slot.id, 'ada')).to.equal(undefined)
    await diaries.hold(slot, 'bo')
    expect(await diaries.offered('demo', slot.id, 'ada')).to.equal(undefined)
    clock.advance({ minutes: 40 })
    expect(await diaries.offered('demo', slot.id, 'ada'), 'the notice ran out long ago').to.equal(undefined)
  })

  it('lets the last day of the horizon be had just after midnight, when it has just come into sight', async () => {
    const { clock, diaries, free } = given([linkWorker('rowan', { horizonDays: 2 })])
    clock.set('2026-11-24T00:10:00Z')
    const last = (await free()).at(-1)
    if (!last) throw new Error('no slot is free')
    expect(last.start).to.match(/^2026-11-26/u)
    expect(await diaries.offered('demo', last.id, 'ada')).to.deep.equal(last)
    expect(await diaries.keepFor(last, 'ada', new Date(last.start))).to.equal(true)
  })

  it('offers a slot again when its hold has lapsed', async () => {
    const { clock, diaries, first, free } = given([linkWorker('rowan')])
    const slot = await first()
    await diaries.hold(slot, 'ada')
    clock.advance({ minutes: 9 })
    expect((await free()).map((s) => s.id)).to.not.include(slot.id)
    clock.advance({ minutes: 1 })
    expect((await free()).map((s) => s.id)).to.include(slot.id)
  })

  it('never gives away a lapsed hold on which its conversation has committed', async () => {
    const { clock, committed, diaries, free, first } = given([linkWorker('rowan')])
    const slot = await first()
    await diaries.hold(slot, 'ada')
    committed.set(`ada ${slot.id}`, appointmentOn(slot))
    clock.advance({ hours: 2 })
    expect(await diaries.hold(slot, 'bo')).to.equal(false)
    expect(await diaries.book(slot, 'bo')).to.equal(false)
    expect((await free()).map((s) => s.id)).to.not.include(slot.id)
    expect(await diaries.book(slot, 'ada')).to.equal(true)
  })

  it('keeps a lapsed hold when its conversation cannot be read', async () => {
    const { clock, diaries, free, first } = given([linkWorker('rowan')], {
      appointmentOf: async () => Promise.reject(new Error('damaged')),
    })
    const slot = await first()
    await diaries.hold(slot, 'ada')
    clock.advance({ minutes: 11 })
    expect(await diaries.hold(slot, 'bo')).to.equal(false)
    expect((await free()).length).to.be.greaterThan(0)
  })

  it('books once, again without harm, also when the hold has gone', async () => {
    const { claims, diaries, free, first } = given([linkWorker('rowan')])
    const slot = await first()
    await diaries.hold(slot, 'ada')
    expect(await diaries.book(slot, 'ada')).to.equal(true)
    expect(await diaries.book(slot, 'ada')).to.equal(true)
    expect(await diaries.book(slot, 'bo')).to.equal(false)
    expect((await claims.get(slot.id))?.body).to.include({ holder: 'ada', state: 'booked' })
    expect((await free()).map((s) => s.id)).to.not.include(slot.id)

    const other = await first()
    expect(await diaries.book(other, 'bo')).to.equal(true)
    expect((await claims.get(other.id))?.body).to.include({ holder: 'bo', state: 'booked' })
  })

  it('a booked slot stays booked however long ago it was held', async () => {
    const { clock, diaries, first } = given([linkWorker('rowan')])
    const slot = await first()
    await diaries.book(slot, 'ada')
    clock.advance({ hours: 5 })
    expect(await diaries.hold(slot, 'bo')).to.equal(false)
    expect(await diaries.hold(slot, 'ada')).to.equal(true)
  })

  it('releases for its holder only, and again without harm', async () => {
    const { diaries, first } = given([linkWorker('rowan')])
    const slot = await first()
    await diaries.book(slot, 'ada')
    await diaries.release(slot.id, 'bo')
    expect(await diaries.hold(slot, 'bo')).to.equal(false)
    await diaries.release(slot.id, 'ada')
    await diaries.release(slot.id, 'ada')
    expect(await diaries.hold(slot, 'bo')).to.equal(true)
  })

  it('refuses a slot that is in no diary any more', async () => {
    const { clock, diaries, free } = given([linkWorker('rowan', { noticeHours: 24 })])
    const [slot] = await free(1)
    if (!slot) throw new Error('no slot is free')
    expect(slot.start).to.equal('2026-11-24T09:00:00.000Z')
    expect(await diaries.hold({ ...slot, id: 'rowan.20261124T033000Z' }, 'ada')).to.equal(false)
    expect(await diaries.hold({ ...slot, linkWorker: 'nobody' }, 'ada')).to.equal(false)
    clock.advance({ minutes: 31 })
    expect(await diaries.hold(slot, 'ada'), 'its notice has run out').to.equal(false)
    clock.set('2026-11-23T09:29:00Z')
    expect(await diaries.hold(slot, 'ada'), 'choosing took half an hour').to.equal(true)
  })

  it('refuses a time that has begun, whatever the notice', async () => {
    const { clock, diaries, first } = given([linkWorker('rowan', { noticeHours: 0 })])
    const slot = await first()
    clock.set(slot.start)
    expect(await diaries.hold(slot, 'ada')).to.equal(false)
  })

  it('refuses a time that overlaps one booked before the diary was changed', async () => {
    const { claims, diaries, free } = given([linkWorker('rowan')])
    await claims.create('rowan.20261124T091500Z', {
      linkWorker: 'rowan',
      start: '2026-11-24T09:15:00.000Z',
      end: '2026-11-24T09:45:00.000Z',
      holder: 'ada',
      state: 'booked',
      until: '2026-11-01T00:00:00.000Z',
    })
    const [next] = await free(1)
    expect(next?.start).to.equal('2026-11-24T10:00:00.000Z')
    const over = { ...next!, id: 'rowan.20261124T090000Z', start: '2026-11-24T09:00:00.000Z' }
    expect(await diaries.hold({ ...over, end: '2026-11-24T09:30:00.000Z' }, 'bo')).to.equal(false)
  })

  it('keeps to the most a day, also when the last two are wanted at once', async () => {
    const { diaries, free } = given([linkWorker('rowan', { mostPerDay: 2, horizonDays: 2 })])
    const tuesday = (await free()).filter((slot) => slot.start.startsWith('2026-11-24'))
    expect(await diaries.hold(tuesday[0]!, 'ada')).to.equal(true)
    const both = await Promise.all([diaries.hold(tuesday[1]!, 'bo'), diaries.hold(tuesday[2]!, 'cy')])
    expect(both.filter(Boolean).length).to.be.at.most(1)
    if (!both.includes(true)) expect(await diaries.hold(tuesday[1]!, 'bo')).to.equal(true)
    expect((await free())[0]?.start.slice(0, 10)).to.equal('2026-11-25')
    expect(await diaries.hold(tuesday[3]!, 'di')).to.equal(false)
  })

  it('is one diary for a link worker of two schools', async () => {
    const rowan = linkWorker('rowan')
    const { diaries, first } = given([rowan], {
      schools: schoolsOf([school('demo', [rowan]), school('other', [rowan])]),
    })
    const slot = await first()
    await diaries.hold(slot, 'ada')
    const elsewhere = await diaries.free('other', new Date('2026-11-23T09:00:00Z'), 100, [])
    expect(elsewhere.map((s) => s.id)).to.not.include(slot.id)
  })

  it('must never double-book: 50 slots, 200 attempts each at once, exactly 50 holders', async () => {
    const { diaries, free, claims } = given([linkWorker('rowan'), linkWorker('willow')])
    const slots = await free(50)
    expect(slots).to.have.length(50)
    const attempts = slots.flatMap((slot) =>
      Array.from({ length: 200 }, (_, n) => ({ slot, holder: `conversation-${n}` })),
    )
    const won = await Promise.all(attempts.map(({ slot, holder }) => diaries.hold(slot, holder)))
    expect(won.filter(Boolean)).to.have.length(50)
    const held = await claims.list({ state: 'held' })
    expect(held.map(({ id }) => id).sort()).to.deep.equal(slots.map(({ id }) => id).sort())
  })

  it('gives one lapsed hold to one of many who come at once', async () => {
    const { claims, clock, diaries, first } = given([linkWorker('rowan')])
    const slot = await first()
    await diaries.hold(slot, 'ada')
    clock.advance({ minutes: 10 })
    const holders = Array.from({ length: 50 }, (_, n) => `conversation-${n}`)
    const won = await Promise.all(holders.map((holder) => diaries.hold(slot, holder)))
    expect(won.filter(Boolean)).to.have.length(1)
    expect((await claims.get(slot.id))?.body.holder).to.equal(holders[won.indexOf(true)])
  })

  it('forgets claims of long ago', async () => {
    const { claims, clock, diaries, first } = given([linkWorker('rowan')])
    const slot = await first()
    await diaries.book(slot, 'ada')
    clock.set('2026-12-26T09:00:00Z')
    expect(await diaries.tidy()).to.equal(0)
    clock.advance({ hours: 1 })
    expect(await diaries.tidy()).to.equal(1)
    expect(await claims.get(slot.id)).to.equal(undefined)
  })

  it('says that the disk is full instead of promising a slot', async () => {
    const { diaries, first, store } = given([linkWorker('rowan')])
    const slot = await first()
    store.failWrites = new Error('no room')
    const failure = await diaries.hold(slot, 'ada').catch((error: unknown) => error)
    expect(failure).to.equal(store.failWrites)
  })
})
