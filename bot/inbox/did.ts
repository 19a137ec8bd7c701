import { isReferred } from '../../domain/conversation/concern.ts'
import type { Concern } from '../../domain/conversation/concern.ts'

/** The phase of a concern that was heard while a person was in the chat. */
const IN_A_VISIT = 'visit'

/** The text, by its id, of what we did about a concern: nothing when an adult wrote it, and little while a person was in the chat. */
export function didText(concern: Pick<Concern, 'heardBy' | 'phase' | 'response'>): string {
  const { phase, response } = concern
  if (isReferred(concern)) return 'inbox.did.referral'
  if (phase !== IN_A_VISIT) return `inbox.did.${response}`
  return response === 'act-now' ? 'inbox.did.visit.now' : 'inbox.did.visit'
}
