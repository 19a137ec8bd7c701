import { expect } from 'chai'
import { codes } from '../../bot/records/codes.ts'
import { conversations } from '../../bot/records/conversations.ts'
import { slotClaims } from '../../bot/records/slots.ts'
import { waitingEntries } from '../../bot/records/waiting.ts'
import { DamagedRecord } from '../../bot/storage/errors.ts'
import type { Diary } from '../../domain/school/school.ts'
import { bookers } from '../support/bookers.ts'
import { eventually } from '../support/eventually.ts'
import { MailReceiver } from '../support/receivers.ts'
import { stuckAt } from '../support/stuck-store.ts'

/** One place a week, and the first time of Wednesday has just notice enough on Monday at ten. */
const FULL: Partial<Diary> = { mostPerWeek: 1, horizonDays: 4, noticeHours: 46 }

describe('the waiting list', () => {
  let mails: MailReceiver
  beforeEach(async () => {
    mails = await new MailReceiver().open()
  })
  afterEach(() => mails.close())

  /** Ada has the only time, Bo and Cy wait for one, in this order. */
  async function given({ email = 'skip' } = {}) {
    const made = bookers(mails.url, FULL)
    const { as, bookings, store, clock, service } = made
    const [ada, bo, cy] = [as('ada'), as('bo'), as('cy')]
    await ada.books()
    for (const one of [bo, cy]) {
      await one.start()
      expect(await one.say('book a time')).to.deep.equal(['book.none.full', 'book.list'])
      await one.say('yes')
      clock.advance({ minutes: 1 })
      await one.say(one === bo ? email : 'skip')
    }
    await eventually('the list', async () => (await bookings.waiting.ahead('demo', 'cy')) === 1)
    await service.close()
    const entryOf = async (id: string) => (await store.collection(waitingEntries).get(id))?.body
    return {
      ...made,
      ...{ ada, bo, cy, entryOf },
      /** Ada's time comes free, and Bo is offered it. */
      offered: async () => {
        await ada.say('cancel my booking')
        await ada.say('cancel it')
        await eventually('an offer', async () => {
          const { offer } = (await entryOf('bo')) ?? {}
          return offer !== undefined && offer.untoldSince === undefined
        })
        return (await entryOf('bo'))?.offer?.slot.id ?? ''
      },
      holderOf: async (slot: string) => (await store.collection(slotClaims).get(slot))?.body.holder,
      close: async () => {
        await service.close()
        await bookings.close()
      },
    }
  }

  it('keeps who waits in order, tells the first when a time comes free, and keeps it for them', async () => {
    const { ada, bo, cy, bookings, offered, close } = await given()
    await offered()
    await bookings.waiting.run()
    expect(await cy.heard()).to.not.include('book.offer')
    // Kept for bo: nobody else sees it.
    expect(await ada.say('book a time')).to.include('book.none.full')
    expect(await bo.say('book a time')).to.deep.equal(['book.ask'])
    await bo.tap(1)
    expect(await bo.say('yes')).to.include('book.booked')
    await eventually('the list', async () => (await bookings.waiting.ahead('demo', 'cy')) === 0)
    await close()
  })

  it('has the kept time for them after school, when its notice has run out, and for nobody else', async () => {
    const { ada, bo, clock, offered, close } = await given()
    const slot = await offered()
    clock.advance({ hours: 6 })
    expect(await bo.say('book')).to.deep.equal(['book.ask'])
    expect(await bo.offered()).to.include(slot)
    expect(await ada.say('book a time')).to.include('book.none.full')
    expect(await bo.tap(1)).to.deep.equal(['book.held', 'book.confirm'])
    expect(await bo.say('yes')).to.include('book.booked')
    expect((await bo.recordOf())?.person.appointment?.slot.id).to.equal(slot)
    await close()
  })

  for (const said of ['other times', 'not now', 'my booking']) {
    it(`keeps it until then, also when they had tapped it and say "${said}"`, async () => {
      const { bo, offered, holderOf, close } = await given()
      const slot = await offered()
      await bo.say('book')
      expect(await bo.tap(1)).to.include('book.held')
      await bo.say(said)
      expect(await holderOf(slot)).to.equal('bo')
      await bo.say('book a time')
      expect(await bo.offered()).to.include(slot)
      await close()
    })
  }

  it('offers a time to the next at once when its first leaves the list or deletes everything', async () => {
    for (const says of [
      ['my booking', 'take me off it'],
      ['delete', 'yes'],
    ]) {
      const { bo, cy, offered, holderOf, close } = await given()
      const slot = await offered()
      for (const text of says) await bo.say(text)
      await eventually(says.join(), async () => (await cy.heard()).includes('book.offer'))
      expect(await holderOf(slot), says.join()).to.equal('cy')
      await close()
    }
  })

  it('frees the kept time when they take another, and not when they take that one', async () => {
    for (const place of [1, 2]) {
      const { bo, offered, holderOf, entryOf, close } = await given()
      const slot = await offered()
      await bo.say('book')
      await bo.tap(place)
      expect(await bo.say('yes')).to.include('book.booked')
      await eventually('off the list', async () => (await entryOf('bo')) === undefined)
      expect(await holderOf(slot)).to.equal(place === 1 ? 'bo' : undefined)
      await close()
    }
  })

  it('leaves them the time that they book while it is being offered', async () => {
    const { ada, bo, bookings, entryOf, store, close } = await given()
    const { diaries } = bookings
    const keepFor = diaries.keepFor.bind(diaries)
    let booked = false
    diaries.keepFor = async (slot, holder, until) => {
      const isKept = await keepFor(slot, holder, until)
      if (holder === 'bo' && !booked) {
        booked = true
        await bo.say('book a time')
        await bo.tap(1)
        await bo.say('yes')
        await eventually('off the list', async () => (await entryOf('bo')) === undefined)
      }
      return isKept
    }
    await ada.say('cancel my booking')
    await ada.say('cancel it')
    await eventually('a booking', () => booked)
    await bookings.waiting.run()
    const slot = (await bo.recordOf())?.person.appointment?.slot.id ?? ''
    expect((await store.collection(slotClaims).get(slot))?.body).to.include({ holder: 'bo', state: 'booked' })
    await close()
  })

  it('keeps a time that comes free at night, and tells of it in the morning, from when its day is counted', async () => {
    const { ada, bo, bookings, clock, entryOf, holderOf, close } = await given({ email: 'bo@example.org' })
    const mailed = () => mails.mails.filter(({ to }) => to.includes('bo@example.org'))
    clock.set('2026-11-23T23:30:00Z')
    await ada.say('cancel my booking')
    await ada.say('cancel it')
    await eventually('an offer', async () => (await entryOf('bo'))?.offer !== undefined)
    await bookings.waiting.run()
    const { slot, until } = (await entryOf('bo'))?.offer ?? {}
    expect(await holderOf(slot?.id ?? '')).to.equal('bo')
    expect(until).to.equal('2026-11-25T08:00:00.000Z')
    expect(await bo.heard()).to.not.include('book.offer')
    expect(mailed()).to.deep.equal([])
    clock.set('2026-11-24T08:00:00Z')
    await bookings.waiting.run()
    expect(await bo.heard()).to.include('book.offer')
    await eventually('a mail', () => mailed().length === 1)
    expect(mailed()[0]?.text).to.include('type your code first')
    await close()
  })

  it('asks nobody in Teams for a code that they were told they do not need', async () => {
    const { store, offered, close } = await given({ email: 'bo@example.org' })
    const records = store.collection(conversations)
    const stored = await records.get('bo')
    if (!stored) throw new Error('no record')
    await records.put('bo', { ...stored.body, channel: 'teams' }, stored.version)
    await offered()
    const mailed = () => mails.mails.find(({ to }) => to.includes('bo@example.org'))
    await eventually('a mail', () => mailed() !== undefined)
    expect(mailed()?.text).to.include('Teams').and.not.include('code')
    await close()
  })

  it('leads who has a time kept for them to it, whatever they tap', async () => {
    const { bo, bookings, offered, close } = await given()
    for (let taps = 0; taps < 40 && !(await bo.heard()).includes('next.ask'); taps += 1) await bo.say('skip')
    const slot = await offered()
    expect(await bookings.waiting.ahead('demo', 'bo'), 'cy was offered none').to.equal(0)
    await bo.say('code')
    expect(await bo.offered())
      .to.include('book')
      .and.not.include('list')
    expect(await bo.say('my booking')).to.deep.equal(['book.ask'])
    expect(await bo.offered()).to.include.members([slot, 'leave'])
    expect(await bo.say('take me off it')).to.include('book.list.left')
    await close()
  })

  it('takes up an offer that was noted and not told, and tells it once', async () => {
    const { ada, bo, bookings, service, entryOf, close } = await given({ email: 'bo@example.org' })
    const mailed = () => mails.mails.filter(({ to }) => to.includes('bo@example.org'))
    const { notices, waiting } = bookings
    const [tell, mail] = [service.tell.bind(service), notices.mail.bind(notices)]
    service.tell = () => Promise.reject(new Error('the disk is full'))
    await ada.say('cancel my booking')
    await ada.say('cancel it')
    await eventually('an offer', async () => (await entryOf('bo'))?.offer !== undefined)
    await waiting.run()
    expect(await bo.heard()).to.not.include('book.offer')
    service.tell = tell
    notices.mail = () => Promise.reject(new Error('the disk is full'))
    await waiting.run()
    expect(await bo.heard()).to.include('book.offer')
    notices.mail = mail
    await waiting.run()
    await waiting.run()
    await eventually('a mail', () => mailed().length > 0)
    await notices.run()
    expect(mailed()).to.have.length(1)
    expect((await bo.heard()).filter((id) => id === 'book.offer')).to.have.length(1)
    expect(await entryOf('bo')).to.deep.include({ offers: 1 })
    await close()
  })

  it('leaves them the code they have on paper, and lets it work as long as their place is kept', async () => {
    const { as, store, service, clock } = bookers(mails.url, { paused: {} })
    const given = async () => (await store.collection(codes).find({})).map(({ id, body }) => [id, body.until])
    const bo = as('bo')
    await bo.start()
    await bo.say('code')
    await service.close()
    const [[seal] = []] = await given()
    await bo.say('book a time')
    expect(await bo.say('yes')).to.include.members(['book.list.joined', 'book.list.code.yours'])
    await service.close()
    const until = new Date(clock.now().getTime() + 365 * 86_400_000).toISOString()
    expect(await given()).to.deep.equal([[seal, until]])
    expect(await bo.heard()).to.not.include('book.list.code')
    clock.advance({ days: 366 })
    for (const text of ['my booking', 'take me off it', 'book a time', 'yes']) await bo.say(text)
    expect(await bo.heard(), 'the old one has ended').to.include('book.list.code')
    await service.close()
  })

  it('does not let one who cannot be told keep the others waiting', async () => {
    const { ada, cy, bookings, schools, service, clock, entryOf, close } = await given()
    const tell = service.tell.bind(service)
    service.tell = (conversation, ...rest) =>
      conversation === 'bo' ? Promise.reject(new Error('it cannot be read')) : tell(conversation, ...rest)
    await ada.say('cancel my booking')
    await ada.say('cancel it')
    await eventually('an offer', async () => (await entryOf('bo'))?.offer !== undefined)
    const [juno] = schools.byId('demo')?.linkWorkers ?? []
    if (!juno) throw new Error('no link worker')
    await bookings.book.write(
      {
        ...{ school: 'demo', linkWorker: juno.id, diary: { ...juno.diary, mostPerWeek: 2 } },
        changed: { by: juno.id, name: juno.name, at: clock.now().toISOString() },
      },
      0,
    )
    await bookings.waiting.run()
    expect(await cy.heard()).to.include('book.offer')
    await close()
  })

  it('tells who is let go before they are off the list, so that no record says they wait when nobody looks', async () => {
    const { bo, cy, bookings, service, clock, entryOf, offered, close } = await given()
    await offered()
    await cy.say('my booking')
    await cy.say('take me off it')
    // The week after has a time for them, and they let that pass as well.
    clock.advance({ days: 4 })
    await bookings.waiting.run()
    expect(await entryOf('bo')).to.deep.include({ offers: 2 })
    // Kept over the weekend; and on Monday evening nobody hears that they are off the list.
    clock.set('2026-11-30T21:00:00Z')
    await bookings.waiting.run()
    expect(await bo.heard()).to.not.include('book.offer.over')
    clock.set('2026-12-01T08:00:00Z')
    const off = service.offList.bind(service)
    service.offList = () => Promise.reject(new Error('the disk is full'))
    await bookings.waiting.run()
    service.offList = off
    await bookings.waiting.run()
    expect((await bo.heard()).filter((id) => id === 'book.offer.over')).to.have.length(1)
    expect((await bo.recordOf())?.person.waiting).to.equal(undefined)
    expect(await entryOf('bo')).to.equal(undefined)
    await close()
  })

  it('forgets who left and then deleted everything, before the one or the other was written down', async () => {
    const { bo, service, store, entryOf, offered, close } = await given({ email: 'bo@example.org' })
    await offered()
    store.failCollection = 'waiting'
    for (const text of ['my booking', 'take me off it', 'delete', 'yes']) await bo.say(text)
    await service.close()
    store.failCollection = undefined
    await service.resume()
    expect(await entryOf('bo')).to.equal(undefined)
    await close()
  })

  it('begins anew with who left and came back before it was written down', async () => {
    const { bo, service, store, clock, entryOf, offered, holderOf, close } = await given()
    const slot = await offered()
    store.failCollection = 'waiting'
    await bo.say('my booking')
    await bo.say('take me off it')
    await service.close()
    clock.advance({ minutes: 1 })
    const records = store.collection(conversations)
    const stored = await records.get('bo')
    if (!stored) throw new Error('no record')
    const since = clock.now().toISOString()
    const person = { ...stored.body.person, waiting: { since } }
    await records.put('bo', { ...stored.body, person }, stored.version)
    store.failCollection = undefined
    await service.resume()
    expect(await entryOf('bo')).to.deep.equal({ school: 'demo', since, offers: 0 })
    await eventually('it is offered to cy', async () => (await holderOf(slot)) === 'cy')
    await close()
  })

  it('offers a time to who waits next when the first one’s record cannot be opened', async () => {
    const fails: { get?: Error } = {}
    const { as, service, clock } = bookers(mails.url, { mostPerWeek: 1, horizonDays: 4 }, (store) =>
      stuckAt(store, 'bo', fails),
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
})
