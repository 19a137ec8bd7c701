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
  const kept =
    draft.handedOff || scope.person.appointment !== undefined ? services.keepSentDays : services.keepDays
  const until = new Date(now.getTime() + Math.min(CODE_LIMITS.days, kept) * DAY_MS)
  const { shown, seal } = services.newCode()
  draft.effects = draft.effects.filter(({ type }) => type !== 'give-code')
  scope.effect({ type: 'give-code', seal, at: now.toISOString(), until: until.toISOString() })
  const hide = new Date(now.getTime() + CODE_LIMITS.shownMinutes * MINUTE_MS).toISOString()
  const others = draft.flow.later.filter(({ type }) => type !== 'hide-code')
  draft.flow = { ...draft.flow, later: [...others, { type: 'hide-code', at: hide }] }
  scope.say('code.shown', { code: shown }, { mark: 'once' })
  scope.say('code.keep', { minutes: CODE_LIMITS.shownMinutes })
  scope.say('code.until', { day: dateInWords(until, scope.texts.locale) })
}
