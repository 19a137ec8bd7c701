import type { IncomingMessage, ServerResponse } from 'node:http'
import type { School } from '../../../domain/school/school.ts'
import { HttpError } from '../../http/http-error.ts'
import type { Schools } from '../../schools.ts'

/** How long a browser may remember a preflight (seconds). */
const PREFLIGHT_SECONDS = 600
const HOST = /^[a-z0-9.-]+(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/i

/**
 * Which web pages may talk to us: a school's own origins and our own (the widget's iframe). Compared whole, so a look-alike or http for
 * https is another origin; `null` (sandboxed pages, files) never matches.
 */
export class Origins {
  readonly #schools: Schools
  readonly #publicUrl: string | undefined

  constructor(schools: Schools, publicUrl: string | undefined) {
    this.#schools = schools
    this.#publicUrl = publicUrl?.replace(/\/+$/, '')
  }

  /** Our address as this client reaches it. Without a configured one it is the host that was asked: a page can not choose that. */
  base(req: IncomingMessage): string {
    if (this.#publicUrl !== undefined) return this.#publicUrl
    const host = req.headers.host ?? ''
    if (!HOST.test(host)) throw new HttpError('BadArgument', 'no host')
    return `http://${host}`
  }

  /** Throws `Forbidden` unless the request's origin may begin a conversation with this school; gives the origin. */
  forSchool(req: IncomingMessage, school: School): string {
    const { origin } = req.headers
    if (origin === undefined || !(this.#isOwn(req, origin) || listed(school, origin)))
      throw new HttpError('Forbidden', 'origin is not the school’s')
    return origin
  }

  /** Throws `Forbidden` when the request has an origin that is not the token's, or the school has let it go since. */
  forToken(req: IncomingMessage, token: { origin: string; school: string }): void {
    const school = this.#schools.byId(token.school)
    if (school === undefined) throw new HttpError('Forbidden', 'no such school')
    const { origin } = req.headers
    if (origin === undefined) return
    if (origin !== token.origin || !(this.#isOwn(req, origin) || listed(school, origin)))
      throw new HttpError('Forbidden', 'origin is not the token’s')
  }

  /** Lets a page of any school of ours read the answer (whether it may have it is decided elsewhere). */
  allowReading(req: IncomingMessage, res: ServerResponse): void {
    res.setHeader('vary', 'Origin')
    const { origin } = req.headers
    if (origin === undefined || !this.#known(req, origin)) return
    res.setHeader('access-control-allow-origin', origin)
    res.setHeader('access-control-expose-headers', 'Retry-After')
  }

  /** Answers a preflight. Throws `Forbidden` for an origin of no school. */
  preflight(req: IncomingMessage, res: ServerResponse): void {
    const { origin } = req.headers
    if (origin === undefined || !this.#known(req, origin))
      throw new HttpError('Forbidden', 'origin is no school’s')
    res.setHeader('access-control-allow-methods', 'GET, POST')
    res.setHeader(
      'access-control-allow-headers',
      'Authorization, Content-Type, x-ms-bot-agent, x-requested-with',
    )
    res.setHeader('access-control-max-age', PREFLIGHT_SECONDS)
    res.writeHead(204)
    res.end()
  }

  #known(req: IncomingMessage, origin: string): boolean {
    return this.#isOwn(req, origin) || this.#schools.all().some((school) => listed(school, origin))
  }

  #isOwn(req: IncomingMessage, origin: string): boolean {
    if (this.#publicUrl !== undefined) return origin === new URL(this.#publicUrl).origin
    const host = req.headers.host ?? ''
    return HOST.test(host) && (origin === `http://${host}` || origin === `https://${host}`)
  }
}

function listed(school: School, origin: string): boolean {
  return origin !== 'null' && school.origins.includes(origin)
}
