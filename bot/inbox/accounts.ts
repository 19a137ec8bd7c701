import type { Clock } from '../../domain/time/clock.ts'
import { accountIdOf, accountKey, plainEmail } from '../records/accounts.ts'
import type { Account, Place } from '../records/accounts.ts'
import { signIns } from '../records/sign-ins.ts'
import type { SignInIndex, SignInRecord } from '../records/sign-ins.ts'
import { AlreadyExists, VersionConflict } from '../storage/errors.ts'
import type { Collection, Store } from '../storage/store.ts'

/** Writers meet on one account only for moments: its owner signs in while somebody changes their roles. */
const MOST_TRIES = 5

/** The accounts of the inbox: read, made, and changed so that no change is lost. */
export class Accounts {
  readonly #records: Collection<SignInRecord, SignInIndex>
  readonly #clock: Clock

  constructor(store: Store, clock: Clock) {
    this.#records = store.collection(signIns)
    this.#clock = clock
  }

  async get(id: string): Promise<Account | undefined> {
    const body = (await this.#records.get(accountKey(id)))?.body
    return body?.kind === 'account' ? body : undefined
  }

  byEmail(email: string): Promise<Account | undefined> {
    return this.get(accountIdOf(email))
  }

  /** Everyone with a place at one of these schools, by name. */
  async of(schools: readonly string[]): Promise<Account[]> {
    const found = await this.#records.find({ kind: 'account' })
    return found
      .flatMap(({ body }) => (body.kind === 'account' ? [body] : []))
      .filter(({ places }) => places.some(({ school }) => schools.includes(school)))
      .sort((a, b) => a.name.localeCompare(b.name, 'en'))
  }

  /**
   * Writes what `edit` makes of an account; `edit` gives undefined to leave it. What was written, or undefined when nothing was. Throws
   * VersionConflict when others keep writing it.
   */
  async change(id: string, edit: (account: Account) => Account | undefined): Promise<Account | undefined> {
    for (let tries = 0; ; tries += 1) {
      const record = await this.#records.get(accountKey(id))
      const made = record?.body.kind === 'account' ? edit(record.body) : undefined
      if (!record || !made) return undefined
      try {
        await this.#records.put(accountKey(id), made, record.version)
        return made
      } catch (error) {
        if (!(error instanceof VersionConflict) || tries >= MOST_TRIES) throw error
      }
    }
  }

  /**
   * The account of this address with this place: made as `invited`, or the one that there is with the place put in (or over an older one
   * at the same school).
   */
  async give(of: { readonly email: string; readonly name: string; readonly place: Place }): Promise<Account> {
    const id = accountIdOf(of.email)
    const made: Account = {
      kind: 'account',
      id,
      email: plainEmail(of.email),
      name: of.name,
      status: 'invited',
      places: [of.place],
      recovery: [],
      createdAt: this.#clock.now().toISOString(),
    }
    try {
      await this.#records.create(accountKey(id), made)
      return made
    } catch (error) {
      if (!(error instanceof AlreadyExists)) throw error
    }
    const changed = await this.change(id, (account) => withPlace(account, of.place))
    return changed ?? made
  }

  /** Uses a nonce up; false when it was used before. Of many at once one gets true. */
  async useUp(nonce: string, until: string): Promise<boolean> {
    try {
      await this.#records.create(`link.${nonce}`, { kind: 'used-link', until })
      return true
    } catch (error) {
      if (error instanceof AlreadyExists) return false
      throw error
    }
  }

  async isUsed(nonce: string): Promise<boolean> {
    return (await this.#records.get(`link.${nonce}`)) !== undefined
  }
}

/** The account with this place instead of the one it has at that school. */
export const withPlace = (account: Account, place: Place): Account => ({
  ...account,
  places: [...account.places.filter(({ school }) => school !== place.school), place],
})

/** The account without any way in: a new invitation is needed. */
export function withoutKeys(account: Account): Account {
  const { id, email, name, places, createdAt, lastSignIn } = account
  return {
    kind: 'account',
    id,
    email,
    name,
    status: 'invited',
    places,
    recovery: [],
    createdAt,
    ...(lastSignIn !== undefined && { lastSignIn }),
  }
}
