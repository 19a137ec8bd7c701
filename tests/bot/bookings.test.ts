import { expect } from 'chai'
import ICAL from 'ical.js'
import { conversations } from '../../bot/records/conversations.ts'
import { notices } from '../../bot/records/notices.ts'
import { slotClaims } from '../../bot/records/slots.ts'
import { DamagedRecord } from '../../bot/storage/errors.ts'
import type { Store } from '../../bot/storage/store.ts'
import { Diary } from '../../domain/school/school.ts'
import type { School } from '../../domain/school/school.ts'
import { demoSchool, said, serviceForTests, speaker } from '../support/conversation.ts'
import { emptyDirectory } from '../support/directory.ts'
import { eventually } from '../support/eventually.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { MailReceiver } from '../support/receivers.ts'
import { stuckAt } from '../support/stuck-store.ts'

/** The demonstration school with one link worker only, Juno, who sees people in a room. */
function school(diary: Partial<Diary> = {}): School {
  const demo = demoSchool()
  const [juno] = demo.linkWorkers
  if (!juno) throw new Error('no link worker')
  return { ...demo, linkWorkers: [{ ...juno, diary: Diary.parse({ ...juno.diary, ...diary }) }] }
}

describe('what a booking sets in motion', () => {
  let mails: MailReceiver
  beforeEach(async () => {
    mails = await new MailReceiver().open()
  })
  afterEach(() => mails.close())

  function given(diary: Partial<Diary> = {}, kept: Store = new MemoryStore()) {
    const clock = new FakeClock('2026-11-23T10:00:00Z')
    let count = 0
    const made = serviceForTests({
      school: school(diary),
      store: kept,
      directory: emptyDirectory,
      clock,
      mail: { url: mails.url, from: 'Matters <matters@example.org>' },
      ids: () => `id-${(count += 1)}`,
    })
    const { service, store } = made
    const as = (conversation: string) => {
      const who = { ...speaker, conversation, user: `dl_${conversation}` }
      let turn = 0
      const recordOf = async () => (await store.collection(conversations).get(conversation))?.body
      return {
        start: () => service.start(who),
        recordOf,
        async say(text: string, key = `${conversation}-${(turn += 1)}`) {
          return said((await service.take(who, { type: 'message', text, clientActivityId: key })).logged)
        },
        async tap(place: number) {
          const asked = (await recordOf())?.log.findLast((entry) => entry.by === 'bot' && entry.reply.ask)
          const id = asked?.by === 'bot' ? asked.reply.ask?.choices[place - 1]?.id : undefined
          const tap = { chose: [id ?? ''] }
          const { logged } = await service.take(who, {
            type: 'message',
            text: '',
            tap,
            clientActivityId: `${conversation}-${(turn += 1)}`,
          })
          return said(logged)
        },
        async books() {
          await this.start()
          await this.say('book a time')
          await this.tap(1)
          await this.say('yes')
        },
        async heard() {
          return (
            (await recordOf())?.log.flatMap((entry) => (entry.by === 'bot' ? [entry.reply.message] : [])) ??
            []
          )
        },
      }
    }
    return { ...made, clock, as }
  }

  it('invites the link worker, follows a change, and takes the time back when it is cancelled', async () => {
    const { as, service, bookings } = given()
    const robin = as('c1')
    await robin.books()
    const count = (wanted: number) =>
      eventually(`${wanted} mails`, async () => {
        await bookings.notices.run()
        return mails.mails.length === wanted
      })
    await count(1)
    await robin.say('my booking')
    await robin.say('move it')
    await robin.tap(1)
    await robin.say('yes')
    await count(2)
    await robin.say('my booking')
    await robin.say('cancel it')
    await count(3)
    const events = mails.mails.map(({ raw }) => eventIn(raw))
    expect(events.map(({ method, sequence, status }) => [method, sequence, status])).to.deep.equal([
      ['REQUEST', 0, 'CONFIRMED'],
      ['REQUEST', 1, 'CONFIRMED'],
      ['CANCEL', 2, 'CANCELLED'],
    ])
    expect(new Set(events.map(({ uid }) => uid)).size).to.equal(1)
    expect(events[0]?.organiser).to.match(/matters@example\.org$/u)
    expect(events[0]?.attendee).to.match(/juno\.exampleby@/u)
    expect(mails.mails.map(({ to }) => to.join())).to.deep.equal(
      Array(3).fill('juno.exampleby@brackenmere-wellbeing.example.org'),
    )
    await service.close()
  })

  it('takes an invitation back whose time turned out to be lost after it had left', async () => {
    const { as, service, bookings, store } = given()
    const { diaries } = bookings
    const book = diaries.book.bind(diaries)
    // The disk fails while the invitation leaves; when it is well again somebody else has the time.
    diaries.book = () => Promise.reject(new Error('the disk is full'))
    const robin = as('c1')
    await robin.books()
    await eventually('the invitation', () => mails.mails.length === 1)
    const slot = (await robin.recordOf())?.person.appointment?.slot
    const claims = store.collection(slotClaims)
    const claim = await claims.get(slot?.id ?? '')
    if (claim)
      await claims.put(claim.id, { ...claim.body, holder: 'another', state: 'booked' }, claim.version)
    diaries.book = book
    await service.resume()
    await eventually('the cancellation', () => mails.mails.length === 2)
    expect(
      mails.mails.map(({ raw }) => eventIn(raw)).map(({ method, sequence }) => [method, sequence]),
    ).to.deep.equal([
      ['REQUEST', 0],
      ['CANCEL', 1],
    ])
    expect(await robin.heard()).to.include('book.lost')
    await service.close()
  })

  it('follows the link worker who moves a time and calls it off: calendar and reminder, told once', async () => {
    const { as, service, store } = given({ noticeHours: 48 })
    const robin = as('c1')
    await robin.books()
    await robin.say('remind me')
    await robin.say('by email')
    await robin.say('robin@example.org')
    await eventually('the invitation', () => mails.mails.length === 1)
    const reminder = async () => (await store.collection(notices).get('reminder.c1'))?.body
    await eventually('the reminder is set', async () => (await reminder()) !== undefined)
    const before = await reminder()
    const { id: appointment, slot } = (await robin.recordOf())?.person.appointment ?? {}
    const seen = { appointment: appointment ?? '', sequence: 0 }
    const free = await service.byStaff.free('demo', 'c1', 'juno', slot?.id ?? '')
    const to = { slot: free.at(-1)?.id ?? '', linkWorkerName: () => 'Juno Exampleby' }
    const both = await Promise.all([
      service.byStaff.move('c1', seen, to),
      service.byStaff.move('c1', seen, to),
    ])
    expect(both[0]).to.deep.equal(both[1]).and.to.have.property('done')
    await eventually('the change', () => mails.mails.length === 2)
    await eventually('the reminder moves', async () => (await reminder())?.dueAt !== before?.dueAt)
    expect(await service.byStaff.callOff('c1', seen), 'a stale page').to.equal('changed')
    await service.byStaff.callOff('c1', { ...seen, sequence: 1 })
    await eventually('the cancellation', () => mails.mails.length === 3)
    const events = mails.mails.map(({ raw }) => eventIn(raw))
    expect(events.map(({ method, sequence }) => [method, sequence])).to.deep.equal([
      ['REQUEST', 0],
      ['REQUEST', 1],
      ['CANCEL', 2],
    ])
    await eventually('the reminder is gone', async () => (await reminder()) === undefined)
    expect((await robin.heard()).filter((id) => id === 'book.moved')).to.have.length(1)
    await service.close()
  })

  it('books once for one request however often it comes, and for a second yes', async () => {
    const { as, service, bookings } = given()
    const robin = as('c1')
    await robin.start()
    await robin.say('book a time')
    await robin.tap(1)
    const answers = await Promise.all([robin.say('yes', 'same'), robin.say('yes', 'same')])
    expect(answers[0]).to.deep.equal(answers[1])
    await robin.say('yes')
    await service.close()
    await eventually('an invitation', () => mails.mails.length > 0)
    await bookings.notices.run()
    expect(mails.mails).to.have.length(1)
  })

  it('reminds by e-mail a day before, at the new time after a change, and not of what was cancelled', async () => {
    const { as, bookings, clock, service, store } = given({ noticeHours: 48 })
    const robin = as('c1')
    await robin.books()
    await robin.say('remind me')
    await robin.say('by email')
    expect(await robin.say('nonsense')).to.include('book.remind-email')
    expect(await robin.say('its robin@example.org thanks')).to.include('book.remind.day')
    const start = Date.parse((await robin.recordOf())?.person.appointment?.slot.start ?? '')
    await eventually(
      'the reminder is set',
      async () => (await store.collection(notices).list({ kind: 'reminder' })).length === 1,
    )
    const reminders = () => mails.mails.filter(({ to }) => to.includes('robin@example.org'))
    clock.set(new Date(start - 25 * 3_600_000).toISOString())
    await bookings.notices.run()
    expect(reminders()).to.deep.equal([])
    clock.set(new Date(start - 23 * 3_600_000).toISOString())
    await bookings.notices.run()
    await bookings.notices.run()
    await eventually('a reminder', () => reminders().length > 0)
    expect(reminders()).to.have.length(1)
    expect(reminders()[0]?.text).to.include('Juno Exampleby')
    await service.close()
  })

  it('keeps who waits in order, tells the first when a time comes free, and keeps it for them', async () => {
    const { as, bookings, service, clock } = given({ mostPerWeek: 1, horizonDays: 4 })
    const [ada, bo, cy] = [as('ada'), as('bo'), as('cy')]
    await ada.books()
    for (const one of [bo, cy]) {
      await one.start()
      expect(await one.say('book a time')).to.deep.equal(['book.none.full', 'book.list'])
      await one.say('yes')
      clock.advance({ minutes: 1 })
      await one.say('skip')
    }
    await eventually('the list', async () => (await bookings.waiting.ahead('demo', 'cy')) === 1)
    await ada.say('cancel my booking')
    await ada.say('cancel it')
    await eventually('an offer', async () => (await bo.heard()).includes('book.offer'))
    await bookings.waiting.run()
    expect(await cy.heard()).to.not.include('book.offer')
    // Kept for bo: nobody else sees it.
    expect(await ada.say('book a time')).to.include('book.none.full')
    expect(await bo.say('book a time')).to.deep.equal(['book.ask'])
    await bo.tap(1)
    expect(await bo.say('yes')).to.include('book.booked')
    await eventually('the list', async () => (await bookings.waiting.ahead('demo', 'cy')) === 0)
    await service.close()
  })

  it('offers a time to who waits next when the first one’s record cannot be opened', async () => {
    const fails: { get?: Error } = {}
    const { as, service, clock } = given(
      { mostPerWeek: 1, horizonDays: 4 },
      stuckAt(new MemoryStore(), 'bo', fails),
    )
    const [ada, bo, cy] = [as('ada'), as('bo'), as('cy')]
    await ada.books()
    for (const one of [bo, cy]) {
      await one.start()
      await one.say('book a time')
      await one.say('yes')
      clock.advance({ minutes: 1 })
      await one.say('skip')
    }
    fails.get = new DamagedRecord('waiting', 'bo', 'its seal is broken')
    await ada.say('cancel my booking')
    await ada.say('cancel it')
    await eventually('an offer', async () => (await cy.heard()).includes('book.offer'))
    await service.close()
  })

  it('meets not coming with kindness and a new offer, once, and not before the time', async () => {
    const { as, clock, service } = given()
    const robin = as('c1')
    await robin.books()
    const appointment = (await robin.recordOf())?.person.appointment
    if (!appointment) throw new Error('nothing is booked')
    expect(await service.missed('c1', appointment.id)).to.equal(false)
    clock.set(appointment.slot.end)
    expect(await service.missed('c1', 'another')).to.equal(false)
    expect(await service.missed('c1', appointment.id)).to.equal(true)
    expect(await service.missed('c1', appointment.id)).to.equal(false)
    expect((await robin.heard()).filter((id) => id === 'book.missed')).to.have.length(1)
    expect(await robin.say('book')).to.include('book.ask')
    await service.close()
  })
})

/** The event of a mail's calendar part, as a calendar reads it. */
function eventIn(raw: string) {
  const part = /Content-Type: text\/calendar[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/u.exec(raw)
  const head = part?.[0].split('\r\n\r\n')[0] ?? ''
  const body = /base64/iu.test(head)
    ? Buffer.from(part?.[1] ?? '', 'base64').toString()
    : unquoted(part?.[1] ?? '')
  const calendar = new ICAL.Component(ICAL.parse(body) as [])
  const event = calendar.getFirstSubcomponent('vevent')
  const text = (name: string) => String(event?.getFirstPropertyValue(name))
  return {
    method: String(calendar.getFirstPropertyValue('method')),
    uid: text('uid'),
    sequence: Number(text('sequence')),
    status: text('status'),
    organiser: text('organizer'),
    attendee: text('attendee'),
  }
}

const unquoted = (text: string): string =>
  text
    .replace(/=\r\n/gu, '')
    .replace(/=([0-9A-F]{2})/gu, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
