import { expect } from 'chai'
import { TOKEN_SECONDS } from '../../../../bot/channels/directline/limits.ts'
import { Alone } from '../../../../bot/storage/across.ts'
import { StoreAway } from '../../../../bot/storage/errors.ts'
import { SCHOOL_ORIGIN, startDirectLine } from '../../../support/direct-line-server.ts'
import type { Running, Token } from '../../../support/direct-line-server.ts'
import { EchoConversations } from '../../../support/echo-conversations.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

/** What processes share, in a database that may go away. */
class AcrossDatabase extends Alone {
  isAway = false
  override async noted(key: string): Promise<number | undefined> {
    if (this.isAway) throw new StoreAway('the database is away (ECONNREFUSED)')
    return super.noted(key)
  }
}

describe('Direct Line while the store is away', () => {
  let running: Running
  let conversations: EchoConversations
  let clock: FakeClock
  let across: AcrossDatabase
  let own: Token

  beforeEach(async () => {
    conversations = new EchoConversations()
    clock = new FakeClock('2026-11-23T09:00:00Z')
    across = new AcrossDatabase()
    running = await startDirectLine({ conversations, clock, across })
    own = await running.token()
  })
  afterEach(() => running.close())

  const say = (text: string, more: { token?: string; origin?: string; conversation?: string } = {}) => {
    const { token = own.token, origin = SCHOOL_ORIGIN, conversation = own.conversationId } = more
    return fetch(`${running.url}/v3/directline/conversations/${conversation}/activities`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, origin, 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'message', text }),
    })
  }
  const unread = () => conversations.unread.map(({ incoming }) => incoming.text)

  it('hears what is written, and refuses it so that it is sent again', async () => {
    across.isAway = true
    expect((await say('im not safe at home')).status).to.be.within(500, 599)
    expect(unread()).to.deep.equal(['im not safe at home'])
    expect(conversations.unread[0]?.speaker.conversation).to.equal(own.conversationId)
    expect(conversations.taken).to.deep.equal([])
    across.isAway = false
    expect((await say('im not safe at home')).status).to.equal(200)
    expect(unread(), 'what has its turn is heard there').to.have.length(1)
  })

  it('hears nobody whose token is not ours, is another conversation’s or another page’s, or has run out', async () => {
    across.isAway = true
    const refused = await Promise.all([
      say('one', { token: `${own.token.slice(0, -4)}AAAA` }),
      say('two', { conversation: 'a'.repeat(32) }),
      say('three', { origin: 'https://elsewhere.example' }),
    ])
    clock.advance({ minutes: TOKEN_SECONDS / 60 + 1 })
    refused.push(await say('four'))
    expect(refused.map(({ status }) => status).filter((status) => status < 400)).to.deep.equal([])
    expect(unread()).to.deep.equal([])
  })
})
