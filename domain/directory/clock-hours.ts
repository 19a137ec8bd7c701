import { clock } from './times.ts'
import { DAY } from './written-days.ts'

/** Hours, and where a sentence says them. */
export interface WrittenHours {
  readonly at: number
  readonly end: number
  readonly hours: { readonly from: string; readonly to?: string }
}

const CLOCK = String.raw`(\d{1,2}(?:[:.]\d{2})?)\s*(am|pm|noon)?`
const CLOCKS = new RegExp(
  String.raw`\b${CLOCK}\s*(?:-|–|—|to|until|till|'?til)\s*${CLOCK}(?!\s*(?:years?|yrs?|year|s\b|\d))`,
  'gi',
)
const START = /\b(\d{1,2}(?:[:.]\d{2})?)\s*(am|pm)\b/gi
/** "Thursdays at 19:30": by the clock of twenty-four hours, or before noon. */
const START_OF_DAY = new RegExp(
  String.raw`\b${DAY}(?:,| at| from)? (?:at )?((?:09|9|1\d|2[0-3])[:.][0-5]\d)\b(?!\s*[ap]m)`,
  'gi',
)
/** "Mon-Fri 9-5": over noon, so that it can be no ages. */
const OVER_NOON = new RegExp(
  String.raw`\b${DAY},? (?:from )?(8|9|10|11|12)\s*(?:-|–|to)\s*([1-7])\b(?![:.]\d|\s*(?:years?|yrs?|[ap]m))`,
  'gi',
)

/** From when to when, in their order. */
export function hoursIn(sentence: string): WrittenHours[] {
  const office = [...sentence.matchAll(OVER_NOON)].flatMap((m) =>
    written(m, overNoon(m[2] ?? '', m[3] ?? '')),
  )
  const clocks = [...sentence.matchAll(CLOCKS)].flatMap((m) => written(m, fromTo(m)))
  const others = clocks.filter((one) => !office.some(({ at, end }) => one.at < end && at < one.end))
  return [...office, ...others].sort((a, b) => a.at - b.at)
}

/** When something begins, in their order. */
export function startsIn(sentence: string): WrittenHours[] {
  const from = (m: RegExpMatchArray, said: string) => {
    const start = clock(said)
    return written(m, start === undefined ? undefined : { from: start })
  }
  return [
    ...[...sentence.matchAll(START)].flatMap((m) => from(m, `${m[1] ?? ''}${m[2] ?? ''}`)),
    ...[...sentence.matchAll(START_OF_DAY)].flatMap((m) => from(m, (m[2] ?? '').replace('.', ':'))),
  ].sort((a, b) => a.at - b.at)
}

/** Where its figures stand: a match may begin with the day. */
function written(m: RegExpMatchArray, hours: WrittenHours['hours'] | undefined): WrittenHours[] {
  const at = m.index ?? 0
  return hours ? [{ at: at + m[0].search(/\d/), end: at + m[0].length, hours }] : []
}

function overNoon(first: string, last: string): { from: string; to: string } | undefined {
  const from = clock(`${first}${first === '12' ? 'pm' : 'am'}`)
  const to = clock(`${last}pm`)
  return from === undefined || to === undefined ? undefined : { from, to }
}

function fromTo(m: RegExpMatchArray): { from: string; to: string } | undefined {
  const [, first = '', firstHalf, last = '', lastHalf] = m
  if (firstHalf === undefined && lastHalf === undefined && !/[:.]\d{2}/.test(first + last)) return undefined
  const half = lastHalf ?? firstHalf
  const to = clock(`${last}${half ?? ''}`)
  let from = clock(`${first}${firstHalf ?? half ?? ''}`)
  // "11-1pm" begins in the morning.
  if (firstHalf === undefined && from !== undefined && to !== undefined && from > to)
    from = clock(`${first}am`)
  return from !== undefined && to !== undefined && from < to ? { from, to } : undefined
}
