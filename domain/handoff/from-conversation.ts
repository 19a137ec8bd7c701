import type { Concern } from '../conversation/concern.ts'
import type { Behind, Person } from '../conversation/person.ts'
import type { Flow } from '../conversation/flow.ts'
import { linesFor } from './audiences.ts'
import type { Handoff } from './types.ts'

type Spoken = Pick<Flow, 'language' | 'unread'>

const NOTHING_BEHIND: Behind = { liked: [], notForMe: [], passedOver: [], measures: [] }

/** What staff must know of the language: which it was, when not English, and how many messages were not listened to. */
export function languageOf(flow: Spoken | undefined): Pick<Handoff, 'language' | 'unread'> {
  const { language, unread = 0 } = flow ?? {}
  return {
    ...(language === undefined || language === 'en' ? {} : { language }),
    ...(unread > 0 ? { unread } : {}),
  }
}

/**
 * The handoff as the young person agreed to it: the lines they share with the link worker and what stands behind them, as it was when
 * they said yes (domain.md (b) 23). How to reach them, who comes along, the booking and what was heard of a worry are as they stand
 * now. Without an agreed summary only the booking goes.
 */
export function handoffFrom(of: {
  id: string
  school: string
  person: Person
  concerns: readonly Concern[]
  flow?: Spoken
  now: Date
}): Handoff {
  const { agreed, appointment, preferredName, contact, safeTimes, supporter } = of.person
  return {
    id: of.id,
    school: of.school,
    version: agreed?.version ?? 0,
    agreedAt: agreed?.at ?? appointment?.bookedAt ?? of.now.toISOString(),
    status: 'sent',
    ...(preferredName === undefined ? {} : { preferredName }),
    ...(contact === undefined ? {} : { contact }),
    ...(safeTimes === undefined ? {} : { safeTimes }),
    ...(supporter === undefined ? {} : { supporter }),
    ...languageOf(of.flow),
    route: 'self',
    concerns: agreed ? [...of.concerns] : [],
    lines: linesFor(agreed?.lines ?? [], 'link-worker'),
    ...(agreed?.behind ?? NOTHING_BEHIND),
    ...(appointment ? { appointment, linkWorker: appointment.slot.linkWorker } : {}),
    earlier: [],
    codes: [],
    outgoing: [],
  }
}
