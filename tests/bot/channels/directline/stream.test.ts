import { expect } from 'chai'
import { afterEach, beforeEach, describe, it } from 'mocha'
import { WebSocket } from 'ws'
import { EchoConversations } from '../../../support/echo-conversations.ts'
import {
  SCHOOL_ORIGIN,
  startDirectLine,
  type Running,
  type Token,
} from '../../../support/direct-line-server.ts'
import { eventually } from '../../../support/eventually.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

/** Often enough for a test, and so seldom that a busy machine does not lose a client between two. */
const PING_MS = 400

describe('Direct Line streams', () => {
  let conversations: EchoConversations
  let clock: FakeClock
  let running: Running
  let own: Token
  let sockets: WebSocket[]

  beforeEach(async () => {
    conversations = new EchoConversations()
    clock = new FakeClock('2026-11-23T09:00:00Z')
    running = await startDirectLine({ conversations, clock, pingMs: PING_MS })
    own = await running.token()
    sockets = []
  })
  afterEach(async () => {
    for (const socket of sockets) socket.terminate()
    await running.close()
  })

  const ask = async (method: string, path: string, body?: object) => {
    const res = await fetch(`${running.url}/v3/directline${path}`, {
      method,
      headers: { authorization: `Bearer ${own.token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    return (await res.json()) as { streamUrl: string } // what these routes give is tested with the routes
  }
  const begin = async () => (await ask('POST', '/conversations', {})).streamUrl
  const again = async (watermark = '') =>
    (await ask('GET', `/conversations/${own.conversationId}?watermark=${watermark}`)).streamUrl
  const say = (text: string) =>
    ask('POST', `/conversations/${own.conversationId}/activities`, { type: 'message', text })

  function open(url: string, options: { origin?: string; autoPong?: boolean } = {}) {
    const socket = new WebSocket(url, options)
    sockets.push(socket)
    const state = {
      socket,
      texts: [] as string[],
      marks: [] as string[],
      empty: 0,
      refused: 0,
      closed: 0,
      body: '',
    }
    socket.on('message', (data: Buffer) => {
      if (data.length === 0) {
        state.empty++
        return
      }
      const frame = JSON.parse(data.toString()) as { activities: { text: string }[]; watermark: string }
      state.texts.push(...frame.activities.map(({ text }) => text))
      state.marks.push(frame.watermark)
    })
    socket.on('unexpected-response', (_req, res) => {
      state.refused = res.statusCode ?? 0
      res.on('data', (data: Buffer) => (state.body += data.toString()))
    })
    socket.on('close', (code) => (state.closed = code))
    socket.on('error', () => undefined)
    return state
  }
  const refused = async (url: string, options: { origin?: string } = {}) => {
    const state = open(url, options)
    await eventually('refusal', () => state.refused > 0 && state.body !== '')
    return [state.refused, (JSON.parse(state.body) as { error: { code: string } }).error.code]
  }

  it('send the log from the watermark on, then what comes, each once and in order', async () => {
    const first = open(await begin())
    await eventually('hello', () => first.texts.length === 1)
    for (const text of ['a', 'b', 'c']) await say(text)
    await eventually('all', () => first.texts.length === 7)
    const second = open(await again('3'))
    await eventually('the rest', () => second.texts.length === 4)
    expect(second.texts).to.deep.equal(['b', 'you said: b', 'c', 'you said: c'])
    expect(second.marks.at(-1)).to.equal('7')
    expect(first.texts).to.deep.equal(['hello', 'a', 'you said: a', ...second.texts])
  })

  it('lose and repeat nothing, wherever the socket drops', async () => {
    await begin()
    await eventually('begun', () => conversations.started.length === 1)
    const seen: string[] = []
    let mark = ''
    for (let round = 0; round < 12; round++) {
      const tab = open(await again(mark))
      conversations.say(own.conversationId, `one ${round}`)
      await eventually('something', () => tab.texts.length > 0)
      conversations.say(own.conversationId, `two ${round}`)
      tab.socket.terminate()
      await eventually('gone', () => tab.closed > 0)
      seen.push(...tab.texts)
      mark = tab.marks.at(-1) ?? mark
    }
    const last = open(await again(mark))
    conversations.say(own.conversationId, 'end')
    await eventually('the end', () => last.texts.at(-1) === 'end')
    expect([...seen, ...last.texts]).to.deep.equal(
      (await conversations.log(own.conversationId, 0)).entries.map(({ activity }) => activity.text),
    )
  })

  it('read the log once, and then send what each commit has added', async () => {
    const tab = open(await begin())
    await eventually('hello', () => tab.texts.length === 1)
    const reads = conversations.reads
    for (const text of ['a', 'b', 'c']) {
      await say(text)
      await eventually('the answer', () => tab.texts.at(-1) === `you said: ${text}`)
    }
    expect(conversations.reads).to.equal(reads)
  })

  it('send what another process wrote, and once what was added while the log was read', async () => {
    const tab = open(await begin())
    await eventually('hello', () => tab.texts.length === 1)
    const log = conversations.log.bind(conversations)
    conversations.log = async (...asked) => {
      conversations.say(own.conversationId, 'meanwhile')
      conversations.log = log
      return log(...asked)
    }
    conversations.sayElsewhere(own.conversationId, 'elsewhere')
    conversations.say(own.conversationId, 'end')
    await eventually('the end', () => tab.texts.includes('end') && tab.texts.includes('meanwhile'))
    conversations.say(own.conversationId, 'last')
    await eventually('the last', () => tab.texts.at(-1) === 'last')
    expect([...tab.texts].sort()).to.deep.equal(['elsewhere', 'end', 'hello', 'last', 'meanwhile'])
    expect(tab.marks).to.deep.equal(['1', '2', '3', '4', '5'])
  })

  it('send a long history in pieces, one frame under way at a time', async () => {
    await begin()
    await eventually('begun', () => conversations.started.length === 1)
    for (let n = 0; n < 500; n++) conversations.say(own.conversationId, String(n))
    const tab = open(await again())
    await eventually('all', () => tab.texts.length === 501)
    expect(tab.marks).to.deep.equal(Array.from({ length: 501 }, (_, n) => String(n + 1)))
  })

  it('need a ticket that is ours, for this conversation, less than a minute old, and used once', async () => {
    const url = await begin()
    const tab = open(url)
    await eventually('open', () => tab.socket.readyState === WebSocket.OPEN)
    expect(await refused(url)).to.deep.equal([403, 'Forbidden'])
    const bare = url.slice(0, url.indexOf('?'))
    expect(await refused(bare)).to.deep.equal([401, 'NotSignedIn'])
    expect(await refused(`${bare}?t=x.y.z`)).to.deep.equal([401, 'NotSignedIn'])
    // A token is no ticket: what stands in an address must not open anything else, nor the other way round.
    expect(await refused(`${bare}?t=${own.token}`)).to.deep.equal([401, 'NotSignedIn'])
    const ticket = new URL(await again()).searchParams.get('t') ?? ''
    const asToken = await fetch(`${running.url}/v3/directline/tokens/refresh`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ticket}` },
    })
    expect(asToken.status).to.equal(401)
    expect(await refused((await again()).replace(own.conversationId, 'another'))).to.deep.equal([
      403,
      'Forbidden',
    ])
    const late = await again()
    clock.advance({ minutes: 2 })
    expect(await refused(late)).to.deep.equal([403, 'TokenExpired'])
  })

  it('open for the token’s origin only', async () => {
    await begin()
    for (const origin of ['https://evil.example', 'null', 'http://www.brackenmere.example', running.url])
      expect(await refused(await again(), { origin }), origin).to.deep.equal([403, 'Forbidden'])
    const tab = open(await again(), { origin: SCHOOL_ORIGIN })
    await eventually('hello', () => tab.texts.length === 1)
  })

  it('ping with empty frames, and end when nobody answers', async () => {
    const url = await begin()
    const alive = open(url)
    const dead = open(await again(), { autoPong: false })
    await eventually('pings', () => alive.empty >= 3)
    expect(dead.closed).to.equal(1006)
    expect(alive.closed).to.equal(0)
    alive.socket.send('')
    await eventually('one more', () => alive.empty >= 4)
    await eventually('one left', () => running.directLine.streams === 1)
    expect(conversations.listeners(own.conversationId)).to.equal(1)
  })

  it('end when a client sends more than pings', async () => {
    const tab = open(await begin())
    await eventually('open', () => tab.socket.readyState === WebSocket.OPEN)
    tab.socket.send('x'.repeat(2_000))
    await eventually('closed', () => tab.closed === 1009)
  })

  it('end with their token, and live on when it is refreshed', async () => {
    const tab = open(await begin())
    await eventually('hello', () => tab.texts.length === 1)
    clock.advance({ minutes: 20 })
    await ask('POST', '/tokens/refresh')
    clock.advance({ minutes: 20 })
    const pings = tab.empty
    await eventually('still there', () => tab.empty > pings + 1)
    clock.advance({ minutes: 20 })
    await eventually('closed', () => tab.closed === 1008)
  })

  it('end at once when the young person leaves fast, in every tab', async () => {
    const tabs = [open(await begin()), open(await again())]
    await eventually('hello', () => tabs.every((tab) => tab.texts.length === 1))
    const waiting = await again()
    await fetch(`${running.url}/api/leave`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ token: own.token }),
    })
    await eventually('both closed', () => tabs.every((tab) => tab.closed === 1008))
    expect(await refused(waiting)).to.deep.equal([403, 'TokenExpired'])
  })

  it('are eight for one person at most: the oldest gives way', async () => {
    await begin()
    const tabs: ReturnType<typeof open>[] = []
    for (let n = 0; n < 9; n++) {
      const tab = open(await again())
      await eventually('open', () => tab.socket.readyState === WebSocket.OPEN)
      tabs.push(tab)
    }
    await eventually('the first closed', () => tabs[0]!.closed === 1008)
    expect(tabs.slice(1).every((tab) => tab.closed === 0)).to.equal(true)
  })

  it('end when the log cannot be read, so that the client comes back', async () => {
    const tab = open(await begin())
    await eventually('hello', () => tab.texts.length === 1)
    conversations.log = async () => {
      throw new Error('disk')
    }
    conversations.sayElsewhere(own.conversationId, 'a')
    await eventually('closed', () => tab.closed === 1001)
  })

  it('say goodbye when the service stops', async () => {
    const tab = open(await begin())
    await eventually('hello', () => tab.texts.length === 1)
    await running.close()
    await eventually('goodbye', () => tab.closed === 1001)
    expect(conversations.listeners(own.conversationId)).to.equal(0)
  })
})
