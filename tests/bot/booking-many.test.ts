import { expect } from 'chai'
import { openDiaries } from '../../bot/diaries.ts'
import { DiaryBook } from '../../bot/diary-book.ts'
import { slotClaims } from '../../bot/records/slots.ts'
import { schoolsOf } from '../../bot/schools.ts'
import { openLowdbStore } from '../../bot/storage/lowdb/lowdb-store.ts'
import { openPostgresStore } from '../../bot/storage/postgres/postgres-store.ts'
import type { Store } from '../../bot/storage/store.ts'
import { linkWorker, school } from '../support/diary.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { testDatabase } from '../support/postgres.ts'
import { newKeyring, temporaryFolder } from './storage/support.ts'

const ATTEMPTS = 10_000
const SLOTS = 50
/** Half an hour each, from Tuesday morning on: 50 of them. */
const WORKER = linkWorker('rowan', { hours: days('09:00', '14:00'), horizonDays: 7 })

function days(from: string, to: string) {
  return ['tuesday', 'wednesday', 'thursday', 'friday', 'saturday'].map((day) => ({ day, from, to }))
}

function diariesOn(store: Store) {
  const clock = new FakeClock('2026-11-23T00:00:00Z')
  const diaries = openDiaries({
    store,
    schools: schoolsOf([school('demo', [WORKER])]),
    book: new DiaryBook(store),
    busy: async () => undefined,
    clock,
    holidays: () => new Set(),
    appointmentOf: async () => undefined,
  })
  return { clock, diaries, claims: store.collection(slotClaims) }
}

/** Everyone wants one of the slots, takes it if they can, and books it. */
async function everyoneTries(store: Store, another = store): Promise<{ booked: string[]; claims: number }> {
  const { clock, diaries, claims } = diariesOn(store)
  const processes = [diaries, another === store ? diaries : diariesOn(another).diaries]
  const slots = await diaries.free('demo', clock.now(), 500, [])
  expect(slots).to.have.length(SLOTS)
  const booked: string[] = []
  const tries = Array.from({ length: ATTEMPTS }, async (_, at) => {
    const slot = slots[(at * 7) % SLOTS]
    const diary = processes[at % 2]
    if (!slot || !diary || !(await diary.hold(slot, `person-${at}`))) return
    if (await diary.book(slot, `person-${at}`)) booked.push(slot.id)
  })
  await Promise.all(tries)
  expect(await diaries.free('demo', clock.now(), 500, [])).to.deep.equal([])
  return { booked, claims: (await claims.list({ state: 'booked' })).length }
}

describe('many who book at once', () => {
  it('10,000 attempts on 50 slots: 50 appointments, in memory', async () => {
    const { booked, claims } = await everyoneTries(new MemoryStore())
    expect(new Set(booked).size).to.equal(SLOTS)
    expect([booked.length, claims]).to.deep.equal([SLOTS, SLOTS])
  })

  it('10,000 attempts on 50 slots: 50 appointments, on disk', async () => {
    const folder = await temporaryFolder()
    const quiet = { warn: () => undefined, error: () => undefined }
    const store = await openLowdbStore({ folder: folder.path, keyring: newKeyring(), logger: quiet })
    try {
      const { booked, claims } = await everyoneTries(store)
      expect(new Set(booked).size).to.equal(SLOTS)
      expect([booked.length, claims]).to.deep.equal([SLOTS, SLOTS])
    } finally {
      await store.close()
      await folder.remove()
    }
  })

  it('30: 10,000 attempts on 50 slots over two processes: 50 appointments, in PostgreSQL', async function () {
    this.timeout(120_000)
    const database = await testDatabase()
    const options = { database: { ...database.settings, pool: 10 }, keyring: newKeyring() }
    const [one, two] = [await openPostgresStore(options), await openPostgresStore(options)]
    try {
      const { booked, claims } = await everyoneTries(one, two)
      expect(new Set(booked).size).to.equal(SLOTS)
      expect([booked.length, claims]).to.deep.equal([SLOTS, SLOTS])
    } finally {
      await one.close()
      await two.close()
      await database.drop()
    }
  })

  it('two processes and 200 people after one slot: one has it, the others see the next three', async () => {
    const store = new MemoryStore()
    const processes = [diariesOn(store), diariesOn(store)]
    const [first] = await processes[0]!.diaries.free('demo', processes[0]!.clock.now(), 4, [])
    if (!first) throw new Error('no slot is free')
    const held = await Promise.all(
      Array.from({ length: 200 }, (_, at) => processes[at % 2]!.diaries.hold(first, `person-${at}`)),
    )
    expect(held.filter(Boolean)).to.have.length(1)
    const { diaries, clock } = processes[1]!
    const others = await diaries.free('demo', clock.now(), 3, [], 'person-x')
    expect(others.map(({ start }) => start.slice(11, 16))).to.deep.equal(['09:30', '10:00', '10:30'])
  })

  it('keeps to the most a week whoever comes at once, and a move within the week is no one new', async () => {
    const store = new MemoryStore()
    const clock = new FakeClock('2026-11-23T00:00:00Z')
    const worker = linkWorker('rowan', { hours: days('09:00', '14:00'), horizonDays: 5, mostPerWeek: 3 })
    const diaries = openDiaries({
      store,
      schools: schoolsOf([school('demo', [worker])]),
      book: new DiaryBook(store),
      busy: async () => undefined,
      clock,
      holidays: () => new Set(),
      appointmentOf: async () => undefined,
    })
    const slots = await diaries.free('demo', clock.now(), 10, [])
    const held = await Promise.all(slots.map((slot, at) => diaries.hold(slot, `person-${at}`)))
    expect(held.filter(Boolean)).to.have.length(3)
    expect(await diaries.free('demo', clock.now(), 10, [])).to.deep.equal([])
    expect(await diaries.standing('demo')).to.equal('full')
    expect(await diaries.free('demo', clock.now(), 10, [], 'person-0')).to.not.deep.equal([])
  })
})
