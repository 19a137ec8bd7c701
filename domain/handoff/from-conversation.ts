import type { Concern } from '../conversation/concern.ts'
import type { Person } from '../conversation/person.ts'
import type { Flow } from '../conversation/flow.ts'
import { linesFor } from './audiences.ts'
import type { Handoff } from './types.ts'

type Spoken = Pick<Flow, 'language' | 'unread'>

/** What staff must know of the language: which it was, when not English, and how many messages were not listened to. */
export function languageOf(flow: Spoken | undefined): Pick<Handoff, 'language' | 'unread'> {
  const { language, unread = 0 } = flow ?? {}
  return {
    ...(language === undefined || language === 'en' ? {} : { language }),
    ...(unread > 0 ? { unread } : {}),
  }
}

/**
 * The handoff as the young person agreed to it: the lines they share with the link worker, as they stood when they said yes, and
 * nothing that stands behind a line they left out (domain.md (b) 23). Without an agreed summary only the booking goes.
 */
export function handoffFrom(of: {
  id: string
  school: string
  person: Person
  concerns: readonly Concern[]
  flow?: Spoken
  now: Date
}): Handoff {
  const { person } = of
  const { agreed, appointment } = person
  // The one that was there when they agreed: of a later one they have not said yet.
  const review = person.reviews.findLast(({ at }) => agreed !== undefined && at <= agreed.at)
  const { shown, notForMe, passedOver } = person.ideas
  const lines = linesFor(agreed?.lines ?? [], 'link-worker')
  const shares = (id: string): boolean => lines.some((line) => line.id === id)
  const hidesName = agreed?.lines.some((line) => line.id === 'about:name') === true && !shares('about:name')
  return {
    id: of.id,
    school: of.school,
    version: agreed?.version ?? 0,
    agreedAt: agreed?.at ?? of.now.toISOString(),
    status: 'sent',
    ...(person.nickname !== undefined && !hidesName ? { preferredName: person.nickname } : {}),
    ...(shares('about:age') ? { age: person.age } : {}),
    ...(person.contact === undefined ? {} : { contact: person.contact }),
    ...(person.safeTimes === undefined ? {} : { safeTimes: person.safeTimes }),
    ...(person.supporter === undefined ? {} : { supporter: person.supporter }),
    ...languageOf(of.flow),
    route: 'self',
    concerns: agreed ? [...of.concerns] : [],
    lines,
    ...(shares('goal:confidence') ? { confidence: person.confidence } : {}),
    liked: person.ideas.shown.filter(
      (idea) => person.ideas.liked.includes(idea.activity) && shares(`idea:${idea.activity}`),
    ),
    notForMe: shares('ideas:not-for-me') ? shown.filter(({ activity }) => notForMe.includes(activity)) : [],
    passedOver: shares('ideas:passed-over')
      ? shown.filter(({ activity }) => passedOver.includes(activity))
      : [],
    measures: shares('measures:all') ? answered(person.measures) : [],
    ...(review && shares('measures:review')
      ? { review: { at: review.at, answers: answered(review.answers) } }
      : {}),
    ...(appointment ? { appointment, linkWorker: appointment.slot.linkWorker } : {}),
    earlier: [],
    codes: [],
    outgoing: [],
  }
}

const answered = (answers: Readonly<Record<string, number | null>>): Handoff['measures'] =>
  Object.entries(answers).flatMap(([item, answer]) => (answer === null ? [] : [{ item, answer }]))
