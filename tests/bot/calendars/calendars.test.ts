import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect } from 'chai'
import { pino } from 'pino'
import { Calendars } from '../../../bot/calendars/calendars.ts'
import { CalendarFault } from '../../../bot/calendars/fault.ts'
import { graphReader } from '../../../bot/calendars/graph.ts'
import { openDiaries } from '../../../bot/diaries.ts'
import { DiaryBook } from '../../../bot/diary-book.ts'
import { schoolsOf } from '../../../bot/schools.ts'
import type { Taken } from '../../../domain/booking/slots.ts'
import { linkWorker, school } from '../../support/diary.ts'
import { eventually } from '../../support/eventually.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { MemoryStore } from '../../support/memory-store.ts'

const logger = pino({ level: 'silent' })
const calendar = { kind: 'ical', url: 'https://calendar.example/secret.ics' } as const
const rowan = linkWorker('rowan', { calendar })
/** What a conversation waits for a calendar here. */
const WAIT_MS = 50

/** Rowan, weekday mornings, with a calendar that can be away. */
function given() {
  const clock = new FakeClock('2026-11-23T07:00:00Z')
  const store = new MemoryStore()
  const state: {
    busy: Taken[]
    fault?: string
    reads: number
    daysAhead?: number
    slow?: Promise<void>
  } = { busy: [], reads: 0 }
  const calendars = new Calendars({
    readers: {
      async ical(_source, { from, to }) {
        state.reads += 1
        state.daysAhead = (to.getTime() - from.getTime()) / 86_400_000
        await state.slow
        if (state.fault !== undefined) throw new CalendarFault(state.fault)
        return state.busy
      },
      graph: undefined,
    },
    clock,
    logger,
    waitMs: WAIT_MS,
  })
  const diaries = openDiaries({
    store,
    schools: schoolsOf([school('demo', [rowan])]),
    book: new DiaryBook(store),
    busy: (diary, toBook) => calendars.busy(diary, toBook),
    clock,
    holidays: () => new Set(),
    appointmentOf: async () => undefined,
  })
  const first = async () => (await diaries.free('demo', clock.now(), 1, []))[0]
  return { clock, state, calendars, diaries, first }
}

describe('calendars of link workers', () => {
  it('keeps times free that are busy elsewhere, and is asked once in five minutes, but again before a time is given away', async () => {
    const { clock, state, diaries, first } = given()
    state.busy = [{ start: '2026-11-24T09:00:00.000Z', end: '2026-11-24T10:15:00.000Z' }]
    await Promise.all([first(), first(), first()])
    const slot = await first()
    expect(slot?.start).to.equal('2026-11-24T10:30:00.000Z')
    expect(state.reads).to.equal(1)
    clock.advance({ minutes: 1 })
    // Entered a moment ago: what was offered is not given away any more.
    state.busy = [{ start: '2026-11-24T09:00:00.000Z', end: '2026-11-24T11:00:00.000Z' }]
    if (!slot) throw new Error('no slot is free')
    expect(await diaries.hold(slot, 'robin')).to.equal(false)
    expect((await first())?.start).to.equal('2026-11-24T11:00:00.000Z')
  })

  it('offers nothing by a calendar that was never read, and says why', async () => {
    const { state, calendars, diaries, first } = given()
    state.fault = 'timeout'
    expect(await first()).to.equal(undefined)
    expect(await diaries.standing('demo')).to.equal('unread')
    expect(calendars.faultOf(rowan.diary)).to.equal('timeout')
  })

  it('offers by an old copy what is two days away, for a day; then nothing; then all again', async () => {
    const { clock, state, calendars, first } = given()
    expect((await first())?.start).to.equal('2026-11-24T09:00:00.000Z')
    state.fault = 'http-500'
    clock.advance({ minutes: 10 })
    expect((await first())?.start).to.equal('2026-11-25T09:00:00.000Z')
    expect(await calendars.busy(rowan.diary)).to.deep.include({
      state: 'old',
      readAt: '2026-11-23T07:00:00.000Z',
    })
    clock.advance({ hours: 24 })
    expect(await first()).to.equal(undefined)
    delete state.fault
    clock.advance({ minutes: 6 })
    expect((await first())?.start).to.equal('2026-11-25T09:00:00.000Z')
  })
})

describe('a calendar that is slow', () => {
  it('is waited for a moment and once, while it goes on being read, only as far as the diary goes', async () => {
    const { clock, state, calendars, diaries, first } = given()
    let arrive = () => {}
    state.slow = new Promise((resume) => {
      arrive = resume
    })
    state.busy = [{ start: '2026-11-24T09:00:00.000Z', end: '2026-11-24T10:15:00.000Z' }]
    expect(await first()).to.equal(undefined)
    const began = performance.now()
    expect(await diaries.standing('demo')).to.equal('unread')
    expect(await first()).to.equal(undefined)
    expect(performance.now() - began, 'waited again').to.be.lessThan(WAIT_MS)
    expect(state).to.include({ reads: 1, daysAhead: rowan.diary.horizonDays + 2 })
    arrive()
    await calendars.check(rowan.diary)
    expect((await first())?.start).to.equal('2026-11-24T10:30:00.000Z')
    // An old copy does until the new one is here.
    clock.advance({ minutes: 10 })
    state.slow = new Promise(() => {})
    expect((await first())?.start).to.equal('2026-11-25T09:00:00.000Z')
  })
})

describe('busy times from Microsoft 365', () => {
  const asked: { url: string; body: string; authorization: string | undefined }[] = []
  let refuse = false
  /** Schedules that were asked for and are answered when the test says so. */
  const held: (() => void)[] = []
  const server = createServer((req, res) => {
    let body = ''
    req.on('data', (chunk: Buffer) => (body += chunk.toString()))
    req.on('end', () => {
      asked.push({ url: req.url ?? '', body, authorization: req.headers.authorization })
      res.setHeader('content-type', 'application/json')
      if (req.url?.endsWith('/token') === true) {
        res.end(
          JSON.stringify({ access_token: 'bearer-of-the-fake', expires_in: 3600, token_type: 'Bearer' }),
        )
      } else if (refuse) {
        res.end(
          JSON.stringify({
            value: [{ scheduleId: 'x', error: { responseCode: 'ErrorMailRecipientNotFound' } }],
          }),
        )
      } else {
        const from = /"startTime":\{"dateTime":"([^"]*)/u.exec(body)?.[1] ?? ''
        const at = (hour: string) => ({
          dateTime: `${from.slice(0, 10)}T${hour}:00:00.0000000`,
          timeZone: 'UTC',
        })
        const item = (status: string, start: string, end: string) => ({
          status,
          subject: 'private',
          start: at(start),
          end: at(end),
        })
        const schedule = () =>
          res.end(
            JSON.stringify({
              value: [
                {
                  scheduleId: 'juno@example.org',
                  availabilityView: '0220',
                  scheduleItems: [
                    item('busy', '09', '10'),
                    item('Tentative', '10', '11'),
                    item('oof', '11', '12'),
                    item('free', '12', '13'),
                    item('workingElsewhere', '13', '14'),
                  ],
                },
              ],
            }),
          )
        held.push(schedule)
      }
    })
  })
  let url = ''
  before(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const at = server.address()
    url = `http://127.0.0.1:${typeof at === 'object' && at ? at.port : 0}`
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })

  it('asks getSchedule in windows it takes, with one token, and counts what keeps someone away', async () => {
    const now = new Date('2026-11-23T00:00:00Z')
    const read = graphReader(
      { tenantId: 'tenant', clientId: 'client', clientSecret: 'secret', loginUrl: url, graphUrl: url },
      () => now,
    )
    const source = { kind: 'graph', mailbox: 'juno@example.org' } as const
    const reading = read(source, { from: now, to: new Date('2027-01-22T00:00:00Z') })
    await eventually('all windows are asked for at once', () => held.length === 2)
    for (const answer of held) answer()
    const times = await reading
    expect(asked.map((one) => one.url)).to.deep.equal([
      '/tenant/oauth2/v2.0/token',
      '/v1.0/users/juno%40example.org/calendar/getSchedule',
      '/v1.0/users/juno%40example.org/calendar/getSchedule',
    ])
    expect(asked[1]?.authorization).to.equal('Bearer bearer-of-the-fake')
    expect(times.slice(0, 3)).to.deep.equal(
      ['09', '10', '11'].map((hour) => ({
        start: `2026-11-23T${hour}:00:00.000Z`,
        end: `2026-11-23T${String(Number(hour) + 1)}:00:00.000Z`,
      })),
    )
    expect(times).to.have.length(6)
    refuse = true
    const failed = await read(source, { from: now, to: new Date('2026-11-30T00:00:00Z') }).catch(
      (error: unknown) => error,
    )
    expect(failed).to.be.instanceOf(CalendarFault).and.to.include({ code: 'mailbox-refused' })
  })
})
