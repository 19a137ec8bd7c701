import type { Concern } from '../conversation/concern.ts'
import type { Alert } from './types.ts'

/** A duty contact who is on duty is due to have read an alert by then (reliability.md 5, the last step of escalation). */
const READ_WITHIN_MS = 15 * 60_000

/** When an alert is due to have been read: a quarter of an hour after someone reads alerts, or from now when it is not known who does. */
export const dueToBeRead = (read: Date | undefined, now: Date): string =>
  new Date((read ?? now).getTime() + READ_WITHIN_MS).toISOString()

/** When someone reads it: its due time without the quarter of an hour, which may reach past the end of their hours. */
export const readFrom = ({ dueAt }: Pick<Alert, 'dueAt'>): Date =>
  new Date(Date.parse(dueAt) - READ_WITHIN_MS)

/** An alert as it begins. */
export const newAlert = (
  concern: Concern,
  of: { conversation: string; school: string; read: Date | undefined; now: Date },
): Alert => ({
  id: concern.id,
  conversation: of.conversation,
  school: of.school,
  concern,
  raisedAt: of.now.toISOString(),
  dueAt: dueToBeRead(of.read, of.now),
  round: 1,
  deliveries: [],
})
