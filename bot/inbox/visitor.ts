import type { Visitor } from '../../domain/conversation/visit.ts'
import type { Facts } from './facts.ts'
import type { Staff } from './staff.ts'

/** A member of staff as a young person is told of them: with the role that the school's settings give a duty contact whom they name. */
export function visitorOf({ id, name, school }: Staff, as: Visitor['as'], facts: Facts): Visitor {
  const role =
    as === 'duty-contact'
      ? (school.dutyContacts.find((one) => one.id === id.id && one.name === name)?.role ??
        facts.say('person.role.duty-contact'))
      : facts.say('person.role.link-worker')
  return { id: id.id, name, role, as }
}
