import { meetingKey, meetingsOf } from '../../domain/handoff/meetings.ts'
import { isWaiting } from '../../domain/handoff/outgoing.ts'
import { Handoff } from '../../domain/handoff/types.ts'
import type { CollectionDefinition } from '../storage/store.ts'

export type HandoffIndex = {
  school: string
  status: string
  acknowledged: boolean
  /** When they agreed: lets a list take the latest without opening all. */
  at: string
  /** Something of it has yet to leave for a school, a GP or another system. */
  outgoing: boolean
  /** The key and the start of each meeting that nobody has said was missed or cancelled: `key start,key start`. */
  meetings: string
}

/** The meetings in an index. */
export const meetingsIn = ({ meetings }: HandoffIndex): { key: string; start: string }[] =>
  meetings.split(',').flatMap((one) => {
    const [key, start] = one.split(' ')
    return key !== undefined && start !== undefined ? [{ key, start }] : []
  })

/** Handoffs by the conversation's id. */
export const handoffs: CollectionDefinition<Handoff, HandoffIndex> = {
  name: 'handoffs',
  schemaVersion: 2,
  schema: Handoff,
  // The body is the same; the index has the meetings.
  migrations: { 1: (old) => old },
  added: { meetings: '' },
  index: (handoff) => ({
    school: handoff.school,
    status: handoff.status,
    acknowledged: handoff.acknowledged !== undefined,
    at: handoff.agreedAt,
    outgoing: handoff.outgoing.some(isWaiting),
    meetings: meetingsOf(handoff)
      .filter(({ status }) => status === 'booked')
      .map((one) => `${meetingKey(one)} ${one.slot.start}`)
      .join(','),
  }),
}
