import { expect } from 'chai'
import { generateKeyPair } from 'jose'
import { conversations } from '../../../../bot/records/conversations.ts'
import { StoreAway } from '../../../../bot/storage/errors.ts'
import { APP_ID, FakeConnector, TENANT } from '../../../support/bot-connector.ts'
import { content, screener, serviceForTests } from '../../../support/conversation.ts'
import { emptyDirectory } from '../../../support/directory.ts'
import { holds } from '../../../support/eventually.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { MemoryStore } from '../../../support/memory-store.ts'
import { CHAT, startTeams, teamsActivity, teamsSchool } from '../../../support/teams.ts'

const { texts } = content()

/** Longer than anyone waits within a turn: it is left to the outbox. */
const BUSY = { status: 429, headers: { 'retry-after': '600' } }

describe('Teams: what comes in at /api/messages', () => {
  let connector: FakeConnector
  let store: MemoryStore
  let of: ReturnType<typeof serviceForTests>
  let notKept: string[]
  let teams: Awaited<ReturnType<typeof startTeams>>

  before(async () => {
    connector = await new FakeConnector().open()
  })
  after(() => connector.close())
  beforeEach(async () => {
    connector.sent.length = 0
    connector.refusals.length = 0
    connector.calls = 0
    store = new MemoryStore()
    const clock = new FakeClock('2026-11-23T10:00:00Z')
    const school = teamsSchool()
    notKept = []
    of = serviceForTests({
      school,
      store,
      clock,
      directory: emptyDirectory,
      worryNotKept: ({ concern }) => void notKept.push(concern.response),
    })
    teams = await startTeams({ connector, service: of.service, store, clock, school })
  })
  afterEach(async () => {
    await teams.close()
    await of.service.close()
  })

  const said = (chat = CHAT): string[] =>
    connector.shownIn(chat).map(({ text }) => (typeof text === 'string' ? text : ''))
  const hears = (text: string, chat = CHAT) => holds(() => expect(said(chat).join('\n')).to.contain(text))
  /** Everything said has been sent, and nothing more is on its way. */
  const settled = () =>
    holds(async () => {
      for (const { link, lastSeq } of await records()) expect(link!.sent).to.equal(lastSeq)
    })
  const records = async () => {
    const list = await store.collection(conversations).list({})
    return Promise.all(list.map(async ({ id }) => (await store.collection(conversations).get(id))!.body))
  }

  it('greets whoever opens it, says what is other in Teams, and answers', async () => {
    const begun = await teams.say({ type: 'conversationUpdate', membersAdded: [{ id: `28:${APP_ID}` }] })
    expect(begun.status).to.equal(200)
    await teams.say({ type: 'installationUpdate', action: 'add' })
    await hears('who might see what you write here')
    expect(said()).to.include(texts.text('teams.who-sees'))
    expect(said().filter((text) => text === texts.text('teams.hello.welcome'))).to.have.length(1)
    expect(said().join(' ')).to.not.contain('Type your code')
    await teams.say({ text: 'people I choose' })
    await hears('Which one?')
  })

  it('keeps no id and no name of a person in the clear, and the envelope only sealed', async () => {
    await teams.say({ text: 'hi' })
    const [listed] = await store.collection(conversations).list({})
    expect(JSON.stringify(listed)).to.not.match(/29:1a|a:1pL|A Name/)
    const [record] = await records()
    expect(JSON.stringify(record)).to.not.contain('A Name')
    expect(record!.channel).to.equal('teams')
    expect(teams.logged.join('\n')).to.not.match(/29:1a|a:1pL|A Name/)
  })

  it('takes a message once, however often it comes', async () => {
    await teams.say({ text: 'hi' })
    const again = teamsActivity(connector, { text: 'been cutting again' })
    const token = await connector.token()
    const answers = await Promise.all([1, 2, 3].map(() => teams.post(again, token)))
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200])
    const [record] = await records()
    expect(
      record!.log.filter((entry) => entry.by === 'young-person' && entry.text === 'been cutting again'),
    ).to.have.length(1)
    expect(record!.concerns.map(({ count }) => count)).to.deep.equal([1])
  })

  describe('who may not come in', () => {
    const refused: [string, number, () => Promise<string | undefined>][] = [
      ['no token', 401, async () => undefined],
      ['no token at all in the header', 401, async () => 'x'],
      ['an expired token', 401, () => connector.token({}, { expires: -3_600 })],
      ['a token of later', 401, () => connector.token({}, { notBefore: 3_600, expires: 7_200 })],
      ['another audience', 401, () => connector.token({ aud: '00000000-0000-4000-8000-000000000000' })],
      ['another issuer', 401, () => connector.token({ iss: 'https://elsewhere.example' })],
      ['an unknown key', 401, () => connector.token({}, { kid: 'k2' })],
      [
        'a forged signature',
        401,
        async () => connector.token({}, { key: (await generateKeyPair('RS256')).privateKey }),
      ],
      [
        'a token for another service address',
        401,
        () => connector.token({ serviceurl: 'https://smba.trafficmanager.net/' }),
      ],
      [
        'a token of the emulator’s kind',
        401,
        () =>
          connector.token({
            iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
            appid: APP_ID,
            ver: '1.0',
          }),
      ],
    ]
    for (const [who, status, token] of refused) {
      it(`${who}: ${status}, and nothing happens`, async () => {
        const answer = await teams.post(teamsActivity(connector, { text: 'hi' }), await token())
        expect(answer.status).to.equal(status)
        expect(answer.text).to.not.match(/stack|Error:|jwt|node_modules/i)
        expect(await records()).to.deep.equal([])
        expect(connector.calls).to.equal(0)
      })
    }

    it('people of another tenant: 403', async () => {
      const other = '00000000-1111-4222-8333-444444444444'
      const answer = await teams.say({
        text: 'hi',
        conversation: { id: CHAT, conversationType: 'personal', tenantId: other },
        channelData: { tenant: { id: other } },
      })
      expect(answer.status).to.equal(403)
      expect(await records()).to.deep.equal([])
    })

    it('a signed message whose answers would go elsewhere: 403, and nothing is sent there', async () => {
      for (const serviceUrl of [
        'http://169.254.169.254/',
        'https://smba.trafficmanager.net.evil.example/',
        'http://127.0.0.1:1/',
        'https://u:p@smba.trafficmanager.net/',
        'file:///etc/passwd',
      ]) {
        const token = await connector.token({ serviceurl: serviceUrl })
        expect(
          (await teams.post(teamsActivity(connector, { text: 'hi', serviceUrl }), token)).status,
          serviceUrl,
        ).to.equal(403)
      }
      expect(await records()).to.deep.equal([])
    })

    it('a person in somebody else’s chat: 403, and nothing of it is changed or shown', async () => {
      await teams.say({ text: 'hi' })
      await settled()
      const before = JSON.stringify(await records())
      connector.sent.length = 0
      expect((await teams.say({ text: 'what did they say', from: { id: '29:another' } })).status).to.equal(
        403,
      )
      expect(JSON.stringify(await records())).to.equal(before)
      expect(connector.sent).to.deep.equal([])
    })

    it('keys are not fetched for every wrong token', async () => {
      const before = connector.keysAsked
      for (let at = 0; at < 20; at += 1)
        await teams.post(teamsActivity(connector), await connector.token({}, { kid: `flood-${at}` }))
      expect(connector.keysAsked - before).to.be.at.most(1)
    })
  })

  describe('what has no shape, or an odd one', () => {
    const odd: [string, unknown, number][] = [
      ['nothing', undefined, 400],
      ['a list', [], 400],
      ['no type', { type: undefined }, 400],
      ['no sender', { from: undefined }, 400],
      ['no conversation', { conversation: undefined }, 400],
      ['a conversation that is an object', { conversation: { id: {} } }, 400],
      ['a conversation called __proto__', { conversation: { id: '__proto__' } }, 400],
      ['a conversation called constructor', { conversation: { id: 'constructor' } }, 400],
      ['words that are a number', { text: 5 }, 400],
      ['words without end', { text: 'a'.repeat(16_001) }, 413],
      ['another channel', { channelId: 'emulator' }, 400],
      ['no address', { serviceUrl: undefined }, 400],
    ]
    for (const [what, more, status] of odd) {
      it(`${what}: ${status}`, async () => {
        const body =
          Array.isArray(more) || more === undefined
            ? more
            : { ...teamsActivity(connector), ...(more as object) }
        expect((await teams.post(body, await connector.token())).status).to.equal(status)
        expect(await records()).to.deep.equal([])
        expect(({} as Record<string, unknown>)['id']).to.equal(undefined)
      })
    }

    it('kinds of activity that nobody has thought of, reactions and typing: 200 and silence', async () => {
      await teams.say({ text: 'hi' })
      await settled()
      connector.sent.length = 0
      for (const more of [
        { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] },
        { type: 'typing' },
        { type: 'endOfConversation' },
        { type: 'somethingNew', value: { __proto__: null } },
        { type: 'event', name: 'application/vnd.microsoft.readReceipt' },
        { type: 'invoke', name: 'composeExtension/query', value: {} },
        { type: 'conversationUpdate', membersRemoved: [{ id: 'x' }] },
      ])
        expect((await teams.say(more)).status, more.type).to.equal(200)
      expect(connector.sent).to.deep.equal([])
    })

    it('an object written as JSON with a key __proto__ is refused', async () => {
      const body = JSON.stringify(teamsActivity(connector)).replace(/}$/, ',"__proto__":{"isGroup":true}}')
      const answer = await fetch(teams.url, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await connector.token()}` },
      })
      expect(answer.status).to.equal(400)
    })
  })

  it('a file sent along is met kindly; the HTML copy of the words is no file', async () => {
    await teams.say({ text: 'hi', attachments: [{ contentType: 'text/html', content: '<p>hi</p>' }] })
    await hears('who might see')
    expect(said().join()).to.not.contain('picture')
    await teams.say({
      attachments: [{ contentType: 'application/vnd.microsoft.teams.file.download.info', content: {} }],
    })
    await hears('pictures')
  })

  it('an edited message is checked, and answers nothing', async () => {
    await teams.say({ text: 'hi' })
    await teams.say({
      type: 'messageUpdate',
      text: 'hello',
      channelData: { tenant: { id: TENANT }, eventType: 'editMessage' },
    })
    await hears(texts.text('edited'))
    await teams.say({
      type: 'messageUpdate',
      text: "i don't want to be alive anymore",
      channelData: { tenant: { id: TENANT }, eventType: 'editMessage' },
    })
    await holds(async () =>
      expect((await records())[0]!.concerns.map(({ kind }) => kind)).to.deep.equal(['suicide']),
    )
  })

  it('a second change of a long message is checked as well, and the same change once', async () => {
    await teams.say({ text: 'hi' })
    const begins = 'so today was long and we had maths twice and then football in the rain. '.repeat(5)
    const changed = (text: string) =>
      teams.say({
        id: 'one-and-the-same',
        type: 'messageUpdate',
        text,
        channelData: { tenant: { id: TENANT }, eventType: 'editMessage' },
      })
    await changed(`${begins} it was fine`)
    await changed(`${begins} i want to kill myself`)
    await changed(`${begins} i want to kill myself`)
    await holds(async () => {
      const [record] = await records()
      expect(record!.concerns.map(({ kind, count }) => [kind, count])).to.deep.equal([['suicide', 1]])
    })
  })

  it('a message taken away in Teams: it is said that it is still here, once', async () => {
    await teams.say({ text: 'hi' })
    await teams.say({ type: 'messageDelete' })
    await teams.say({ type: 'messageDelete' })
    await hears(texts.text('teams.removed'))
    expect(said().filter((text) => text === texts.text('teams.removed'))).to.have.length(1)
  })

  it('a group is told where to write, and nothing of it is kept', async () => {
    const group = { id: '19:group@thread.v2', conversationType: 'groupChat', isGroup: true, tenantId: TENANT }
    expect(
      (await teams.say({ text: '<at>Matters</at> i want to die', conversation: group })).status,
    ).to.equal(200)
    await hears(texts.text('teams.group'), group.id)
    expect(await records()).to.deep.equal([])
  })

  it('taken away and added again: nothing is sent meanwhile, and the same person goes on where they were', async () => {
    await teams.say({ text: 'hi' })
    await hears('who might see')
    await teams.say({ type: 'installationUpdate', action: 'remove' })
    const { length } = connector.sent
    const [listed] = await store.collection(conversations).list({})
    await of.service.tell(listed!.id, [{ id: 'faq.thanks', values: {} }])
    expect(connector.sent).to.have.length(length)
    await teams.say({ type: 'installationUpdate', action: 'add' })
    await hears(texts.text('faq.thanks'))
    await holds(() => expect(said().filter((text) => text.includes('who might see'))).to.have.length.above(1))
    expect(await records()).to.have.length(1)
    await teams.say({
      type: 'installationUpdate',
      action: 'add',
      from: { id: '29:another' },
      conversation: { id: 'a:another', conversationType: 'personal', tenantId: TENANT },
    })
    await hears('who might see', 'a:another')
    expect(said('a:another').join()).to.not.contain(texts.text('faq.thanks'))
  })

  describe('sending', () => {
    it('tries again when the connector is busy, as long as it says; everything arrives once and in order', async () => {
      connector.refusals.push(
        { status: 429, headers: { 'retry-after': '1' } },
        { status: 502 },
        { status: 504 },
      )
      await teams.say({ text: 'hi' })
      // Hello asks, and their "hi" is answered and asked again.
      const asked = () => said().flatMap((text, at) => (text.includes('who might see') ? [at] : []))
      await holds(() => expect(asked()).to.have.length(2), 9_000)
      await settled()
      const [first = 0] = asked()
      expect(said()).to.have.length(first + 3)
      expect(new Set(said()).size).to.equal(first + 2)
      expect(said()[0]).to.equal(texts.text('teams.hello.welcome'))
    }).timeout(12_000)

    it('gives up what the chat does not take any more, and goes on when they write again', async () => {
      connector.refusals.push({ status: 403 })
      await teams.say({ text: 'hi' })
      await holds(async () => expect((await records())[0]!.link!.isGone).to.equal(true))
      expect(connector.calls).to.equal(1)
      await teams.say({ text: 'people I choose' })
      await hears('Which one?')
      expect(said()[0]).to.equal(texts.text('teams.hello.welcome'))
    })

    it('what a crash left unsent is sent at the next start', async () => {
      connector.refusals.push(...Array.from({ length: 99 }, () => BUSY))
      await teams.say({ text: 'hi' })
      await holds(() => expect(connector.calls).to.be.at.least(1))
      await teams.close()
      expect(connector.sent).to.deep.equal([])
      connector.refusals.length = 0
      teams = await startTeams({
        connector,
        service: of.service,
        store,
        clock: new FakeClock('2026-11-23T10:00:00Z'),
        school: teamsSchool(),
      })
      await hears('who might see')
    })

    it('what cannot be noted as sent is not sent again for it, and is noted once there is room', async () => {
      connector.refusals.push(BUSY)
      await teams.say({ text: 'hi' })
      await holds(() => expect(connector.calls).to.be.at.least(1))
      store.failCollection = 'conversations'
      await teams.teams.resume()
      await holds(() => expect(said().filter((text) => text.includes('who might see'))).to.have.length(2))
      const { length } = connector.sent
      await teams.teams.resume()
      store.failCollection = undefined
      await teams.teams.resume()
      await settled()
      expect(connector.sent).to.have.length(length)
      const [record] = await records()
      expect(record!.link!.ids).to.have.length(length)
    })

    it('must never let a busy connector hold up an alert', async () => {
      connector.refusals.push(
        ...Array.from({ length: 30 }, () => ({ status: 429, headers: { 'retry-after': '2' } })),
      )
      await teams.say({ text: 'i want to kill myself tonight' })
      await holds(async () => expect((await records())[0]!.effects).to.deep.equal([]))
      connector.refusals.length = 0
    })
  })

  describe('a turn that takes longer than Teams waits', () => {
    it('is answered in time; what is said to it comes by itself, once, however often Teams sends the message again', async () => {
      await teams.close()
      let goOn = () => {}
      const hangs = new Promise<void>((resolve) => (goOn = resolve))
      const quick = screener()
      const slow = {
        screen: async (...heard: Parameters<typeof quick.screen>) => {
          if (heard[0].includes('cutting')) await hangs
          return quick.screen(...heard)
        },
      }
      const [school, clock] = [teamsSchool(), new FakeClock('2026-11-23T10:00:00Z')]
      of = serviceForTests({ school, store, clock, directory: emptyDirectory, screener: slow })
      teams = await startTeams({ connector, service: of.service, store, clock, school, answerMs: 100 })
      await teams.say({ type: 'installationUpdate', action: 'add' })
      await hears('who might see')
      await settled()
      const { length } = connector.sent
      const message = teamsActivity(connector, { text: 'been cutting again' })
      const answers = [
        await teams.post(message, await connector.token()),
        await teams.post(message, await connector.token()),
      ]
      expect(answers.map(({ status }) => status)).to.deep.equal([200, 200])
      expect(connector.sent, 'nothing is known to say yet').to.have.length(length)
      goOn()
      await holds(async () => expect((await records())[0]!.concerns).to.have.length(1))
      await settled()
      expect(connector.sent.length).to.be.greaterThan(length)
      const [record] = await records()
      expect(record!.log.filter((entry) => entry.by === 'young-person')).to.have.length(1)
      expect(record!.concerns.map(({ count }) => count)).to.deep.equal([1])
      expect(new Set(said()).size).to.equal(said().length)
    })
  })

  it('a fault of ours is told to the young person, with 200', async () => {
    await teams.say({ text: 'hi' })
    store.failWrites = new Error('disk full of secrets')
    const answer = await teams.say({ text: 'hello?' })
    store.failWrites = undefined
    expect(answer.status).to.equal(200)
    expect(answer.text).to.not.contain('secrets')
    await hears(texts.text('teams.trouble'))
  })

  it('hears a worry while the store is away, whose turn can not even begin', async () => {
    await teams.say({ text: 'hi' })
    store.failReads = new StoreAway('the database is away (ECONNREFUSED)')
    await teams.say({ text: 'how are you' })
    await teams.say({ text: 'ive just taken all of mums tablets' })
    store.failReads = undefined
    expect(notKept).to.deep.equal(['act-now'])
  })
})
