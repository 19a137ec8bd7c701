import { truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { pino } from 'pino'
import { codes } from '../../bot/records/codes.ts'
import { conversations, newConversation } from '../../bot/records/conversations.ts'
import { handoffs } from '../../bot/records/handoffs.ts'
import { notices, offerId, reminderId } from '../../bot/records/notices.ts'
import { slotClaims } from '../../bot/records/slots.ts'
import { waitingEntries } from '../../bot/records/waiting.ts'
import { sweepAll, sweepConversations, sweepSent } from '../../bot/retention.ts'
import { DamagedRecord } from '../../bot/storage/errors.ts'
import { placeOf } from '../../bot/storage/lowdb/layout.ts'
import { openLowdbStore } from '../../bot/storage/lowdb/lowdb-store.ts'
import type { Store } from '../../bot/storage/store.ts'
import { createScreener } from '../../domain/screening/screener.ts'
import { handoff } from '../support/cases.ts'
import { content, serviceForTests, speaker, testKeyring } from '../support/conversation.ts'
import { emptyDirectory } from '../support/directory.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { errorOf, filesIn, flip, temporaryFolder } from './storage/support.ts'

const KEEP_DAYS = 30
const KEEP_SENT_DAYS = 365

describe('bot/retention', () => {
  const said = async (...texts: readonly string[]) => {
    const made = serviceForTests({ directory: emptyDirectory, screener: createScreener(content().screening) })
    await made.service.start(speaker)
    for (const text of texts) await made.service.take(speaker, { type: 'message', text })
    // As the service does before each sweep: what waits to be counted keeps a conversation.
    await made.service.resume()
    await made.service.close()
    const sweep = () =>
      sweepConversations({
        store: made.store,
        clock: made.clock,
        keepDays: KEEP_DAYS,
        logger: pino({ level: 'silent' }),
      })
    const isThere = async () =>
      (await made.store.collection(conversations).get(speaker.conversation)) !== undefined
    return { ...made, sweep, isThere }
  }

  it('deletes what was never sent after the days that were promised, and not before', async () => {
    const { clock, sweep, isThere } = await said('drawing')
    clock.advance({ days: KEEP_DAYS })
    expect(await sweep()).to.equal(0)
    expect(await isThere()).to.equal(true)
    clock.advance({ days: 1 })
    expect(await sweep()).to.equal(1)
    expect(await isThere()).to.equal(false)
  })

  it('takes with it what was kept about times: a place on the list, a hold, mails; and leaves those of others', async () => {
    const { clock, store, diaries } = await said('drawing')
    const [first, second] = await diaries.free('demo', clock.now(), 2, [])
    if (!first || !second) throw new Error('no slots')
    const since = clock.now().toISOString()
    const until = '2026-11-24T10:00:00.000Z'
    const mail = { to: 'robin@example.org', subject: 'x', text: 'x' }
    const due = { dueAt: until, until, tried: 0 }
    // Another has written since, and a meeting of a third is in the link worker's calendar.
    await store
      .collection(conversations)
      .create('another', newConversation({ ...speaker, conversation: 'another' }, clock.now()))
    for (const id of [speaker.conversation, 'another']) {
      await store
        .collection(waitingEntries)
        .create(id, { school: 'demo', since, email: 'robin@example.org', offers: 0 })
      await store.collection(notices).create(reminderId(id), {
        ...due,
        what: { kind: 'reminder', conversation: id, appointment: 'a', sequence: 0, email: mail.to },
      })
      await store.collection(notices).create(offerId(id, until), { ...due, what: { kind: 'mail', mail } })
    }
    const toLinkWorker = 'invite.a.0.request.juno'
    await store.collection(notices).create(toLinkWorker, { ...due, what: { kind: 'mail', mail } })
    await diaries.keepFor(first, speaker.conversation, new Date(until))
    await diaries.book(second, 'a-third')
    clock.advance({ days: KEEP_SENT_DAYS + 1 })
    const records = store.collection(conversations)
    const stored = await records.get('another')
    await records.put('another', { ...stored!.body, changedAt: clock.now().toISOString() }, stored!.version)
    const logger = pino({ level: 'silent' })
    await sweepAll({ store, clock, logger, keepDays: KEEP_DAYS, keepSentDays: KEEP_SENT_DAYS })
    const ids = (all: readonly { id: string }[]) => all.map(({ id }) => id)
    expect(ids(await store.collection(waitingEntries).list({}))).to.deep.equal(['another'])
    const mails = [reminderId('another'), offerId('another', until), toLinkWorker]
    expect(ids(await store.collection(notices).list({}))).to.have.members(mails)
    expect(ids(await store.collection(slotClaims).list({}))).to.deep.equal([second.id])
  })

  it('keeps who waits for a time as long as what was sent, and nobody longer', async () => {
    const { clock, store, isThere } = await said('drawing')
    const entry = { school: 'demo', since: clock.now().toISOString(), offers: 0 }
    await store.collection(waitingEntries).create(speaker.conversation, entry)
    const logger = pino({ level: 'silent' })
    const sweep = () => sweepAll({ store, clock, logger, keepDays: KEEP_DAYS, keepSentDays: KEEP_SENT_DAYS })
    clock.advance({ days: KEEP_SENT_DAYS })
    await sweep()
    expect(await isThere()).to.equal(true)
    expect(await store.collection(waitingEntries).get(speaker.conversation)).to.not.equal(undefined)
    clock.advance({ days: 1 })
    await sweep()
    expect(await isThere()).to.equal(false)
    expect(await store.collection(waitingEntries).get(speaker.conversation)).to.equal(undefined)
  })

  it('leaves what still has to be told, and what was sent to a link worker', async () => {
    const alert = { type: 'alert' as const, id: 'e1', concern: 'c' }
    for (const later of [{ handedOff: true }, { effects: [alert] }]) {
      const { clock, store, sweep, isThere } = await said('drawing')
      const records = store.collection(conversations)
      const stored = await records.get(speaker.conversation)
      expect(stored).to.not.equal(undefined)
      const { body, version } = stored!
      await records.put(speaker.conversation, { ...body, ...later }, version)
      clock.advance({ days: KEEP_DAYS + 5 })
      expect(await sweep(), Object.keys(later).join()).to.equal(0)
      expect(await isThere(), Object.keys(later).join()).to.equal(true)
    }
  })

  for (const { moment, what } of [
    { moment: 'list', what: 'it was found' },
    { moment: 'get', what: 'it was read' },
  ] as const) {
    it(`leaves one that somebody comes back to after ${what}, with its code`, async () => {
      const { clock, store, isThere } = await said('drawing')
      const { conversation, school } = speaker
      const at = clock.now().toISOString()
      await store.collection(codes).create('code', { conversation, school, at, until: at })
      clock.advance({ days: KEEP_DAYS + 1 })
      const comeBack = async () => {
        const records = store.collection(conversations)
        const { body, version } = (await records.get(conversation))!
        await records.put(conversation, { ...body, changedAt: clock.now().toISOString() }, version)
      }
      const lines: string[] = []
      const logger = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) })
      const swept = await sweepConversations({
        ...{ store: after(store, moment, comeBack), clock, keepDays: KEEP_DAYS, logger },
      })
      expect(swept).to.equal(0)
      expect(await isThere()).to.equal(true)
      expect(await store.collection(codes).list({ conversation })).to.have.length(1)
      expect(lines).to.deep.equal([])
    })
  }

  it('finds the summary that a broken off sweep left behind, and leaves younger ones', async () => {
    const { clock, store } = await said('drawing')
    const agreedAt = clock.now().toISOString()
    await store.collection(handoffs).create('old', handoff({ id: 'old', agreedAt }))
    clock.advance({ days: 20 })
    const later = clock.now().toISOString()
    await store.collection(handoffs).create('young', handoff({ id: 'young', agreedAt: later }))
    clock.advance({ days: KEEP_DAYS - 10 })
    const logger = pino({ level: 'silent' })
    expect(await sweepSent({ store, clock, logger, keepDays: KEEP_DAYS })).to.equal(1)
    expect((await store.collection(handoffs).list({})).map(({ id }) => id)).to.deep.equal(['young'])
  })

  it('takes what was set aside as it could not be read: when its time is past, as far as that is known, else with what was sent', async () => {
    const folder = await temporaryFolder()
    const open = () => openLowdbStore({ folder: folder.path, keyring: testKeyring() })
    const now = new Date()
    const place = (id: string) => placeOf(folder.path, 'conversations', id).file
    let store = await open()
    try {
      for (const id of ['unsent', 'sent', 'unknown']) {
        const begun = newConversation({ ...speaker, conversation: id }, now)
        const records = store.collection(conversations)
        await records.create(id, { ...begun, handedOff: id === 'sent' })
        if (id !== 'unsent')
          await store.collection(handoffs).create(id, handoff({ id, agreedAt: now.toISOString() }))
      }
      await store.close()
      await flip(place('unsent'), -40)
      await flip(place('sent'), -40)
      await truncate(place('unknown'), 0)
      store = await open()
      const lines: string[] = []
      const logger = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) })
      const left = async (days: number) => {
        const clock = new FakeClock(new Date(now.getTime() + days * 86_400_000).toISOString())
        await sweepAll({ store, clock, logger, keepDays: KEEP_DAYS, keepSentDays: KEEP_SENT_DAYS })
        const kept = (await store.collection(handoffs).list({})).map(({ id }) => id)
        return { kept, quarantined: (await store.health()).quarantined }
      }
      for (const id of ['unsent', 'sent'])
        expect(await errorOf(store.collection(conversations).get(id))).to.be.instanceOf(DamagedRecord)
      expect((await left(KEEP_DAYS)).quarantined).to.have.length(3)
      const both = ['sent', 'unknown']
      const named = both.map((id) => `conversations/${id}`)
      expect(await left(KEEP_DAYS + 1)).to.deep.equal({ kept: both, quarantined: named })
      expect(await left(KEEP_SENT_DAYS)).to.deep.equal({ kept: both, quarantined: named })
      expect(await left(KEEP_SENT_DAYS + 1)).to.deep.equal({ kept: [], quarantined: [] })
      expect(await filesIn(join(folder.path, 'quarantine'))).to.deep.equal([])
      expect(lines).to.deep.equal([])
    } finally {
      await store.close()
      await folder.remove()
    }
  })
})

/** The store, in which something happens once, after its conversations were listed or one was read. */
function after(store: Store, moment: 'list' | 'get', then: () => Promise<void>): Store {
  let isOver = false
  const once = async <T>(result: Promise<T>): Promise<T> => {
    const given = await result
    if (!isOver) {
      isOver = true
      await then()
    }
    return given
  }
  return {
    collection(definition) {
      const records = store.collection(definition)
      if (definition.name !== 'conversations') return records
      const { get, list } = { get: records.get.bind(records), list: records.list.bind(records) }
      return Object.assign(
        records,
        moment === 'list'
          ? { list: (where: Parameters<typeof list>[0]) => once(list(where)) }
          : { get: (id: string) => once(get(id)) },
      )
    },
    health: () => store.health(),
    close: () => store.close(),
  }
}
