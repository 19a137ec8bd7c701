import { expect } from 'chai'
import { z } from 'zod'
import type { Resume } from '../../../../bot/channels/directline/register.ts'
import { EchoConversations } from '../../../support/echo-conversations.ts'
import { DEMO_SCHOOL, SCHOOL_ORIGIN, startDirectLine } from '../../../support/direct-line-server.ts'
import type { Running, Token } from '../../../support/direct-line-server.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

const Claims = z.object({ user: z.string() })

describe('coming back over Direct Line', () => {
  let running: Running
  let clock: FakeClock
  let own: Token
  let speaker: { conversation: string; user: string; school: string; channel: 'directline' }
  const tried: unknown[] = []

  const resume: Resume = async (of) => {
    tried.push(of)
    if (of.code === 'right') return { speaker }
    if (of.code === 'alone') return { speaker, alone: true }
    return of.code === 'often' ? { wait: 12 } : 'wrong'
  }

  beforeEach(async () => {
    tried.splice(0)
    clock = new FakeClock('2026-11-23T09:00:00Z')
    running = await startDirectLine({ conversations: new EchoConversations(), clock, resume })
    own = await running.token()
    const { user } = Claims.parse(JSON.parse(atob(own.token.split('.')[1] ?? '')))
    speaker = { conversation: own.conversationId, user, school: DEMO_SCHOOL.id, channel: 'directline' }
  })
  afterEach(() => running.close())

  const ask = (body: unknown, { origin = SCHOOL_ORIGIN, school = DEMO_SCHOOL.id } = {}) =>
    fetch(`${running.url}/api/resume?school=${school}`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const reads = (token: string) =>
    fetch(`${running.url}/v3/directline/conversations/${own.conversationId}/activities`, {
      headers: { authorization: `Bearer ${token}`, origin: SCHOOL_ORIGIN },
    })
  const tokenOf = async (answer: Response): Promise<string> =>
    z.object({ token: z.string() }).parse(await answer.json()).token

  it('gives a token for the same conversation, also after its young person left by the way out', async () => {
    await fetch(`${running.url}/api/leave`, {
      method: 'POST',
      body: own.token,
      headers: { origin: SCHOOL_ORIGIN },
    })
    expect((await reads(own.token)).status, 'the old token').to.equal(403)
    clock.advance({ minutes: 1 })
    const answer = await ask({ code: 'right' })
    expect(answer.status).to.equal(200)
    expect(answer.headers.get('access-control-allow-origin')).to.equal(SCHOOL_ORIGIN)
    expect((await reads(await tokenOf(answer))).status, 'the new token').to.equal(200)
    expect((await reads(own.token)).status, 'the old token still').to.equal(403)
  })

  for (const way of ['directline', 'msteams'])
    it(`gives a token that is good to who first came by the connector, from ${way}`, async () => {
      speaker = { ...speaker, user: `${way}_${'0f'.repeat(32)}` }
      expect((await reads(await tokenOf(await ask({ code: 'right' })))).status).to.equal(200)
    })

  it('has whoever came in before out of a conversation that is for one alone', async () => {
    clock.advance({ minutes: 1 })
    const first = await tokenOf(await ask({ code: 'alone' }))
    expect((await reads(own.token)).status).to.equal(403)
    expect((await reads(first)).status).to.equal(200)
    clock.advance({ minutes: 1 })
    const second = await tokenOf(await ask({ code: 'alone' }))
    expect((await reads(first)).status).to.equal(403)
    expect((await reads(second)).status).to.equal(200)
  })

  it('says no in one way, to pages of the school only, and reads nothing but a code', async () => {
    const wrong = await ask({ code: 'wrong' })
    expect(wrong.status).to.equal(404)
    expect(await wrong.text())
      .to.include('NotFound')
      .and.not.include('wrong')
    const often = await ask({ code: 'often' })
    expect([often.status, often.headers.get('retry-after')]).to.deep.equal([429, '12'])
    tried.splice(0)
    for (const body of [{}, { code: '' }, { code: 7 }, { code: 'x'.repeat(201) }, [], 'right'])
      expect((await ask(body)).status, JSON.stringify(body).slice(0, 20)).to.equal(400)
    expect((await ask({ code: 'right' }, { origin: 'https://elsewhere.example' })).status).to.equal(403)
    expect((await ask({ code: 'right' }, { school: 'nowhere' })).status).to.equal(404)
    expect(tried, 'none of these was looked up').to.deep.equal([])
  })
})
