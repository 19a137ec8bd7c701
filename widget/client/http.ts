import { record } from './wire.ts'

/** The network, or a server that is not well just now: worth trying again. */
export class Later extends Error {}

/** The conversation is over for us: its token has run out, or it is no longer there. */
export class Over extends Error {}

/** Said no for good: the same request will be refused again. */
export class Refused extends Error {}

/** A request longer than this is given up and tried again; the server itself stops at 15 s. */
const PATIENCE_MS = 20_000

/** Sends JSON and gives the fields of the JSON answer. Throws Later, Over or Refused. */
export async function call(
  method: 'GET' | 'POST',
  url: string,
  token?: string,
  body?: unknown,
): Promise<Readonly<Record<string, unknown>>> {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS)
  try {
    const response = await fetch(url, {
      method,
      cache: 'no-store',
      credentials: 'omit',
      signal: patience.signal,
      headers: {
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const { status } = response
    if (status >= 500 || status === 429 || status === 408) throw new Later(String(status))
    if (status === 401 || status === 403 || status === 404) throw new Over(String(status))
    if (!response.ok) throw new Refused(String(status))
    return record(await response.json())
  } catch (error) {
    if (error instanceof Over || error instanceof Refused || error instanceof Later) throw error
    throw new Later('network')
  } finally {
    clearTimeout(timer)
  }
}
