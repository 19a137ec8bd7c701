import { A_WEEKDAY } from './lives-on.ts'
import { sentences } from './plain-text.ts'

const SEASON = '(?:season|summer|year)'
/** What is open in one part of the year says so: "closed for the winter", "that's a wrap on our 2026 season". */
const OVER = new RegExp(
  [
    String.raw`\bthat's (?:it|us|a wrap)(?: (?:done|finished))?,? (?:on|for|from) (?:(?:the|our|this|another|20\d\d|[a-z]+) ){0,3}${SEASON}\b`,
    String.raw`\b(?:that's us|we(?:'re| are)(?: now| all)?|(?:is|are|'s)(?: now| all)?) (?:done|finished|over|shut|closed|packed (?:up|away))(?: up| down)? for (?:the|this) (?:${SEASON}|winter)\b(?! (?:holidays?|break|term|half))`,
    String.raw`^(?:now )?(?:shut|closed|finished) for (?:the|this) (?:${SEASON}|winter)\b(?! (?:holidays?|break|term|half))`,
    String.raw`(?:^|\b(?:the|our|this|20\d\d) )(?!last )(?:[a-z]+ )?season (?:(?:is|has)(?: now| been| all)* )?(?:over|finished|ended|done|cancelled)\b(?=[.,;:!)]|$| (?:for|now|until|till|see|and)\b)`,
    String.raw`\bsee you (?:all |again |back )*(?:(?:at|in|after) (?:easter|(?:the )?(?:spring|new season))|next (?:season|spring|summer|year))\b(?! (?:for|at)\b)`,
  ].join('|'),
  'i',
)
const PERHAPS = /\b(?:if|when|whenever|once|until|after|before)\b[^.;\n]{0,30}$/i
/** Meanwhile they go on: "we train all winter". */
const GOES_ON =
  /\b(?:(?:all|through(?:out)?|over|during|in) (?:the )?winter\b|winter (?:training|sessions?|programme|timetable|league|nights?|hours|swims?)|indoors?\b|all (?:the )?year\b|year[- ]round|in the (?:gym|pool|hall|meantime)|(?:registration|enrolment) (?:is |now )*open(?! (?:from|in|on|until|again)\b)|(?:autumn|winter|new) (?:term|block) (?:has )?(?:starts|started|begins|began|begun)\b)/i

/** Told with it: "the regatta season is over, we row every Saturday". */
const EVERY_WEEK = new RegExp(String.raw`\b(?:every|now on) (?:week\b|${A_WEEKDAY})`, 'i')

/** Whether a text says that its season is over, and nothing of what goes on meanwhile. */
export function isOutOfSeason(written: string): boolean {
  const text = written.replace(/’/g, "'")
  if (GOES_ON.test(text)) return false
  return sentences(text).some((sentence) => {
    const found = OVER.exec(sentence)
    if (found === null || PERHAPS.test(sentence.slice(0, found.index)) || sentence.endsWith('?')) return false
    return !EVERY_WEEK.test(sentence.slice(found.index + found[0].length))
  })
}
