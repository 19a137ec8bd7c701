import type { LinkWorker, School } from '../school/school.ts'
import type { Handoff } from './types.ts'

type Workers = Pick<School, 'linkWorkers'>

/** The link worker a summary is with; undefined when it is nobody's yet, and when whoever had it is no link worker of the school any more. */
export const linkWorkerOf = (
  { linkWorker }: Pick<Handoff, 'linkWorker'>,
  { linkWorkers }: Workers,
): LinkWorker | undefined => linkWorkers.find(({ id }) => id === linkWorker)

/** The name of whoever a summary was given to or booked with, also of one who has left, as far as the booking tells it. */
export function linkWorkerName(handoff: Handoff, school: Workers): string | undefined {
  const { linkWorker, appointment } = handoff
  const isBookedWith = linkWorker === undefined || appointment?.slot.linkWorker === linkWorker
  return linkWorkerOf(handoff, school)?.name ?? (isBookedWith ? appointment?.linkWorkerName : undefined)
}

/** Since when a summary waits for whoever has it: for a colleague it was given to, since then; of one that was read, since more was heard. */
export const waitsSince = ({
  agreedAt,
  assigned,
  heardSince,
}: Pick<Handoff, 'agreedAt' | 'assigned' | 'heardSince'>): string =>
  [assigned?.at, heardSince?.at].reduce<string>(
    (at, one) => (one !== undefined && one > at ? one : at),
    agreedAt,
  )

/** Whether a time is booked with someone who is no link worker of the school any more: nobody will be there. */
export const isBookedWithNobody = ({ appointment }: Handoff, school: Workers): boolean =>
  appointment !== undefined && linkWorkerOf(appointment.slot, school) === undefined

/**
 * Whose a summary is when it is made anew: the link worker that a person gave it to, until the young person books a time with another.
 * The later of the two decisions holds.
 */
export function standingAssignment(
  made: Handoff,
  before: Handoff | undefined,
): Pick<Handoff, 'assigned' | 'linkWorker'> {
  const assigned = before?.assigned
  if (!assigned) return {}
  const { appointment } = made
  const isElsewhere = appointment !== undefined && appointment.slot.linkWorker !== assigned.to
  if (isElsewhere && appointment.bookedAt > assigned.at) return {}
  return { assigned, linkWorker: assigned.to }
}
