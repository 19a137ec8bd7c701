import { record } from './wire.ts'

/** The network, what stands in it, or a server that is not well just now: worth trying again. */
export class Later extends Error {}

/** Said no for good: the same request will be refused again. */
export class Refused extends Error {}

/** The conversation is over for us: its token has run out, or it is no longer there. */
export class Over extends Refused {}

/** A request longer than this is given up and tried again; the server itself stops at 15 s. */
const PATIENCE_MS = 20_000

/** Sends JSON, or asks when there is none to send, and gives the fields of the JSON answer. Throws Later, Over or Refused. */
export async function call(
  url: string,
  token?: string,
  body?: object,
): Promise<Readonly<Record<string, unknown>>> {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS)
  try {
    const response = await fetch(url, {
      cache: 'no-store',
      // No cookie reaches these paths. Without credentials the browser would open another connection: two or three ways there and back.
      credentials: 'same-origin',
      signal: patience.signal,
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body && { 'Content-Type': 'application/json' }),
      },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
    const { status } = response
    // A filter or a proxy that answers in the server's place does so with a page, which cannot be read: that decides nothing.
    const said: unknown = await response.json()
    if ([401, 403, 404].includes(status)) throw new Over()
    if (status >= 400 && status < 500 && ![408, 429].includes(status)) throw new Refused()
    if (!response.ok) throw new Later()
    return record(said)
  } catch (error) {
    throw error instanceof Refused ? error : new Later()
  } finally {
    clearTimeout(timer)
  }
}
