import type { IncomingMessage } from 'node:http'
import { HttpError } from './http-error.ts'
import { parseJson } from './json.ts'

export type BodyKind = 'json' | 'form' | 'long-form' | 'text' | 'none'

/** Bytes. */
export const BODY_LIMITS = {
  /** The longest activity we take (16,000 characters of any script) fits three times; Teams' own limit is 100 KB. */
  json: 256 * 1024,
  /** The inbox's longest form is one note. */
  form: 16 * 1024,
  /** A directory entry: its longest description (`LONGEST.description` of the inbox's form) in any script, nine bytes a character. */
  'long-form': 256 * 1024,
  /** A token in a beacon. */
  text: 8 * 1024,
  none: 0,
} as const satisfies Record<BodyKind, number>

const CONTENT_TYPES = {
  json: ['application/json'],
  form: ['application/x-www-form-urlencoded'],
  'long-form': ['application/x-www-form-urlencoded'],
  text: ['text/plain'],
  none: [],
} as const satisfies Record<BodyKind, readonly string[]>

/**
 * Reads and parses the body of a request as the route wants it. No body at all gives `undefined`, whatever the content type says.
 * Throws `UnsupportedMediaType`, `TooLarge` (by its length, or as it comes), `BadArgument`.
 */
export async function readBody(req: IncomingMessage, kind: BodyKind): Promise<unknown> {
  if (!hasBody(req)) return undefined
  checkType(req, kind)
  const text = await readText(req, BODY_LIMITS[kind])
  if (text === '') return undefined
  if (kind === 'json') return parseJson(text)
  return kind === 'text' ? text : new URLSearchParams(text)
}

/** Whether bytes follow the headers (RFC 9112, 6.3). */
export function hasBody(req: IncomingMessage): boolean {
  return req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0
}

function checkType(req: IncomingMessage, kind: BodyKind): void {
  const [type = '', ...parameters] = (req.headers['content-type'] ?? '').toLowerCase().split(';')
  if (!CONTENT_TYPES[kind].some((known) => known === type.trim()))
    throw new HttpError('UnsupportedMediaType', `this route takes ${kind}`)
  const charset = parameters.map((one) => one.trim()).find((one) => one.startsWith('charset='))
  if (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset))
    throw new HttpError('UnsupportedMediaType', 'not UTF-8')
}

async function readText(req: IncomingMessage, limit: number): Promise<string> {
  if (Number(req.headers['content-length'] ?? 0) > limit) throw tooLarge()
  const bytes = await new Promise<Buffer>((resolve, reject) => {
    const parts: Buffer[] = []
    let size = 0
    req.on('data', (part: Buffer) => {
      size += part.length
      if (size <= limit) {
        parts.push(part)
        return
      }
      // The rest runs past unread, until it ends or the request's time is up: closing now would reset the connection before the
      // client has read why.
      parts.length = 0
      reject(tooLarge())
    })
    const goesAway = () => reject(new HttpError('BadArgument', 'the client went away'))
    req.once('end', () => {
      req.off('close', goesAway)
      resolve(Buffer.concat(parts))
    })
    req.once('close', goesAway)
    req.once('error', goesAway)
  })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new HttpError('BadArgument', 'not UTF-8')
  }
}

function tooLarge(): HttpError {
  return new HttpError('TooLarge', 'body over the limit')
}
