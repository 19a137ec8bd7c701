import { Alert } from '../../domain/handoff/types.ts'
import type { CollectionDefinition } from '../storage/store.ts'

export type AlertIndex = {
  school: string
  acknowledged: boolean
  closed: boolean
  conversation: string
  /** When it was raised: lets a list take the latest without opening all. */
  at: string
}

/** Alerts by the concern's id. */
export const alerts: CollectionDefinition<Alert, AlertIndex> = {
  name: 'alerts',
  schemaVersion: 2,
  schema: Alert,
  // 2 knows which are closed; what 1 wrote stands as it is, and none of it is.
  migrations: { 1: (old) => old },
  added: { closed: false },
  index: ({ school, acknowledged, closed, conversation, raisedAt }) => ({
    school,
    acknowledged: acknowledged !== undefined,
    closed: closed !== undefined,
    conversation,
    at: raisedAt,
  }),
}
