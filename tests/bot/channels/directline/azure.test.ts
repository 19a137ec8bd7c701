import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer as createHttp } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import { pino } from 'pino'
import { azureTokens } from '../../../../bot/channels/directline/azure.ts'
import { registerDirectLine } from '../../../../bot/channels/directline/register.ts'
import { newUserId } from '../../../../bot/channels/teams/people.ts'
import { conversations } from '../../../../bot/records/conversations.ts'
import { schoolsOf } from '../../../../bot/schools.ts'
import { createServer } from '../../../../bot/server.ts'
import { StoreAway } from '../../../../bot/storage/errors.ts'
import { FakeConnector } from '../../../support/bot-connector.ts'
import { demoSchool, serviceForTests } from '../../../support/conversation.ts'
import { emptyDirectory } from '../../../support/directory.ts'
import { TOKEN_KEY } from '../../../support/direct-line-server.ts'
import { holds } from '../../../support/eventually.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { MemoryStore } from '../../../support/memory-store.ts'
import { startTeams, teamsActivity, teamsSchool } from '../../../support/teams.ts'

const SECRET = 'the secret of a site'
const ORIGIN = 'http://localhost:3978'

describe('Azure’s Direct Line in the place of ours', () => {
  let azure: Server
  let asked: { path: string; authorization: string | undefined; body: string }[]
  let status: number
  let store: MemoryStore
  let clock: FakeClock
  let of: ReturnType<typeof serviceForTests>
  let notKept: string[]
  let web: ReturnType<typeof createServer>
  let url: string

  beforeEach(async () => {
    asked = []
    status = 200
    azure = createHttp((req, res) => {
      let body = ''
      req.on('data', (chunk: Buffer) => (body += chunk.toString()))
      req.on('end', () => {
        asked.push({ path: req.url ?? '', authorization: req.headers.authorization, body })
        res.writeHead(status, { 'content-type': 'application/json' })
        res.end(JSON.stringify({ conversationId: 'azure-1', token: 'a token of theirs', expires_in: 1_800 }))
      })
    })
    azure.listen(0, '127.0.0.1')
    await once(azure, 'listening')
    store = new MemoryStore()
    clock = new FakeClock('2026-11-23T10:00:00Z')
    notKept = []
    of = serviceForTests({
      ...{ school: teamsSchool(), store, clock, directory: emptyDirectory },
      worryNotKept: ({ concern }) => void notKept.push(concern.response),
    })
    const logger = pino({ level: 'silent' })
    web = createServer({ logger, limits: { drainMs: 500 } })
    const { port } = azure.address() as AddressInfo // a listening TCP server has one
    registerDirectLine(web.server, {
      conversations: of.service,
      schools: schoolsOf([demoSchool()]),
      tokenKeys: [TOKEN_KEY],
      clock,
      logger,
      publicUrl: 'https://matters.example',
      azure: azureTokens({ secret: SECRET, url: `http://127.0.0.1:${port}/v3/directline` }),
      speakerOf: (id) => of.service.links.speakerOf(id),
    })
    url = `http://127.0.0.1:${await web.listen(0, '127.0.0.1')}`
  })
  afterEach(async () => {
    await web.close()
    await of.service.close()
    azure.closeAllConnections()
    azure.close()
    await once(azure, 'close')
  })

  const token = (origin = ORIGIN) =>
    fetch(`${url}/api/token?school=demo`, { method: 'POST', headers: { origin } })

  it('exchanges the secret for a token of one conversation, an unguessable dl_ user and the school’s origins', async () => {
    const first = await token()
    expect(first.status).to.equal(200)
    expect(await first.json()).to.deep.include({
      token: 'a token of theirs',
      conversationId: 'azure-1',
      expires_in: 1_800,
    })
    await token()
    const [one, two] = asked
    expect(one).to.deep.include({ path: '/v3/directline/tokens/generate', authorization: `Bearer ${SECRET}` })
    const { user, trustedOrigins } = JSON.parse(one!.body) as {
      user: { id: string }
      trustedOrigins: string[]
    } // what is under test
    expect(user.id).to.match(/^dl_[0-9a-f]{48}$/)
    expect(two!.body).to.not.contain(user.id)
    expect(trustedOrigins).to.have.members(['https://matters.example', ORIGIN])
  })

  it('gives none to pages of no school, and says nothing of the secret when Azure says no', async () => {
    expect((await token('https://evil.example')).status).to.equal(403)
    expect(asked).to.deep.equal([])
    status = 403
    const answer = await token()
    expect(answer.status).to.equal(502)
    expect(await answer.text()).to.not.contain(SECRET)
  })

  describe('what comes from it at /api/messages', () => {
    let connector: FakeConnector
    before(async () => {
      connector = await new FakeConnector().open()
    })
    after(() => connector.close())

    const start = (takesDirectLine: boolean) =>
      startTeams({ connector, service: of.service, store, clock, takesDirectLine })
    const from = (user: string, more: Record<string, unknown> = {}) => ({
      channelId: 'directline',
      from: { id: user },
      conversation: { id: 'azure-1' },
      channelData: undefined,
      ...more,
    })

    it('is the school’s whose page asked for the token; the widget gets its cards, and its taps mean what they meant', async () => {
      const teams = await start(true)
      const user = newUserId('demo')
      try {
        await teams.say(
          from('azure-1', { type: 'conversationUpdate', membersAdded: [{ id: 'bot' }, { id: user }] }),
        )
        const record = async () => {
          const [first] = await store.collection(conversations).find({})
          return first?.body
        }
        await holds(async () => expect((await record())?.link?.sent).to.equal((await record())?.lastSeq))
        expect((await record())!.school).to.equal('demo')
        const asking = connector.sent.findLast(({ conversation }) => conversation === 'azure-1')!
        expect(JSON.stringify(asking.activity['channelData'])).to.contain('hello.check')
        const channelData = { clientActivityID: 'tap-1', matters: { chose: ['chosen'], replyTo: asking.id } }
        await teams.say(from(user, { text: "People I choose, or staff if someone isn't safe", channelData }))
        await holds(() => expect(JSON.stringify(connector.sent)).to.contain('hello.check.right'))
        expect((await teams.say(from(newUserId('demo'), { text: 'hi' }))).status, 'another user').to.equal(
          403,
        )
        // They leave the page: the beacon brings Azure's token.
        const left = await fetch(`${url}/api/leave`, {
          method: 'POST',
          body: 'a token of theirs',
          headers: { 'content-type': 'text/plain' },
        })
        expect(left.status).to.equal(204)
        expect(asked.at(-1)).to.deep.include({
          path: '/v3/directline/tokens/refresh',
          authorization: 'Bearer a token of theirs',
        })
      } finally {
        await teams.close()
      }
    })

    it('takes no answer for a question about safety that was not on the screen yet, by the ids that Azure gave', async () => {
      const teams = await start(true)
      const user = newUserId('demo')
      const record = async () => (await store.collection(conversations).find({}))[0]!.body
      const says = async (text: string, seen?: string) => {
        await teams.say(from(user, { text, channelData: { matters: { seen } } }))
        await holds(async () => expect((await record()).link?.sent).to.equal((await record()).lastSeq))
      }
      try {
        for (const text of ['hi', 'skip', 'short', '14', 'music', 'skip', 'skip']) await says(text)
        const seen = connector.sent.findLast(({ conversation }) => conversation === 'azure-1')!.id
        await says('no', seen)
        await says('no', seen)
        expect((await record()).person.checkIn).to.deep.equal({ hurtingYourself: 'no' })
        await says('no')
        expect((await record()).person.checkIn).to.deep.equal({ hurtingYourself: 'no', beingHurt: 'no' })
      } finally {
        await teams.close()
      }
    })

    it('hears the words of a tap while the store is away', async () => {
      const teams = await start(true)
      store.failReads = new StoreAway('the database is away (ECONNREFUSED)')
      const channelData = { matters: { chose: ['not-safe'], replyTo: 'azure-1|0000009' } }
      await teams.say(from(newUserId('demo'), { text: "I'm not safe", channelData }))
      store.failReads = undefined
      await teams.close()
      expect(notKept).to.deep.equal(['act-now'])
    })

    it('users of no school, made-up ones, and everybody where it is not set up: 403', async () => {
      const teams = await start(true)
      for (const user of [
        'dl_x',
        'someone',
        newUserId('elsewhere'),
        `dl_${createHash('md5').update('x').digest('hex')}0000000000000000`,
      ])
        expect((await teams.say(from(user, { text: 'hi' }))).status, user).to.equal(403)
      await teams.close()
      const closed = await start(false)
      expect((await closed.say(from(newUserId('demo'), { text: 'hi' }))).status).to.equal(403)
      await closed.close()
      expect(teamsActivity(connector).channelId).to.equal('msteams')
      expect(await store.collection(conversations).list({})).to.deep.equal([])
    })
  })
})
