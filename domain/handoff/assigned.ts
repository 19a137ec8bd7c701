import type { Handoff } from './types.ts'

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
