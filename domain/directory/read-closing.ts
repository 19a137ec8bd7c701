import { addDays, calendarDay, dayText } from '../time/london.ts'
import { speaksOfAPart } from './closed-parts.ts'
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

/** Words for being closed for a time. */
export const SHUT = String.raw`(?:\b(?:closed|shut|suspended|paused|postponed|cancelled|on hold|on (?:a |an |its |our )?(?:[a-z]+ )?break|taking a (?:[a-z]+ )?break|no (?:more |further )?(?:sessions?|club|clubs|meetings?|classes|lessons|groups?|rehearsals?|training|youth club|drop-?ins?))|(?:\bnot|n't) (?:currently |be )?(?:run|running|meet|meeting|open|opening|operating|reopen|reopening|return|returning|restart|restarting|resume|available|back|taking place|start again))`
/** They meet in another way now. */
export const SOME_WAY = String.raw`(?:online|virtually|(?:on|over|via|by) (?:zoom|teams|video)|in person|face to face|outdoors|outside|indoors)\b`
/** Words for not being on, beside those for being shut. */
export const NOT_ON = String.raw`(?:\b(?:stopped|halted|unavailable)|(?<!\b(?:parents|carers|visitors|spectators|adults|siblings|brothers|sisters|friends|guests|dogs|pets)(?: are| can| do| will)? ?)(?:\bnot|n't|\bcannot|\bunable|\bstop(?:ped)?) (?:able )?(?:to )?(?:(?:meet|com|attend|happen|tak(?:e|ing) place|go(?:ing)? ahead)(?:e|ing)?(?! (?:${SOME_WAY}|if|when|without|unless))|(?:run|open|operat|on)(?:e|n?ing)?(?= until| at present|,| as\b| due\b))|\bno (?:(?!for|of|to|in|at|with|from)[a-z-]+ ){1,3}?(?:sessions?|clubs?|meetings?|classes|lessons|groups?|training))`
/** What may stand between, as long as nothing else is said to go on there. */
const GAP = String.raw`(?:(?!\b(?:runs?|running|opens?|open|lasts?|continues?|but|then)\b)[^.;\n]){0,80}?`
const WEEKDAY = String.raw`(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,? )?`
const DATE = String.raw`${WEEKDAY}(?:the )?(end of )?(?:(?:(\d{1,2})(?:st|nd|rd|th)?(?: of)? )?${MONTH},? )?(20\d\d)\b`
const FIGURES = String.raw`${WEEKDAY}(\d{1,2})[/.](\d{1,2})[/.]((?:20)?\d\d)\b`

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
/** When it goes on. Only what reopens, or is said to be shut, is closed until then. */
const GOES_ON = new RegExp(
  String.raw`\b(?:(re-?open(?:s|ing)?)|restart(?:s|ing)?|resum(?:e|es|ing)|return(?:s|ing)?|back|(?:new|next|spring|summer|autumn) term (?:starts|begins)|start(?:s|ing)?(?= again))(?: again)? (?:on |in |from )?${DATE}`,
  'gi',
)
/** The last day before a break: "term ends on 18 December". */
const LAST_DAY = new RegExp(
  String.raw`\b(?:until|till|up to(?: and including)?|ends?(?: on)?|ending(?: on)?|finish(?:es|ing)?(?: on)?|breaks? up(?: on)?|last (?:session|class|meeting|club|night|day|date)[^.;\n\d]{0,30}?) ${WEEKDAY}(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ${MONTH}(?:,? (20\d\d)\b)?`,
  'gi',
)
/** Where it may stand: in the sentence that tells when it goes on, or the one before. */
const LAST_TWO_SENTENCES = /[^.!?\n]*[.!?\n]?[^.!?\n]*$/
const IS_SHUT = new RegExp(SHUT, 'i')
const SOMETIME = new RegExp(
  String.raw`${SHUT}\b${GAP}\b(?:until|till) (?:after )?${WEEKDAY}(?:the )?(?:(?:early|mid|late|end of)[ -])?(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? )?(?:${MONTH}|easter|christmas|new year|spring|summer|autumn|winter)`,
  'i',
)
const TO_NEW =
  /^\S+ (?:to|for) (?:(?:all|any) )?(?:new|bookings?|applications?|registrations?|referrals?|admissions|visitors)\b/i

const PERHAPS = /\b(?:if|when|whenever)\b[^.;\n]{0,24}$/i
/** Whether it is perhaps not the whole that is closed. A café's closing days are told beside a club that goes on. */
const isUnsure = (name: string, before: string): boolean =>
  PERHAPS.test(before) || speaksOfAPart(before, name, 'or-cafe')

/** When it goes on, and not where: "running from 6 January", "in the new year". */
const A_TIME = String.raw`(?:the )?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?|${MONTH}|\d+(?:[.:]\d\d)?(?: ?[ap]m|st|nd|rd|th)?|full|then|next|new year|spring|summer|autumn|winter|easter|early|mid|late|beginning|start|end|week|term)\b`
/** They meet until then, somewhere else or on other days. */
export const ELSEWHERE = new RegExp(
  [
    // The next sentence says where: "Find us at the Civic Centre".
    String.raw`^[^.!?\n]{0,60}[.!?\n]\s*(?:please |but |so )?(?:find us|come to us|we are|we're|you can find us|meet(?:ing)?)(?: now| currently| instead)? (?:at|in)(?! (?:${A_TIME}|talks|touch|contact|need|danger|discussion))`,
    String.raw`^[^.!?\n]{0,80}\b(?:instead|meanwhile|in the meantime|until then|online|(?<!\bthen\b[^.!?\n]{0,40})as (?:normal|usual)(?! from))\b`,
    String.raw`^[^.!?\n]{0,60}(?:\b(?:so|and|but),?|,) (?:we|it|sessions|classes|the (?:club|group))(?:['’](?:re|s)| are| is)?(?: now| currently)? (?:(?:meet(?:ing)?|running|train(?:ing)?|held|moved|taking place) (?:at|in|from|out)(?! ${A_TIME})|at(?! ${A_TIME})(?= (?:the|our|st)\b)|using)\b`,
  ].join('|'),
  'i',
)

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
      const from = isoOf(yearOf(y), Number(m), Number(d))
      const last = isoOf(yearOf(end[2]), Number(end[1]), Number(end[0]))
      return last && from && from <= last ? { from, until: dayAfter(last) } : undefined
    },
  ],
  [UNTIL, ([all, ...end]) => until(opensOn(end), all)],
  [UNTIL_FIGURES, ([all, d, m, y]) => until(isoOf(yearOf(y), Number(m), Number(d)), all)],
]

/** Where a text speaks of being closed, and when that is. */
interface Piece {
  readonly at: number
  readonly end: number
  readonly closed?: Closed | undefined
}
const isFree = (pieces: readonly Piece[], at: number, end: number): boolean =>
  !pieces.some((other) => at < other.end && other.at < end)

/** What a text says of being closed for a time that ends by itself: the days on which nobody is sent there. The latest of them. */
export function readClosing(name: string, text: string): ReadClosing {
  const pieces: Piece[] = []
  for (const [pattern, read] of PATTERNS) {
    for (const m of text.matchAll(pattern)) {
      const [at, end] = [m.index, m.index + m[0].length]
      if (isFree(pieces, at, end))
        pieces.push({ at, end, closed: isOfAPart(name, text, at, end) ? undefined : read([...m]) })
    }
  }
  for (const m of text.matchAll(GOES_ON))
    if (isFree(pieces, m.index, m.index + m[0].length)) pieces.push(...breakBefore(m, name, text, pieces))
  const closings = pieces.flatMap(({ closed }) => closed ?? [])
  const closed = closings.sort((a, b) => a.until.localeCompare(b.until)).at(-1)
  const rest = pieces
    .sort((a, b) => b.at - a.at)
    .reduce((left, { at, end }) => `${left.slice(0, at)} ${left.slice(end)}`, text)
  const sometime = sentences(rest).find((sentence) => {
    const found = SOMETIME.exec(sentence)
    return found !== null && !isUnsure(name, sentence.slice(0, found.index)) && !TO_NEW.test(found[0])
  })
  return { rest, ...(closed ? { closed } : {}), ...(sometime === undefined ? {} : { sometime }) }
}

/** As far as what is closed stands before the word for it. */
const AROUND = 60

const isOfAPart = (name: string, text: string, at: number, end: number): boolean =>
  isUnsure(name, text.slice(Math.max(0, at - AROUND), at)) ||
  TO_NEW.test(text.slice(at, end)) ||
  ELSEWHERE.test(text.slice(end))

/**
 * "Term ends on 18 December and restarts on 5 January 2027" is closed between the two. Where no last day is said, what is shut is closed
 * until then, and of what is only "back in July" nothing is known: it may be a summer scheme beside the club.
 */
function breakBefore(m: RegExpExecArray, name: string, text: string, others: readonly Piece[]): Piece[] {
  const [at, end] = [m.index, m.index + m[0].length]
  const [, reopens, ...parts] = m
  const opens = opensOn(parts)
  const [before = ''] = LAST_TWO_SENTENCES.exec(text.slice(0, at)) ?? []
  const last = [...before.matchAll(LAST_DAY)].findLast(({ index }) => !IS_SHUT.test(before.slice(0, index)))
  const lastAt = at - before.length + (last?.index ?? 0)
  if (last && opens !== undefined && isFree(others, lastAt, lastAt + last[0].length)) {
    const from = dayAfterLast(last, opens)
    const closed = from !== undefined && from < opens ? { from, until: opens } : undefined
    return [
      { at: lastAt, end: lastAt + last[0].length },
      { at, end, closed },
    ]
  }
  const [sentence = ''] = /[^.!?\n]*$/.exec(text.slice(0, at)) ?? []
  if (reopens === undefined && !IS_SHUT.test(sentence)) return []
  return [{ at, end, closed: isOfAPart(name, text, at, end) ? undefined : until(opens, sentence) }]
}

/** The day after the last one before a break; without its year the last such day before it opens. */
function dayAfterLast(
  [, day, month, year]: readonly (string | undefined)[],
  opens: string,
): string | undefined {
  const inYear = (y: number) => isoOf(y, monthNumber(month ?? ''), Number(day))
  const opensIn = Number(opens.slice(0, 4))
  const sameYear = inYear(opensIn)
  const isBefore = sameYear !== undefined && sameYear < opens
  const last = inYear(year === undefined ? (isBefore ? opensIn : opensIn - 1) : Number(year))
  return last === undefined ? undefined : dayAfter(last)
}

/** "26" is 2026. */
const yearOf = (written: string | undefined): number => 2000 + (Number(written) % 100)

/** A break over Christmas does not begin in November; clubs have their last evening in the week before. */
const CHRISTMAS = { said: /\b(?:christmas|xmas|festive|new year)\b/i, from: '12-16', until: /^(\d{4})-01/ }

function until(day: string | undefined, said = ''): Closed | undefined {
  if (day === undefined) return undefined
  const january = CHRISTMAS.said.test(said) ? CHRISTMAS.until.exec(day) : null
  return january ? { from: `${Number(january[1]) - 1}-${CHRISTMAS.from}`, until: day } : { until: day }
}

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
