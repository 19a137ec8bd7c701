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
}

/** Handoffs by the conversation's id. */
export const handoffs: CollectionDefinition<Handoff, HandoffIndex> = {
  name: 'handoffs',
  schemaVersion: 1,
  schema: Handoff,
  index: ({ school, status, acknowledged, agreedAt, outgoing }) => ({
    school,
    status,
    acknowledged: acknowledged !== undefined,
    at: agreedAt,
    outgoing: outgoing.some(isWaiting),
  }),
}
