import type { Conversations, LoggedActivity } from '../../conversations.ts'

/**
 * The log after a watermark. One that lies beyond the end belongs to a log that is gone (erased, or restored from a backup): all that
 * stands now is new to its owner, so reading begins again. `from` is where it began, `last` the watermark to come back with.
 */
export async function readLog(
  conversations: Conversations,
  conversation: string,
  after: number,
): Promise<{ entries: readonly LoggedActivity[]; from: number; last: number }> {
  const log = await conversations.log(conversation, after)
  if (log.last >= after) return { ...log, from: after }
  return { ...(await conversations.log(conversation, 0)), from: 0 }
}
