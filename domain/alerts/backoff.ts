const WAITS_MS = {
  first: 10_000,
  /** Ten minutes: an alert must not lie for longer once a channel is back. */
  longest: 600_000,
} as const

/** How far chance moves a wait to either side, so that all alerts do not come back to a sick receiver at one moment. */
const JITTER = 0.25

/**
 * The wait before the next try, in milliseconds, after `tried` of them: doubling, never longer than the longest, never giving up.
 * `chance` is from 0 to 1. A receiver that asks for more time (`askedMs`) gets it, within the longest.
 */
export function waitBeforeRetry(tried: number, chance: number, askedMs = 0): number {
  const doubled = WAITS_MS.first * 2 ** Math.min(Math.max(tried - 1, 0), 16)
  const wait = Math.min(doubled, WAITS_MS.longest) * (1 - JITTER + 2 * JITTER * chance)
  return Math.round(Math.min(Math.max(wait, askedMs), WAITS_MS.longest * (1 + JITTER)))
}
