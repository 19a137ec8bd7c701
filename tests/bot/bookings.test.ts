import { expect } from 'chai'
import ICAL from 'ical.js'
import { handoffs } from '../../bot/records/handoffs.ts'
import { notices } from '../../bot/records/notices.ts'
import { slotClaims } from '../../bot/records/slots.ts'
import type { Diary } from '../../domain/school/school.ts'
import { bookers } from '../support/bookers.ts'
import { eventually } from '../support/eventually.ts'
import { MailReceiver } from '../support/receivers.ts'

describe('what a booking sets in motion', () => {
  let mails: MailReceiver
  beforeEach(async () => {
    mails = await new MailReceiver().open()
  })
  afterEach(() => mails.close())

  const given = (diary: Partial<Diary> = {}) => bookers(mails.url, diary)

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

  it('keeps the meeting they are in when they book the next one there', async () => {
    const { as, service, bookings, store, clock } = given()
    const robin = as('c1')
    await robin.books()
    const first = (await robin.recordOf())?.person.appointment
    if (!first) throw new Error('nothing is booked')
    await eventually('the invitation', () => mails.mails.length === 1)
    clock.set(first.slot.start)
    expect(await robin.say('book')).to.include('book.cancel')
    const asked = (await robin.recordOf())?.log.findLast((entry) => entry.by === 'bot' && entry.reply.ask)
    const labels = asked?.by === 'bot' ? asked.reply.ask?.choices.map(({ label }) => label) : []
    expect(labels).to.include('Book another time').and.not.include('Change the time')
    await robin.say('book another time')
    await robin.tap(1)
    await robin.say('yes')
    await eventually('the next invitation', async () => {
      await bookings.notices.run()
      return mails.mails.length === 2
    })
    const next = (await robin.recordOf())?.person.appointment
    expect(next?.sequence).to.equal(0)
    const events = mails.mails.map(({ raw }) => eventIn(raw))
    expect(events.map(({ method }) => method)).to.deep.equal(['REQUEST', 'REQUEST'])
    expect(new Set(events.map(({ uid }) => uid)).size, 'two entries of a calendar').to.equal(2)
    const sent = async () => (await store.collection(handoffs).get('c1'))?.body
    await eventually('it is in the inbox', async () => (await sent())?.appointment?.id === next?.id)
    expect((await sent())?.earlierMeetings?.map(({ id }) => id)).to.deep.equal([first.id])
    const claims = store.collection(slotClaims)
    expect((await claims.get(first.slot.id))?.body).to.include({ holder: 'c1', state: 'booked' })
    await service.close()
  })

  it('lets no invitation that waited for the mail server come after its cancellation', async () => {
    const { as, service, bookings, store } = given()
    const kept = store.collection(notices)
    const ids = async () => (await kept.list({})).map(({ id }) => id.replace(/^invite\.[^.]+\./u, ''))
    const away = mails
    await away.close()
    const robin = as('c1')
    await robin.books()
    await service.close()
    await eventually('a try in vain', async () => ((await kept.find({}))[0]?.body.tried ?? 0) > 0)
    await robin.say('my booking')
    await robin.say('cancel it')
    await service.close()
    expect(await ids()).to.deep.equal(['1.cancel.juno'])
    await bookings.close()
  })

  it('takes nothing back of a meeting that has taken place when everything is deleted', async () => {
    for (const { isOver, left } of [
      { isOver: false, left: ['REQUEST', 'CANCEL'] },
      { isOver: true, left: ['REQUEST'] },
    ]) {
      mails.mails.splice(0)
      const { as, service, bookings, store, clock } = given()
      const robin = as('c1')
      await robin.books()
      await eventually('the invitation', () => mails.mails.length === 1)
      const slot = (await robin.recordOf())?.person.appointment?.slot
      if (!slot) throw new Error('nothing is booked')
      if (isOver) clock.advance({ minutes: (Date.parse(slot.end) - clock.now().getTime()) / 60_000 })
      for (const text of ['delete', 'yes']) await robin.say(text)
      await service.close()
      await eventually('the mails', () => mails.mails.length === left.length)
      await bookings.close()
      expect(mails.mails.map(({ raw }) => eventIn(raw).method)).to.deep.equal(left)
      const claim = await store.collection(slotClaims).get(slot.id)
      expect(claim?.body.state).to.equal(isOver ? 'booked' : undefined)
    }
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

  for (const [words, answer] of [
    ['other times', 'book.ask'],
    ['not now', 'book.kept'],
    ['my booking', 'book.cancel'],
    ['yes', 'book.kept'],
  ] as const) {
    it(`keeps a meeting that was moved to the very time they were thinking about, when they say "${words}"`, async () => {
      const { as, service, store } = given()
      const robin = as('c1')
      await robin.books()
      const { id: appointment = '' } = (await robin.recordOf())?.person.appointment ?? {}
      await robin.say('my booking')
      await robin.say('move it')
      const [wanted = ''] = await robin.offered()
      expect(await robin.tap(1)).to.include('book.held')
      const to = { slot: wanted, linkWorkerName: () => 'Juno Exampleby' }
      expect(await service.byStaff.move('c1', { appointment, sequence: 0 }, to)).to.have.property('done')
      const claim = async () => (await store.collection(slotClaims).get(wanted))?.body
      await eventually('it is booked', async () => (await claim())?.state === 'booked')
      // Something was said in between: a yes may be to that.
      if (words === 'yes') expect(await robin.say(words)).to.include('asked-again')
      expect(await robin.say(words)).to.include(answer)
      await service.close()
      expect((await robin.recordOf())?.person.appointment?.slot.id).to.equal(wanted)
      expect(await claim()).to.include({ holder: 'c1', state: 'booked' })
    })
  }

  it('lets a time be taken that was shown a moment before its notice ran out', async () => {
    // Wednesday at a quarter to nine is 46 and three quarters of an hour away.
    const { as, clock, service } = given({ noticeHours: 46 })
    const robin = as('c1')
    await robin.start()
    clock.advance({ minutes: 44 })
    await robin.say('book a time')
    const [shown] = await robin.offered()
    clock.advance({ minutes: 2 })
    expect(await robin.tap(1)).to.deep.equal(['book.held', 'book.confirm'])
    expect(await robin.say('yes')).to.include('book.booked')
    expect((await robin.recordOf())?.person.appointment?.slot.id).to.equal(shown)
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

  it('reminds by e-mail no more once that address is theirs no longer', async () => {
    const { as, service, store } = given({ noticeHours: 48 })
    const robin = as('c1')
    await robin.books()
    await robin.say('remind me')
    await robin.say('by email')
    await robin.say('robin@example.org')
    const reminders = () => store.collection(notices).list({ kind: 'reminder' })
    await eventually('the reminder is set', async () => (await reminders()).length === 1)
    await robin.say('remind me')
    await robin.say('by email')
    expect(await robin.say('dont have one')).to.include('book.remind.none')
    await eventually('the reminder is gone', async () => (await reminders()).length === 0)
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
