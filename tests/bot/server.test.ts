import { once } from 'node:events'
import { connect } from 'node:net'
import { expect } from 'chai'
import { afterEach, beforeEach, describe, it } from 'mocha'
import { sendHtml, sendJson } from '../../bot/http/answers.ts'
import { HttpError } from '../../bot/http/http-error.ts'
import { MattersError } from '../../bot/errors.ts'
import { createLogger } from '../../bot/logger.ts'
import { createServer, route, type ServerOptions, type WebServer } from '../../bot/server.ts'
import type { StoreHealth } from '../../bot/storage/store.ts'
import { sayHowStoreIs } from '../../bot/store-ready.ts'
import { eventually } from '../support/eventually.ts'
import { rawRequest } from '../support/raw-request.ts'

const json = { 'content-type': 'application/json' }
const SERVER_ERROR = {
  error: { code: 'ServerError', message: 'Something went wrong here. Try again in a moment.' },
}

describe('the server', () => {
  let web: WebServer
  let url: string
  let port: number
  let lines: string[]
  let release: () => void

  async function begin(options: Partial<ServerOptions> = {}) {
    lines = []
    web = createServer({
      logger: createLogger({ level: 'debug', stream: { write: (line: string) => void lines.push(line) } }),
      limits: { headersMs: 300, requestMs: 600, checkMs: 50, drainMs: 1_000, readyMs: 100 },
      ...options,
    })
    const { server } = web
    route(server, 'post', '/things/:id', async (req, res) =>
      sendJson(res, 200, {
        id: req.params.id,
        body: req.body ?? null,
        address: req.address,
        q: req.query.get('q'),
      }),
    )
    route(server, 'post', '/form', async (req, res) => sendJson(res, 200, [...req.form]), { body: 'form' })
    route(server, 'post', '/text', async (req, res) => sendJson(res, 200, { text: req.body }), {
      body: 'text',
    })
    route(server, 'get', '/page', async (_req, res) => sendHtml(res, 200, '<p>hello</p>'))
    route(server, 'get', '/throws', async () => {
      throw new Error('a child’s words')
    })
    route(server, 'get', '/throws-text', async () => {
      // oxlint-disable-next-line typescript/only-throw-error -- what a careless library does
      throw 'a child’s words'
    })
    route(server, 'get', '/throws-late', async (_req, res) => {
      sendJson(res, 200, {})
      throw new Error('a child’s words')
    })
    route(server, 'get', '/throws-ours', async () => {
      throw new MattersError('taken', 'That time has gone.', 'slot s1 is taken')
    })
    route(server, 'get', '/forbidden', async () => {
      throw new HttpError('Forbidden', 'because')
    })
    route(server, 'get', '/mute', async () => undefined)
    route(server, 'get', '/slow', async (_req, res) => {
      await new Promise<void>((resolve) => (release = resolve))
      sendJson(res, 200, {})
    })
    port = await web.listen(0, '127.0.0.1')
    url = `http://127.0.0.1:${port}`
  }

  beforeEach(() => begin())
  afterEach(() => web.close())

  const answer = async (path: string, init?: RequestInit) => {
    const res = await fetch(url + path, init)
    return { status: res.status, headers: res.headers, body: await res.json() }
  }
  const post = (
    path: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = json,
  ) => answer(path, { method: 'POST', headers, body })

  it('routes, with decoded parameters, query and body', async () => {
    expect((await post('/things/a%2Fb?q=1', '{"n":[1]}')).body).to.deep.equal({
      id: 'a/b',
      q: '1',
      body: { n: [1] },
      address: '127.0.0.1',
    })
    expect((await answer('/things/a', { method: 'POST' })).body).to.deep.include({ body: null })
    expect(
      (await post('/form', 'a=1&b=2', { 'content-type': 'application/x-www-form-urlencoded' })).body,
    ).to.deep.equal([
      ['a', '1'],
      ['b', '2'],
    ])
    expect((await post('/text', 'hi', { 'content-type': 'text/plain;charset=UTF-8' })).body).to.deep.equal({
      text: 'hi',
    })
    expect((await fetch(`${url}/page`, { method: 'HEAD' })).status).to.equal(200)
  })

  it('sends safe headers, no-store and a request id, and does not say what it runs on', async () => {
    const { headers } = await answer('/healthz')
    expect(headers.get('server')).to.equal(null)
    expect(headers.get('cache-control')).to.equal('no-store')
    expect(headers.get('x-content-type-options')).to.equal('nosniff')
    expect(headers.get('content-security-policy'))
      .to.contain("default-src 'none'")
      .and.contain("frame-ancestors 'none'")
    expect(headers.get('strict-transport-security')).to.equal(null)
    expect(headers.get('x-request-id')).to.match(/^[0-9a-f-]{36}$/)
  })

  it('keeps browsers on https when that is where it lives', async () => {
    await web.close()
    await begin({ publicUrl: 'https://chat.example' })
    expect((await answer('/healthz')).headers.get('strict-transport-security')).to.contain('max-age=31536000')
  })

  it('answers errors with a fixed text, never with their message', async () => {
    expect(await answer('/throws')).to.deep.include({ status: 500, body: SERVER_ERROR })
    expect(await answer('/throws-text')).to.deep.include({ status: 500, body: SERVER_ERROR })
    expect(await answer('/mute')).to.deep.include({ status: 500, body: SERVER_ERROR })
    expect((await answer('/throws-late')).status).to.equal(200)
    expect(await answer('/throws-ours')).to.deep.include({ status: 500, body: SERVER_ERROR })
    expect((await answer('/forbidden')).body).to.deep.equal({
      error: { code: 'Forbidden', message: 'This is not allowed from here.' },
    })
    expect((await answer('/nowhere')).body).to.deep.equal({
      error: { code: 'NotFound', message: 'There is nothing at this address.' },
    })
    const wrongMethod = await answer('/form')
    expect(wrongMethod.status).to.equal(405)
    expect(wrongMethod.body).to.deep.equal({
      error: { code: 'MethodNotAllowed', message: 'This address does not take this method.' },
    })
    expect(lines.join()).to.contain('request failed').and.not.contain('words')
  })

  for (const [what, status, body, headers] of [
    ['a gzip body that is none', 415, 'xxxx', { ...json, 'content-encoding': 'gzip' }],
    ['an empty gzip body', 415, '', { ...json, 'content-encoding': 'gzip' }],
    ['brotli', 415, 'xxxx', { ...json, 'content-encoding': 'br' }],
    ['multipart', 415, 'xxxx', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['a form where JSON is due', 415, 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['text where JSON is due', 415, '{}', { 'content-type': 'text/plain' }],
    ['another charset', 415, '{}', { 'content-type': 'application/json; charset=utf-16' }],
    ['a body over the limit', 413, `"${'a'.repeat(256 * 1024)}"`, json],
    ['half JSON', 400, '{"a":', json],
    ['a repeated key', 400, '{"a":1,"a":2}', json],
    ['__proto__', 400, '{"__proto__":{}}', json],
    ['21 levels', 400, '['.repeat(21) + ']'.repeat(21), json],
    ['bytes that are not UTF-8', 400, new Uint8Array([0x22, 0xff, 0xfe, 0x22]), json],
  ] satisfies [string, number, string | Uint8Array<ArrayBuffer>, Record<string, string>][])
    it(`refuses ${what}: ${status}`, async () => {
      const { status: got, body: error } = await post('/things/a', body, headers)
      expect(got).to.equal(status)
      expect(error)
        .to.have.nested.property('error.message')
        .that.matches(/^(The request|This kind)/)
      expect((await answer('/healthz')).status).to.equal(200)
    })

  it('refuses too much even when it comes in pieces without a length', async () => {
    const piece = `10000\r\n${'a'.repeat(0x10000)}\r\n`
    const got = await rawRequest(port, [
      'POST /things/a HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
      ...Array.from({ length: 5 }, () => piece),
    ])
    expect(got).to.match(/^HTTP\/1\.1 413 /)
  })

  it('reads a character that is cut in two by the network', async () => {
    const bytes = Buffer.from('{"a":"é🙂"}')
    const got = await rawRequest(port, [
      `POST /things/a HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
      Buffer.concat(
        [...bytes].map((byte) =>
          Buffer.concat([Buffer.from('1\r\n'), Buffer.from([byte]), Buffer.from('\r\n')]),
        ),
      ),
      '0\r\n\r\n',
    ])
    expect(got).to.contain('{"a":"é🙂"}')
  })

  it('refuses addresses that are none', async () => {
    for (const path of ['/%E0%A4%A', '/things/%zz', '//', '/..%2f..%2fetc', '/%00', 'http://[', '*'])
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        const got = await rawRequest(port, [`${method} ${path} HTTP/1.1\r\nhost: x\r\n\r\n`])
        expect(got, `${method} ${path}`).to.match(/^HTTP\/1\.1 (400|404|405|200) /)
      }
    expect((await answer('/healthz')).status).to.equal(200)
  })

  it('ends slow headers, slow bodies and silent sockets, and lives', async () => {
    const begun = performance.now()
    const silent = Array.from({ length: 1_000 }, () => {
      const socket = connect(port, '127.0.0.1')
      return new Promise((resolve) => socket.on('error', resolve).on('close', resolve).resume())
    })
    const [headers, body] = await Promise.all([
      rawRequest(port, ['GET /healthz HTTP/1.1\r\nhost:']),
      rawRequest(port, [
        'POST /text HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 9\r\n\r\nx',
      ]),
      ...silent,
    ])
    expect(headers).to.match(/^HTTP\/1\.1 408 /)
    expect(body).to.match(/^HTTP\/1\.1 408 /)
    expect(performance.now() - begun).to.be.lessThan(10_000)
    expect((await answer('/healthz')).status).to.equal(200)
  })

  it('refuses an upgrade that nobody takes', async () => {
    const got = await rawRequest(port, [
      'GET /x HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
    ])
    expect(got).to.match(/^HTTP\/1\.1 404 /)
  })

  it('takes the client’s address from the last proxy only when told to', async () => {
    const headers = { ...json, 'x-forwarded-for': '6.6.6.6, 7.7.7.7' }
    expect((await post('/things/a', '{}', headers)).body).to.deep.include({ address: '127.0.0.1' })
    await web.close()
    await begin({ trustProxy: true })
    expect((await post('/things/a', '{}', headers)).body).to.deep.include({ address: '7.7.7.7' })
  })

  it('says it is ready when all checks pass, and which did not', async () => {
    expect(await answer('/readyz')).to.deep.include({ status: 200, body: { status: 'ready', failed: [] } })
    web.readyWhen('store', async () => undefined)
    web.readyWhen('feeds', async () => {
      throw new Error('secret')
    })
    web.readyWhen('slow', () => new Promise(() => undefined))
    expect(await answer('/readyz')).to.deep.include({
      status: 503,
      body: { status: 'not-ready', failed: ['feeds', 'slow'] },
    })
  })

  it('is not ready without its store, and stays ready with a database that is read and takes no writes', async () => {
    let health: StoreHealth = { ok: false, quarantined: [] }
    sayHowStoreIs(web, { health: async () => health })
    expect(await answer('/readyz')).to.deep.include({
      status: 503,
      body: { status: 'not-ready', failed: ['store'] },
    })
    health = { ok: false, readsOnly: true, quarantined: [] }
    expect(await answer('/readyz')).to.deep.include({
      status: 200,
      body: { status: 'ready', failed: [], degraded: ['store'] },
    })
    health = { ok: true, quarantined: ['alerts/c1'] }
    expect(await answer('/readyz'), 'one cannot be read').to.deep.include({
      status: 200,
      body: { status: 'ready', failed: [], degraded: ['records'] },
    })
    health = { ok: true, quarantined: [] }
    expect(await answer('/readyz')).to.deep.include({ status: 200, body: { status: 'ready', failed: [] } })
  })

  it('stays ready, and says so, while something works less well than it should', async () => {
    let away = true
    web.degradedWhen('alert-channels', () => away)
    expect(await answer('/readyz')).to.deep.include({
      status: 200,
      body: { status: 'ready', failed: [], degraded: ['alert-channels'] },
    })
    away = false
    expect(await answer('/readyz')).to.deep.include({ status: 200, body: { status: 'ready', failed: [] } })
  })

  it('lets a request under way finish when it closes, and takes no more', async () => {
    let status = 0
    const slow = fetch(`${url}/slow`).then((res) => (status = res.status))
    await eventually('the request', () => typeof release === 'function')
    const closed = web.close()
    await eventually('refusal', () =>
      fetch(`${url}/healthz`).then(
        () => false,
        () => true,
      ),
    )
    release()
    await slow
    await closed
    expect(status).to.equal(200)
  })

  it('does not wait for a WebSocket that never answers the goodbye', async () => {
    await web.close()
    await begin({ limits: { drainMs: 20_000, goodbyeMs: 100 } })
    let isToldGoodbye = false
    web.server.upgrades.add({
      path: /^\/asleep$/,
      take: async (_req, socket) => void socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
      close: () => (isToldGoodbye = true),
    })
    const phone = connect(port, '127.0.0.1')
    phone.on('error', () => undefined)
    phone.write('GET /asleep HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n')
    await once(phone, 'data')
    const began = performance.now()
    await web.close()
    expect(isToldGoodbye).to.equal(true)
    expect(performance.now() - began).to.be.lessThan(10_000)
    phone.destroy()
  })

  it('refuses to listen where someone listens', async () => {
    const other = createServer({ logger: createLogger({ level: 'silent' }) })
    let failed: unknown
    await other.listen(port, '127.0.0.1').catch((error: unknown) => (failed = error))
    expect(failed).to.have.property('code', 'EADDRINUSE')
  })

  it('never logs an address, a header or a body', async () => {
    await post('/things/a?t=ticket-secret', '{"text":"body-secret"}', {
      ...json,
      authorization: 'Bearer token-secret',
    })
    await eventually('a line', () => lines.some((line) => line.includes('/things/:id')))
    expect(lines.join()).not.to.contain('secret')
  })
})
