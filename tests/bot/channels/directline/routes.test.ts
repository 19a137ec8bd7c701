import { once } from 'node:events'
import { expect } from 'chai'
import { SignJWT, UnsecuredJWT } from 'jose'
import { afterEach, beforeEach, describe, it } from 'mocha'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { EchoConversations } from '../../../support/echo-conversations.ts'
import {
  SCHOOL_ORIGIN,
  startDirectLine,
  TOKEN_KEY,
  type Running,
  Refreshed,
  Token,
} from '../../../support/direct-line-server.ts'
import { eventually } from '../../../support/eventually.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

const FirstWords = z.object({
  activities: z.array(z.object({ text: z.string() })),
  watermark: z.string(),
  streamUrl: z.string(),
})

describe('Direct Line routes', () => {
  let conversations: EchoConversations
  let clock: FakeClock
  let running: Running
  let own: Token

  beforeEach(async () => {
    conversations = new EchoConversations()
    clock = new FakeClock('2026-11-23T09:00:00Z')
    running = await startDirectLine({ conversations, clock })
    own = await running.token()
  })
  afterEach(() => running.close())

  /** One request with the own token; answers what came back. */
  async function call(
    method: string,
    path: string,
    options: { body?: unknown; token?: string; origin?: string } = {},
  ) {
    const res = await fetch(running.url + path, {
      method,
      headers: {
        authorization: `Bearer ${options.token ?? own.token}`,
        ...(options.origin !== undefined && { origin: options.origin }),
        ...(options.body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
    })
    const text = await res.text()
    // The shape is what each test then looks at.
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, never> & {
      error?: { code: string; message: string }
    }
    return { status: res.status, headers: res.headers, body, code: body.error?.code }
  }
  const at = (path = '') => `/v3/directline/conversations/${own.conversationId}${path}`
  const say = (text: string, more: object = {}) =>
    call('POST', at('/activities'), { body: { type: 'message', text, ...more } })
  const start = () => call('POST', '/v3/directline/conversations', { body: { locale: 'cy-GB' } })

  describe('tokens', () => {
    it('are for one new conversation, an unguessable user, thirty minutes', async () => {
      expect(own).to.include({ expires_in: 1800, domain: `${running.url}/v3/directline` })
      expect(own.conversationId).to.match(/^[0-9a-f]{32}$/)
      const other = await running.token()
      expect(other.conversationId).not.to.equal(own.conversationId)
      expect(conversations.started).to.deep.equal([])
    })

    it('come with the first words of a conversation that is to begin, and the stream of what follows', async () => {
      const begin = () =>
        call('POST', '/api/token?school=brackenmere', {
          origin: SCHOOL_ORIGIN,
          body: { begin: true, locale: 'cy-GB' },
        })
      const { status, body } = await begin()
      expect(status).to.equal(200)
      expect(conversations.started.map(({ locale }) => locale)).to.deep.equal(['cy-GB'])
      const { token, conversationId } = Token.parse(body)
      const { activities, watermark, streamUrl } = FirstWords.parse(body)
      expect(activities.map(({ text }) => text)).to.deep.equal(['hello'])
      const log = await call('GET', `/v3/directline/conversations/${conversationId}/activities`, { token })
      expect(log.body).to.deep.include({ activities: body['activities'], watermark })

      const socket = new WebSocket(streamUrl, { origin: SCHOOL_ORIGIN })
      const frames: string[] = []
      socket.on('message', (data: Buffer) => frames.push(data.toString()))
      await once(socket, 'open')
      conversations.say(conversationId, 'and then')
      await eventually('what follows', () => frames.join().includes('and then'))
      expect(frames.join(), 'what is known already').not.to.include('"hello"')
      socket.terminate()
    })

    it('come without first words, and hold, when the beginning fails', async () => {
      conversations.start = async () => {
        throw new Error('the disk is full')
      }
      const { body } = await call('POST', '/api/token?school=brackenmere', {
        origin: SCHOOL_ORIGIN,
        body: { begin: true },
      })
      expect(FirstWords.parse(body)).to.deep.include({ activities: [], watermark: '0' })
      expect(Token.parse(body).token).not.to.equal('')
    })

    for (const [what, origin] of [
      ['of another site', 'https://evil.example'],
      ['null', 'null'],
      ['that looks alike', 'https://www.brackenmere.example.evil.example'],
      ['with a user part', 'https://www.brackenmere.example@evil.example'],
      ['of a subdomain', 'https://a.www.brackenmere.example'],
      ['by http', 'http://www.brackenmere.example'],
      ['with another port', 'https://www.brackenmere.example:8443'],
      ['in capitals', 'https://WWW.brackenmere.example'],
      ['missing', undefined],
    ] as const)
      it(`are not given to an origin ${what}`, async () => {
        const { status, code, headers } = await call('POST', '/api/token?school=brackenmere', {
          ...(origin !== undefined && { origin }),
        })
        expect([status, code]).to.deep.equal([403, 'Forbidden'])
        expect(headers.get('access-control-allow-origin')).to.equal(null)
      })

    it('are given to our own origin, where the widget’s frame lives', async () => {
      expect((await call('POST', '/api/token?school=brackenmere', { origin: running.url })).status).to.equal(
        200,
      )
    })

    it('are made for the public address when there is one, and then for no other host', async () => {
      const proxied = await startDirectLine({ conversations, clock, publicUrl: 'https://chat.example/' })
      try {
        const ask = (origin: string) =>
          fetch(`${proxied.url}/api/token?school=brackenmere`, { method: 'POST', headers: { origin } })
        expect((await ask(proxied.url)).status).to.equal(403)
        const given = Token.parse(await (await ask('https://chat.example')).json())
        expect(given.domain).to.equal('https://chat.example/v3/directline')
        const begun = await fetch(`${proxied.url}/v3/directline/conversations`, {
          method: 'POST',
          headers: { authorization: `Bearer ${given.token}` },
        })
        expect(((await begun.json()) as { streamUrl: string }).streamUrl).to.match(
          /^wss:\/\/chat\.example\/v3\//,
        )
      } finally {
        await proxied.close()
      }
    })

    it('are not given for a school that is not there', async () => {
      for (const school of ['', 'nowhere', '__proto__', '../brackenmere'])
        expect((await call('POST', `/api/token?school=${school}`, { origin: SCHOOL_ORIGIN })).code).to.equal(
          'NotFound',
        )
    })

    it('are not made from secrets', async () => {
      const { status, code } = await call('POST', '/v3/directline/tokens/generate', {
        body: { user: { id: 'dl_x' } },
      })
      expect([status, code]).to.deep.equal([403, 'Forbidden'])
    })

    it('are refreshed while valid, for the same conversation and user', async () => {
      await start()
      await say('a')
      clock.advance({ minutes: 29 })
      const fresh = await call('POST', '/v3/directline/tokens/refresh')
      expect(fresh.body).to.include({ conversationId: own.conversationId, expires_in: 1800 })
      clock.advance({ minutes: 2 })
      expect((await say('b')).code).to.equal('TokenExpired')
      const { token } = Refreshed.parse(fresh.body)
      expect(
        (await call('POST', at('/activities'), { token, body: { type: 'message', text: 'c' } })).status,
      ).to.equal(200)
      const users = new Set(conversations.taken.map(({ speaker }) => speaker.user))
      expect(users.size).to.equal(1)
    })

    it('that have expired are not refreshed', async () => {
      clock.advance({ minutes: 31 })
      const { status, code } = await call('POST', '/v3/directline/tokens/refresh')
      expect([status, code]).to.deep.equal([403, 'TokenExpired'])
    })

    it('that we did not sign open nothing', async () => {
      const claims = {
        conv: own.conversationId,
        user: 'dl_x',
        school: 'brackenmere',
        origin: SCHOOL_ORIGIN,
        jti: 'x',
      }
      const now = Math.floor(clock.now().getTime() / 1000)
      const signed = (change: (jwt: SignJWT) => SignJWT, key = TOKEN_KEY, alg = 'HS256') =>
        change(
          new SignJWT(claims)
            .setProtectedHeader({ alg })
            .setIssuer('matters')
            .setAudience('directline')
            .setIssuedAt(now)
            .setExpirationTime(now + 60),
        ).sign(key)
      const good = await signed((jwt) => jwt)
      expect((await call('GET', at('/activities'), { token: good })).status).to.equal(200)
      const [head = '', body = '', signature = ''] = good.split('.')
      for (const [what, token] of Object.entries({
        none: new UnsecuredJWT(claims)
          .setIssuer('matters')
          .setAudience('directline')
          .setExpirationTime(now + 60)
          .encode(),
        'no signature': `${head}.${body}.`,
        'another body': `${head}.${Buffer.from(JSON.stringify({ ...claims, conv: 'x' })).toString('base64url')}.${signature}`,
        'another key': await signed((jwt) => jwt, new Uint8Array(32).fill(8)),
        'another algorithm': await signed((jwt) => jwt, new Uint8Array(64).fill(7), 'HS512'),
        'another issuer': await signed((jwt) => jwt.setIssuer('other')),
        'another audience': await signed((jwt) => jwt.setAudience('stream')),
        'not yet': await signed((jwt) => jwt.setNotBefore(now + 30)),
        'no expiry': await new SignJWT(claims)
          .setProtectedHeader({ alg: 'HS256' })
          .setIssuer('matters')
          .setAudience('directline')
          .sign(TOKEN_KEY),
        'no conversation': await new SignJWT({ ...claims, conv: '' })
          .setProtectedHeader({ alg: 'HS256' })
          .setIssuer('matters')
          .setAudience('directline')
          .setExpirationTime(now + 60)
          .sign(TOKEN_KEY),
        junk: 'x.y.z',
        nothing: '',
        'far too long': 'a'.repeat(9_000),
      })) {
        const { status, code } = await call('GET', at('/activities'), { token })
        expect([status, code], what).to.deep.equal([401, 'NotSignedIn'])
      }
      expect((await fetch(running.url + at('/activities'))).status).to.equal(401)
    })
  })

  describe('origins', () => {
    it('of a request must be the token’s, when it has one', async () => {
      await start()
      for (const origin of ['https://evil.example', 'null', 'http://www.brackenmere.example', running.url])
        for (const [method, path] of [
          ['POST', '/v3/directline/tokens/refresh'],
          ['POST', '/v3/directline/conversations'],
          ['GET', at()],
          ['GET', at('/activities')],
          ['POST', at('/activities')],
        ] as const) {
          const { status, code } = await call(method, path, {
            origin,
            ...(method === 'POST' && { body: { type: 'message', text: 'a' } }),
          })
          expect([status, code], `${origin} ${path}`).to.deep.equal([403, 'Forbidden'])
        }
      expect(conversations.taken).to.deep.equal([])
      expect((await call('GET', at('/activities'), { origin: SCHOOL_ORIGIN })).status).to.equal(200)
    })

    it('of schools may read answers and errors; others may not', async () => {
      const allowed = await call('GET', at('/activities'), { origin: SCHOOL_ORIGIN, token: 'x' })
      expect(allowed.status).to.equal(401)
      expect(allowed.headers.get('access-control-allow-origin')).to.equal(SCHOOL_ORIGIN)
      expect(allowed.headers.get('vary')).to.contain('Origin')
      expect(allowed.headers.get('access-control-allow-credentials')).to.equal(null)
      const other = await call('GET', at('/activities'), { origin: 'https://evil.example' })
      expect(other.headers.get('access-control-allow-origin')).to.equal(null)
    })

    it('pass a preflight when they are a school’s', async () => {
      const preflight = (path: string, origin: string) =>
        fetch(running.url + path, {
          method: 'OPTIONS',
          headers: {
            origin,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'authorization',
          },
        })
      for (const path of [
        '/api/token?school=brackenmere',
        '/v3/directline/tokens/refresh',
        at('/activities'),
      ]) {
        const allowed = await preflight(path, SCHOOL_ORIGIN)
        expect(allowed.status).to.equal(204)
        expect(allowed.headers.get('access-control-allow-origin')).to.equal(SCHOOL_ORIGIN)
        expect(allowed.headers.get('access-control-allow-headers')).to.equal(
          'Authorization, Content-Type, x-ms-bot-agent, x-requested-with',
        )
        const refused = await preflight(path, 'https://evil.example')
        expect(refused.status).to.equal(403)
        expect(refused.headers.get('access-control-allow-origin')).to.equal(null)
      }
    })
  })

  describe('conversations', () => {
    it('begin after the answer, in the young person’s language, once', async () => {
      const first = await start()
      expect(first.status).to.equal(201)
      expect(first.body).to.include({ conversationId: own.conversationId, expires_in: 1800 })
      expect(first.body)
        .to.have.property('streamUrl')
        .that.matches(/^ws:\/\/127\.0\.0\.1:\d+\/v3\/directline\/.*\?t=/)
      await eventually('hello', () => conversations.started.length === 1)
      expect(conversations.started[0]).to.deep.include({ locale: 'cy-GB' })
      expect(conversations.started[0]!.speaker).to.deep.include({
        school: 'brackenmere',
        channel: 'directline',
      })
      expect((await start()).status).to.equal(200)
      expect(conversations.started).to.have.length(1)
    })

    it('begin without a body, and with one that says nothing', async () => {
      expect((await call('POST', '/v3/directline/conversations')).status).to.equal(201)
      expect(
        (await call('POST', '/v3/directline/conversations', { body: { user: 7, locale: 7 } })).status,
      ).to.equal(200)
    })

    it('begin with the first message when they have not yet: nothing said is lost', async () => {
      expect((await say('a')).body).to.deep.equal({ id: `${own.conversationId}|0000002` })
      expect(conversations.started).to.have.length(1)
    })

    it('go on with a new stream address', async () => {
      await start()
      const { status, body } = await call('GET', at('?watermark=1'))
      expect(status).to.equal(200)
      expect(body).to.include({ conversationId: own.conversationId }).and.have.property('streamUrl')
      expect((await call('GET', at('?watermark=x'))).code).to.equal('BadArgument')
    })

    it('are open to their own token only', async () => {
      const other = await running.token()
      for (const [method, path] of [
        ['GET', ''],
        ['GET', '/activities'],
        ['POST', '/activities'],
      ] as const)
        for (const id of [other.conversationId, '__proto__', '..%2f..', 'constructor', '%00'])
          expect(
            (
              await call(
                method,
                `/v3/directline/conversations/${id}${path}`,
                method === 'POST' ? { body: { type: 'message', text: 'a' } } : {},
              )
            ).status,
            `${method} ${id}${path}`,
          ).to.equal(403)
      expect(conversations.taken).to.deep.equal([])
    })
  })

  describe('activities', () => {
    it('come back by watermark, with their ids, own words included', async () => {
      await start()
      const posted = await say('drawing', {
        channelData: { clientActivityID: 'c1', matters: { chose: ['draw'] } },
      })
      expect(posted.body).to.deep.equal({ id: `${own.conversationId}|0000002` })
      const all = await call('GET', at('/activities'))
      expect(all.body).to.have.property('watermark', '3')
      expect(all.body)
        .to.have.nested.property('activities[1]')
        .that.deep.includes({
          id: `${own.conversationId}|0000002`,
          text: 'drawing',
          channelId: 'directline',
          conversation: { id: own.conversationId },
          channelData: { clientActivityID: 'c1' },
        })
      expect((await call('GET', at('/activities?watermark=2'))).body)
        .to.have.property('activities')
        .with.length(1)
      expect((await call('GET', at('/activities?watermark=3'))).body).to.deep.equal({
        activities: [],
        watermark: '3',
      })
      expect(conversations.taken[0]!.incoming).to.deep.equal({
        type: 'message',
        text: 'drawing',
        clientActivityId: 'c1',
        tap: { chose: ['draw'] },
      })
    })

    it('say what their screen had shown when they were typed', async () => {
      await start()
      await say('drawing', { channelData: { clientActivityID: 'c1', matters: { seen: 'x|0000001' } } })
      await say('and music', { channelData: { clientActivityID: 'c2', matters: { seen: 7 } } })
      expect(conversations.taken.map(({ incoming }) => incoming)).to.deep.equal([
        { type: 'message', text: 'drawing', clientActivityId: 'c1', seen: 'x|0000001' },
        { type: 'message', text: 'and music', clientActivityId: 'c2' },
      ])
    })

    it('read before the beginning are none', async () => {
      expect((await call('GET', at('/activities'))).body).to.deep.equal({ activities: [], watermark: '0' })
    })

    it('after erasure begin again, also for a client with an old watermark', async () => {
      await start()
      await say('a')
      conversations.erase(own.conversationId)
      expect((await call('GET', at('/activities?watermark=3'))).body).to.deep.equal({
        activities: [],
        watermark: '0',
      })
      await start()
      expect((await call('GET', at('/activities?watermark=3'))).body)
        .to.have.property('activities')
        .with.length(1)
    })

    it('refuse a watermark that is none', async () => {
      for (const mark of ['x', '-1', '1.5', '1e3', '0x1', '99999999999', '%00', 'undefined'])
        expect((await call('GET', at(`/activities?watermark=${mark}`))).code, mark).to.equal('BadArgument')
      for (const mark of ['', 'null', '0'])
        expect((await call('GET', at(`/activities?watermark=${mark}`))).status, mark).to.equal(200)
    })

    it('sent three times, also at once, have one effect and one id', async () => {
      const ids = await Promise.all(
        [1, 2, 3].map(() => say('a', { channelData: { clientActivityID: 'same' } })),
      )
      const again = await say('a', { id: 'same' })
      expect(new Set([...ids, again].map(({ body }) => JSON.stringify(body))).size).to.equal(1)
      expect(conversations.taken).to.have.length(1)
    })

    it('have the token’s user, whatever they claim', async () => {
      await say('a', { from: { id: 'dl_somebody-else', role: 'bot' }, recipient: { id: 'x' } })
      expect(conversations.taken[0]!.speaker.user).to.match(/^dl_[0-9a-f]{32}$/)
      expect(conversations.taken[0]!.incoming).to.deep.equal({ type: 'message', text: 'a' })
    })

    it('that fail are answered 502 with a fixed text, and can be sent again', async () => {
      await start()
      conversations.before = async () => {
        throw new Error('a child’s words')
      }
      const { status, body } = await say('a', { id: 'a1' })
      expect(status).to.equal(502)
      expect(body.error).to.deep.equal({
        code: 'BotRejectedActivity',
        message: 'The bot could not take this just now. Send it again.',
      })
      conversations.before = async () => {}
      expect((await say('a', { id: 'a1' })).status).to.equal(200)
      expect(running.lines.join()).to.contain('turn failed').and.not.contain('words')
    })

    it('that take too long are answered 502; the resend finds the first outcome', async () => {
      const slow = await startDirectLine({ conversations, clock, turnMs: 20 })
      try {
        let release = () => {}
        conversations.before = () => new Promise((resolve) => (release = resolve))
        const post = () =>
          fetch(slow.url + at('/activities'), {
            method: 'POST',
            headers: { authorization: `Bearer ${own.token}`, 'content-type': 'application/json' },
            body: JSON.stringify({ type: 'message', text: 'a', id: 'a1' }),
          })
        expect((await post()).status).to.equal(502)
        release()
        expect((await post()).status).to.equal(200)
        expect(conversations.taken).to.have.length(1)
      } finally {
        await slow.close()
      }
    })

    it('with files are refused, with a code', async () => {
      const form = new FormData()
      form.append('file', new Blob(['x']), 'x.png')
      const res = await fetch(running.url + at('/upload?userId=dl_x'), {
        method: 'POST',
        headers: { authorization: `Bearer ${own.token}` },
        body: form,
      })
      expect(res.status).to.equal(415)
      expect(await res.json()).to.have.nested.property('error.code', 'UnsupportedMediaType')
      expect((await call('POST', at('/upload'))).status).to.equal(415)
    })

    it('that name attachments are passed on by their kinds, for the bot to say it takes none', async () => {
      await say('look', {
        attachments: [{ contentType: 'image/png', contentUrl: 'https://x.example/x.png' }],
      })
      expect(conversations.taken[0]!.incoming).to.deep.include({ attachments: ['image/png'] })
    })
  })

  it('has no sessions', async () => {
    expect((await call('GET', '/v3/directline/session/getsessionid')).status).to.equal(404)
  })

  describe('leaving fast', () => {
    const leave = (body: string, type = 'text/plain;charset=UTF-8') =>
      fetch(`${running.url}/api/leave`, { method: 'POST', headers: { 'content-type': type }, body })

    it('ends every token of the conversation at once and tells the conversation', async () => {
      await start()
      const fresh = Refreshed.parse((await call('POST', '/v3/directline/tokens/refresh')).body)
      expect((await leave(JSON.stringify({ token: own.token }))).status).to.equal(204)
      for (const token of [own.token, fresh.token]) {
        expect((await call('GET', at('/activities'), { token })).code).to.equal('TokenExpired')
        expect((await call('POST', '/v3/directline/tokens/refresh', { token })).code).to.equal('TokenExpired')
      }
      await eventually('the event', () => conversations.taken.length === 1)
      expect(conversations.taken[0]!.incoming).to.deep.equal({ type: 'event', name: 'quick-exit' })
      expect((await leave(own.token)).status).to.equal(403)
      expect(conversations.taken).to.have.length(1)
    })

    it('does not begin a conversation that nobody has begun', async () => {
      expect((await leave(own.token)).status).to.equal(204)
      expect(conversations.started).to.deep.equal([])
    })

    it('takes a token of ours, as text, and nothing else', async () => {
      for (const [body, type, status] of [
        ['', 'text/plain', 400],
        ['x', 'text/plain', 401],
        ['{"token":1}', 'text/plain', 400],
        ['{"token":', 'text/plain', 400],
        [`{"token":"${own.token}"}`, 'application/json', 415],
        ['x'.repeat(9_000), 'text/plain', 413],
      ] as const)
        expect((await leave(body, type)).status, body.slice(0, 20)).to.equal(status)
      expect((await call('GET', at('/activities'))).status).to.equal(200)
    })
  })
})
