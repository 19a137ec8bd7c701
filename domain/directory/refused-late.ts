import type { Opportunity } from './opportunity.ts'
import { WHOEVER } from './refused.ts'

const UNDER = String.raw`(?:unders?|below|younger than)[\s-]+(?:the age of )?(\d{1,2})(?:'?s)?`
const HOUR = String.raw`\b(?:after|past|from) (\d{1,2})(?:[:.](\d\d))?(?: ?pm\b|\b(?!\d| ?am| (?:weeks|sessions|minutes)))`
/** "We cannot have anybody under 16 in the building after 7", "under 18s are not admitted after 8pm". */
const LATE: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:no|nobody|no[ -]one|(?:cannot|can't|cant|unable to|not (?:able|allowed|permitted|licensed) to|don't|do not) (?:have|admit|take|serve|let in|allow|accept)) ${WHOEVER}${UNDER}\b(?! to walk\b)[^.!?\n\d]{0,40}${HOUR}`,
    'g',
  ),
  new RegExp(
    String.raw`\b${UNDER} (?:(?:are|is) not|aren't|cannot|can't|may not) (?:be )?(?:allowed|admitted|permitted|let in|in|come in|stay|here)\b(?! (?:on|in|into|to|near) (?:the |our )?(?:bar|climbing|wall|gym|lounge|lift|stage|kitchen|terrace|balcony|ice)\b)[^.!?\n\d]{0,40}${HOUR}`,
    'g',
  ),
]
const NOON = 12

/** The youngest that may come where a text turns the younger away from an hour on, and it is on at such hours only. */
export function youngestAtItsHours(text: string, times: Opportunity['times']): number | undefined {
  const begins = times.map(({ from }) => from)
  if (begins.length === 0) return undefined
  const small = text.toLowerCase().replace(/’/g, "'")
  const ages = LATE.flatMap((pattern) => [...small.matchAll(pattern)]).flatMap(([, age, hour, minute]) => {
    const evening = Number(hour) < NOON ? Number(hour) + NOON : Number(hour)
    const from = `${evening}:${minute ?? '00'}`
    return begins.every((begin) => begin !== undefined && begin >= from) ? [Number(age)] : []
  })
  return ages.length > 0 ? Math.max(...ages) : undefined
}
