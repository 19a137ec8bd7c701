import { MattersError } from './errors.ts'
import type { Logger } from './logger.ts'

/** Does something to conversations, one after another and each by itself: one that fails is told to the log as `failed` and holds up no other. */
export async function eachAlone(
  conversations: readonly { id: string }[],
  work: (id: string) => Promise<unknown>,
  { logger, failed }: { logger: Logger; failed: string },
): Promise<void> {
  for (const { id } of conversations) {
    try {
      await work(id)
    } catch (error) {
      const code = error instanceof MattersError ? error.code : 'unexpected'
      logger.error({ conversation: id, code }, failed)
    }
  }
}
