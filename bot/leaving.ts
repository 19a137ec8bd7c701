import type { Leaving } from '../domain/handoff/outgoing.ts'
import type { Handoff } from '../domain/handoff/types.ts'
import { nameUuid } from './ids.ts'

/** The document on its way to another system. What says the same has the same id. */
export function leavingAsFhir(handoff: Handoff): Leaving {
  const { version, lines, concerns, codes, contact, supporter, appointment, preferredName, liked } = handoff
  const said = [version, lines, concerns, codes, contact, supporter, appointment, preferredName, liked]
  // A call at the wrong time can do harm: these are said after the number that they are about.
  if (handoff.safeTimes !== undefined) said.push(handoff.safeTimes)
  return { id: nameUuid(JSON.stringify([handoff.id, 'fhir', said])), to: 'fhir', version, lines: [] }
}

/** The id of what is said again, after something else was. */
export const idAfter = (says: string, last: string): string => nameUuid(JSON.stringify([says, last]))
