import { dateInWords } from '../dates.ts'
import type { Scope } from '../scope.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

export const CODE_LIMITS = {
  /** A term, about: longer than between two times with a link worker. */
  days: 90,
  /** Long enough to write it down with pen and paper; then it is taken off the screen and out of the log. */
  shownMinutes: 10,
} as const

/** Shows a new code to come back with, once. The one before it ends. */
export function giveCode(scope: Scope): void {
  const { draft, now, services } = scope
  const until = endOf(scope)
  const { shown, seal } = services.newCode()
  draft.effects = draft.effects.filter(({ type }) => type !== 'give-code')
  scope.effect({ type: 'give-code', seal, at: now.toISOString(), until: until.toISOString() })
  const hide = new Date(now.getTime() + CODE_LIMITS.shownMinutes * MINUTE_MS).toISOString()
  const others = draft.flow.later.filter(({ type }) => type !== 'hide-code')
  draft.flow = {
    ...draft.flow,
    later: [...others, { type: 'hide-code', at: hide }],
    code: { until: until.toISOString() },
  }
  scope.say('code.shown', { code: shown }, { mark: 'once' })
  scope.say('code.keep', { minutes: CODE_LIMITS.shownMinutes })
  scope.say('code.until', { day: dateInWords(until, scope.texts.locale) })
}

/** The code they have, perhaps on paper, goes on for as long as a new one would. Undefined when none works any more. */
export function keepCode(scope: Scope): Date | undefined {
  const { draft, now } = scope
  const { code } = draft.flow
  if (code === undefined || code.until <= now.toISOString()) return undefined
  const until = new Date(Math.max(Date.parse(code.until), endOf(scope).getTime()))
  scope.effect({ type: 'keep-code', until: until.toISOString() })
  draft.flow = { ...draft.flow, code: { until: until.toISOString() } }
  return until
}

/** A term, about, and no longer than what it opens is kept; for who waits for a time as long as that: it is how they come to it. */
function endOf({ draft, person, now, services }: Scope): Date {
  const isKept = draft.handedOff || person.appointment !== undefined
  const days = person.waiting
    ? services.keepSentDays
    : Math.min(CODE_LIMITS.days, isKept ? services.keepSentDays : services.keepDays)
  return new Date(now.getTime() + days * DAY_MS)
}
