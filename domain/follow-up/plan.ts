import type { Person } from '../conversation/person.ts'
import { addDays, clockText, clockTime, inLondon, londonInstant } from '../time/london.ts'
import type { Later } from './later.ts'

const DAY_MS = 86_400_000

export const FOLLOW_UP_DAYS = {
  /** Most things nearby are weekly: a week is one chance to have gone. */
  gotThere: 7,
  /** Long enough for a small step, and before an unsent conversation is deleted (30 days). */
  goalReview: 28,
  /** Later than this nobody remembers what it is about: it is dropped. */
  stale: 7,
} as const

/** When nothing is sent, British time: between the evening and the way to school nobody should look at a screen because of us. */
export const NIGHT = { from: '20:00', to: '08:00' } as const

/** Whether this moment is in the night, in London. */
export function isNight(at: Date): boolean {
  const clock = clockText(inLondon(at).time)
  return clock >= NIGHT.from || clock < NIGHT.to
}

/** The same moment by day: what falls into the night waits for the morning. */
export function byDay(at: Date): Date {
  if (!isNight(at)) return at
  const { day, time } = inLondon(at)
  const morning = clockText(time) < NIGHT.to ? day : addDays(day, 1)
  return londonInstant(morning, clockTime(NIGHT.to)) ?? at
}

/**
 * What will be asked later because of what they have just said: a week after liking something, four weeks after a goal. One question
 * of each kind waits at most; ideas liked since are asked about in the one that waits.
 */
export function planned(
  of: { before: Person; after: Person; later: readonly Later[] },
  now: Date,
): readonly Later[] {
  const { before, after } = of
  const inDays = (days: number) => byDay(new Date(now.getTime() + days * DAY_MS)).toISOString()
  const liked = after.ideas.liked.filter((id) => !before.ideas.liked.includes(id))
  let later = of.later
  if (liked.length > 0) {
    const waits = later.find((one) => one.type === 'got-there')
    const ideas = [...new Set([...(waits?.ideas ?? []), ...liked])]
    later = [
      ...later.filter((one) => one !== waits),
      { type: 'got-there', at: inDays(FOLLOW_UP_DAYS.gotThere), ideas },
    ]
  }
  if (after.goal != null && after.goal !== before.goal) {
    const others = later.filter(({ type }) => type !== 'goal-review')
    later = [...others, { type: 'goal-review', at: inDays(FOLLOW_UP_DAYS.goalReview) }]
  }
  return later
}

/** What is to be done by now, oldest first. By night only what makes no sound: a code that is taken away. */
export const dueBy = (later: readonly Later[], now: Date): readonly Later[] =>
  later
    .filter(({ at, type }) => Date.parse(at) <= now.getTime() && (type === 'hide-code' || !isNight(now)))
    .toSorted((a, b) => a.at.localeCompare(b.at))

/** Whether a question comes too late to be asked (the service was away, or they were in the middle of something for days). */
export const isStale = ({ at }: Later, now: Date): boolean =>
  now.getTime() - Date.parse(at) > FOLLOW_UP_DAYS.stale * DAY_MS
