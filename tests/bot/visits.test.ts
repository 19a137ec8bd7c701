import { expect } from 'chai'
import { alerts } from '../../bot/records/alerts.ts'
import { auditEntries } from '../../bot/records/audit.ts'
import { conversations } from '../../bot/records/conversations.ts'
import type { ConversationRecord } from '../../bot/records/conversations.ts'
import { said, serviceForTests, speaker, staff } from '../support/conversation.ts'
import { emptyDirectory } from '../support/directory.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { stuckAt } from '../support/stuck-store.ts'

const session = { id: 's1', until: '2026-11-23T18:00:00.000Z' }

describe('bot/visits', () => {
  let count = 0
  const begun = async (store = new MemoryStore()) => {
    const made = serviceForTests({ directory: emptyDirectory, store })
    await made.service.start(speaker)
    const { visits } = made.service
    const enter = (id: 'ms-demowick' | 'mr-samplestone', instead?: string) =>
      visits.enter('c1', { visitor: staff(id), session, seen: 'concern', instead })
    const write = (text: string) =>
      made.service.take(speaker, { type: 'message', text, clientActivityId: `v${(count += 1)}` })
    const record = async () => (await store.collection(conversations).get('c1'))!.body
    const events = async () =>
      (await made.service.log('c1', 0)).entries
        .map(({ activity }) => activity)
        .filter(({ type }) => type === 'event')
    return { ...made, visits, store, enter, write, record, events }
  }

  it('tells the stream in Bot Framework’s handoff events, with no more of the chat than was shared', async () => {
    const { enter, write, visits, events } = await begun()
    await write('my secret hobby is bees')
    await write('been cutting again, mums gonna see')
    await enter('ms-demowick')
    await visits.giveBack('c1', staff('ms-demowick'))
    const [initiate, accepted, completed] = await events()
    expect(initiate?.name).to.equal('handoff.initiate')
    expect(initiate?.relatesTo?.conversation.id).to.equal('c1')
    const [transcript] = initiate?.attachments ?? []
    expect(transcript?.contentType).to.equal('application/json')
    expect(transcript?.name).to.equal('Transcript')
    expect(transcript?.content).to.deep.equal({
      activities: [
        {
          type: 'message',
          from: { id: 'dl_someone', role: 'user' },
          text: 'been cutting again, mums gonna see',
        },
      ],
    })
    expect(accepted?.name).to.equal('handoff.status')
    expect(accepted?.value).to.include({ state: 'accepted' })
    expect(completed?.name).to.equal('handoff.status')
    expect(completed?.value).to.include({ state: 'completed', message: 'given-back' })
  })

  it('is won by one when two come in at once', async () => {
    const { enter, record } = await begun()
    const outcomes = await Promise.all([enter('ms-demowick'), enter('mr-samplestone')])
    expect(outcomes).to.deep.equal(['in', 'held'])
    expect((await record()).visit?.by.id).to.equal('ms-demowick')
  })

  it('stands after a restart, in another process, and its audit is not lost or doubled when the disk was full', async () => {
    const store = new MemoryStore()
    const first = await begun(store)
    store.failCollection = 'audit'
    await first.enter('ms-demowick')
    await first.service.close()
    expect((await first.record()).effects.map(({ type }) => type)).to.deep.equal(['audit'])
    store.failCollection = undefined
    const second = serviceForTests({ directory: emptyDirectory, store, ids: () => `second-${(count += 1)}` })
    await second.service.resume()
    await second.service.resume()
    expect(
      await second.service.visits.speak('c1', staff('ms-demowick'), { text: 'hello', key: 'k1' }),
    ).to.equal(true)
    await second.service.close()
    const deeds = (await store.collection(auditEntries).find({})).map(({ body }) => body.did)
    expect(deeds).to.have.members(['came-in', 'wrote'])
  })

  it('changes nothing when it cannot be written down', async () => {
    const { enter, record, store } = await begun()
    store.failWrites = new Error('ENOSPC')
    expect(await enter('ms-demowick').catch((error: unknown) => error)).to.be.instanceOf(Error)
    store.failWrites = undefined
    expect((await record()).visit).to.equal(null)
  })

  it('lets the person’s question decide what an answer means, and alerts it', async () => {
    const { enter, visits, write, record, service, store } = await begun()
    await enter('ms-demowick')
    await visits.speak('c1', staff('ms-demowick'), { text: 'Are you safe right now?', key: 'k1' })
    await write('not really')
    expect((await record()).concerns.map(({ response }) => response)).to.not.deep.equal([])
    await service.close()
    expect(await store.collection(alerts).list({})).to.have.length(1)
  })

  it('hears a tap on the bot’s own question that crossed with a person coming in', async () => {
    const { enter, service, write, record } = await begun()
    await write('been cutting again, mums gonna see')
    const asked = (await service.log('c1', 0)).entries.at(-1)
    await enter('ms-demowick')
    const { logged } = await service.take(speaker, {
      type: 'message',
      text: "I'm not safe",
      clientActivityId: 'tap',
      tap: { chose: ['not-safe'], ...(asked?.activity.id ? { replyTo: asked.activity.id } : {}) },
    })
    expect(said(logged)[0]).to.match(/^safety\.act-now/)
    expect((await record()).concerns.some(({ response }) => response === 'act-now')).to.equal(true)
    expect(said(logged), 'and asks nothing').to.not.include('safety.act-now.after')
  })

  it('says the emergency words in every message that needs them, also one sent too fast', async () => {
    const { enter, service } = await begun()
    await enter('ms-demowick')
    for (const text of ['ive just taken a load of pills', 'im going to kill myself tonight']) {
      const { logged } = await service.take(speaker, {
        type: 'message',
        text,
        limited: true,
        clientActivityId: text,
      })
      expect(said(logged)[0], text).to.match(/^safety\.act-now/)
    }
  })

  it('ends with quick exit, without a word to a screen that someone else may see', async () => {
    const { enter, service, record, events } = await begun()
    await enter('ms-demowick')
    const { last } = await service.log('c1', 0)
    await service.take(speaker, { type: 'event', name: 'quick-exit' })
    expect((await record()).visit).to.equal(null)
    expect(said((await service.log('c1', last)).entries)).to.deep.equal([])
    expect((await events()).at(-1)?.value).to.include({ message: 'left' })
  })

  it('ends without a word where the school is not here any more, and one that cannot be ended holds up no other', async () => {
    const { enter, service, store, clock } = await begun()
    await enter('ms-demowick')
    await service.close()
    const talks = store.collection(conversations)
    const { body } = (await talks.get('c1'))!
    const renamed: ConversationRecord = { ...structuredClone(body), id: 'c0', school: 'renamed' }
    const by = { ...staff('juno'), as: 'agent-hub' as const }
    const hub = { id: 'h1', by, at: body.visit!.since, shares: false }
    await talks.create('c0', renamed)
    await talks.create('c00', { ...structuredClone(body), id: 'c00' })
    await talks.create('c2', { ...structuredClone(renamed), id: 'c2', visit: null, hub })
    clock.advance({ hours: 1 })
    const ids = () => `again-${(count += 1)}`
    const stuck = stuckAt(store, 'c00', { put: new Error('EIO') })
    const again = serviceForTests({ directory: emptyDirectory, store: stuck, clock, ids })
    await again.service.visits.endOver()
    await again.service.hub.endUnanswered()
    await again.service.close()
    for (const id of ['c0', 'c1', 'c2']) {
      const left = (await talks.get(id))!.body
      expect([left.visit, left.hub], id).to.deep.equal([null, undefined])
      expect(left.log.at(-1), id).to.deep.include(
        id === 'c1' ? { by: 'bot' } : { by: 'handoff', step: 'completed' },
      )
    }
    const audit = (await store.collection(auditEntries).find({})).map(
      ({ body: { did, id } }) => `${id} ${did}`,
    )
    expect(audit).to.include('c0 went-out').and.include('c1 went-out').and.not.include('c2 went-out')
  })

  it('does not end by what somebody made them delete', async () => {
    const { enter, write, record, service } = await begun()
    await enter('ms-demowick')
    for (const text of [
      'my ex made me delete everything',
      'he said can you delete everything off your phone',
    ])
      expect(said((await write(text)).logged), text).to.not.include('delete.ask')
    expect((await record()).visit?.by.id).to.equal('ms-demowick')
    expect(said((await write('can you delete everything please')).logged)).to.include('person.asked-back')
    await service.close()
  })

  it('ends when everything is deleted, and nothing said stays', async () => {
    const { enter, visits, write, record, store, service } = await begun()
    await enter('ms-demowick')
    await visits.speak('c1', staff('ms-demowick'), { text: 'we talked of bees', key: 'k1' })
    const asked = await write('delete')
    expect(said(asked.logged)).to.deep.equal(['person.asked-back', 'delete.ask'])
    await write('yes delete')
    const left = await record()
    expect(left.visit).to.equal(null)
    expect(JSON.stringify(left)).to.not.include('bees')
    await service.close()
    const deeds = (await store.collection(auditEntries).find({})).map(({ body }) => body.did)
    expect(deeds).to.include.members(['came-in', 'wrote', 'went-out'])
  })
})
