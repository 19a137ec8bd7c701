import { lookup as lookUp } from 'node:dns'
import type { LookupAddress } from 'node:dns'
import { request as httpRequest } from 'node:http'
import type { IncomingMessage, RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import type { LookupFunction } from 'node:net'
import { networkCode } from '../delivery/post.ts'
import { isPrivateAddress } from '../feeds/reachable.ts'
import { CalendarFault } from './fault.ts'

const LIMITS = {
  /** From first to last byte, redirects included: what takes longer is no use to whoever asked. */
  allMs: 8_000,
  /** Years of somebody's meetings take less; more is no calendar. */
  bytes: 3_000_000,
  redirects: 3,
} as const

export interface FetchRules {
  /** Whether an address may be talked to; in the service the public ones alone. */
  readonly isAllowed: (address: string) => boolean
  /** Schemes and ports; in the service https on its own port. */
  readonly isAllowedUrl: (url: URL) => boolean
  readonly resolve: (host: string) => Promise<LookupAddress[]>
  readonly withinMs?: number
}

const resolveAll = (host: string): Promise<LookupAddress[]> =>
  new Promise((done, fail) =>
    lookUp(host, { all: true }, (error, addresses) => (error ? fail(error) : done(addresses))),
  )

export const PUBLIC_ONLY: FetchRules = {
  isAllowed: (address) => !isPrivateAddress(address),
  isAllowedUrl: (url) => url.protocol === 'https:' && url.port === '',
  resolve: resolveAll,
}

/**
 * The text at an address that somebody typed in. It is asked for only when the host's every address is allowed, and the connection
 * goes to the very addresses that were looked at, so a name that changes its mind leads nowhere (DNS rebinding); each
 * redirect is looked at in the same way. Throws CalendarFault.
 */
export async function fetchPublic(address: string, rules: FetchRules = PUBLIC_ONLY): Promise<string> {
  const signal = AbortSignal.timeout(rules.withinMs ?? LIMITS.allMs)
  let url = new URL(address.replace(/^webcal:/iu, 'https:'))
  for (let redirects = 0; redirects <= LIMITS.redirects; redirects += 1) {
    const answer = await within(ask(url, rules, signal), signal)
    const status = answer.statusCode ?? 0
    if ([301, 302, 303, 307, 308].includes(status)) {
      answer.destroy()
      const to = answer.headers.location ?? ''
      if (!URL.canParse(to, url.href)) throw new CalendarFault('redirect')
      url = new URL(to, url)
      continue
    }
    if (status !== 200) {
      answer.destroy()
      throw new CalendarFault(`http-${status}`)
    }
    return within(read(answer), signal)
  }
  throw new CalendarFault('redirect')
}

async function ask(url: URL, rules: FetchRules, signal: AbortSignal): Promise<IncomingMessage> {
  if (!rules.isAllowedUrl(url) || url.username !== '' || url.password !== '')
    throw new CalendarFault('address-refused')
  const host = url.hostname.replace(/^\[|\]$/gu, '')
  const addresses = await addressesOf(host, rules)
  // An address that is written out is not looked up again on the way, so this is the one place where it is judged.
  if (addresses.length === 0 || !addresses.every((one) => rules.isAllowed(one.address)))
    throw new CalendarFault('address-refused')
  const options: RequestOptions = {
    method: 'GET',
    headers: { accept: 'text/calendar', 'accept-encoding': 'identity', 'user-agent': 'Matters' },
    lookup: fixed(addresses),
    // No connection of someone else's request is used again.
    agent: false,
    signal,
  }
  return new Promise((done, fail) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options, done)
    request.on('error', (error) => fail(new CalendarFault(networkCode(error), { cause: error })))
    request.end()
  })
}

async function addressesOf(host: string, rules: FetchRules): Promise<LookupAddress[]> {
  const family = isIP(host)
  if (family !== 0) return [{ address: host, family }]
  try {
    return await rules.resolve(host)
  } catch (error) {
    throw new CalendarFault('unknown-host', { cause: error })
  }
}

/** Gives the connection the addresses that were judged, and no others. */
const fixed =
  (addresses: readonly LookupAddress[]): LookupFunction =>
  (_host, options, done) => {
    const [first] = addresses
    if (options.all === true || !first) done(null, [...addresses])
    else done(null, first.address, first.family)
  }

async function read(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of answer) {
      if (!(chunk instanceof Buffer)) continue
      length += chunk.length
      if (length > LIMITS.bytes) throw new CalendarFault('too-long')
      chunks.push(chunk)
    }
  } catch (error) {
    answer.destroy()
    throw error instanceof CalendarFault ? error : new CalendarFault(networkCode(error), { cause: error })
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** What is thrown because the time is over is said to be that. */
async function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const over = new Promise<never>((_, fail) =>
    signal.addEventListener('abort', () => fail(new CalendarFault('timeout')), { once: true }),
  )
  try {
    return await Promise.race([work, over])
  } catch (error) {
    if (signal.aborted) throw new CalendarFault('timeout', { cause: error })
    throw error
  }
}
