import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect } from 'chai'
import { CalendarFault } from '../../../bot/calendars/fault.ts'
import { PUBLIC_ONLY, fetchPublic } from '../../../bot/calendars/public-fetch.ts'
import type { FetchRules } from '../../../bot/calendars/public-fetch.ts'

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'read'
  } catch (error) {
    return error instanceof CalendarFault ? error.code : String(error)
  }
}

describe('bot/calendars/public-fetch', () => {
  it('knows public addresses from all others', () => {
    const inside = [
      '127.0.0.1',
      '10.1.2.3',
      '172.16.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '224.0.0.1',
      '255.255.255.255',
      '::1',
      '::',
      'fe80::1',
      'fc00::1',
      '::ffff:127.0.0.1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      'no',
    ]
    expect(inside.filter(PUBLIC_ONLY.isAllowed)).to.deep.equal([])
    expect(
      ['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8'].filter((one) => !PUBLIC_ONLY.isAllowed(one)),
    ).to.deep.equal([])
  })

  it('refuses internal addresses however they are written, other schemes, ports and passwords, without asking anyone', async () => {
    let asked = 0
    const rules: FetchRules = {
      ...PUBLIC_ONLY,
      resolve: async () => {
        asked += 1
        return [{ address: '10.0.0.1', family: 4 }]
      },
    }
    for (const url of [
      'https://127.0.0.1/a.ics',
      'https://[::1]/a.ics',
      'https://0x7f.1/a.ics',
      'https://2130706433/',
      'https://169.254.169.254/latest',
      'https://[::ffff:10.0.0.1]/',
      'http://calendar.example/',
      'https://calendar.example:8443/',
      'https://me:secret@calendar.example/',
    ])
      expect(await codeOf(fetchPublic(url, rules)), url).to.equal('address-refused')
    expect(asked).to.equal(0)
    expect(await codeOf(fetchPublic('https://intranet.example/', rules))).to.equal('address-refused')
    const mixed = {
      ...PUBLIC_ONLY,
      resolve: async () => [
        { address: '8.8.8.8', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ],
    }
    expect(await codeOf(fetchPublic('https://two-faced.example/', mixed))).to.equal('address-refused')
  })

  /** An answer in two steps: restify, where it was loaded, makes `writeHead` give nothing back. */
  const send = (res: ServerResponse, status: number, headers: Record<string, string> = {}): void => {
    res.writeHead(status, headers)
    res.end()
  }

  describe('with a server that is allowed for this test', () => {
    let answer: (req: IncomingMessage, res: ServerResponse) => void = () => undefined
    const server = createServer((req, res) => answer(req, res))
    let port = 0
    before(async () => {
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      const at = server.address()
      port = typeof at === 'object' && at ? at.port : 0
    })
    after(() => {
      server.closeAllConnections()
      server.close()
    })
    /** The name `calendar.example` leads here; no other address is allowed, 127.0.0.2 among them. */
    const rules = (more: Partial<FetchRules> = {}): FetchRules => ({
      isAllowed: (address) => address === '127.0.0.1',
      isAllowedUrl: () => true,
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      withinMs: 5_000,
      ...more,
    })
    const url = () => `http://calendar.example:${port}/a.ics`

    it('reads, follows a redirect, and connects to the address that was looked at', async () => {
      answer = (req, res) => {
        if (req.url === '/a.ics') send(res, 302, { location: '/b.ics' })
        else res.end('BEGIN:VCALENDAR')
      }
      let resolved = 0
      const once127 = rules({
        // A name that leads elsewhere the next time it is asked for (DNS rebinding): each request asks once, and goes where that led.
        resolve: async () => {
          resolved += 1
          return [{ address: resolved <= 2 ? '127.0.0.1' : '127.0.0.2', family: 4 }]
        },
      })
      expect(await fetchPublic(url(), once127)).to.equal('BEGIN:VCALENDAR')
      expect(resolved).to.equal(2)
      expect(await codeOf(fetchPublic(url(), once127))).to.equal('address-refused')
    })

    it('refuses a redirect to an internal address, and one too many', async () => {
      answer = (_req, res) => send(res, 302, { location: 'http://127.0.0.2/secret' })
      expect(await codeOf(fetchPublic(url(), rules()))).to.equal('address-refused')
      answer = (_req, res) => send(res, 302, { location: '/again' })
      expect(await codeOf(fetchPublic(url(), rules()))).to.equal('redirect')
    })

    it('gives up on what is slow, huge, wrong or gone', async () => {
      answer = () => undefined
      expect(await codeOf(fetchPublic(url(), rules({ withinMs: 100 })))).to.equal('timeout')
      answer = (_req, res) => void res.write('BEGIN:VCALENDAR')
      expect(await codeOf(fetchPublic(url(), rules({ withinMs: 100 })))).to.equal('timeout')
      answer = (_req, res) => void res.end('x'.repeat(3_000_001))
      expect(await codeOf(fetchPublic(url(), rules()))).to.equal('too-long')
      answer = (_req, res) => send(res, 404)
      expect(await codeOf(fetchPublic(url(), rules()))).to.equal('http-404')
      const gone = rules({ resolve: async () => Promise.reject(new Error('ENOTFOUND')) })
      expect(await codeOf(fetchPublic(url(), gone))).to.equal('unknown-host')
    })
  })
})
