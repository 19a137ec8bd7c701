import { createSecretKey, type KeyObject } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { Clock } from '../../../domain/time/clock.ts'
import type { Speaker } from '../../conversations.ts'
import { HttpError } from '../../http/http-error.ts'
import type { Across } from '../../storage/across.ts'
import type { UseKeys } from '../../storage/keys.ts'
import { LEAVE_SECONDS, TICKET_SECONDS, TOKEN_SECONDS } from './limits.ts'

const ISSUER = 'matters'
/** Ours are under 600 bytes; a longer one is not worth verifying. */
const LONGEST_TOKEN = 2_048
const KEY_BYTES = 32
/** Verified tokens that are remembered: the young people who write at the same time, each with one. */
const MOST_VERIFIED = 2_000

/**
 * What a token says: whose it is, and from which web origin it may be used. `user` is the name Direct Line clients read: one of ours, or
 * of somebody whom the connector brought (from Azure's Direct Line or Teams) and who is back with their code.
 */
const Claims = z.object({
  conv: z.string().min(1),
  user: z.string().regex(/^(dl|directline|msteams)_/),
  school: z.string().min(1),
  origin: z.string(),
  exp: z.number(),
  iat: z.number(),
  jti: z.string().min(1),
})
type Claims = z.infer<typeof Claims>
const TicketClaims = Claims.extend({ after: z.int().nonnegative(), until: z.number() })

export interface Pass {
  readonly speaker: Speaker
  readonly origin: string
  /** Seconds since 1970. */
  readonly expires: number
}

export interface Ticket extends Pass {
  /** Watermark to stream from. */
  readonly after: number
}

/**
 * Tokens (30 minutes, for the Authorization header) and stream tickets (60 seconds, used once, for the address of a WebSocket).
 * Both are signed, so any process knows them, also after a restart; revocation and used tickets are remembered, across processes,
 * until they would have expired anyway.
 */
export class Tokens {
  /** The first signs. */
  readonly #keys: readonly [KeyObject, ...KeyObject[]]
  readonly #clock: Clock
  readonly #id: () => string
  readonly #across: Pick<Across, 'once' | 'note' | 'noted' | 'sweep'>
  /** Claims of tokens whose signature was right: a widget shows the same one with every message. The oldest go first. */
  readonly #verified = new Map<string, Claims>()

  /** Throws RangeError when a key is shorter than HS256's own 256 bits. */
  constructor(options: {
    keys: UseKeys
    clock: Clock
    id: () => string
    across: Pick<Across, 'once' | 'note' | 'noted' | 'sweep'>
  }) {
    if (options.keys.some(({ length }) => length < KEY_BYTES))
      throw new RangeError(`a token key must have ${KEY_BYTES} bytes or more`)
    const [current, ...others] = options.keys
    this.#keys = [createSecretKey(current), ...others.map((key) => createSecretKey(key))]
    this.#clock = options.clock
    this.#id = options.id
    this.#across = options.across
  }

  async issue(speaker: Speaker, origin: string): Promise<{ token: string; expires: number }> {
    const expires = this.#now() + TOKEN_SECONDS
    return { token: await this.#sign('directline', speaker, origin, expires, {}), expires }
  }

  /** Who holds this token. Throws `TokenExpired` (also when revoked) or `NotSignedIn`. */
  async verify(token: string): Promise<Pass> {
    return this.#pass(await this.#claims(token))
  }

  /** Whose token this is, also where the store cannot say whether it was revoked: for hearing what they write, which gives nothing away. Throws as `verify` does. */
  async verifyUnread(token: string): Promise<Pass> {
    return passOf(await this.#claims(token))
  }

  /** Whose token this is, also when it has run out in their sleep: for leaving, which only ends things. Throws as `verify` does. */
  async verifyLeaving(token: string): Promise<Pass> {
    return this.#pass(this.#parse(Claims, await this.#open('directline', token, LEAVE_SECONDS)))
  }

  async ticket(pass: Pass, after: number): Promise<string> {
    const expires = this.#now() + TICKET_SECONDS
    return this.#sign('stream', pass.speaker, pass.origin, expires, { after, until: pass.expires })
  }

  /** Opens a ticket, the first time only. Throws as `verify` does, and `Forbidden` for one that was used. */
  async useTicket(text: string): Promise<Ticket> {
    const payload = await this.#open('stream', text)
    const claims = this.#parse(TicketClaims, payload)
    const { after, until, jti, exp } = claims
    const pass = await this.#pass(claims)
    if (!(await this.#across.once(`ticket ${jti}`, exp)))
      throw new HttpError('Forbidden', 'ticket used before')
    return { ...pass, expires: until, after }
  }

  /**
   * Ends every token and ticket of the conversation that was given until now, or `secondsAgo`. One given since (they are back with their
   * code) is good.
   */
  async revoke(conversation: string, secondsAgo = 0): Promise<void> {
    // Nothing can be refreshed from now on, so a token's life after it the last one is over by itself.
    await this.#across.note(`revoked ${conversation}`, this.#now() - secondsAgo, this.#now() + TOKEN_SECONDS)
  }

  /** Forgets what has expired by itself. */
  async sweep(): Promise<void> {
    for (const [token, { exp }] of this.#verified) if (exp < this.#now()) this.#verified.delete(token)
    await this.#across.sweep(this.#now())
  }

  #now(): number {
    return Math.floor(this.#clock.now().getTime() / 1000)
  }

  #sign(
    audience: 'directline' | 'stream',
    speaker: Speaker,
    origin: string,
    expires: number,
    more: Record<string, number>,
  ): Promise<string> {
    const { conversation, user, school } = speaker
    return new SignJWT({ conv: conversation, user, school, origin, ...more })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(audience)
      .setIssuedAt(this.#now())
      .setExpirationTime(expires)
      .setJti(this.#id())
      .sign(this.#keys[0])
  }

  async #claims(token: string): Promise<Claims> {
    const known = this.#verified.get(token)
    if (known) {
      if (known.exp <= this.#now()) throw new HttpError('TokenExpired', 'expired')
      return known
    }
    const claims = this.#parse(Claims, await this.#open('directline', token))
    this.#verified.set(token, claims)
    for (const oldest of this.#verified.keys()) {
      if (this.#verified.size <= MOST_VERIFIED) break
      this.#verified.delete(oldest)
    }
    return claims
  }

  async #open(audience: 'directline' | 'stream', token: string, lateSeconds = 0): Promise<unknown> {
    if (token === '' || token.length > LONGEST_TOKEN) throw new HttpError('NotSignedIn', 'no token')
    let fault: unknown
    for (const key of this.#keys) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          issuer: ISSUER,
          audience,
          currentDate: this.#clock.now(),
          clockTolerance: lateSeconds,
        })
        return payload
      } catch (error) {
        fault = error
        // Another of our keys may have signed it.
        if (!(error instanceof errors.JWSSignatureVerificationFailed)) break
      }
    }
    if (fault instanceof errors.JWTExpired) throw new HttpError('TokenExpired', 'expired')
    throw new HttpError('NotSignedIn', 'not a token of ours', { cause: fault })
  }

  #parse<T>(schema: z.ZodType<T>, payload: unknown): T {
    const claims = schema.safeParse(payload)
    if (!claims.success) throw new HttpError('NotSignedIn', 'claims missing')
    return claims.data
  }

  async #pass(claims: Claims): Promise<Pass> {
    const revoked = await this.#across.noted(`revoked ${claims.conv}`)
    if (revoked !== undefined && claims.iat <= revoked) throw new HttpError('TokenExpired', 'revoked')
    return passOf(claims)
  }
}

const passOf = ({ conv, user, school, origin, exp }: Claims): Pass => ({
  speaker: { conversation: conv, user, school, channel: 'directline' },
  origin,
  expires: exp,
})
