import type { Flow } from '../conversation/flow.ts'
import type { Person } from '../conversation/person.ts'
import { changesOf } from '../measures/change.ts'
import { moved } from '../measures/instruments.ts'
import { COUNTED_PHASES } from './figures.ts'
import type { Figure, Happened } from './figures.ts'

const DAY_MS = 86_400_000

interface Step {
  readonly before: Person
  readonly after: Person
  readonly flow: Flow
  /** They have said something. */
  readonly hasSpoken: boolean
  /** The questions of their path in order, `about-you.age`. */
  readonly path: readonly string[]
  /** Cards of "what matters" that their words point to. */
  readonly themesIn: (words: string) => readonly string[]
}

/**
 * What has happened in one turn that is counted, and everything counted of this conversation so far. Each figure counts a conversation
 * once, however often they go back and forth; bookings and reviews count each time.
 */
export function happened(step: Step): { readonly now: Happened; readonly counted: readonly string[] } {
  const once = [...(step.hasSpoken ? (['started'] as const) : []), ...phases(step), ...answers(step)]
  const fresh = [...new Set(once)].filter((figure) => !step.flow.counted.includes(figure))
  const booking = booked(step)
  const figures = [...fresh, ...booking.figures, ...reviewed(step)]
  return {
    now: { ...booking, figures },
    counted: [...step.flow.counted, ...fresh],
  }
}

const phaseOf = (question: string): string => question.slice(0, question.indexOf('.'))

/** Reached is having been asked something of it; finished is having been asked something beyond it. */
function phases({ flow, path }: Step): Figure[] {
  const reached = new Set(flow.trail.map(phaseOf))
  const furthest = Math.max(...flow.trail.map((question) => path.indexOf(question)), -1)
  return COUNTED_PHASES.flatMap((phase) => {
    if (!reached.has(phase)) return []
    const last = path.findLastIndex((question) => phaseOf(question) === phase)
    const isDone = furthest > last || phase === path.map(phaseOf).at(-1)
    return [`reached:${phase}`, ...(isDone ? [`finished:${phase}`] : [])]
  })
}

function answers({ before, after, themesIn }: Step): Figure[] {
  const isNew = after.matters !== before.matters
  const words = isNew ? (after.matters?.words ?? []) : []
  const themes = [...(after.matters?.cards ?? []), ...words.flatMap((said) => themesIn(said))]
  return [
    ...themes.map((id) => `theme:${id}`),
    ...(after.inTheWay?.cards ?? []).map((id) => `barrier:${id}`),
    ...(after.possible?.cards ?? []).map((id) => `need:${id}`),
    ...(after.ideas.liked.length > 0 ? ['liked'] : []),
    ...(after.agreed ? ['sent'] : []),
  ]
}

/** A new time, with the days from asking for one (or from going on the waiting list) until it; a moved one is the same meeting. */
function booked({ before, after }: Step): Happened {
  const [was, is] = [before.appointment, after.appointment]
  if (is?.status === 'cancelled' && was?.status === 'booked' && was.id === is.id)
    return { figures: ['cancelled'] }
  if (is?.status !== 'booked' || is.id === was?.id) return { figures: [] }
  const asked = Date.parse(before.waiting?.since ?? is.bookedAt)
  return {
    figures: ['booked'],
    waitDays: Math.max(0, Math.round((Date.parse(is.slot.start) - asked) / DAY_MS)),
  }
}

/** Which way each item moved, when the last of a review has been answered or is being answered. */
function reviewed({ before, after }: Step): Figure[] {
  const known = new Map(changesOf(before).map((one) => [one.item.id, one.later]))
  const isSame = before.reviews.at(-1)?.at === after.reviews.at(-1)?.at
  return changesOf(after)
    .filter(({ item }) => !isSame || !known.has(item.id))
    .map(({ item, first, later }) => `change:${item.id}:${moved(item, first, later)}`)
}
