import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { pino } from 'pino'
import { Erasures } from '../../bot/erasures.ts'
import { CaseLog } from '../../bot/inbox/casework/case-log.ts'
import { alerts } from '../../bot/records/alerts.ts'
import { caseworks } from '../../bot/records/casework.ts'
import { codes } from '../../bot/records/codes.ts'
import { conversations } from '../../bot/records/conversations.ts'
import { notices, offerId, reminderId } from '../../bot/records/notices.ts'
import { slotClaims } from '../../bot/records/slots.ts'
import { waitingEntries } from '../../bot/records/waiting.ts'
import { DamagedRecord } from '../../bot/storage/errors.ts'
import type { Store } from '../../bot/storage/store.ts'
import { serviceForTests, speaker, testKeyring } from '../support/conversation.ts'
import { emptyDirectory } from '../support/directory.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { stuckAt } from '../support/stuck-store.ts'

describe('bot/erasures', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'matters-erased-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const listed = () =>
    new Erasures({
      path: join(folder, 'kept/erased.list'),
      keyring: testKeyring(),
      logger: pino({ level: 'silent' }),
    })

  /** Talks, takes a backup, erases, and gives what the backup held. */
  const erased = async () => {
    const made = serviceForTests({ directory: emptyDirectory, erasures: listed() })
    const say = (text: string) => made.service.take(speaker, { type: 'message', text })
    await made.service.start(speaker)
    await say('code')
    await made.service.close()
    const backup = await copyOf(made.store)
    made.clock.advance({ minutes: 5 })
    await say('delete')
    await say('yes')
    await made.service.close()
    return { ...made, backup, say }
  }

  it('keeps what was erased erased when a backup from before comes back', async () => {
    const { backup, store } = await erased()
    expect(await store.collection(codes).list({}), 'the code has ended').to.deep.equal([])
    const restored = new MemoryStore()
    await restored.collection(conversations).create(speaker.conversation, backup.record)
    for (const { id, body } of backup.codes) await restored.collection(codes).create(id, body)
    expect(await listed().apply(restored)).to.equal(2)
    expect(await restored.collection(conversations).list({})).to.deep.equal([])
    expect(await restored.collection(codes).list({})).to.deep.equal([])
    expect(await listed().apply(restored), 'applied again').to.equal(0)
  })

  it('keeps erased what was kept about its times, and leaves those of others and of what began since', async () => {
    const { backup } = await erased()
    const restored = new MemoryStore()
    const { diaries } = serviceForTests({ directory: emptyDirectory, store: restored })
    const until = '2026-11-24T10:00:00.000Z'
    const due = { dueAt: until, until, tried: 0 }
    const mail = { to: 'robin@example.org', subject: 'x', text: 'x' }
    const what = { kind: 'mail', mail } as const
    const reminder = { kind: 'reminder', appointment: 'a', sequence: 0, email: mail.to } as const
    const keep = async (id: string) => {
      const since = '2026-11-23T10:01:00.000Z'
      await restored.collection(waitingEntries).create(id, { school: 'demo', since, offers: 0 })
      const all = restored.collection(notices)
      await all.create(reminderId(id), { ...due, what: { ...reminder, conversation: id } })
      await all.create(offerId(id, until), { ...due, what })
      const [slot] = await diaries.free('demo', new Date('2026-11-23T10:00:00Z'), 1, [])
      if (slot) await diaries.book(slot, id)
    }
    for (const id of [speaker.conversation, 'another']) await keep(id)
    expect(await listed().apply(restored), 'place, reminder, mail, slot').to.equal(4)
    expect((await restored.collection(waitingEntries).list({})).map(({ id }) => id)).to.deep.equal([
      'another',
    ])
    expect((await restored.collection(notices).list({})).map(({ id }) => id)).to.have.members([
      reminderId('another'),
      offerId('another', until),
    ])
    const holders = (await restored.collection(slotClaims).list({})).map(({ index }) => index.holder)
    expect(holders).to.deep.equal(['another'])
    const startedAt = '2026-11-23T10:05:00.000Z'
    await restored.collection(conversations).create(speaker.conversation, { ...backup.record, startedAt })
    await keep(speaker.conversation)
    expect(await listed().apply(restored), 'they began anew').to.equal(0)
  })

  it('keeps erased what link workers wrote about it, and leaves what was written about a concern', async () => {
    await erased()
    const restored = new MemoryStore()
    const log = new CaseLog(restored)
    const written = { kind: 'note' as const, by: 'rowan', name: 'Rowan', text: 'x' }
    const of = (kind: 'handoff' | 'alert', id: string) =>
      ({ of: kind, id, conversation: speaker.conversation, school: 'demo' }) as const
    await log.add(of('handoff', speaker.conversation), {
      ...{ ...written, id: '1' },
      at: '2026-11-23T10:01:00.000Z',
    })
    await log.add(of('alert', 'c1'), { ...written, id: '1', at: '2026-11-23T10:01:00.000Z' })
    expect(await listed().apply(restored)).to.equal(1)
    expect((await restored.collection(caseworks).list({})).map(({ id }) => id)).to.deep.equal(['alert.c1'])
  })

  it('leaves what began after the erasure, other conversations, and what safeguarding keeps', async () => {
    const { store, say, backup } = await erased()
    await say('hello again')
    await store.collection(conversations).create('another', { ...backup.record, id: 'another' })
    expect(await listed().apply(store)).to.equal(0)
    expect((await store.collection(conversations).list({})).map(({ id }) => id)).to.have.members([
      speaker.conversation,
      'another',
    ])
    expect(await store.collection(alerts).list({})).to.deep.equal([])
  })

  it('takes the others out again when one that came back cannot be read', async () => {
    const { backup } = await erased()
    await listed().note('c0', '2026-11-23T11:00:00.000Z')
    const restored = new MemoryStore()
    for (const id of ['c0', speaker.conversation])
      await restored.collection(conversations).create(id, { ...backup.record, id })
    const damaged = new DamagedRecord('conversations', 'c0', 'its seal is broken')
    expect(await listed().apply(stuckAt(restored, 'c0', { get: damaged }))).to.equal(1)
    expect((await restored.collection(conversations).list({})).map(({ id }) => id)).to.deep.equal(['c0'])
    const away = await listed()
      .apply(stuckAt(restored, 'c0', { get: new Error('the store is away') }))
      .catch((error: unknown) => error)
    expect(away, 'a store that is away is no reason to begin without').to.be.instanceOf(Error)
  })

  it('is not done while the list cannot be written, says so, and is done when it can', async () => {
    const list = listed()
    await writeFile(join(folder, 'kept'), 'a file where the folder should be')
    const note = () => list.note('c2', '2026-11-23T11:00:00.000Z').catch((error: unknown) => error)
    expect(list.isFailing).to.equal(false)
    expect(await note()).to.be.instanceOf(Error)
    expect(list.isFailing).to.equal(true)
    await rm(join(folder, 'kept'))
    expect(await note()).to.equal(undefined)
    expect(list.isFailing).to.equal(false)
  })

  it('names nobody in its list, and reads on after a line that a crash tore', async () => {
    await erased()
    const path = join(folder, 'kept/erased.list')
    expect(await readFile(path, 'utf8')).to.match(/^k1 [0-9a-f]{64} 2026-11-23T10:05:00\.000Z\n$/)
    await appendFile(path, 'k1 abc')
    await listed().note('c2', '2026-11-23T11:00:00.000Z')
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
    expect(lines).to.have.length(3)
    expect(lines[2]).to.match(/^k1 [0-9a-f]{64} 2026-11-23T11:00:00\.000Z$/)
  })
})

async function copyOf(store: Store) {
  const stored = await store.collection(conversations).get(speaker.conversation)
  if (!stored) throw new Error('no conversation')
  return { record: structuredClone(stored.body), codes: await store.collection(codes).find({}) }
}
