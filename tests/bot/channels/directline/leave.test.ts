import { expect } from 'chai'
import { LEAVE_SECONDS, TOKEN_SECONDS } from '../../../../bot/channels/directline/limits.ts'
import { SCHOOL_ORIGIN, startDirectLine } from '../../../support/direct-line-server.ts'
import type { Running, Token } from '../../../support/direct-line-server.ts'
import { EchoConversations } from '../../../support/echo-conversations.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

describe('leaving with a token that ran out while they were away', () => {
  let running: Running
  let conversations: EchoConversations
  let clock: FakeClock
  let own: Token

  beforeEach(async () => {
    conversations = new EchoConversations()
    clock = new FakeClock('2026-11-23T09:00:00Z')
    running = await startDirectLine({ conversations, clock })
    own = await running.token()
    await fetch(`${running.url}/v3/directline/conversations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${own.token}`, origin: SCHOOL_ORIGIN },
    })
  })
  afterEach(() => running.close())

  const pass = (seconds: number) => clock.advance({ minutes: seconds / 60 })
  const leave = (token = own.token, origin = SCHOOL_ORIGIN) =>
    fetch(`${running.url}/api/leave`, { method: 'POST', body: token, headers: { origin } })
  const left = () => conversations.taken.filter(({ incoming }) => incoming.name === 'quick-exit')

  it('ends what the conversation opened, for as long as any of it works', async () => {
    pass(TOKEN_SECONDS + LEAVE_SECONDS - 60)
    expect((await leave()).status).to.equal(204)
    expect(left().map(({ speaker }) => speaker.conversation)).to.deep.equal([own.conversationId])
    expect((await leave()).status, 'once').to.equal(403)
  })

  it('is for leaving only, from the page it was for, with a token of ours', async () => {
    pass(TOKEN_SECONDS + 60)
    const url = `${running.url}/v3/directline/conversations/${own.conversationId}/activities`
    const headers = { authorization: `Bearer ${own.token}`, origin: SCHOOL_ORIGIN }
    expect((await fetch(url, { headers })).status, 'reading').to.equal(403)
    expect((await leave(own.token, 'https://elsewhere.example')).status).to.equal(403)
    expect((await leave(`${own.token.slice(0, -4)}AAAA`)).status).to.equal(401)
    pass(LEAVE_SECONDS)
    expect((await leave()).status, 'nothing is left to end').to.equal(403)
    expect(left()).to.deep.equal([])
  })
})
