const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A length of time as a person would say it: whole units, rounded down. */
export interface Span {
  readonly unit: 'minutes' | 'hours' | 'days'
  readonly count: number
}

/** How long something has waited. Minutes up to an hour, hours up to two days, then days; never negative. */
export function waitingSince(since: string, now: Date): Span {
  const waited = Math.max(0, now.getTime() - Date.parse(since))
  if (waited < HOUR) return { unit: 'minutes', count: Math.floor(waited / MINUTE) }
  if (waited < 2 * DAY) return { unit: 'hours', count: Math.floor(waited / HOUR) }
  return { unit: 'days', count: Math.floor(waited / DAY) }
}

/** Past the time by which a person was to have read it, and none has. */
export function isOverdue(
  alert: { readonly dueAt: string; readonly acknowledged?: unknown },
  now: Date,
): boolean {
  return alert.acknowledged === undefined && Date.parse(alert.dueAt) < now.getTime()
}
