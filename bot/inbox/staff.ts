import type { School } from '../../domain/school/school.ts'
import type { Account, Place } from '../records/accounts.ts'
import { Role } from '../../domain/school/role.ts'
import type { StaffId } from '../records/roles.ts'
import type { Schools } from '../schools.ts'

/** Someone who is signed in, at one school, as its settings and their account say it at this moment. */
export interface Staff {
  readonly id: StaffId
  readonly name: string
  readonly school: School
  /** A person may be several: as their account says, or when the same id and name stand in both lists of the settings. */
  readonly roles: readonly Role[]
  /** Their account's id; undefined for someone whom the demonstration's link let in. */
  readonly account?: string | undefined
}

const LISTED = ['duty-contact', 'link-worker'] as const

/** The member of staff with this id; undefined when the settings do not (or no longer) name them. */
export function staffOf(schools: Schools, id: StaffId): Staff | undefined {
  const school = schools.byId(id.school)
  if (!school || (id.role !== 'duty-contact' && id.role !== 'link-worker')) return undefined
  const person = listOf(school, id.role).find((one) => one.id === id.id)
  if (!person) return undefined
  const isToo = (role: (typeof LISTED)[number]) =>
    listOf(school, role).some((one) => one.id === person.id && one.name === person.name)
  return { id, name: person.name, school, roles: LISTED.filter(isToo) }
}

/** What an account's owner is at each school that there (still) is, in the order of the account. */
export function placesOf(schools: Schools, account: Account): Staff[] {
  return account.places.flatMap((place) => {
    const school = schools.byId(place.school)
    return school ? [staffAt(school, account, place)] : []
  })
}

function staffAt(school: School, account: Account, { roles, as }: Place): Staff {
  const inOrder = Role.options.filter((role) => roles.includes(role))
  const named = namedAs(school, inOrder, as)
  return {
    // Roles are in the order of urgency: who is a duty contact comes into a chat as that first.
    id: { school: school.id, role: inOrder[0] ?? 'link-worker', id: named?.id ?? account.id },
    // The name that young people are told is the one in the settings.
    name: named?.name ?? account.name,
    school,
    roles: inOrder,
    account: account.id,
  }
}

function namedAs(school: School, roles: readonly Role[], as: string | undefined) {
  if (as === undefined) return undefined
  return LISTED.filter((role) => roles.includes(role))
    .flatMap((role) => listOf(school, role))
    .find(({ id }) => id === as)
}

/** Who the settings say has this address, for one of these roles: whom an invitation of it ties to. */
export function namedByEmail(school: School, roles: readonly Role[], email: string): string | undefined {
  return LISTED.filter((role) => roles.includes(role))
    .flatMap((role) => listOf(school, role))
    .find((one) => one.email?.toLowerCase() === email)?.id
}

/** What both lists of the settings say of a person. */
interface Named {
  readonly id: string
  readonly name: string
  readonly email?: string | undefined
}

const listOf = (school: School, role: (typeof LISTED)[number]): readonly Named[] =>
  role === 'duty-contact' ? school.dutyContacts : school.linkWorkers
