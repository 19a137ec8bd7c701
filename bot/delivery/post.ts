import type { Dispatcher } from 'undici'
import { SEND_MS } from './channel.ts'
import { PrivateAddress } from '../feeds/reachable.ts'
import type { Outcome } from './channel.ts'

/** Longer than this no receiver may ask us to wait. */
const LONGEST_ASKED_MS = 600_000

/**
 * Posts JSON, once. Any 2xx is a success; redirects are refused, as they could lead where no school's file says; the answer's body is
 * never read. Neither the address nor what went wrong in words gets into the code: both may hold a secret.
 */
export async function postJson(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
  { withinMs = SEND_MS, through }: { withinMs?: number; through?: Dispatcher } = {},
): Promise<Outcome> {
  try {
    const { fetch } = await import('undici')
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Matters', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(withinMs),
      ...(through === undefined ? {} : { dispatcher: through }),
    })
    await response.body?.cancel()
    if (response.ok) return { ok: true }
    const retryAfterMs = retryAfter(response.headers)
    return {
      ok: false,
      code: `http-${response.status}`,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    }
  } catch (error) {
    return { ok: false, code: networkCode(error) }
  }
}

const KNOWN: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'connection-lost',
  EPIPE: 'connection-lost',
  UND_ERR_SOCKET: 'connection-lost',
  ENOTFOUND: 'unknown-host',
  EAI_AGAIN: 'unknown-host',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
}

/** A failure of the network as a short code of ours. */
export function networkCode(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'timeout'
  if (isRefused(error)) return 'private-address'
  for (let cause = error, depth = 0; cause instanceof Error && depth < 4; cause = cause.cause, depth += 1) {
    // nodemailer keeps the system's code beside its own.
    const codes = ['originalCode' in cause && cause.originalCode, 'code' in cause && cause.code]
    for (const code of codes.filter((one) => typeof one === 'string')) {
      const known = KNOWN[code]
      if (known !== undefined) return known
      if (/^(CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code)) return 'certificate'
    }
  }
  return 'network'
}

/** The name led into a private network; fetch wraps what the lookup said in errors of its own. */
function isRefused(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 4; cause = cause.cause, depth += 1) {
    if (cause instanceof PrivateAddress) return true
  }
  return false
}

function retryAfter(headers: { get(name: string): string | null }): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, LONGEST_ASKED_MS) : undefined
}
