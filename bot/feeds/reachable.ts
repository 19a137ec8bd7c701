import { lookup } from 'node:dns'
import { BlockList, isIP } from 'node:net'
import type { Dispatcher } from 'undici'
import { FeedError } from './errors.ts'

/**
 * Addresses of machines that are nobody's on the open internet (IANA special-purpose registries): this one, the network it stands in,
 * a cloud's metadata service. A feed's address, or one it redirects to, must not make us ask those on someone's behalf.
 */
const PRIVATE: readonly (readonly [net: string, bits: number, kind: 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 127, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['64:ff9b:1::', 48, 'ipv6'],
  ['100::', 64, 'ipv6'],
  ['2001::', 23, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
]

const blocked = new BlockList()
for (const [net, bits, kind] of PRIVATE) blocked.addSubnet(net, bits, kind)

/** Whether this IP address is of no machine on the open internet. What is no address is taken for one. */
export function isPrivateAddress(address: string): boolean {
  const kind = isIP(address)
  return kind === 0 || blocked.check(address, kind === 4 ? 'ipv4' : 'ipv6')
}

/** The feed's address leads into a private network, and nobody on the command line asked for it. */
export class PrivateAddress extends FeedError {
  constructor(host: string) {
    super(
      `${host} is in a private network: only addresses given on the command line, or named in FEED_PRIVATE_HOSTS, may be`,
    )
  }
}

interface Ways {
  readonly open: Dispatcher
  readonly guarded: Dispatcher
}
let ways: Promise<Ways> | undefined

/** undici is loaded with the first request: where all feeds are files it never is. */
async function openWays(): Promise<Ways> {
  const { Agent } = await import('undici')
  /** Looks at what a name resolves to at the moment of connecting, so that a name cannot change its mind in between. */
  const guarded = new Agent({
    connect: {
      lookup(host, options, done) {
        lookup(host, { ...options, all: true }, (error, addresses) => {
          if (error) {
            done(error, [])
            return
          }
          if (addresses.length === 0 || addresses.some(({ address }) => isPrivateAddress(address))) {
            done(new PrivateAddress(host), [])
            return
          }
          done(null, addresses)
        })
      },
    },
  })
  return { open: new Agent(), guarded }
}

/** The way to connect to this URL. Throws PrivateAddress when it is a private address that is not in `privateHosts` (`host:port`). */
export async function wayTo(url: URL, privateHosts: readonly string[]): Promise<Dispatcher> {
  ways ??= openWays()
  if (privateHosts.includes(url.host)) return (await ways).open
  const bare = url.hostname.replace(/^\[|\]$/g, '')
  // An address needs no lookup, so nothing would look at it later.
  if (isIP(bare) !== 0 && isPrivateAddress(bare)) throw new PrivateAddress(url.hostname)
  return (await ways).guarded
}

/** The hosts of the URLs that someone gave on the command line; none for a path. */
export const hostsGiven = (from: string): string[] =>
  (addressesOf(from) ?? []).flatMap((url) => (URL.canParse(url) ? [new URL(url).host] : []))

/** The URLs of a feed, which may be several with spaces between; undefined for a path. */
export const addressesOf = (from: string): string[] | undefined =>
  isUrl(from.trim()) ? from.trim().split(/[\s,]+(?=https?:\/\/)/i) : undefined

/** Whether a feed is read over the network, and not from a file. */
export const isUrl = (from: string): boolean => /^https?:\/\//i.test(from)
