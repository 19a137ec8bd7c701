import type { Clock } from '../../domain/time/clock.ts'
import type { Account } from '../records/accounts.ts'
import { accountIdOf } from '../records/accounts.ts'
import type { Accounts } from './accounts.ts'
import { withoutKeys, withPlace } from './accounts.ts'
import { newRecoveryCodes, recoveryHash, stepOf } from './authenticator.ts'
import { BackOff } from './back-off.ts'
import { Alone } from '../storage/across.ts'
import { cookie, cookieValue } from './cookies.ts'
import type { Invitation, Invitations } from './invitations.ts'
import { passwordFault } from './password-rules.ts'
import type { PasswordFault } from './password-rules.ts'
import type { Passwords } from './passwords.ts'
import { random } from './sessions.ts'
import type { SessionsOptions } from './sessions.ts'
import { Signer } from './signature.ts'

/** Half a year: a browser that somebody works with is known for longer than a holiday. */
const DEVICE_MS = 182 * 24 * 3_600_000
const DEVICE_COOKIE = 'matters-inbox-known'

export type PasswordOutcome =
  | { readonly kind: 'wait'; readonly milliseconds: number }
  | { readonly kind: 'wrong'; readonly account?: Account }
  | { readonly kind: 'right'; readonly account: Account }

/** Accounts of our own: password, then a code of the app or a recovery code; and how an invitation becomes one. */
export class LocalSignIn {
  readonly #accounts: Accounts
  readonly #passwords: Passwords
  readonly #invitations: Invitations
  readonly #options: SessionsOptions
  readonly #clock: Clock
  readonly #backOff: BackOff
  readonly #devices: Signer

  constructor(
    options: SessionsOptions,
    of: { accounts: Accounts; passwords: Passwords; invitations: Invitations },
  ) {
    this.#options = options
    this.#clock = options.clock
    this.#accounts = of.accounts
    this.#passwords = of.passwords
    this.#invitations = of.invitations
    this.#backOff = new BackOff(options.clock, options.store.across ?? new Alone())
    this.#devices = new Signer(options.sessionKeys, 'known browser')
  }

  /**
   * Whether this is somebody's password. Guessing slows down by account, and apart for a browser that the account was used in before: a
   * stranger who guesses cannot keep its owner out, nor anyone else. Throws TooBusy.
   */
  async password(email: string, password: string, cookies: string | undefined): Promise<PasswordOutcome> {
    const key = this.#keyOf(accountIdOf(email), cookies)
    const milliseconds = await this.#backOff.waitOf(key)
    if (milliseconds > 0) return { kind: 'wait', milliseconds }
    // Counted before the slow part, so that a hundred guesses at once are a hundred guesses.
    await this.#backOff.failed(key)
    const account = await this.#accounts.byEmail(email)
    const isRight = await this.#passwords.isRight(password, account?.password)
    if (!account || !isRight || account.status !== 'active') {
      return { kind: 'wrong', ...(account && { account }) }
    }
    await this.#backOff.succeeded(key)
    if (account.password && this.#passwords.isOld(account.password)) await this.#setHash(account.id, password)
    return { kind: 'right', account }
  }

  /** Whether a code of their app is right and new, or a recovery code is one that is left; either is used up with that. */
  async code(id: string, typed: string, cookies: string | undefined): Promise<'in' | 'wrong' | 'wait'> {
    const key = `code.${this.#keyOf(id, cookies)}`
    if ((await this.#backOff.waitOf(key)) > 0) return 'wait'
    await this.#backOff.failed(key)
    const used = await this.#accounts.change(id, (account) => this.#withCodeUsed(account, typed))
    if (!used) return 'wrong'
    await this.#backOff.succeeded(key)
    return 'in'
  }

  /** How long until a code can be tried again, in milliseconds. */
  codeWait(id: string, cookies: string | undefined): Promise<number> {
    return this.#backOff.waitOf(`code.${this.#keyOf(id, cookies)}`)
  }

  /** Ties an app to an account, once a code of it has come back: the recovery codes, to be shown this once. */
  async tieApp(id: string, secret: string, typed: string): Promise<readonly string[] | undefined> {
    const step = stepOf(secret, typed, this.#clock.now())
    if (step === undefined) return undefined
    const codes = newRecoveryCodes()
    const tied = await this.#accounts.change(id, (account) =>
      account.status === 'active' && account.totp === undefined
        ? {
            ...account,
            totp: { secret, lastStep: step },
            recovery: codes.map(recoveryHash),
            lastSignIn: this.#clock.now().toISOString(),
          }
        : undefined,
    )
    return tied && codes
  }

  /** New recovery codes instead of those that are left. */
  async newCodes(id: string): Promise<readonly string[]> {
    const codes = newRecoveryCodes()
    await this.#accounts.change(id, (account) => ({ ...account, recovery: codes.map(recoveryHash) }))
    return codes
  }

  /** What is wrong with a password that somebody wants to have. */
  faultOf(
    password: string,
    account: Pick<Account, 'email' | 'name' | 'places'>,
  ): Promise<PasswordFault | undefined> {
    const schools = account.places.map(({ school }) => this.#options.schools.byId(school)?.name ?? '')
    return passwordFault(password, ['matters', 'inbox', account.email, account.name, ...schools])
  }

  async isPassword(account: Account, password: string, cookies: string | undefined): Promise<boolean> {
    return (await this.password(account.email, password, cookies)).kind === 'right'
  }

  async setPassword(id: string, password: string): Promise<void> {
    await this.#setHash(id, password)
  }

  /** An invitation that can still be taken up, and the account it is for as it would be. */
  async invited(link: string): Promise<{ invitation: Invitation; account: Account } | undefined> {
    const invitation = this.#invitations.read(link)
    if (!invitation || (await this.#accounts.isUsed(invitation.nonce))) return undefined
    const account = await this.#accounts.byEmail(invitation.email)
    if (account?.status === 'suspended') return undefined
    if (invitation.place) {
      // The operator's: it makes the account, or gives a new way into the one that there is.
      const { email, name, place } = invitation
      const bare: Account = account ?? {
        ...{ kind: 'account', id: accountIdOf(email), email, name, status: 'invited', recovery: [] },
        places: [],
        createdAt: this.#clock.now().toISOString(),
      }
      return { invitation, account: withPlace(bare, place) }
    }
    const isNow = account?.status === 'invited' && account.invitation?.nonce === invitation.nonce
    return isNow ? { invitation, account } : undefined
  }

  /** Takes an invitation up with a password that will do, once: the account, which has no app yet. Throws TooBusy. */
  async takeUp(link: string, password: string): Promise<Account | undefined> {
    const found = await this.invited(link)
    if (!found) return undefined
    const { invitation } = found
    const hash = await this.#passwords.hash(password)
    if (!(await this.#accounts.useUp(invitation.nonce, invitation.until))) return undefined
    if (invitation.place) await this.#accounts.give({ ...invitation, place: invitation.place })
    return this.#accounts.change(accountIdOf(invitation.email), (account) =>
      // Suspended or asked anew while the hash was made: then this invitation is no good any more.
      account.status !== 'suspended' && (invitation.place || account.invitation?.nonce === invitation.nonce)
        ? { ...withoutKeys(account), status: 'active', password: hash }
        : undefined,
    )
  }

  /**
   * Takes an invitation up without a password, for who comes by the organisation's sign-in: the operator's once. The account, also for
   * whoever presses again; undefined when the invitation is no good or its account is suspended.
   */
  async takeUpElsewhere(link: string): Promise<Account | undefined> {
    const found = await this.invited(link)
    if (!found) return this.#takenUp(link)
    const { place, nonce, until } = found.invitation
    if (!place) return found.account
    return (await this.#accounts.useUp(nonce, until))
      ? this.#accounts.give({ ...found.invitation, place })
      : this.#takenUp(link)
  }

  /** The account as it comes in by a password: without what a claim gave, which the organisation's sign-in gives again if it still does. */
  comesIn(id: string): Promise<Account | undefined> {
    return this.#accounts.change(id, (account) =>
      account.status === 'active'
        ? { ...account, places: account.places.filter(({ from }) => from === 'person') }
        : undefined,
    )
  }

  /** The `set-cookie` header by which this browser is known to be this account's. */
  knownBrowser(id: string): string {
    const value = this.#devices.seal(`${id}.${random()}`)
    return cookie(DEVICE_COOKIE, value, { seconds: DEVICE_MS / 1000, publicUrl: this.#options.publicUrl })
  }

  /** The account that an operator's invitation made before, as long as the invitation would still be good. */
  async #takenUp(link: string): Promise<Account | undefined> {
    const invitation = this.#invitations.read(link)
    const account = invitation?.place && (await this.#accounts.byEmail(invitation.email))
    return account?.status === 'suspended' ? undefined : account
  }

  #keyOf(id: string, cookies: string | undefined): string {
    const known = this.#devices.open(cookieValue(cookies, DEVICE_COOKIE, this.#options.publicUrl))
    return known?.startsWith(`${id}.`) ? known : id
  }

  #withCodeUsed(account: Account, typed: string): Account | undefined {
    if (account.status !== 'active' || !account.totp) return undefined
    const step = stepOf(account.totp.secret, typed, this.#clock.now(), account.totp.lastStep)
    const lastSignIn = this.#clock.now().toISOString()
    if (step !== undefined) return { ...account, lastSignIn, totp: { ...account.totp, lastStep: step } }
    const hash = recoveryHash(typed)
    if (!account.recovery.includes(hash)) return undefined
    return { ...account, lastSignIn, recovery: account.recovery.filter((one) => one !== hash) }
  }

  async #setHash(id: string, password: string): Promise<void> {
    const hash = await this.#passwords.hash(password)
    await this.#accounts.change(id, (account) => ({ ...account, password: hash }))
  }
}
