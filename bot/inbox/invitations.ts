import { z } from 'zod'
import type { Clock } from '../../domain/time/clock.ts'
import { Place } from '../records/accounts.ts'
import type { UseKeys } from '../storage/keys.ts'
import { random } from './sessions.ts'
import { Signer } from './signature.ts'

/** Over a weekend, and no longer. */
export const INVITATION_MS = 72 * 3_600_000

const Claims = z.object({
  email: z.email(),
  name: z.string().min(1),
  /** With the operator's: what the account is to be, made when it is taken up. Without: the account is there and names this nonce. */
  place: Place.optional(),
  until: z.iso.datetime(),
  nonce: z.string().regex(/^[\w-]{22}$/),
})
export type Invitation = z.infer<typeof Claims>

/**
 * Links that ask someone in. They carry everything themselves, signed, so that the operator's command can make one while the
 * service has the data folder; that each works once is seen to where it is taken up.
 */
export class Invitations {
  readonly #signer: Signer
  readonly #clock: Clock
  readonly #publicUrl: string

  constructor(of: { readonly sessionKeys: UseKeys; readonly clock: Clock; readonly publicUrl: string }) {
    this.#signer = new Signer(of.sessionKeys, 'invitation')
    this.#clock = of.clock
    this.#publicUrl = of.publicUrl
  }

  /** A new invitation and the address that takes it up. */
  make(of: { readonly email: string; readonly name: string; readonly place?: Place }): {
    invitation: Invitation
    link: string
  } {
    const until = new Date(this.#clock.now().getTime() + INVITATION_MS).toISOString()
    const invitation: Invitation = { ...of, until, nonce: random() }
    const url = new URL('/inbox/invitation', this.#publicUrl)
    url.searchParams.set(
      'link',
      this.#signer.seal(Buffer.from(JSON.stringify(invitation)).toString('base64url')),
    )
    return { invitation, link: url.href }
  }

  /** What a link says; undefined when it is not ours, was changed, or is past its time. */
  read(link: string): Invitation | undefined {
    const text = this.#signer.open(link)
    if (text === undefined) return undefined
    const claims = Claims.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return claims.success && Date.parse(claims.data.until) > this.#clock.now().getTime()
      ? claims.data
      : undefined
  }
}
