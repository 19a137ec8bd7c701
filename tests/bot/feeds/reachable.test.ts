import { expect } from 'chai'
import { HttpRefused } from '../../../bot/feeds/http.ts'
import { getJson } from '../../../bot/feeds/http.ts'
import { hostsGiven, isPrivateAddress, PrivateAddress } from '../../../bot/feeds/reachable.ts'
import { DirectoryServer, json, refuse } from '../../support/directory-server.ts'
import { failureOf } from '../../support/read-feed.ts'

const wait = async () => undefined

describe('feeds in private networks', () => {
  it('knows addresses that are no machine of the open internet', () => {
    const inside = [
      '127.0.0.1',
      '10.1.2.3',
      '172.20.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
    ]
    const inside6 = [
      '::1',
      '::',
      'fe80::1',
      'fd00::1',
      '::ffff:127.0.0.1',
      '::ffff:10.0.0.1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
    ]
    for (const address of [...inside, ...inside6, '224.0.0.1', '255.255.255.255', 'not an address'])
      expect(isPrivateAddress(address), address).to.equal(true)
    for (const address of [
      '1.1.1.1',
      '172.32.0.1',
      '185.199.108.153',
      '2606:4700:4700::1111',
      '::ffff:1.1.1.1',
    ])
      expect(isPrivateAddress(address), address).to.equal(false)
  })

  describe('with a server in one', () => {
    let server: DirectoryServer
    let elsewhere = ''
    beforeEach(async () => {
      server = await new DirectoryServer((url, response) =>
        url.pathname === '/v3/away'
          ? refuse(response, 302, { location: elsewhere })
          : json(response, { ok: true }),
      ).start()
    })
    afterEach(() => server.stop())

    it('refuses it by address and by name, however they are written, and never asks it', async () => {
      const { port } = new URL(server.url)
      for (const host of [
        '127.0.0.1',
        'localhost',
        '2130706433',
        '0x7f.1',
        '[::1]',
        '[::ffff:127.0.0.1]',
        '0.0.0.0',
      ]) {
        const error = await failureOf(getJson(`http://${host}:${port}/v3`, { wait }))
        expect(error, host).to.be.instanceOf(PrivateAddress)
        expect(String(error)).to.contain('FEED_PRIVATE_HOSTS')
      }
      expect(server.asked).to.deep.equal([])
    })

    it('asks one that somebody named, and follows it to no other', async () => {
      const privateHosts = hostsGiven(server.url)
      expect(await getJson(server.url, { privateHosts })).to.deep.equal({ ok: true })
      elsewhere = `http://localhost:${new URL(server.url).port}/v3`
      expect(await failureOf(getJson(`${server.url}/away`, { wait, privateHosts }))).to.be.instanceOf(
        PrivateAddress,
      )
      elsewhere = 'file:///etc/hosts'
      expect(await failureOf(getJson(`${server.url}/away`, { wait, privateHosts }))).to.be.instanceOf(
        HttpRefused,
      )
      elsewhere = `${server.url}/away`
      expect(String(await failureOf(getJson(`${server.url}/away`, { wait, privateHosts })))).to.contain(
        'from one address to the next',
      )
    })
  })
})
