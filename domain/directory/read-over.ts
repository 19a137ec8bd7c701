import { isNamed } from './closed-parts.ts'
import { livesOn } from './lives-on.ts'
import { ELSEWHERE } from './read-closing.ts'
import { sentences } from './plain-text.ts'

/** What a whole may be called, beside its own name. */
const KINDS =
  /^(?:we|it|this|academy|association|centre|choir|class|classes|club|company|course|drop-?in|group|hub|league|orchestra|organisation|programme|project|scheme|service|sessions|society|squad|team|theatre|troop|troupe|workshops?)$/u
/** One among others, or somebody else's. */
const ANOTHER =
  /\b(?:sister|old|previous|former|other|another|last|first|rival|neighbouring|parent|next|morning|afternoon|evening|junior|senior|adult|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/iu
const ENDED =
  /\b(?:(?:has|have|'ve)(?: (?:now|sadly|since|finally|just|already|unfortunately|all)\b)* (?:folded|disbanded|wound up|dissolved|ceased|closed down|shut down|packed up)(?=[.,;:!)]|$| (?:after|following|because|due|owing|when|since|and|as|for (?:good|ever)|in (?:20\d\d|\p{L}+ 20\d\d))\b)|(?:has |have |had to )?(?:came|come) to an end\b|(?:folded|disbanded|wound up|stopped|ended|finished) (?:in|at the end of) (?:\p{L}+ )?20\d\d\b)/giu
const CLAUSE = /[.!?\n;:,(–]| - |\b(?:and|but|that|as|so|or)\b/iu
/** "When the club folded": told along the way. */
const ALONG_THE_WAY =
  /\b(?:when|once|after|if|until|before|since|whose|where|while|because|although|though|whether|unless|ever|never|not)\b/iu
const DETERMINED = /(?:^|\s)(?:the|our|this|your) ((?:[\p{L}'’-]+ )?[\p{L}'’-]+)$/iu
const SADLY = /^(?:sadly|unfortunately|sorry|update|note|please note|news|notice)\b[,:]? ?/iu

const NONE = String.raw`(?<!\b(?:were|was|had|been) )\bno (?:more |further |weekly |regular )?((?:[\p{L}-]+ )?)(?:sessions?|training|classes|lessons|meetings|coaching|club|rehearsals?|practice)\b`
const FOR_NOW = String.raw`(?=\s*(?:$|[.;!)])| (?:at the moment|at present|now(?=\s*(?:$|[.;,!)]))|currently|for now|for the time being|this (?:season|year|winter)|while|whilst)\b| (?:until|till) (?!(?:after )?(?:\d|noon|next week|half|the (?:school|summer|christmas|easter)|(?:mon|tues?|wed|thu|fri|sat|sun))))`
/** Where it is on cannot be used. */
const OUT_OF_USE = String.raw`(?:\b(?:fenced|cordoned|boarded|roped|sealed|taped)[- ](?:off|up)|\bbeing (?:rebuilt|refurbished|renovated|replaced|repaired|resurfaced|demolished|redeveloped|relaid|done up|dug up)|\b(?:under|undergoing) (?:repairs?|construction|refurbishment|renovation)|\b(?:is|are|was|were|been|got) (?:flooded|condemned|demolished|knocked down|pulled down|burn(?:t|ed)(?: down)?|badly damaged|vandalised|out of (?:use|action|bounds|order)|unsafe|torn up)|\b(?:closed|shut)(?: (?:down|off))?(?: by [\p{L} ]{3,30})? (?:for|due to|because of|after|following) (?:the |a |an |some )?(?:[\p{L}-]+ )?(?:rebuild(?:ing)?|refurbishment|repairs?|renovations?|resurfacing|building|works?|redevelopment|fire|flood(?:ing)?|storm|damage)|\broof (?:has |had )?(?:came off|come off|fell in|fallen in|collapsed))`
const NOWHERE = [
  new RegExp(
    String.raw`${OUT_OF_USE}[^.!?\n]{0,80}?(?:\b(?:so|and|therefore|means?|meaning)\b|[,;–-])[^.!?\n]{0,30}?${NONE}${FOR_NOW}`,
    'iu',
  ),
  new RegExp(
    String.raw`${NONE}[^.!?\n]{0,30}? (?:while|whilst|because|as|since|until|till|due to)\b[^.!?\n]{0,60}?${OUT_OF_USE}`,
    'iu',
  ),
  new RegExp(
    String.raw`${NONE} (?:until|till|before) (?:(?:at least|early|late|mid|the) )*(?:(?:spring|summer|autumn|winter) 20\d\d(?=\s*(?:$|[.;,!)]))|(?:it|the [\p{L} ]{3,24}) (?:reopens?|re-opens?|is (?:finished|rebuilt|ready|repaired|done)))\b`,
    'iu',
  ),
]
/** Now and then, on closed days, in bad weather, or of one place of several. */
const NOT_ALL_ALONG =
  /\b(?:(?:while|whilst|as|because) (?:it|it's|the weather)(?: is)?\b(?! (?:being|closed|shut))|wet|rain\w*|ic[ye]|snow\w*|if|when|whenever|unless|sometimes|occasionally|usually|every|each|during|bank holidays?|half[- ]terms?|in (?:july|august|the (?:summer|school))|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b/iu
const MEANWHILE =
  /\b(?:but|instead|meanwhile|in the meantime|elsewhere|as (?:usual|normal)|still|other (?:sessions|classes|clubs|groups|days)|everything else|indoors|online|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:moved|meet(?:ing)?|train(?:ing)?|back) (?:to|at|in) (?!the moment|present|(?:early|mid|late|the )? ?(?:spring|summer|autumn|winter|20\d\d|january|february|march|april|may|june|july|august|september|october|november|december)))\b/iu

/** All that is said of it: not "full of fun", "full time", "filled on the night". */
const ENDS = String.raw`(?=\s*(?:$|[.,;!)])| (?:and|so|until|till|at the moment|at present|for now|for (?:the (?:whole|rest|remainder) of|this|the) (?=(?:[\p{L}']+ ){0,2}(?:\d|season|year|term)))\b)`
/** All places are taken, of the whole. */
const ALL = String.raw`(?:we|it|(?:the|our|all) (?:waiting |referral |counselling )?(?:lists?|books|groups?|club|service|project|course|programme|scheme|sessions|classes))`
const NOW = String.raw`(?: (?:now|currently|all|both|completely|already|sadly)\b)*`
const FULL = String.raw`(?:\b${ALL}(?: is| are|'re)${NOW} full${ENDS}|\b(?:all|every one of)(?: (?:of )?(?:the|our))? (?:places|spaces|vacancies) (?:are|have)(?: now| all| been)* (?:filled|taken|gone|full|allocated)${ENDS})`
const SQUADS = String.raw`\b(?:the|our|all)(?: (?:the|our))? (?:squads|teams) are${NOW} full${ENDS}`
const LIST_CLOSED = String.raw`\b(?:full and${NOW} (?:closed|shut) to (?:all |any )?(?:new )?(?:referrals|members|people|young people|clients|applications|enquiries)|(?:the|our) waiting lists? (?:is|are|has been|have been)${NOW} (?:closed|shut)|(?:not|no longer|don't|do not) (?:currently )?(?:keep(?:ing)?|run(?:ning)?|hold(?:ing)?|operat(?:e|ing)|have) a waiting list)`
const INTAKE = String.raw`(?:(?:the|our|this) )?(?:(?:20\d\d(?:[/-]\d\d)?|september|autumn|current|this year's|new) )*(?:intakes?|cohorts?|programme|scheme|year|round|places|apprenticeships?|vacanc(?:y|ies)|20\d\d)`
const APPLIED = String.raw`\b(?:applications|recruitment|registration|enrolment)(?: (?:for|to) ${INTAKE})? (?:is|are|has|have)(?: now| been)* closed\b`
const IS_FULL = new RegExp(FULL, 'iu')
const SQUADS_FULL = new RegExp(SQUADS, 'iu')
const NO_WAITING = new RegExp(`${LIST_CLOSED}|${APPLIED}`, 'iu')
/** Of some of them, or now and then. */
const OF_SOME =
  /\b(?:unders?|overs?|aged?|ages|years?|juniors?|seniors?|younger|older|adults?|when|whenever|if|once|if ever|never|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b|(?<!\d)\d{1,2}(?!\d)|:/iu
const SOME_WAY_IN =
  /\b(?:come along|come and|apply (?:now|for|by)|join us|(?:extra|more|other) (?:sessions|groups|places|ones|dates|classes)|for a place)\b|\b(?:places|spaces|room|vacancies) (?:on|in|for|now|left|available|at)\b|\b(?:have|has|'ve) (?:got )?(?:a few |some )?(?:places|spaces|room)\b|\b(?:drop[- ]?ins?|walk[- ]ins?|turn up|still|but|however|meanwhile|in the meantime|instead)\b|\bopen to (?:all|anyone|everyone)\b|\b(?:re-?)?open(?:s|ing)? (?:again|in|on|from)\b|\b(?:goes|carries) on\b/iu

/** What a sentence begins with, and a season: neither says that it is of some of them. */
const LABEL = /^(?:update|please note|note|notice|news|sorry|important)\s*[:–-]\s*/iu
const SEASON = /\b(?:20)?(\d\d)\/(\d\d)\b/gu
const withoutSeasons = (text: string): string =>
  text.replace(SEASON, (all, from, to) => (Number(from) >= 24 && Number(to) === Number(from) + 1 ? '' : all))
/** "We will post when trials open again." */
const WHEN_IT_OPENS = /\bwhen (?:[\p{L}']+ ){1,3}(?:re-?)?opens? again\b/giu

/** Beside squads that are full there may be other ways to play. */
const BESIDE_SQUADS =
  /\b(?:lessons|class(?:es)?|recreational|vacanc\w+|welcomes?|wanted|register now|sign up|book (?:online|now)|(?:starting|start) an? new|get in touch|(?:walking|disability|mini|social) \w+|winter nets)\b/iu

const straight = (text: string): string => text.replace(/’/g, "'")

/** Whether a text says that the whole of what it tells of has ended, by whatever it is called: "the academy has folded". */
export function hasFolded(written: string, name: string): boolean {
  const text = straight(written)
  return [...text.matchAll(ENDED)].some(({ index, 0: said }) => {
    const [sentence = ''] = /[^.!?\n]*$/u.exec(text.slice(0, index)) ?? []
    return isTheWhole(sentence, name) && !livesOn(said, text.slice(index + said.length))
  })
}

/** Whether what stands before "has folded" is a word for the whole, or what its name ends with. */
function isTheWhole(before: string, name: string): boolean {
  const clause = (before.split(CLAUSE).at(-1) ?? '').trim().replace(SADLY, '')
  if (ALONG_THE_WAY.test(clause) || ANOTHER.test(clause)) return false
  const subject = DETERMINED.exec(clause)?.[1] ?? clause
  const words = subject.toLowerCase().split(/\s+/)
  const last = words.at(-1) ?? ''
  if (KINDS.test(last) && (words.length === 1 || isNamed(subject, name))) return true
  return last !== '' && isNamed(subject, name) && lastWords(name).includes(last)
}

/** The last word of each part of a name: "theatre" of "Playhouse Youth Theatre (Eastside)". A pair of things has no such word. */
const lastWords = (name: string): string[] =>
  /[,&+/]|\band\b/iu.test(name)
    ? []
    : name
        .toLowerCase()
        .split(/\s*[(–:]\s*|\s+-\s+/u)
        .map((part) => part.split(/[^\p{L}'-]+/u).findLast((word) => word !== '') ?? '')

/** Whether a text says that there is nothing of it now: its place is fenced off, or nobody new can come nor wait to. */
export function takesNobody(written: string, name: string): boolean {
  const text = straight(written)
  const all = sentences(text)
  const isShut = all.some((sentence, n) => {
    const found = NOWHERE.map((pattern) => pattern.exec(sentence)).find((match) => match !== null)
    if (!found) return false
    const kind = (found[1] ?? '').trim()
    if (NOT_ALL_ALONG.test(sentence) || (kind !== '' && !isNamed(kind, name))) return false
    const after = [sentence.slice(found.index), ...all.slice(n + 1)].join('\n')
    return !MEANWHILE.test(after) && !ELSEWHERE.test(after) && !livesOn('', after)
  })
  const isFull = all.some(
    (sentence) =>
      (IS_FULL.test(sentence) || (SQUADS_FULL.test(sentence) && !BESIDE_SQUADS.test(text))) &&
      NO_WAITING.test(sentence) &&
      !OF_SOME.test(withoutSeasons(sentence.replace(LABEL, ''))),
  )
  return isShut || (isFull && !SOME_WAY_IN.test(text.replace(WHEN_IT_OPENS, '')))
}
