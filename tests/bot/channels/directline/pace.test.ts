import { expect } from 'chai'
import { afterEach, beforeEach, describe, it } from 'mocha'
import { EchoConversations } from '../../../support/echo-conversations.ts'
import { startDirectLine, type Running, type Token } from '../../../support/direct-line-server.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

describe('Direct Line limits', () => {
  let conversations: EchoConversations
  let running: Running
  let own: Token

  beforeEach(async () => {
    conversations = new EchoConversations()
    running = await startDirectLine({ conversations, clock: new FakeClock('2026-11-23T09:00:00Z') })
    own = await running.token()
  })
  afterEach(() => running.close())

  const say = (text: string, { token, conversationId } = own) =>
    fetch(`${running.url}/v3/directline/conversations/${conversationId}/activities`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'message', text }),
    })

  it('must never leave a message unscreened for being fast: all reach the conversation, marked', async () => {
    const answers = []
    for (let n = 0; n < 70; n++) answers.push(await say(`message ${n}`))
    expect(conversations.taken.map(({ incoming }) => incoming.text)).to.deep.equal(
      Array.from({ length: 70 }, (_, n) => `message ${n}`),
    )
    const limited = conversations.taken.map(({ incoming }) => incoming.limited === true)
    expect(limited.indexOf(true)).to.equal(40)
    expect(limited.lastIndexOf(false)).to.equal(39)
    const statuses = answers.map(({ status }) => status)
    expect(statuses.indexOf(429)).to.equal(50)
    expect(answers.at(-1)!.headers.get('retry-after')).to.equal('2')
    expect(await answers.at(-1)!.json()).to.have.nested.property('error.code', 'TooManyRequests')
  })

  it('are of one conversation: a flood in one does not slow another', async () => {
    for (let n = 0; n < 60; n++) await say('x')
    const other = await running.token()
    expect((await say('hello', other)).status).to.equal(200)
    expect(conversations.taken.at(-1)!.incoming).to.deep.equal({ type: 'message', text: 'hello' })
  })

  it('bound what waits when turns hang, and say so instead of dropping silently', async () => {
    let release = () => {}
    const open = new Promise<void>((resolve) => (release = resolve))
    conversations.before = () => open
    const answers = Array.from({ length: 60 }, (_, n) => say(`message ${n}`))
    const statuses = answers.map(async (answer) => (await answer).status)
    // Ten are refused at once, while all the others still wait.
    const firstTen: number[] = []
    await new Promise<void>((resolve) => {
      for (const status of statuses)
        void status.then((code) => {
          firstTen.push(code)
          if (firstTen.length === 10) resolve()
        })
    })
    expect(new Set(firstTen)).to.deep.equal(new Set([429]))
    release()
    await Promise.all(statuses)
    expect(conversations.taken).to.have.length(50)
  })

  it('let a whole school begin behind one address', async () => {
    const given = await Promise.all(Array.from({ length: 300 }, () => running.token()))
    expect(new Set(given.map(({ conversationId }) => conversationId)).size).to.equal(300)
  })
})
