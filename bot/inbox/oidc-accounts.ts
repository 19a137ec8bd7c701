import { accountIdOf } from '../records/accounts.ts'
import type { Account, Place } from '../records/accounts.ts'
import type { Schools } from '../schools.ts'
import type { Accounts } from './accounts.ts'
import type { OidcPerson } from './oidc.ts'

/**
 * The account of somebody whom their organisation's sign-in vouches for: one that was invited, or one that the schools' settings give
 * to whoever has such a claim. `unknown`: neither. `other`: the address belongs to another person of that sign-in by now, and
 * `suspended`: they may not come in.
 */
export async function accountFor(
  accounts: Accounts,
  schools: Schools,
  person: OidcPerson,
  now: Date,
): Promise<Account | 'unknown' | 'other' | 'suspended'> {
  const given = placesBy(schools, person.claims)
  let account = await accounts.byEmail(person.email)
  const [first] = given
  if (!account && first) {
    account = await accounts.give({ email: person.email, name: person.name ?? person.email, place: first })
  }
  if (!account) return 'unknown'
  if (account.status === 'suspended') return 'suspended'
  if (account.oidc && (account.oidc.subject !== person.subject || account.oidc.issuer !== person.issuer))
    return 'other'
  const changed = await accounts.change(accountIdOf(person.email), (before) => {
    return {
      ...before,
      invitation: undefined,
      status: before.status === 'suspended' ? 'suspended' : 'active',
      places: merged(before.places, given),
      oidc: { issuer: person.issuer, subject: person.subject },
      lastSignIn: now.toISOString(),
    }
  })
  return changed && changed.places.length > 0 ? changed : 'unknown'
}

/** What people gave stands; what claims gave is what they give now, no more. */
function merged(before: readonly Place[], given: readonly Place[]): Place[] {
  const kept = before.filter(({ from }) => from === 'person')
  return [...kept, ...given.filter(({ school }) => !kept.some((place) => place.school === school))]
}

function placesBy(schools: Schools, claims: Readonly<Record<string, unknown>>): Place[] {
  return schools.all().flatMap((school) => {
    const rules = school.signIn.filter(({ claim, value }) => has(claims[claim], value))
    if (rules.length === 0) return []
    const as = rules.find((rule) => rule.as !== undefined)?.as
    const roles = [...new Set(rules.flatMap((rule) => rule.roles))]
    return [{ school: school.id, roles, from: 'claims' as const, ...(as !== undefined && { as }) }]
  })
}

const has = (claim: unknown, value: string): boolean =>
  Array.isArray(claim) ? claim.includes(value) : claim === value
