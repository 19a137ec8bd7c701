import { activityId } from '../../activities.ts'
import type { Incoming } from '../../conversations.ts'
import type { ConversationRecord } from '../../records/conversations.ts'
import type { Posted } from './activity.ts'

/** A tap in the widget, or what was on its screen: both name what we said by the ids that Azure gave it, as far as the record has them. */
export function onScreen(
  { channelData }: Posted,
  record: ConversationRecord | undefined,
): Pick<Incoming, 'tap' | 'seen'> {
  const { chose, ...azures } = channelData?.matters ?? {}
  const ours = (azure: string | undefined): string | undefined => {
    const sent = record?.link?.ids.find(({ id }) => id === azure)
    return record && sent && activityId(record.id, sent.seq)
  }
  const replyTo = ours(azures.replyTo)
  const seen = ours(azures.seen)
  return {
    ...(chose && { tap: { chose, ...(replyTo !== undefined && { replyTo }) } }),
    ...(seen !== undefined && { seen }),
  }
}
