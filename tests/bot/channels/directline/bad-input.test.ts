import { expect } from 'chai'
import fc from 'fast-check'
import { after, before, describe, it } from 'mocha'
import { readIncoming } from '../../../../bot/channels/directline/activity.ts'
import { HttpError } from '../../../../bot/http/http-error.ts'
import { EchoConversations } from '../../../support/echo-conversations.ts'
import { startDirectLine, type Running, type Token } from '../../../support/direct-line-server.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { rawRequest } from '../../../support/raw-request.ts'

const TEXTS = new Set([
  'The request could not be read.',
  'The request is too large.',
  'This kind of content is not accepted.',
  'A valid token is needed.',
  'This is not allowed from here.',
])

describe('Direct Line and bad input', () => {
  let conversations: EchoConversations
  let running: Running
  let own: Token

  before(async () => {
    conversations = new EchoConversations()
    // Each post is looked at alone, not how many came.
    running = await startDirectLine({ conversations, clock: new FakeClock('2026-11-23T09:00:00Z') })
  })
  after(() => running.close())

  async function send(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
    own = await running.token()
    const res = await fetch(`${running.url}/v3/directline/conversations/${own.conversationId}/activities`, {
      method: 'POST',
      headers: { authorization: `Bearer ${own.token}`, 'content-type': 'application/json', ...headers },
      body,
    })
    return { status: res.status, body: (await res.json()) as { error?: { code: string; message: string } } }
  }
  const message = (more: object) => JSON.stringify({ type: 'message', text: 'hi', ...more })

  for (const [what, status, body, headers = {}] of [
    ['nothing', 400, ''],
    ['null', 400, 'null'],
    ['a list', 400, '[]'],
    ['a number', 400, '7'],
    ['no type', 400, '{"text":"hi"}'],
    ['a type that is none', 400, '{"type":7}'],
    ['a type for servers', 400, '{"type":"endOfConversation"}'],
    ['an event without a name', 400, '{"type":"event"}'],
    ['a number as text', 400, '{"type":"message","text":7}'],
    ['null as text', 400, '{"type":"message","text":null}'],
    ['an object as text', 400, '{"type":"message","text":{"toString":"x"}}'],
    ['a conversation that is {}', 400, message({ conversation: {} })],
    ['a conversation id that is {}', 400, message({ conversation: { id: {} } })],
    ['a conversation id __proto__', 400, message({ conversation: { id: '__proto__' } })],
    ['a conversation id that climbs', 400, message({ conversation: { id: '../x' } })],
    ['__proto__', 400, '{"type":"message","text":"hi","__proto__":{"polluted":1}}'],
    [
      'constructor',
      400,
      '{"type":"message","text":"hi","channelData":{"constructor":{"prototype":{"polluted":1}}}}',
    ],
    ['a repeated key', 400, '{"type":"message","text":"hi","text":"other"}'],
    ['deep JSON', 400, `{"type":"message","value":${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
    [
      'many attachments',
      400,
      message({ attachments: Array.from({ length: 11 }, () => ({ contentType: 'image/png' })) }),
    ],
    ['attachments that are none', 400, message({ attachments: [7] })],
    ['16,001 characters', 413, message({ text: 'a'.repeat(16_001) })],
    ['1 MB', 413, message({ text: 'a'.repeat(1_000_000) })],
    ['12 MB', 413, message({ text: 'a'.repeat(12_000_000) })],
    ['gzip that is none', 415, 'xxxx', { 'content-encoding': 'gzip' }],
    ['deflate', 415, 'xxxx', { 'content-encoding': 'deflate' }],
    ['a form', 415, 'type=message', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['multipart', 415, 'xxxx', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['a body that is not UTF-8', 400, new Uint8Array([0x22, 0xc3, 0x28, 0x22])],
  ] as [string, number, string | Uint8Array<ArrayBuffer>, Record<string, string>?][])
    it(`refuses ${what}: ${status}, with a fixed text`, async () => {
      const taken = conversations.taken.length
      const answer = await send(body, headers)
      expect(answer.status).to.equal(status)
      expect(TEXTS.has(answer.body.error?.message ?? '')).to.equal(true)
      expect(conversations.taken.length).to.equal(taken)
      expect({}).not.to.have.property('polluted')
    })

  for (const [what, text, kept] of [
    ['4,001 characters', `${'a'.repeat(4_000)}b`, undefined],
    ['16,000 characters', `${'é'.repeat(15_999)}b`, undefined],
    ['zalgo', 'h̷̢e̴͝l̶̇p̷͌', undefined],
    ['right-to-left override', 'help \u202Eem', undefined],
    ['zero-width characters', 'he\u200Blp\uFEFF me', undefined],
    ['emoji alone', '😭🔪', undefined],
    ['a lone surrogate', 'help \uD83D me', 'help \uFFFD me'],
    ['surrogates the wrong way round', '\uDE00\uD83D', '\uFFFD\uFFFD'],
    ['NUL inside a word', 'he\0lp', 'help'],
    ['markup', '<img src=x onerror=alert(1)> [a](javascript:alert(1)) =cmd|x', undefined],
    ['nothing but spaces', '   ', undefined],
  ] as const)
    it(`takes ${what} whole: it is screened, not refused`, async () => {
      expect((await send(message({ text }))).status).to.equal(200)
      expect(conversations.taken.at(-1)!.incoming.text).to.equal(kept ?? text)
    })

  it('takes words with broken decoration, and leaves the decoration out', async () => {
    const { status } = await send(
      message({
        locale: '../../etc',
        id: 7,
        from: 'me',
        serviceUrl: 'http://169.254.169.254/',
        channelData: { clientActivityID: {}, matters: { chose: 'x' } },
        value: { a: 1 },
      }),
    )
    expect(status).to.equal(200)
    expect(conversations.taken.at(-1)!.incoming).to.deep.equal({ type: 'message', text: 'hi' })
  })

  it('never answers 5xx nor falls, whatever JSON comes', async () => {
    const piece = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.record(
        {
          type: fc.oneof(fc.constantFrom('message', 'event', 'typing'), fc.jsonValue({ maxDepth: 1 })),
          text: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 1 })),
          name: fc.jsonValue({ maxDepth: 1 }),
          locale: fc.jsonValue({ maxDepth: 1 }),
          id: fc.jsonValue({ maxDepth: 1 }),
          conversation: fc.jsonValue({ maxDepth: 2 }),
          attachments: fc.jsonValue({ maxDepth: 2 }),
          channelData: fc.oneof(
            fc.jsonValue({ maxDepth: 2 }),
            fc.record({ clientActivityID: fc.jsonValue(), matters: fc.jsonValue() }, { requiredKeys: [] }),
          ),
        },
        { requiredKeys: [] },
      ),
    )
    await fc.assert(
      fc.asyncProperty(piece, async (body) => {
        const { status, body: answer } = await send(JSON.stringify(body))
        expect(status).to.be.oneOf([200, 400, 413])
        if (status !== 200) expect(TEXTS.has(answer.error?.message ?? '')).to.equal(true)
      }),
      { numRuns: 150 },
    )
    expect((await fetch(`${running.url}/healthz`)).status).to.equal(200)
  })

  it('reads an activity or throws BadArgument or TooLarge, never anything else', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (body) => {
        try {
          readIncoming(body, 'c1')
        } catch (error) {
          expect(error).to.be.instanceOf(HttpError)
        }
      }),
    )
  })

  it('survives bytes that are no HTTP at all', async () => {
    for (const junk of [
      '\0\0\0\0',
      'GET\r\n\r\n',
      'POST / HTTP/9.9\r\n\r\n',
      '\x16\x03\x01\x02\x00\x01',
      `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
    ])
      expect(await rawRequest(running.port, [junk])).to.match(/^HTTP\/1\.1 4\d\d /)
    const upgrade = await rawRequest(running.port, [
      'GET /v3/directline/conversations/%zz/stream?t=%zz HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n',
    ])
    expect(upgrade).to.match(/^HTTP\/1\.1 40\d /)
    expect((await fetch(`${running.url}/healthz`)).status).to.equal(200)
  })

  it('writes no word of it in the log', async () => {
    await send(message({ text: 'my-secret', channelData: { clientActivityID: 'x' } }))
    await send('{"type":"message","text":"my-secret"')
    expect(running.lines.join()).not.to.contain('my-secret').and.not.contain(own.token)
  })
})
