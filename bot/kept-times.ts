import { conversationOf, notices } from './records/notices.ts'
import { slotClaims } from './records/slots.ts'
import { waitingEntries } from './records/waiting.ts'
import type { Store } from './storage/store.ts'

/** What stands outside a conversation about its times, and has to go with it. */
export interface KeptTime {
  readonly id: string
  readonly conversation: string
  /** A meeting that was booked. */
  readonly isBooked: boolean
  readonly erase: () => Promise<void>
}

/** Places on the waiting list, times that are held or booked, reminders and mails about a time, of all conversations. */
export async function keptTimes(store: Store): Promise<KeptTime[]> {
  const [places, times, mails] = [
    store.collection(waitingEntries),
    store.collection(slotClaims),
    store.collection(notices),
  ]
  return [
    ...(await places.list({})).map(({ id }) => ({
      id,
      conversation: id,
      isBooked: false,
      erase: () => places.delete(id),
    })),
    ...(await times.list({})).map(({ id, index }) => ({
      id,
      conversation: index.holder,
      isBooked: index.state === 'booked',
      erase: () => times.delete(id),
    })),
    ...(await mails.list({})).flatMap(({ id }) => {
      const conversation = conversationOf(id)
      return conversation === undefined
        ? []
        : [{ id, conversation, isBooked: false, erase: () => mails.delete(id) }]
    }),
  ]
}
