import type { School } from '../../domain/school/school.ts'
import type { Role, StaffId } from '../records/sign-ins.ts'
import type { Schools } from '../schools.ts'

/** Someone who is signed in, as the school's settings say it at this moment. */
export interface Staff {
  readonly id: StaffId
  readonly name: string
  readonly school: School
  /** A person may be both: the same id and name stand in both lists. */
  readonly roles: readonly Role[]
}

/** The member of staff with this id; undefined when the settings do not (or no longer) name them. */
export function staffOf(schools: Schools, id: StaffId): Staff | undefined {
  const school = schools.byId(id.school)
  if (!school) return undefined
  const lists = { 'duty-contact': school.dutyContacts, 'link-worker': school.linkWorkers } as const
  const person = lists[id.role].find((one) => one.id === id.id)
  if (!person) return undefined
  const isToo = (role: Role) => lists[role].some((one) => one.id === person.id && one.name === person.name)
  return {
    id,
    name: person.name,
    school,
    roles: (['duty-contact', 'link-worker'] as const).filter(isToo),
  }
}
