import { expect } from 'chai'
import { channelsForTests } from '../../../../bot/channels/teams/staff-chat.ts'
import { channelProblems, channelsOf } from '../../../../bot/delivery/channels.ts'
import { alertMessage, testMessage } from '../../../../bot/delivery/message.ts'
import { alerts } from '../../../../bot/records/alerts.ts'
import { auditEntries } from '../../../../bot/records/audit.ts'
import { conversations, newConversation } from '../../../../bot/records/conversations.ts'
import { handoffs } from '../../../../bot/records/handoffs.ts'
import { StaffCard, staffCards } from '../../../../bot/records/staff-cards.ts'
import type { Stored } from '../../../../bot/storage/store.ts'
import { AlertSettings } from '../../../../domain/alerts/settings.ts'
import type { School } from '../../../../domain/school/school.ts'
import { FakeConnector, TENANT } from '../../../support/bot-connector.ts'
import { alert, concern, handoff } from '../../../support/cases.ts'
import { content, demoSchool, serviceForTests, speaker } from '../../../support/conversation.ts'
import { emptyDirectory } from '../../../support/directory.ts'
import { holds } from '../../../support/eventually.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { MemoryStore } from '../../../support/memory-store.ts'
import { startTeams } from '../../../support/teams.ts'

const { texts } = content()
const LEAD = '10101010-2020-4030-8040-505050505050'
const WORKER = '60606060-7070-4080-8090-a0a0a0a0a0a0'
const ALERTS = '19:alerts@thread.v2'
const SUMMARIES = '19:summaries@thread.tacv2'
const NOW = new Date('2026-11-23T10:00:00Z')

function school(): School {
  const demo = demoSchool()
  return {
    ...demo,
    teams: { tenant: TENANT, handoffs: SUMMARIES },
    dutyContacts: demo.dutyContacts.map((one) => (one.id === 'ms-demowick' ? { ...one, entra: LEAD } : one)),
    linkWorkers: demo.linkWorkers.map((one) => (one.id === 'juno' ? { ...one, entra: WORKER } : one)),
    alerts: AlertSettings.parse({
      channels: [{ kind: 'teams-bot', id: 'chat', when: 'always', chat: ALERTS }],
    }),
  }
}

describe('Teams: cards for staff', () => {
  let connector: FakeConnector
  let store: MemoryStore
  let of: ReturnType<typeof serviceForTests>
  let teams: Awaited<ReturnType<typeof startTeams>>
  let told: string[]
  let clock: FakeClock

  before(async () => {
    connector = await new FakeConnector().open()
  })
  after(() => connector.close())
  beforeEach(async () => {
    connector.sent.length = 0
    store = new MemoryStore()
    clock = new FakeClock(NOW.toISOString())
    of = serviceForTests({
      ...{ school: school(), store, clock, directory: emptyDirectory },
      handoffSent: (id) => teams.teams.staffCards.changed('handoff', id),
    })
    teams = await startTeams({ connector, service: of.service, store, clock, school: school() })
    told = []
    teams.teams.staffCards.tells(
      async (conversation, { what, name }) => void told.push(`${conversation} ${what} ${name}`),
    )
  })
  afterEach(async () => {
    await teams.close()
    await of.service.close()
  })

  const cards = async (where = {}) => (await store.collection(staffCards).list(where)).length
  const post = async (step = 0, id = 'c1') => {
    const message = alertMessage(texts, {
      alert: (await store.collection(alerts).get(id))!.body,
      school: school(),
      eventId: `${id}-event-${step}`,
      step,
      told: [],
      publicUrl: 'https://matters.example',
    })
    return teams.teams.staffCards.channel(school(), 'chat', ALERTS).send(message, NOW)
  }
  const raise = () => store.collection(alerts).create('c1', alert({ preferredName: 'Robin', age: 14 }))
  const press = async (
    by: string,
    more: Record<string, unknown> = {},
    staff: Record<string, unknown> = {},
  ) => {
    const data = { staff: { what: 'alert', about: 'c1', seen: 'reach-out.1', ...staff } }
    const answer = await teams.say({
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { verb: 'acknowledge', data } },
      from: { id: '29:staff', aadObjectId: by },
      conversation: { id: ALERTS, conversationType: 'groupChat', isGroup: true, tenantId: TENANT },
      ...more,
    })
    expect(answer.status).to.equal(200)
    return answer.text
  }
  const channel = {
    conversation: {
      id: `${SUMMARIES};messageid=1`,
      conversationType: 'channel',
      isGroup: true,
      tenantId: TENANT,
    },
  }
  const isRead = async () => (await store.collection(alerts).get('c1'))?.body.acknowledged?.name
  const shown = (chat = ALERTS) => connector.shownIn(chat).map((one) => JSON.stringify(one))

  it('an alert arrives with what may leave the service, and nothing of who or what was said', async () => {
    await raise()
    expect(await post()).to.deep.equal({ ok: true })
    expect(await post(), 'the same telling again').to.deep.equal({ ok: true })
    expect(shown()).to.have.length(1)
    expect(shown()[0]).to.contain('Self-harm').and.contain('https://matters.example/inbox/alerts/c1')
    // What is read of it: the address it goes to has a port, which may be any.
    const [read] = connector.shownIn(ALERTS).map(({ summary, attachments }) => [summary, attachments])
    expect(JSON.stringify(read))
      .to.contain('Self-harm')
      .and.not.match(/Robin|14|cutting|aunt/)
  })

  it('a named person takes it: every card says who has it, the record and the audit too, and the young person is told', async () => {
    await raise()
    await post()
    await post(1)
    expect(await press(LEAD)).to.contain('Ms Wren Demowick has it')
    expect(await isRead()).to.equal('Ms Wren Demowick')
    expect(told).to.deep.equal(['dl_one alert Ms Wren Demowick'])
    const [entry] = await store.collection(auditEntries).find({})
    expect(entry!.body).to.deep.include({ did: 'acknowledged', what: 'alert', id: 'c1' })
    await holds(() => expect(shown().filter((one) => one.includes('has it'))).to.have.length(2))
    expect(shown().join()).to.not.contain('Action.Execute')
    await holds(async () =>
      expect(await store.collection(staffCards).list({ isSettled: false })).to.deep.equal([]),
    )
  })

  it('taken in the inbox, the card changes by itself; one that cannot be reached now is changed later', async () => {
    await raise()
    await post()
    connector.refusals.push({ status: 429, headers: { 'retry-after': '60' } })
    const stored = (await store.collection(alerts).get('c1'))!
    const acknowledged = { by: 'x', name: 'Mr Alder Samplestone', at: NOW.toISOString() }
    await store.collection(alerts).put('c1', { ...stored.body, acknowledged }, stored.version)
    teams.teams.staffCards.changed('alert', 'c1')
    await holds(() => expect(shown()[0]).to.contain('Mr Alder Samplestone has it'))
  })

  it('one that cannot be written down is posted once all the same, and says who has it once there is room', async () => {
    await raise()
    store.failCollection = 'cards'
    store.failCollectionWith = Object.assign(new Error('no space left'), { code: 'ENOSPC' })
    expect(await post()).to.deep.equal({ ok: true })
    expect(await post(), 'the same telling again').to.deep.equal({ ok: true })
    expect(await post(1), 'the next step').to.deep.equal({ ok: true })
    await store.collection(handoffs).create('talk', handoff({ id: 'talk', version: 1 }))
    teams.teams.staffCards.changed('handoff', 'talk')
    await holds(() => expect(shown(SUMMARIES)).to.have.length(1))
    teams.teams.staffCards.changed('handoff', 'talk')
    store.failCollection = undefined
    await press(LEAD)
    await holds(async () => expect(await cards()).to.equal(3))
    await holds(() => expect(shown().filter((one) => one.includes('has it'))).to.have.length(2))
    expect(shown(SUMMARIES)).to.have.length(1)
  })

  it('of an alert that is not there any more the card says so, and is followed no more', async () => {
    await raise()
    await post()
    await store.collection(alerts).delete('c1')
    teams.teams.staffCards.changed('alert', 'c1')
    await holds(() => expect(shown()[0]).to.contain(texts.text('staff-card.answer.gone')))
    expect(shown()[0]).to.not.contain('Action.Execute').and.not.contain('/inbox/alerts')
    await holds(async () => expect(await store.collection(staffCards).list({})).to.deep.equal([]))
  })

  it('nobody took it for a month: the card says where it stands, and nothing of it is kept; a settled one goes too', async () => {
    await raise()
    await post()
    await store.collection(alerts).create('c2', alert({ id: 'c2' }))
    await post(0, 'c2')
    await press(LEAD, {}, { about: 'c2' })
    await holds(async () => expect(await cards({ isSettled: true })).to.equal(1))
    clock.advance({ days: 30 })
    expect(await teams.teams.staffCards.sweep(), 'not yet').to.equal(0)
    clock.advance({ days: 1 })
    connector.refusals.push({ status: 400 })
    expect(await teams.teams.staffCards.sweep(), 'one is not taken this night').to.equal(1)
    expect(await teams.teams.staffCards.sweep()).to.equal(1)
    expect(await cards()).to.equal(0)
    const [open, taken] = shown()
    expect(open).to.contain(texts.text('staff-card.over')).and.not.contain('Action.Execute')
    expect(taken).to.contain('has it')
    expect(await isRead(), 'the alert itself stands open').to.equal(undefined)
  })

  it('a card that an earlier release kept has its end too', async () => {
    await raise()
    await post()
    const [{ body }] = (await store.collection(staffCards).find({})) as [Stored<StaffCard>] // one was posted
    const old = Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'at'))
    const now = StaffCard.parse(staffCards.migrations?.[1]?.(old))
    expect(now).to.deep.equal({ ...body, at: '2026-01-01T00:00:00.000Z' })
  })

  it('must never be taken by somebody whom the school has not named, from another chat, or when more was said', async () => {
    await raise()
    await post()
    expect(await press('00000000-0000-4000-8000-000000000001')).to.contain(
      texts.text('staff-card.answer.nobody'),
    )
    expect(await press(WORKER), 'a link worker').to.contain(texts.text('staff-card.answer.nobody'))
    const elsewhere = {
      conversation: {
        id: '19:elsewhere@thread.v2',
        conversationType: 'groupChat',
        isGroup: true,
        tenantId: TENANT,
      },
    }
    expect(await press(LEAD, elsewhere)).to.contain(texts.text('staff-card.answer.elsewhere'))
    expect(await press(LEAD, {}, { seen: 'reach-out.0' })).to.contain(texts.text('staff-card.answer.changed'))
    expect(await press(LEAD, {}, { about: 'c2' })).to.contain(texts.text('staff-card.answer.gone'))
    expect(await press(LEAD, {}, { about: '../c1' })).to.contain(texts.text('staff-card.answer.elsewhere'))
    expect(await isRead()).to.equal(undefined)
    expect(told).to.deep.equal([])
  })

  it('a summary arrives as a card without a name, is taken by a link worker, and a new version comes anew', async () => {
    const sent = handoff({ id: 'talk', preferredName: 'Robin', version: 1 })
    await store.collection(handoffs).create('talk', sent)
    teams.teams.staffCards.changed('handoff', 'talk')
    await holds(() => expect(shown(SUMMARIES)).to.have.length(1))
    expect(shown(SUMMARIES)[0]).to.contain('/inbox/handoffs/talk').and.not.contain('Robin')
    const tap = { what: 'handoff', about: 'talk', seen: '1' }
    expect(await press(LEAD, channel, tap)).to.contain(texts.text('staff-card.answer.nobody'))
    expect(await press(WORKER, channel, tap)).to.contain('has it')
    const stored = (await store.collection(handoffs).get('talk'))!
    const body = { ...stored.body, version: 2 }
    delete body.acknowledged
    await store.collection(handoffs).put('talk', body, stored.version)
    teams.teams.staffCards.changed('handoff', 'talk')
    await holds(() => expect(shown(SUMMARIES)).to.have.length(2))
  })

  it('a booking without a summary arrives as what it is, and is taken as that', async () => {
    await store.collection(handoffs).create('talk', handoff({ id: 'talk', version: 0, lines: [] }))
    teams.teams.staffCards.changed('handoff', 'talk')
    await holds(() => expect(shown(SUMMARIES)).to.have.length(1))
    expect(shown(SUMMARIES)[0])
      .to.contain('has booked a time')
      .and.not.contain('has sent a summary')
      .and.not.contain('Agreed to')
    const taken = await press(WORKER, channel, { what: 'handoff', about: 'talk', seen: '0' })
    expect(taken).to.contain('Booking at').and.contain('has it')
    expect(told).to.deep.equal(['talk handoff Juno Exampleby'])
  })

  it('a summary in which more was heard since its card was posted is not taken by that card', async () => {
    const note = { id: 'c1', kind: 'bereavement', response: 'note' }
    const sent = handoff({ id: 'talk', concerns: [concern(note)] })
    await store.collection(handoffs).create('talk', sent)
    teams.teams.staffCards.changed('handoff', 'talk')
    await holds(() => expect(shown(SUMMARIES)).to.have.length(1))
    const { body, version } = (await store.collection(handoffs).get('talk'))!
    const more = [...body.concerns, concern({ ...note, id: 'c2', kind: 'caring' })]
    await store.collection(handoffs).put('talk', { ...body, concerns: more }, version)
    const seen = /"seen":"([^"]*)"/.exec(shown(SUMMARIES)[0]!)?.[1]
    const tap = { what: 'handoff', about: 'talk', seen }
    expect(await press(WORKER, channel, tap)).to.contain(texts.text('staff-card.answer.changed'))
    expect((await store.collection(handoffs).get('talk'))?.body.acknowledged).to.equal(undefined)
    await store.collection(handoffs).put('talk', body, version + 1)
    expect(await press(WORKER, channel, tap), 'as it was').to.contain('has it')
  })

  it('a summary that was read comes anew when more is heard of a worry, and is not taken by the card before', async () => {
    const heardSince = { at: '2026-11-23T09:00:00.000Z', readBy: 'Juno Example' }
    await store.collection(handoffs).create('talk', handoff({ id: 'talk', version: 1 }))
    teams.teams.staffCards.changed('handoff', 'talk')
    await holds(() => expect(shown(SUMMARIES)).to.have.length(1))
    const { body, version } = (await store.collection(handoffs).get('talk'))!
    const concerns = [concern({ response: 'note' })]
    await store.collection(handoffs).put('talk', { ...body, concerns, heardSince }, version)
    teams.teams.staffCards.changed('handoff', 'talk')
    await holds(() => expect(shown(SUMMARIES)).to.have.length(2))
    expect(shown(SUMMARIES)[1]).to.contain('More was heard')
    const tap = { what: 'handoff', about: 'talk', seen: '1' }
    expect(await press(WORKER, channel, tap)).to.contain(texts.text('staff-card.answer.changed'))
    expect(await press(WORKER, channel, { ...tap, seen: '1 1.1' })).to.contain('has it')
  })

  it('a summary that nobody read for a month: its card has its end, and is not posted anew', async () => {
    await store.collection(handoffs).create('talk', handoff({ id: 'talk' }))
    teams.teams.staffCards.changed('handoff', 'talk')
    await holds(async () => expect(await cards()).to.equal(1))
    clock.advance({ days: 31 })
    expect(await teams.teams.staffCards.sweep()).to.equal(1)
    await teams.teams.resume()
    // Waits for what that has begun.
    await teams.teams.staffCards.close()
    expect(shown(SUMMARIES)).to.have.length(1)
    expect(shown(SUMMARIES)[0]).to.contain(texts.text('staff-card.over'))
    expect(await cards()).to.equal(0)
  })

  it('a summary that the young person deletes is gone from the chat at once', async () => {
    await store.collection(handoffs).create('talk', handoff({ id: 'talk' }))
    teams.teams.staffCards.changed('handoff', 'talk')
    await holds(async () => expect(await cards()).to.equal(1))
    const talk = newConversation({ ...speaker, conversation: 'talk' }, NOW)
    await store
      .collection(conversations)
      .create('talk', { ...talk, effects: [{ type: 'withdraw-handoff', id: 'e1' }] })
    await of.service.resume()
    await holds(() => expect(shown(SUMMARIES)[0]).to.contain(texts.text('staff-card.answer.gone')))
    await holds(async () => expect(await cards()).to.equal(0))
  })

  it('a test of the ways out is posted there too, with nothing to tap and nothing kept', async () => {
    const chat = { kind: 'teams-bot', id: 'chat', when: 'always', chat: ALERTS }
    const told = {
      ...school(),
      alerts: AlertSettings.parse({ channels: [{ kind: 'email', id: 'email' }, chat] }),
    }
    const bot = channelsForTests(connector.bot, { texts, credentials: connector.credentials })
    const mail = { url: 'smtp://127.0.0.1:1', from: 'matters@example.org' }
    const channels = channelsOf(told, { mail, secrets: new Map(), host: 'matters.example', bot })
    expect(channelProblems(told, channels)).to.deep.equal([])
    const [way] = channels.working.filter(({ kind }) => kind === 'teams-bot')
    const of = {
      school: told,
      told: told.dutyContacts,
      publicUrl: 'https://matters.example',
      id: 't',
      now: NOW,
    }
    expect(await way!.send(testMessage(texts, of), NOW)).to.deep.equal({ ok: true })
    expect(shown()[0]).to.contain('nobody is in danger').and.not.contain('Action.Execute')
    expect(await cards()).to.equal(0)
    connector.refusals.push({ status: 403 })
    expect(await way!.send(testMessage(texts, of), NOW)).to.deep.equal({ ok: false, code: 'bot-not-there' })
  })
})
