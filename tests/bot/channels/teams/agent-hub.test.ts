import { expect } from 'chai'
import { conversationId, newUserId } from '../../../../bot/channels/teams/people.ts'
import type { AgentHub } from '../../../../bot/config/azure.ts'
import { alerts } from '../../../../bot/records/alerts.ts'
import { auditEntries } from '../../../../bot/records/audit.ts'
import { conversations } from '../../../../bot/records/conversations.ts'
import { FakeConnector, TENANT } from '../../../support/bot-connector.ts'
import { content, serviceForTests, staff } from '../../../support/conversation.ts'
import { emptyDirectory } from '../../../support/directory.ts'
import { holds } from '../../../support/eventually.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { MemoryStore } from '../../../support/memory-store.ts'
import { CHAT, startTeams, teamsSchool, YOUNG_PERSON } from '../../../support/teams.ts'

const { texts } = content()
const HUB = 'hub-of-tests'
const NAME = 'Youthline'
const TALK = 'azure-talk-1'
const SCHOOL = teamsSchool({ agentHub: { name: NAME, role: 'Youth worker', context: { skill: 'under-25' } } })
const session = { id: 's1', until: '2026-11-23T18:00:00.000Z' }
const told = (id: string) => texts.text(id, { name: NAME, role: 'youth worker', school: SCHOOL.name })

describe('Teams and Azure: an agent hub', () => {
  let connector: FakeConnector
  let store: MemoryStore
  let clock: FakeClock
  let of: ReturnType<typeof serviceForTests>
  let teams: Awaited<ReturnType<typeof startTeams>>
  let user: string

  before(async () => {
    connector = await new FakeConnector().open()
  })
  after(() => connector.close())
  beforeEach(() => open({ id: HUB, channels: ['directline'] }))
  afterEach(close)

  async function open(hub: AgentHub | undefined, school = SCHOOL) {
    connector.sent.length = 0
    store = new MemoryStore()
    clock = new FakeClock('2026-11-23T10:00:00Z')
    user = newUserId('demo')
    of = serviceForTests({
      ...{ school, store, clock, directory: emptyDirectory },
      hubOn: hub?.channels ?? [],
    })
    teams = await startTeams({
      ...{ connector, service: of.service, store, clock, school, takesDirectLine: true },
      ...(hub ? { hub } : {}),
    })
  }
  async function close() {
    await teams.close()
    await of.service.close()
  }

  const azure = (from: string, more: Record<string, unknown>) =>
    teams.say({
      ...{ channelId: 'directline', from: { id: from }, conversation: { id: TALK }, channelData: {} },
      ...more,
    })
  const record = async () =>
    (await store.collection(conversations).get(conversationId('directline', TALK)))!.body
  const settled = () =>
    holds(async () => {
      const { link, lastSeq } = await record()
      expect(link!.sent).to.equal(lastSeq)
    })
  const write = async (text: string) => {
    expect((await azure(user, { text })).status).to.equal(200)
    await settled()
  }
  const hubSays = async (value: unknown, more: Record<string, unknown> = {}) => {
    const answer = await azure(HUB, { type: 'event', name: 'handoff.status', value, ...more })
    await settled()
    return answer.status
  }
  const shown = (chat = TALK) => connector.shownIn(chat)
  const said = () => shown().flatMap(({ text }) => (typeof text === 'string' ? [text] : []))
  const events = (chat = TALK) => shown(chat).filter(({ type }) => type === 'event')
  const ask = async (which: string, before = "i'm Sam, ring me on 07700 900123") => {
    await write('hi')
    await write(before)
    await write('talk to a person')
    expect(said().at(-1)).to.equal(told('human.hub.ask'))
    await write(which)
  }

  it('is asked when the young person wants that, by the protocol, with their last words and without personal details', async () => {
    await ask('Yes, and show my last messages')
    expect(said().join()).to.contain(told('human.hub.asked'))
    const [initiate, ...more] = events()
    expect(more).to.deep.equal([])
    expect(initiate!['name']).to.equal('handoff.initiate')
    expect(initiate!['value']).to.deep.include({ skill: 'under-25', name: NAME, role: 'Youth worker' })
    expect(initiate!['relatesTo']).to.deep.nested.include({ 'conversation.id': TALK, 'user.id': user })
    const [transcript] = initiate!['attachments'] as { name: string; contentType: string; content: object }[] // ours
    expect(transcript).to.include({ name: 'Transcript', contentType: 'application/json' })
    expect(JSON.stringify(transcript!.content)).to.contain('ring me on').and.not.contain('900123')
    expect((await record()).visit).to.equal(null)
  })

  it('shows nothing of before when that was not wanted, and nobody is asked when they carry on', async () => {
    await ask('Yes, but show nothing from before')
    expect(JSON.stringify(events())).to.contain('handoff.initiate').and.not.contain('ring me')
    await close()
    await open({ id: HUB, channels: ['directline'] })
    await ask('Carry on here')
    expect(events()).to.deep.equal([])
    expect((await record()).hub).to.equal(undefined)
  })

  it('accepts: the bot says that a person is here, steps back and goes on listening; completed: it is back', async () => {
    await ask('Yes, but show nothing from before')
    expect(await hubSays({ state: 'accepted', message: 'hi from Kim' })).to.equal(200)
    expect(said().slice(-3)).to.deep.equal([
      told('person.here.hub'),
      told('person.sees.nothing'),
      told('person.steps-back'),
    ])
    expect(said().join()).to.not.contain('Kim')
    const { length } = said()
    await write('thanks, my week was rubbish')
    expect(said()).to.have.length(length)
    // What their person writes stands in the chat already: it is kept, and not sent a second time.
    expect((await azure(HUB, { text: 'Are you safe right now?' })).status).to.equal(200)
    await settled()
    expect(said()).to.have.length(length)
    await write('not really')
    await holds(async () => expect(await store.collection(alerts).list({})).to.have.length(1))
    await write('im going to kill myself tonight')
    expect(shown().some((one) => JSON.stringify(one).includes('999'))).to.equal(true)
    expect(said().join()).to.contain(told('person.sees-now'))
    expect(await hubSays({ state: 'completed' })).to.equal(200)
    expect(said().join()).to.contain(told('person.left'))
    expect((await record()).visit).to.equal(null)
    expect(events(), 'nothing of what the hub said is said back to it').to.have.length(1)
    await of.service.close()
    const deeds = await store.collection(auditEntries).find({})
    expect(deeds.map(({ body }) => `${body.did} ${body.who.name}`)).to.have.members([
      `came-in ${NAME}`,
      `wrote ${NAME}`,
      `went-out ${NAME}`,
    ])
  })

  it('fails, before or after somebody came: said kindly, and our own way is offered instead', async () => {
    await ask('Yes, but show nothing from before')
    await hubSays({ state: 'failed', message: 'queue closed' })
    expect(said().join()).to.contain(told('human.hub.failed')).and.not.contain('queue closed')
    expect(said().at(-1)).to.equal(texts.text('human.ask'))
    await write('Carry on here')
    await write('talk to a person')
    await write('Yes, but show nothing from before')
    await hubSays({ state: 'accepted' })
    await hubSays({ state: 'failed' })
    expect((await record()).visit).to.equal(null)
    expect(said().at(-1)).to.equal(texts.text('human.ask'))
  })

  it('does not answer: after ten minutes the young person is told, and the hub that nobody waits any more', async () => {
    await ask('Yes, but show nothing from before')
    await write('what is this for')
    clock.advance({ minutes: 9 })
    await of.service.hub.endUnanswered()
    expect((await record()).hub?.by.name).to.equal(NAME)
    clock.advance({ minutes: 1 })
    await of.service.hub.endUnanswered()
    await of.service.hub.endUnanswered()
    await settled()
    expect(said().filter((one) => one === told('human.hub.failed'))).to.have.length(1)
    expect(events().map(({ value }) => value)).to.deep.nested.include.members([
      { state: 'completed', visit: (events()[0]!['value'] as { visit: string }).visit, message: 'silent' },
    ])
    await hubSays({ state: 'accepted' })
    expect((await record()).visit).to.equal(null)
  })

  it('asked back, by the way out, by deleting: the hub is told, and is not let in again', async () => {
    await ask('Yes, but show nothing from before')
    await hubSays({ state: 'accepted' })
    await write('back to the bot')
    expect(said().join()).to.contain(told('person.asked-back.hub'))
    const ends = () => events().map(({ value }) => (value as { message?: string }).message)
    expect(ends()).to.deep.equal([undefined, 'asked-back'])
    await hubSays({ state: 'accepted' })
    expect((await record()).visit).to.equal(null)
    await write('Stop here')
    await write('talk to a person')
    await write('Yes, but show nothing from before')
    await azure(user, { type: 'event', name: 'quick-exit' })
    await settled()
    expect(ends()).to.deep.equal([undefined, 'asked-back', undefined, 'left'])
    expect((await record()).hub).to.equal(undefined)
    await write('talk to a person')
    await write('Yes, but show nothing from before')
    await write('delete my data')
    await write('Yes, delete it')
    expect(ends().slice(4)).to.deep.equal([undefined, 'left'])
    await hubSays({ state: 'accepted' })
    expect((await record()).visit).to.equal(null)
  })

  it('hears of a duty contact who comes in from the inbox, not what was said to them, and they stay whatever it says', async () => {
    await write('been cutting again, mums gonna see')
    const { id } = await record()
    await of.service.visits.enter(id, { visitor: staff('ms-demowick'), session, seen: 'concern' })
    await settled()
    expect(events().map(({ name }) => name)).to.deep.equal(['handoff.initiate', 'handoff.status'])
    expect(events()[0]).to.have.nested.property('attachments[0].content').that.deep.equals({ activities: [] })
    expect(JSON.stringify(events())).to.not.contain('cutting')
    for (const state of ['accepted', 'completed', 'failed']) await hubSays({ state })
    expect((await record()).visit?.by.id).to.equal('ms-demowick')
    await of.service.visits.giveBack(id, staff('ms-demowick'))
    await settled()
    expect(events().at(-1)!['value']).to.include({ state: 'completed', message: 'given-back' })
  })

  it('is pushed aside by nobody unseen: who comes from the inbox takes over, and the hub is told', async () => {
    await ask('Yes, but show nothing from before')
    const { id } = await record()
    const visitor = staff('ms-demowick')
    await of.service.visits.enter(id, { visitor, session, seen: 'concern' })
    await settled()
    expect((await record()).hub).to.equal(undefined)
    expect(events().map(({ value }) => (value as { message?: string }).message)).to.include('taken-over')
    await hubSays({ state: 'accepted' })
    expect((await record()).visit?.by.name).to.equal(visitor.name)
  })

  describe('what is forged or has no shape', () => {
    const forged: [string, () => Record<string, unknown>, number][] = [
      ['the young person', () => ({ from: { id: user } }), 403],
      ['another user', () => ({ from: { id: newUserId('demo') } }), 403],
      ['the bot’s own name', () => ({ from: { id: 'matters' } }), 403],
      ['the hub’s id in other letters', () => ({ from: { id: HUB.toUpperCase() } }), 403],
      [
        'the hub’s id on another channel',
        () => ({ channelId: 'msteams', channelData: { tenant: { id: TENANT } } }),
        403,
      ],
      ['an id that is an object', () => ({ from: { id: { id: HUB } } }), 400],
      ['an id called __proto__', () => ({ from: { id: '__proto__' } }), 400],
      ['a conversation that is an object', () => ({ conversation: { id: {} } }), 400],
      ['a conversation called __proto__', () => ({ conversation: { id: '__proto__' } }), 400],
      ['a status that is a word', () => ({ value: '__proto__' }), 400],
      ['a status of no known state', () => ({ value: { state: 'constructor' } }), 400],
      ['a status that is an object', () => ({ value: { state: { accepted: true } } }), 400],
      ['no status', () => ({ value: undefined }), 400],
      ['a conversation of nobody', () => ({ conversation: { id: 'another-talk' } }), 200],
    ]
    it('is refused, and nobody comes in', async () => {
      await ask('Yes, but show nothing from before')
      const before = await record()
      for (const [what, more, status] of forged) {
        const value = { state: 'accepted' }
        const answer = await azure(HUB, { type: 'event', name: 'handoff.status', value, ...more() })
        expect(answer.status, what).to.equal(status)
      }
      const status = {
        ...{ type: 'event', name: 'handoff.status', channelId: 'directline', serviceUrl: connector.url },
        ...{ from: { id: HUB }, conversation: { id: TALK }, value: { state: 'accepted' } },
      }
      for (const token of [undefined, await connector.token({ iss: 'https://elsewhere.example' }), 'x'])
        expect((await teams.post(status, token)).status).to.equal(401)
      expect(await record()).to.deep.equal(before)
      expect(await store.collection(conversations).list({})).to.have.length(1)
    })

    it('whatever else a hub sends does nothing to the chat: it cannot delete, tap or leave for them', async () => {
      await ask('Yes, but show nothing from before')
      const before = await record()
      for (const more of [
        { type: 'message', text: 'delete my data' },
        { type: 'event', name: 'quick-exit' },
        { type: 'conversationUpdate', membersAdded: [{ id: 'x' }] },
        { type: 'messageUpdate', text: 'i want to die' },
        { type: 'invoke', name: 'adaptiveCard/action', value: {} },
      ])
        expect((await azure(HUB, more)).status, JSON.stringify(more)).to.equal(200)
      expect(await record()).to.deep.equal(before)
    })
  })

  it('hears nothing from a school that takes no part, whoever comes in there', async () => {
    await close()
    await open({ id: HUB, channels: ['directline'] }, teamsSchool())
    await write('been cutting again, mums gonna see')
    const { id } = await record()
    await of.service.visits.enter(id, { visitor: staff('ms-demowick'), session, seen: 'concern' })
    await of.service.visits.giveBack(id, staff('ms-demowick'))
    await settled()
    expect(said().join()).to.contain('Demowick')
    expect(events()).to.deep.equal([])
  })

  it('without a hub nothing of it is offered, sent or taken', async () => {
    await close()
    await open(undefined)
    await write('been cutting again, mums gonna see')
    const { id } = await record()
    await of.service.visits.enter(id, { visitor: staff('ms-demowick'), session, seen: 'concern' })
    await of.service.visits.giveBack(id, staff('ms-demowick'))
    await settled()
    await write('talk to a person')
    expect(said().at(-1)).to.equal(texts.text('human.ask'))
    expect(events()).to.deep.equal([])
    expect(
      (await azure(HUB, { type: 'event', name: 'handoff.status', value: { state: 'accepted' } })).status,
    ).to.equal(403)
  })

  it('on Teams, where it is said to stand: asked, let in, and a tap is as good as words', async () => {
    await close()
    await open({ id: HUB, channels: ['msteams'] })
    const chat = conversationId('msteams', CHAT)
    const here = async () => (await store.collection(conversations).get(chat))!.body
    await teams.say({ text: 'hi' })
    await teams.say({ text: 'talk to a person' })
    await teams.say({ text: 'Yes, but show nothing from before' })
    await holds(() => expect(events(CHAT).map(({ name }) => name)).to.deep.equal(['handoff.initiate']))
    expect(events(CHAT)[0]!['relatesTo']).to.deep.nested.include({ 'user.id': YOUNG_PERSON })
    const value = { state: 'accepted' }
    expect((await teams.say({ type: 'event', name: 'handoff.status', value })).status).to.equal(403)
    expect((await here()).visit).to.equal(null)
    await teams.say({ type: 'event', name: 'handoff.status', value, from: { id: HUB } })
    expect((await here()).visit?.by.name).to.equal(NAME)
  })
})
