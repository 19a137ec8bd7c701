import { expect } from 'chai'
import { conversations } from '../../bot/records/conversations.ts'
import { openPostgresStore } from '../../bot/storage/postgres/postgres-store.ts'
import type { Store } from '../../bot/storage/store.ts'
import { newKeyring } from '../bot/storage/support.ts'
import { conversationId } from '../../bot/channels/teams/people.ts'
import { FakeConnector } from '../support/bot-connector.ts'
import { content, serviceForTests, speaker } from '../support/conversation.ts'
import { emptyDirectory } from '../support/directory.ts'
import { eventually } from '../support/eventually.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { testDatabase } from '../support/postgres.ts'
import type { TestDatabase } from '../support/postgres.ts'
import { CHAT, startTeams, teamsActivity, teamsSchool } from '../support/teams.ts'

/** Two services that share nothing but the database, in one process: quick. tests/faults/processes.test.ts has real processes. */
describe('two services on one PostgreSQL', function () {
  this.timeout(180_000)
  let database: TestDatabase
  const stores: Store[] = []
  const raised: string[] = []

  before(async () => {
    database = await testDatabase()
    const options = { database: database.settings, keyring: newKeyring() }
    stores.push(await openPostgresStore(options), await openPostgresStore(options))
  })
  after(async () => {
    for (const store of stores) await store.close()
    await database.drop()
  })
  const services = () =>
    stores.map((store, n) =>
      serviceForTests({
        directory: emptyDirectory,
        store,
        ids: () => `of-${n}-${raised.length}-${Math.random()}`,
        alertRaised: (id) => raised.push(id),
      }),
    )
  const typed = async (conversation: string) => {
    const record = (await stores[0]?.collection(conversations).get(conversation))?.body
    const entries = record?.log.flatMap((entry) => (entry.by === 'young-person' ? [entry.text] : [])) ?? []
    return { entries, seqs: record?.log.map(({ seq }) => seq) ?? [] }
  }

  it('14: 20 turns of one conversation at once: 20 recorded, numbered without gaps, and the other is woken', async () => {
    const [one, two] = services()
    if (!one || !two) throw new Error('two are needed')
    const own = { ...speaker, conversation: 'twenty' }
    await one.service.start(own)
    let woken = 0
    const stop = two.service.subscribe(own.conversation, () => (woken += 1))
    const texts = Array.from({ length: 20 }, (_, n) => `message ${n}`)
    await Promise.all(
      texts.map((text, n) =>
        (n % 2 === 0 ? one : two).service.take(own, { type: 'message', text, clientActivityId: text }),
      ),
    )
    const { entries, seqs } = await typed(own.conversation)
    expect(entries).to.have.members(texts)
    expect(seqs).to.deep.equal(seqs.map((_, at) => at + 1))
    const before = woken
    await one.service.take(own, { type: 'message', text: 'one more' })
    await eventually('the other process hears of it', () => woken > before)
    stop()
    for (const { service } of [one, two]) await service.close()
  })

  it('Teams: taken by one, said by the other, and the same message to both: each is sent once, in order', async () => {
    const connector = await new FakeConnector().open()
    const clock = new FakeClock('2026-11-23T10:00:00Z')
    const both = await Promise.all(
      stores.map(async (store, n) => {
        const of = { school: teamsSchool(), store, clock }
        const { service } = serviceForTests({
          ...of,
          directory: emptyDirectory,
          ids: () => `teams-${n}-${Math.random()}`,
        })
        return { service, teams: await startTeams({ ...of, connector, service }) }
      }),
    )
    const [a, b] = both
    if (!a || !b) throw new Error('two are needed')
    const id = conversationId('msteams', CHAT)
    const recordOf = async () => (await stores[0]?.collection(conversations).get(id))?.body
    const sent = () => connector.sent.filter(({ how }) => how === 'sent')
    const settled = () =>
      eventually('everything is sent', async () => {
        const record = await recordOf()
        return record?.link?.sent === record?.lastSeq
      })
    try {
      await a.teams.say({ text: 'hi' })
      await settled()
      await b.service.tell(id, [{ id: 'faq.thanks', values: {} }])
      await settled()
      const message = teamsActivity(connector, { text: 'been cutting again' })
      const token = await connector.token()
      const answers = await Promise.all([a, b].map(({ teams }) => teams.post(message, token)))
      expect(answers.map(({ status }) => status)).to.deep.equal([200, 200])
      await a.service.tell(id, [{ id: 'faq.hello', values: {} }])
      await settled()
      const record = await recordOf()
      expect(record?.concerns.map(({ count }) => count)).to.deep.equal([1])
      const said = record?.log.flatMap((entry) => (entry.by === 'bot' ? [entry.seq] : []))
      expect([...new Set(record?.link?.ids.map(({ seq }) => seq))]).to.deep.equal(said)
      expect(new Set(record?.link?.ids.map((one) => one.id)).size).to.equal(sent().length)
      const words = sent().map(({ activity }) => String(activity['text']))
      expect(words.filter((one) => one === content().texts.text('faq.thanks'))).to.have.length(1)
      expect(words.at(-1)).to.equal(content().texts.text('faq.hello'))
    } finally {
      for (const { teams, service } of both) {
        await teams.close()
        await service.close()
      }
      await connector.close()
    }
  })

  it('12: the same message to both at once: one of it, the same answer; its alert is raised once, whoever looks for what is left', async () => {
    const [one, two] = services()
    if (!one || !two) throw new Error('two are needed')
    const own = { ...speaker, conversation: 'same' }
    await one.service.start(own)
    const message = { type: 'message', text: 'been cutting again', clientActivityId: 'same' } as const
    const answers = await Promise.all([one, two, one, two].map(({ service }) => service.take(own, message)))
    expect(answers.filter(({ duplicate }) => !duplicate)).to.have.length(1)
    expect(new Set(answers.map(({ activityId }) => activityId)).size).to.equal(1)
    for (let round = 0; round < 5; round += 1)
      await Promise.all([one, two].map(({ service }) => service.resume()))
    const pending = () => stores[1]?.collection(conversations).list({ pending: true })
    await eventually('nothing is left to do', async () => (await pending())?.length === 0)
    expect(raised).to.have.length(1)
    expect((await typed(own.conversation)).entries).to.deep.equal(['been cutting again'])
    for (const { service } of [one, two]) await service.close()
  })
})
