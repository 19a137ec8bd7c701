import * as client from 'openid-client'
import { z } from 'zod'
import type { Clock } from '../../domain/time/clock.ts'
import { MattersError } from '../errors.ts'
import type { UseKeys } from '../storage/keys.ts'
import { cookie, cookieValue } from './cookies.ts'
import { Signer } from './signature.ts'

const COOKIE = 'matters-inbox-oidc'
/** From our button to coming back: a second factor at the provider included. */
const ROUND_MS = 15 * 60_000
/** Seconds; a provider that is slower than this is away, and people are told so. */
const TIMEOUT_S = 8
export const CALLBACK = '/inbox/oidc/callback'

/** An organisation's own sign-in: Microsoft Entra ID, Google Workspace or any other by OpenID Connect. */
export interface OidcSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** What the button says one signs in with. */
  readonly name: string
  /** The organisation's own tenant: a token of any other (claim `tid`) is refused. */
  readonly tenant: string | undefined
  /** The claim that holds the address. */
  readonly emailClaim: string
  /** Plain http, for a provider on this machine. */
  readonly insecure: boolean
}

/** Why somebody who came back from their organisation's sign-in is not let in. */
export class OidcRefused extends MattersError {
  readonly reason: 'round' | 'token' | 'tenant' | 'email'

  constructor(reason: OidcRefused['reason'], options?: { cause?: unknown }) {
    super(`oidc-${reason}`, 'The sign-in was not accepted.', `a sign-in was refused: ${reason}`, options)
    this.reason = reason
  }
}

/** The provider could not be asked. */
export class OidcAway extends MattersError {
  constructor(cause: unknown) {
    super('oidc-away', 'The sign-in cannot be reached.', 'the sign-in provider cannot be reached', { cause })
  }
}

/** Who came back, as the provider says. */
export interface OidcPerson {
  readonly issuer: string
  readonly subject: string
  readonly email: string
  readonly name: string | undefined
  readonly claims: Readonly<Record<string, unknown>>
}

const Round = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  until: z.iso.datetime(),
})

/** One sign-in by OpenID Connect: code flow with PKCE, state and nonce, tokens checked in full, signature included. */
export class Oidc {
  readonly settings: OidcSettings
  readonly #clock: Clock
  readonly #publicUrl: string
  readonly #rounds: Signer
  #provider: Promise<client.Configuration> | undefined

  constructor(
    settings: OidcSettings,
    of: { readonly sessionKeys: UseKeys; readonly clock: Clock; readonly publicUrl: string },
  ) {
    this.settings = settings
    this.#clock = of.clock
    this.#publicUrl = of.publicUrl
    this.#rounds = new Signer(of.sessionKeys, 'oidc round')
  }

  /** Where to send the browser, and the cookie it brings back. Throws OidcAway. */
  async begin(): Promise<{ location: string; cookie: string }> {
    const provider = await this.#discover()
    const verifier = client.randomPKCECodeVerifier()
    const round = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier,
      until: new Date(this.#clock.now().getTime() + ROUND_MS).toISOString(),
    }
    const location = client.buildAuthorizationUrl(provider, {
      redirect_uri: this.#callback().href,
      scope: 'openid email profile',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: round.state,
      nonce: round.nonce,
    })
    const value = this.#rounds.seal(Buffer.from(JSON.stringify(round)).toString('base64url'))
    return { location: location.href, cookie: this.#cookie(value, ROUND_MS / 1000) }
  }

  /** Who came back. `query` is the callback's. Throws OidcRefused and OidcAway. */
  async finish(query: URLSearchParams, cookies: string | undefined): Promise<OidcPerson> {
    const round = this.#roundOf(cookies)
    if (!round) throw new OidcRefused('round')
    const provider = await this.#discover()
    const url = this.#callback()
    url.search = query.toString()
    const claims = await this.#claimsOf(provider, url, round)
    if (this.settings.tenant !== undefined && claims['tid'] !== this.settings.tenant)
      throw new OidcRefused('tenant')
    const email = z.email().safeParse(claims[this.settings.emailClaim])
    // An address that nobody has checked could be anyone's. In the organisation's own tenant its directory has.
    const isChecked =
      claims['email_verified'] === true ||
      (claims['email_verified'] === undefined && this.settings.tenant !== undefined)
    if (!email.success || !isChecked) throw new OidcRefused('email')
    const name = z.string().trim().min(1).max(200).safeParse(claims['name'])
    return { issuer: claims.iss, subject: claims.sub, email: email.data, name: name.data, claims }
  }

  /** The `set-cookie` header that ends the round, whatever came of it. */
  get cleared(): string {
    return this.#cookie('', 0)
  }

  async #claimsOf(
    provider: client.Configuration,
    url: URL,
    round: z.infer<typeof Round>,
  ): Promise<client.IDToken> {
    try {
      const tokens = await client.authorizationCodeGrant(provider, url, {
        pkceCodeVerifier: round.verifier,
        expectedState: round.state,
        expectedNonce: round.nonce,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (claims) return claims
    } catch (cause) {
      throw new OidcRefused('token', { cause })
    }
    throw new OidcRefused('token')
  }

  /** The provider as it describes itself, asked once; after a failure it is asked again the next time. */
  async #discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret, insecure } = this.settings
    this.#provider ??= client.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      timeout: TIMEOUT_S,
      execute: [
        client.enableNonRepudiationChecks,
        // The library marks it so that it stands out; config.ts allows it for a provider on this machine only.
        // oxlint-disable-next-line typescript/no-deprecated
        ...(insecure ? [client.allowInsecureRequests] : []),
      ],
    })
    try {
      return await this.#provider
    } catch (error) {
      this.#provider = undefined
      throw new OidcAway(error)
    }
  }

  #roundOf(cookies: string | undefined): z.infer<typeof Round> | undefined {
    const text = this.#rounds.open(cookieValue(cookies, COOKIE, this.#publicUrl))
    if (text === undefined) return undefined
    const round = Round.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return round.success && Date.parse(round.data.until) > this.#clock.now().getTime()
      ? round.data
      : undefined
  }

  #callback(): URL {
    return new URL(CALLBACK, this.#publicUrl)
  }

  #cookie(value: string, seconds: number): string {
    return cookie(COOKIE, value, { seconds, publicUrl: this.#publicUrl })
  }
}
