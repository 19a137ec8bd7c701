/** Part of a text in which people of an age are sent to somebody else. */
export interface SentElsewhere {
  readonly at: number
  readonly length: number
  /** Letters of it in which their age is named. */
  readonly who: number
}

/** An age as the beginning of a sentence names it. */
const AGE = String.raw`(?:(?:unders?|overs?|below|above)[\s-]+(?:the age of )?\d{1,2}|\d{1,2}(?:\s*(?:-|–|to|and|or)\s*(?:\d{1,2}|under|over|above|below))|\d{1,2}\s*\+)(?:'?s\b|\s*years?[ -]olds?|\s*years?(?: of age)?|\s*yrs?)?`
const WHO = String.raw`(?:(?:the|any|all|those|anyone|children|young people|people|adults|and|who are|aged?|ages|between|is|are)[ (]+)*`
const BEGINS = String.raw`(?<=^|[.!?;:,()\n–-]\s*)`
/** Where young people are sent most. */
const KNOWN = String.raw`(?:kooth|camhs|cypmhs|childline|young ?minds|shout|papyrus|the mix|(?:your|their|a) (?:gp|school))`
/** "See us first", "contact Jo on 07700", "for details" is how to come to this one. */
const OWN = String.raw`(?:us|me|it|themselves|yourself|below|above|ahead|before|in|(?:our|the) (?:office|team|reception|staff|website|site|club|centre|coach|organisers?|leaders?|venue|timetable|poster|page)|reception|website|timetable|our (?:[a-z'-]+ ){0,2}(?:workers?|nurses?|counsellors?|mentors?|volunteers?|managers?|leads?|leaders?)|(?!${KNOWN})[a-z]+ (?:on|at|via|by) )\b|[^.!?\n]{0,60}\b(?:to book|for (?:more )?(?:details|information)|before (?:you|coming|booking)|to join)\b`
/** "Try something new" and "visit castles" are what to do here. */
const TOLD = String.raw`(?:(?:see|contact|call|ring|phone|speak to) (?!${OWN})|(?:try|visit|go to|look at|book|use) (?=(?:our |the )?(?:juniors?|young|children|kids|adults?|sister|other)\b|${KNOWN}|[a-z]+\.(?:com|org|co|net)\b|www)|(?:get|find|access|receive) (?:free )?(?:help|support|advice|counselling) (?:from|at|through|via) (?=${KNOWN}))`
/** Who works here sees them here. */
const STAFF = String.raw`(?:us\b|an? (?!different|separate|another|sister)|(?:[a-z'-]+ ){0,3}(?:workers?|staff|volunteers?|mentors?|counsellors?|therapists?|nurses?|coach(?:es)?|leaders?|tutors?|teachers?|instructors?|specialists?|practitioners?|professionals?|adults?|parents?)\b)`
const ELSEWHERE = new RegExp(
  [
    String.raw`${BEGINS}((?:for|if you(?:'re| are)) ${WHO}${AGE})\)?[,:]?(?: (?:there is|then|please|kindly|you can|you should|you must|you have to|(?:you|you'll|you will) need to|can|should))* ${TOLD}[^.!?\n]*`,
    String.raw`${BEGINS}(${WHO}${AGE})\)?(?:[:?] |[,:?]?(?: (?:please|should|must|need to|have to|are asked to|can)){1,2} )(?:${TOLD}|be referred to )[^.!?\n]*`,
    String.raw`${BEGINS}(${WHO}${AGE})\)? (?:are|will be) (?:(?:seen|treated|supported) (?:at|in|by(?! ${STAFF}))|referred to) (?!our |this )[^.!?\n]*`,
  ].join('|'),
  'g',
)

const A_NUMBER = /\b(?:contact|call|ring|phone) (?:us )?(?:on )?[\d(+][\d ()+-]{4,}/
const NO_NAME = String.raw`(?:the|of|off|and|an?|your|service|team|centre|clinic|project|trust|charity|line|helpline|council|hub|mind|brook|shelter|samaritans|school|college|nhs|young|youth|children\S*|kids|adults?|juniors?)\b`
const A_PERSON = new RegExp(
  String.raw`\b(?:contact|call|ring|phone|speak to|see) (?!${KNOWN})(?:(?!${NO_NAME})[a-z'-]+ ){2,3}(?:on|at|via|by) `,
)
/** Where a text speaks of adults, or the young are those under 18, somebody with a number may well be somebody else's. */
const FOR_ADULTS = /(?<!\byoung )\badults?\b|\b(?:18|19|2\d) ?\+|\bover[- ](?:18|19|2\d)/
const UNDER_18 = /\b(?:under|below)[\s-]+(?:the age of )?18/
/** Here a number may as well be that of another service. */
const HELP = /\b(?:counsell\w+|therap\w+|mental|support|advice|clinic|refuge|abuse|debt)\b/

/** The oldest (and who would be older) that all is for: "for under 19s only". */
const FOR_UNDER =
  /(?:\b(?:for|only|strictly|just|to) (?:the |those |anyone |young people |people )?(?:aged )?under[s]?[ -](\d{1,2})'?s?\b|\bunder[s]?[ -](\d{1,2})'?s? only\b)(?![^.!?;\n]{0,20}£|(?: only)? ?(?:until|till|with|on|from|at|before|after|in|for|may|can|must|need|unless|if|when)\b)/g
/** Somebody else's name behind it, and not what they need or do here. */
const ANOTHER_NAME = String.raw`(?!(?:to|an?|your|our|this|us|here|it|more|some|any|no|photo|id|proof|parent\w*|consent|the|from|with|without|on|in|at|after|before|later|late|when|for|by|and|or|evening|hall|room|level|group|session|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b)[\p{L}]`
const OLDER = new RegExp(
  String.raw`${BEGINS}((?:if you(?:'re| are) |anyone |those |people |young people )?(?:aged )?(?:over )?(\d{1,2})(?:'?s)?(?: (?:or|and) (?:over|older|above|up)| ?\+)?)\)?[,:]?(?: (?:please|then|you|you'll|you will|should|can|will|need to))*? (?:want|try|go to|head (?:over )?to|belong (?:at|with)) ${ANOTHER_NAME}[^.!?\n]*`,
  'gu',
)

/** "For under 19s only; if you are 19 or older you want Harbour Recovery": those who are just too old, by whatever verb. */
function findBeyond(text: string): RegExpExecArray[] {
  const ends = new Set([...text.matchAll(FOR_UNDER)].map(([, first, second]) => Number(first ?? second)))
  if (ends.size === 0) return []
  return [...text.matchAll(OLDER)].filter(({ 1: who = '', 2: age }) => {
    const isOlder = /\b(?:over|older|above|up)\b|\+/.test(who)
    return isOlder && (ends.has(Number(age)) || ends.has(Number(age) + 1))
  })
}

function findSent(text: string): RegExpExecArray[] {
  const found = [...text.matchAll(ELSEWHERE), ...findBeyond(text)].sort((a, b) => a.index - b.index)
  if (FOR_ADULTS.test(text)) return found
  // A number for each age: all of them are this one's.
  const numbered = found.filter(([told]) => A_NUMBER.test(told))
  if (numbered.length > 1) return found.filter((match) => !numbered.includes(match))
  if (HELP.test(text)) return found
  return found.filter(([told]) => UNDER_18.test(told) || !(A_NUMBER.test(told) || A_PERSON.test(told)))
}

/** "For 11-17 year olds please see our sister service", in a text of small letters and figures. */
export const sentElsewhere = (text: string): SentElsewhere[] =>
  findSent(text).map((match) => ({
    at: match.index,
    length: match[0].length,
    who: (match[1] ?? match[2] ?? match[3] ?? '').length,
  }))

/** The text without them, everything else in its place. */
export function withoutSentElsewhere(text: string): string {
  let rest = ''
  for (const { at, length } of sentElsewhere(text)) rest += text.slice(rest.length, at) + ' '.repeat(length)
  return rest + text.slice(rest.length)
}
