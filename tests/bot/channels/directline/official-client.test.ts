import { DirectLine, type Activity } from 'botframework-directlinejs'
import { expect } from 'chai'
import { after, afterEach, before, beforeEach, describe, it } from 'mocha'
import { WebSocket } from 'ws'
import xhr2 from 'xhr2'
import { EchoConversations } from '../../../support/echo-conversations.ts'
import { eventually } from '../../../support/eventually.ts'
import { startDirectLine, type Running } from '../../../support/direct-line-server.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

const start = '2026-11-23T09:00:00Z'

describe('Direct Line with the official client', () => {
  const globals = globalThis as unknown as Record<string, unknown> // the client looks for a browser's globals
  const had = { XMLHttpRequest: globals.XMLHttpRequest, WebSocket: globals.WebSocket }
  let conversations: EchoConversations
  let running: Running
  let clients: DirectLine[]

  before(() => Object.assign(globals, { XMLHttpRequest: xhr2.XMLHttpRequest, WebSocket }))
  after(() => Object.assign(globals, had))
  beforeEach(async () => {
    conversations = new EchoConversations()
    running = await startDirectLine({ conversations, clock: new FakeClock(start) })
    clients = []
  })
  afterEach(async () => {
    for (const client of clients) client.end()
    await running.close()
  })

  function connect(options: ConstructorParameters<typeof DirectLine>[0]) {
    // The least of its 3 to 15 seconds before it reconnects.
    const client = new DirectLine({ pollingInterval: 200, ...options, ...{ random: () => 0 } })
    const seen: Activity[] = []
    clients.push(client)
    client.activity$.subscribe(
      (activity) => seen.push(activity),
      () => undefined, // without one, end() throws
    )
    return { client, seen, texts: () => seen.map((one) => (one.type === 'message' ? one.text : one.type)) }
  }

  const post = (client: DirectLine, text: string, id = text) =>
    new Promise<string>((resolve, reject) => {
      client
        .postActivity({
          type: 'message',
          text,
          from: { id: 'dl_someone-else' },
          channelData: { clientActivityID: id },
        })
        .subscribe(resolve, reject)
    })

  for (const webSocket of [true, false])
    it(`holds a whole conversation over ${webSocket ? 'WebSocket' : 'polling'}`, async () => {
      const { token, domain, conversationId } = await running.token()
      const { client, seen, texts } = connect({ token, domain, webSocket })
      await eventually('hello', () => seen.length === 1)
      const first = await post(client, 'drawing, and my dog')
      await post(client, 'football')
      conversations.say(conversationId, 'the link worker has read it')
      await eventually('all', () => seen.length === 6)
      expect(texts()).to.deep.equal([
        'hello',
        'drawing, and my dog',
        'you said: drawing, and my dog',
        'football',
        'you said: football',
        'the link worker has read it',
      ])
      expect(first).to.equal(`${conversationId}|0000002`)
      const own = seen[1]!
      expect(own.id).to.equal(first)
      expect(own.channelData).to.deep.include({ clientActivityID: 'drawing, and my dog' })
      // A user id that the client made up is overwritten by the token's.
      expect(own.from.id).to.match(/^dl_[0-9a-f]{32}$/)
      expect(new Set(conversations.taken.map(({ speaker }) => speaker.user))).to.deep.equal(
        new Set([own.from.id]),
      )
    })

  it('reconnects with a watermark and gets everything exactly once', async () => {
    const { token, domain, conversationId } = await running.token()
    const one = connect({ token, domain, webSocket: true })
    await eventually('hello', () => one.seen.length === 1)
    await post(one.client, 'a')
    await eventually('reply', () => one.seen.length === 3)
    one.client.end()
    await eventually('stream gone', () => running.directLine.streams === 0)
    conversations.say(conversationId, 'while away')
    const two = connect({ token, domain, conversationId, watermark: '3', webSocket: true })
    await eventually('what was missed', () => two.seen.length === 1)
    await post(two.client, 'b')
    await eventually('going on', () => two.seen.length === 3)
    expect(two.texts()).to.deep.equal(['while away', 'b', 'you said: b'])
  })

  it('comes back by itself after the service has restarted, and shows nothing twice', async () => {
    const { token, domain, conversationId } = await running.token()
    const { client, seen, texts } = connect({ token, domain, webSocket: true })
    await eventually('hello', () => seen.length === 1)
    await post(client, 'a')
    await eventually('reply', () => seen.length === 3)
    await running.close()
    conversations.say(conversationId, 'said while it was down')
    running = await startDirectLine({ conversations, clock: new FakeClock(start), port: running.port })
    await eventually('what was missed', () => seen.length === 4)
    await post(client, 'b')
    await eventually('going on', () => seen.length === 6)
    expect(texts()).to.deep.equal(['hello', 'a', 'you said: a', 'said while it was down', 'b', 'you said: b'])
  })

  it('shows a long history in its order', async () => {
    const { token, domain, conversationId } = await running.token()
    const one = connect({ token, domain, webSocket: true })
    await eventually('hello', () => one.seen.length === 1)
    for (let n = 0; n < 200; n++) conversations.say(conversationId, String(n))
    const two = connect({ token, domain, conversationId, webSocket: true })
    await eventually('all', () => two.seen.length === 201 && one.seen.length === 201)
    const said = ['hello', ...Array.from({ length: 200 }, (_, n) => String(n))]
    expect(two.texts()).to.deep.equal(said)
    expect(one.texts()).to.deep.equal(said)
  })

  it('serves two tabs at once: each sees everything', async () => {
    const { token, domain, conversationId } = await running.token()
    const one = connect({ token, domain, webSocket: true })
    await eventually('hello', () => one.seen.length === 1)
    const two = connect({ token, domain, conversationId, webSocket: true })
    await eventually('hello in the second', () => two.seen.length === 1)
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => post(n % 2 ? one.client : two.client, `message ${n}`)),
    )
    await eventually('both have all', () => one.seen.length === 41 && two.seen.length === 41)
    expect(conversations.taken).to.have.length(20)
    expect(one.texts()).to.deep.equal(two.texts())
    expect(new Set(one.seen.map(({ id }) => id)).size).to.equal(41)
  })

  it('tells the client when a turn fails, and takes the resend', async () => {
    const { token, domain } = await running.token()
    const { client, seen } = connect({ token, domain, webSocket: true })
    await eventually('hello', () => seen.length === 1)
    conversations.before = async () => {
      conversations.before = async () => {}
      throw new Error('a child’s words')
    }
    expect(await post(client, 'a')).to.equal('retry')
    expect(await post(client, 'a')).to.match(/\|0000002$/)
    expect(await post(client, 'a')).to.match(/\|0000002$/)
    expect(conversations.taken).to.have.length(1)
    expect(running.lines.join()).not.to.contain('words')
  })
})
