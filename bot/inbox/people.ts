import type { Role } from '../../domain/school/role.ts'
import { accountIdOf, plainEmail } from '../records/accounts.ts'
import type { Account, Place } from '../records/accounts.ts'
import type { Schools } from '../schools.ts'
import type { Accounts } from './accounts.ts'
import { withPlace, withoutKeys } from './accounts.ts'
import type { Invitations } from './invitations.ts'
import { may } from './permissions.ts'
import type { Session } from './sessions.ts'
import { namedByEmail } from './staff.ts'
import type { Staff } from './staff.ts'

/** Why something with a person was not done. */
export type PersonProblem = 'self' | 'administrator' | 'elsewhere' | 'there' | 'settings'

type Done = { readonly account: Account; readonly link?: string }

/**
 * What school leads and administrators do with people, each at the schools where they are that: nobody changes what they are
 * themselves, nobody but an administrator makes or changes one, and what somebody is at another school stays as it is.
 */
export class People {
  readonly #accounts: Accounts
  readonly #invitations: Invitations
  readonly #schools: Schools

  constructor(of: {
    readonly accounts: Accounts
    readonly invitations: Invitations
    readonly schools: Schools
  }) {
    this.#accounts = of.accounts
    this.#invitations = of.invitations
    this.#schools = of.schools
  }

  /** Those of the manager's schools, at which they may manage. */
  managed(session: Session): readonly Staff[] {
    return session.places.filter((place) => may(place, 'manage-people'))
  }

  async list(session: Session): Promise<Account[]> {
    return this.#accounts.of(this.managed(session).map(({ school }) => school.id))
  }

  /** A person with a place at one of the manager's schools; undefined for all others, whether they are there or not. */
  async find(session: Session, id: string): Promise<Account | undefined> {
    const account = await this.#accounts.get(id)
    const schools = this.managed(session).map(({ school }) => school.id)
    return account?.places.some(({ school }) => schools.includes(school)) ? account : undefined
  }

  /**
   * Makes an account, or gives the one that there is a place at this school; and the link to it, when one is needed and the whole of the
   * account is theirs to manage: whoever has the link has everything that the account may see, at other schools too.
   */
  async invite(
    session: Session,
    at: Staff,
    of: { readonly email: string; readonly name: string; readonly roles: readonly Role[] },
  ): Promise<Done | PersonProblem> {
    const before = await this.#accounts.get(accountIdOf(of.email))
    if (before?.places.some(({ school }) => school === at.school.id)) return 'there'
    if (of.roles.includes('administrator') && !may(at, 'manage-administrators')) return 'administrator'
    const as = namedByEmail(at.school, of.roles, plainEmail(of.email))
    const place: Place = {
      school: at.school.id,
      roles: [...of.roles],
      from: 'person',
      ...(as !== undefined && { as }),
    }
    const account = await this.#accounts.give({ email: of.email, name: of.name, place })
    const needsLink = account.status === 'invited' && this.problem(session, account) === undefined
    return needsLink ? this.#asked(account) : { account }
  }

  /** Gives a person other roles at one school; with none, takes them out of it. */
  async setPlace(
    session: Session,
    id: string,
    of: { readonly at: Staff; readonly roles: readonly Role[]; readonly as: string | undefined },
  ): Promise<Done | PersonProblem> {
    const problem = await this.#problem(session, id, [of.at])
    if (problem) return problem
    if (of.roles.includes('administrator') && !may(of.at, 'manage-administrators')) return 'administrator'
    const { school } = of.at
    const named = [...school.dutyContacts, ...school.linkWorkers].some((one) => one.id === of.as)
    if (of.as !== undefined && !named) return 'settings'
    const account = await this.#accounts.change(id, (before) =>
      of.roles.length === 0
        ? { ...before, places: before.places.filter((place) => place.school !== school.id) }
        : withPlace(before, {
            school: school.id,
            roles: [...of.roles],
            from: 'person',
            ...(of.as !== undefined && { as: of.as }),
          }),
    )
    return account ? { account } : 'elsewhere'
  }

  /** Keeps somebody out, or lets them in again. */
  async setSuspended(session: Session, id: string, suspended: boolean): Promise<Done | PersonProblem> {
    const problem = await this.#problem(session, id)
    if (problem) return problem
    const account = await this.#accounts.change(id, (before) => ({
      ...before,
      invitation: undefined,
      status: suspended ? 'suspended' : before.password || before.oidc ? 'active' : 'invited',
    }))
    return account ? { account } : 'elsewhere'
  }

  /** Takes password, app and codes away and makes a new invitation: for a lost phone, or when somebody else may know them. */
  async reset(session: Session, id: string): Promise<Done | PersonProblem> {
    const problem = await this.#problem(session, id)
    if (problem) return problem
    const account = await this.#accounts.change(id, withoutKeys)
    return account ? this.#asked(account) : 'elsewhere'
  }

  /**
   * Why they may not change this person. `at`: of what happens at these schools only. Without, of the whole account, which takes
   * managing all of its schools that there (still) are: nobody looks after one that was removed or renamed.
   */
  problem(session: Session, account: Account, at?: readonly Staff[]): PersonProblem | undefined {
    if (account.id === session.staff.account) return 'self'
    const managed = this.managed(session)
    const touched = account.places.filter(
      ({ school }) =>
        this.#schools.byId(school) !== undefined && (!at || at.some((staff) => staff.school.id === school)),
    )
    for (const { school, roles } of touched) {
      const manager = managed.find((staff) => staff.school.id === school)
      if (!manager) return 'elsewhere'
      if (roles.includes('administrator') && !may(manager, 'manage-administrators')) return 'administrator'
    }
    return undefined
  }

  async #asked(account: Account): Promise<Done> {
    const { invitation, link } = this.#invitations.make({ email: account.email, name: account.name })
    const { nonce, until } = invitation
    const asked = await this.#accounts.change(account.id, (now) => ({ ...now, invitation: { nonce, until } }))
    return { account: asked ?? account, link }
  }

  async #problem(session: Session, id: string, at?: readonly Staff[]): Promise<PersonProblem | undefined> {
    const account = await this.find(session, id)
    return account ? this.problem(session, account, at) : 'elsewhere'
  }
}
