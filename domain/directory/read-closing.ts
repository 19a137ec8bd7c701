import { addDays, calendarDay, dayText } from '../time/london.ts'
import type { Closed } from './opportunity.ts'
import { sentences } from './plain-text.ts'
import { isoOf, MONTH, monthNumber } from './written-dates.ts'

export interface ReadClosing {
  readonly closed?: Closed
  /** The sentence that says it is closed until a day whose year is not known. */
  readonly sometime?: string
  /** The text without what it says of closing. */
  readonly rest: string
}

const SHUT = String.raw`(?:\b(?:closed|shut|suspended|paused|postponed|cancelled|on hold|on (?:a |an |its |our )?(?:[a-z]+ )?break|taking a (?:[a-z]+ )?break|no (?:more |further )?(?:sessions?|club|clubs|meetings?|classes|lessons|groups?|rehearsals?|training|youth club|drop-?ins?))|(?:\bnot|n't) (?:currently |be )?(?:run|running|meet|meeting|open|opening|operating|reopen|reopening|return|returning|restart|restarting|resume|available|back|taking place|start again))`
/** What may stand between, as long as nothing else is said to go on there. */
const GAP = String.raw`(?:(?!\b(?:runs?|running|opens?|open|lasts?|continues?|but|then)\b)[^.;\n]){0,80}?`
const WEEKDAY = String.raw`(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,? )?`
const DATE = String.raw`${WEEKDAY}(?:the )?(end of )?(?:(?:(\d{1,2})(?:st|nd|rd|th)?(?: of)? )?${MONTH},? )?(20\d\d)\b`
const FIGURES = String.raw`${WEEKDAY}(\d{1,2})[/.](\d{1,2})[/.](20\d\d)\b`

const UNTIL = new RegExp(String.raw`${SHUT}\b${GAP}\b(?:until|till|before) (?:after )?${DATE}`, 'gi')
const UNTIL_FIGURES = new RegExp(
  String.raw`${SHUT}\b${GAP}\b(?:until|till|before) (?:after )?${FIGURES}`,
  'gi',
)
/** "Closed from 20 December to 4 January 2027". */
const FROM_TO = new RegExp(
  String.raw`${SHUT}\b${GAP}\b${WEEKDAY}(?:the )?(?:(\d{1,2})(?:st|nd|rd|th)?(?: of)?(?: ${MONTH})?|${MONTH})(?:,? (20\d\d))? ?(?:to|until|till|-|–|and|through to) ?${DATE}`,
  'gi',
)
const FROM_TO_FIGURES = new RegExp(
  String.raw`${SHUT}\b${GAP}\b${FIGURES} ?(?:to|until|till|-|–|and) ?${FIGURES}`,
  'gi',
)
const REOPENS = new RegExp(
  String.raw`\b(?:re-?open(?:s|ing)?|restart(?:s|ing)?|resum(?:e|es|ing)|(?:be|we're|are) back)(?: again)? (?:on |in |from )?${DATE}`,
  'gi',
)
const SOMETIME = new RegExp(
  String.raw`${SHUT}\b${GAP}\b(?:until|till) (?:after )?${WEEKDAY}(?:the )?(?:(?:early|mid|late|end of)[ -])?(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? )?(?:${MONTH}|easter|christmas|new year|spring|summer|autumn|winter)`,
  'i',
)
/** What of a place or a group may be closed while it goes on. */
const A_PART =
  /\b(?:list|caf[eé]|kitchen|car park|road|lift|entrance|doors?|gate|bookings?|applications?|registrations?|referrals?|admissions|office|toilets?|path|bridge|survey|competition|website|if|when|whenever)\b[^.;\n]{0,24}$/i
const TO_NEW =
  /^\S+ (?:to|for) (?:(?:all|any) )?(?:new|bookings?|applications?|registrations?|referrals?|admissions|visitors)\b/i

/** They meet until then, somewhere else or on other days. */
const ELSEWHERE =
  /^[^.!?\n]{0,80}\b(?:instead|meanwhile|in the meantime|until then|online|as (?:normal|usual))\b/i

type Read = (m: readonly (string | undefined)[]) => Closed | undefined
const PATTERNS: readonly (readonly [RegExp, Read])[] = [
  [
    FROM_TO,
    ([all, day, month, monthAlone, year, ...end]) => {
      // "Closed on 25 December and 1 January" is closed on two days.
      if (/\band\b/i.test(all ?? '') && !/\bbetween\b/i.test(all ?? '')) return undefined
      const last = lastOf(end)
      const lastYear = Number(end[3])
      const startMonth = monthNumber(month ?? monthAlone ?? end[2] ?? '')
      const yearsBefore = startMonth > monthNumber(end[2] ?? '') ? 1 : 0
      const from = isoOf(Number(year ?? lastYear - yearsBefore), startMonth, Number(day ?? 1))
      return last && from && from <= last ? { from, until: dayAfter(last) } : undefined
    },
  ],
  [
    FROM_TO_FIGURES,
    ([, d, m, y, ...end]) => {
      const from = isoOf(Number(y), Number(m), Number(d))
      const last = isoOf(Number(end[2]), Number(end[1]), Number(end[0]))
      return last && from && from <= last ? { from, until: dayAfter(last) } : undefined
    },
  ],
  [UNTIL, ([, ...end]) => until(opensOn(end))],
  [UNTIL_FIGURES, ([, d, m, y]) => until(isoOf(Number(y), Number(m), Number(d)))],
  [REOPENS, ([, ...end]) => until(opensOn(end))],
]

/** What a text says of being closed for a time that ends by itself: the days on which nobody is sent there. The latest of them. */
export function readClosing(text: string): ReadClosing {
  const pieces: { at: number; end: number; closed?: Closed | undefined }[] = []
  for (const [pattern, read] of PATTERNS) {
    for (const m of text.matchAll(pattern)) {
      const [at, end] = [m.index, m.index + m[0].length]
      if (pieces.some((other) => at < other.end && other.at < end)) continue
      const isPart =
        A_PART.test(text.slice(Math.max(0, at - AROUND), at)) ||
        TO_NEW.test(m[0]) ||
        ELSEWHERE.test(text.slice(end))
      pieces.push({ at, end, closed: isPart ? undefined : read([...m]) })
    }
  }
  const closings = pieces.flatMap(({ closed }) => closed ?? [])
  const closed = closings.sort((a, b) => a.until.localeCompare(b.until)).at(-1)
  const rest = pieces
    .sort((a, b) => b.at - a.at)
    .reduce((left, { at, end }) => `${left.slice(0, at)} ${left.slice(end)}`, text)
  const sometime = sentences(rest).find((sentence) => {
    const found = SOMETIME.exec(sentence)
    return found !== null && !A_PART.test(sentence.slice(0, found.index)) && !TO_NEW.test(found[0])
  })
  return { rest, ...(closed ? { closed } : {}), ...(sometime === undefined ? {} : { sometime }) }
}

/** As far as what is closed stands before the word for it. */
const AROUND = 60

const until = (day: string | undefined): Closed | undefined =>
  day === undefined ? undefined : { until: day }

const dayAfter = (day: string): string => dayText(addDays(calendarDay(day), 1))

/** The last day of a written date's parts: without a day that of the month, without a month that of the year. */
const lastOf = ([, day, month, year]: readonly (string | undefined)[]): string | undefined =>
  isoOf(
    Number(year),
    month === undefined ? 12 : monthNumber(month),
    day === undefined ? undefined : Number(day),
  )

/** The first day, or the one after the end of it. */
function opensOn(parts: readonly (string | undefined)[]): string | undefined {
  const [endOf, day, month, year] = parts
  if (endOf !== undefined) {
    const last = lastOf(parts)
    return last === undefined ? undefined : dayAfter(last)
  }
  return isoOf(Number(year), month === undefined ? 1 : monthNumber(month), Number(day ?? 1))
}
