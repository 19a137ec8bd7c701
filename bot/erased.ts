import type { Draft } from '../dialogs/scope.ts'
import type { Appointment } from '../domain/booking/types.ts'
import type { Effect } from '../domain/conversation/effect.ts'
import { newFlow } from '../domain/conversation/flow.ts'
import { newPerson } from '../domain/conversation/person.ts'
import type { Person } from '../domain/conversation/person.ts'
import type { Clock } from '../domain/time/clock.ts'
import type { ConversationRecord } from './records/conversations.ts'

/** Forgets everything but what an alert that has not left yet still needs, and takes back what was sent or booked. */
export function erased(
  record: ConversationRecord,
  draft: Draft,
  { clock, newId }: { clock: Clock; newId: () => string },
): Partial<ConversationRecord> {
  const alerts = draft.effects.filter((effect) => effect.type === 'alert')
  const others = draft.effects.filter(isStillDue)
  const at = clock.now().toISOString()
  const { holding, appointment } = draft.person
  const slots = [holding, isAhead(appointment, at) ? appointment.slot : undefined].flatMap((slot) =>
    slot ? [slot.id] : [],
  )
  return {
    person: newPerson(),
    // They are still spoken to in their language.
    flow: { ...newFlow(), ...(draft.flow.language === undefined ? {} : { language: draft.flow.language }) },
    concerns: draft.concerns.filter(({ id }) => alerts.some((alert) => alert.concern === id)),
    effects: [
      ...alerts,
      ...others,
      ...slots.map((slotId) => ({ type: 'release-slot' as const, id: newId(), slotId })),
      { type: 'forget' as const, id: newId(), at },
      ...takenBack(draft.person, at, newId),
      ...(record.handedOff ? [{ type: 'withdraw-handoff' as const, id: newId() }] : []),
    ],
    handedOff: false,
    visit: null,
    hub: undefined,
    // What comes now is another conversation: a restored backup is known by its age (erasures.ts).
    startedAt: at,
    dialogState: { dialogStack: [] },
    log: [],
    recent: [],
  }
}

/** What happened did happen, and nobody is in it; what was being taken back goes on: a time, a place on the list, an entry in a calendar. */
const isStillDue = (effect: Effect): boolean =>
  ['audit', 'count', 'release-slot', 'waiting', 'reminder'].includes(effect.type) ||
  (effect.type === 'invite' && effect.method === 'cancel')

/** What an erased booking takes with it: the entry in the link worker's calendar, the reminder, the place on the list. */
function takenBack({ appointment, reminder, waiting }: Person, at: string, newId: () => string): Effect[] {
  const effects: Effect[] = []
  if (isAhead(appointment, at) && appointment.status === 'booked') {
    const cancelled: Appointment = { ...appointment, status: 'cancelled', sequence: appointment.sequence + 1 }
    effects.push({ type: 'invite', id: newId(), method: 'cancel', appointment: cancelled })
  }
  if (reminder) effects.push({ type: 'reminder', id: newId() })
  if (waiting) effects.push({ type: 'waiting', id: newId() })
  return effects
}

/** A meeting that has begun took place, or was missed: nobody is told that it will not, and its time stays what it was. */
const isAhead = (appointment: Appointment | undefined, at: string): appointment is Appointment =>
  appointment !== undefined && appointment.slot.start > at
