import { Alert } from '../../domain/handoff/types.ts'
import type { CollectionDefinition } from '../storage/store.ts'

export type AlertIndex = {
  school: string
  acknowledged: boolean
  conversation: string
  /** When it was raised: lets a list take the latest without opening all. */
  at: string
}

/** Alerts by the concern's id. */
export const alerts: CollectionDefinition<Alert, AlertIndex> = {
  name: 'alerts',
  schemaVersion: 1,
  schema: Alert,
  index: ({ school, acknowledged, conversation, raisedAt }) => ({
    school,
    acknowledged: acknowledged !== undefined,
    conversation,
    at: raisedAt,
  }),
}
