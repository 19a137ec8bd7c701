import { isReferred } from '../domain/conversation/concern.ts'
import type { OnAcknowledged } from './channels/teams/staff-cards.ts'
import type { ConversationService } from './conversation-service.ts'
import { alerts } from './records/alerts.ts'
import { handoffs } from './records/handoffs.ts'
import type { Store } from './storage/store.ts'

/**
 * Tells a young person in their chat who has read their summary, or seen a booking that came without one, or read what they said about
 * being safe. Of an invitation that an adult wrote they hear nothing: it is no words of theirs.
 */
export function readReceipts(of: {
  conversations: Pick<ConversationService, 'tell'>
  store: Store
}): OnAcknowledged {
  return async (conversation, { what, id, name, at }) => {
    if (what === 'handoff') {
      const handoff = (await of.store.collection(handoffs).get(id))?.body
      if (handoff?.version === 0) {
        // They kept their answers back: nobody has read any. A time that is off by now is better left alone.
        if (handoff.appointment?.status === 'booked')
          await of.conversations.tell(conversation, [{ id: 'next.read.booking', values: { worker: name } }])
        return
      }
      const day = { at, as: 'weekday' } as const
      await of.conversations.tell(conversation, [{ id: 'next.read', values: { worker: name, day } }])
      return
    }
    const alert = (await of.store.collection(alerts).get(id))?.body
    if (alert && isReferred(alert.concern)) return
    await of.conversations.tell(conversation, [{ id: 'safety.read', values: { name } }])
  }
}
