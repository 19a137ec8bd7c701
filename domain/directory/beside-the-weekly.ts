import { readTimes } from './read-times.ts'

/** Whether a text tells of a day of every week. */
export const meetsWeekly = (text: string): boolean =>
  readTimes(text).times.some((t) => t.day !== undefined && t.validTo === undefined)

/** One day out beside what is on every week. */
export const A_TRIP =
  /^(?:(?:the|our|this) )?(?:[\w'-]+ ){0,3}?(?:trips?|outings?|residentials?|visits?|excursions?)\b[^.]{0,50} (?:is|are|was|were|been) (?:cancelled|called off)\b/i

/** What may be on beside what goes on every week. */
const BESIDE =
  /\b(?:half[- ]?terms?|holidays?|camps?|trips?|residentials?|inset|breaks?|festivals?|fairs?|fun days?|shows?|open days?|exhibitions?|surveys?|voting|(?:summer )?(?:play)?schemes?|(?:enrolment|registration|bookings?|applications?) (?:is |are )?(?:now )?open)\b/gi
/** Weeks left out of a course: "with a half term break". */
const LEFT_OUT =
  /\b(?:with|without|excluding|except|not|no \w+ (?:in|at|over)) (?:an? |the |for |in |over )*(?:(?:half[- ]?terms?|holidays?)(?: breaks?)?|breaks?)\b/gi

/** What dates tell of what is listed: "runs", "term dates". Builders in the hall and a coach who is away have dates too. */
const OF_ITSELF =
  /\b(?:runs?|running|dates?|terms?|courses?|programmes?|projects?|sessions?|class(?:es)?|blocks?|weeks?|weekly|workshops?|lessons?|rehearsals?|seasons?|series|starts?|starting|begins?|from|between|every|until|open|last)\b|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?\b/i

/** How it ends is part of it: "and ends with a show". */
const ITS_END = /\b(?:ends?|ending|finish(?:es|ing)?) (?:with|in)\b.*|\bon the last day\b.*/i
/** "Holiday scheme runs 20 July to 28 August": what is listed, unless days of every week are told. */
const RUNS = /\b(?:holidays?|schemes?)\b[^.]{0,20}\b(?:runs?|dates?)\b|\bdates?:/i

/**
 * Whether what a sentence dates is beside what is listed: a half term's trip, told beside days of every week. What the name or the first
 * sentence speaks of is what is listed.
 */
export function isBeside(all: readonly string[], n: number, name: string, byFields: boolean): boolean {
  const sentence = all[n] ?? ''
  const named = [...sentence.replace(LEFT_OUT, ' ').replace(ITS_END, ' ').matchAll(BESIDE)].map(([word]) =>
    bare(word),
  )
  const listed = bare(`${name} ${all[0] ?? ''}`)
  if (named.some((word) => listed.includes(word))) return false
  if (named.length === 0 && (n === 0 || OF_ITSELF.test(sentence))) return false
  return (byFields && !RUNS.test(sentence)) || meetsWeekly(all.filter((_, other) => other !== n).join('\n'))
}

/** One word for one and many, however it is joined. */
const bare = (text: string): string => text.toLowerCase().replace(/s\b/g, '').replaceAll('-', ' ')
