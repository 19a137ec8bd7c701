import type { Clock } from '../domain/time/clock.ts'
import { MattersError } from './errors.ts'
import type { Logger } from './logger.ts'
import { conversations } from './records/conversations.ts'
import type { Store } from './storage/store.ts'

const DAY_MS = 86_400_000

/**
 * Deletes conversations that nobody sent to a link worker and nobody has touched for the days that were promised. One that still has
 * something to do (an alert that has not left) stays. Gives how many were deleted; one that fails is left for the next night.
 */
export async function sweepConversations(of: {
  store: Store
  clock: Clock
  keepDays: number
  logger: Logger
}): Promise<number> {
  const records = of.store.collection(conversations)
  const oldest = new Date(of.clock.now().getTime() - of.keepDays * DAY_MS).toISOString().slice(0, 10)
  const unsent = await records.list({ handedOff: false, pending: false })
  let deleted = 0
  for (const { id } of unsent.filter(({ index }) => index.day < oldest)) {
    try {
      await records.delete(id)
      deleted += 1
    } catch (error) {
      const code = error instanceof MattersError ? error.code : 'unexpected'
      of.logger.error({ conversation: id, code }, 'a conversation past its time could not be deleted')
    }
  }
  if (deleted > 0) of.logger.info({ deleted }, 'conversations past their time were deleted')
  return deleted
}
