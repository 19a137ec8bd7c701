/** Part of a text in which people of an age are sent to somebody else. */
export interface SentElsewhere {
  readonly at: number
  readonly length: number
  /** Letters of it in which their age is named. */
  readonly who: number
}

/** An age as the beginning of a sentence names it. */
const AGE = String.raw`(?:(?:unders?|overs?|below|above)[\s-]+(?:the age of )?\d{1,2}|\d{1,2}(?:\s*(?:-|–|to|and)\s*(?:\d{1,2}|under|over|above|below))|\d{1,2}\s*\+)(?:'?s\b|\s*years?[ -]olds?|\s*years?(?: of age)?|\s*yrs?)?`
const WHO = String.raw`(?:(?:the|any|all|those|anyone|children|young people|people|adults|and|who are|aged?|ages|between|is|are)[ (]+)*`
const BEGINS = String.raw`(?<=^|[.!?;:,()\n–-]\s*)`
/** Where young people are sent most. */
const KNOWN = String.raw`(?:kooth|camhs|cypmhs|childline|young ?minds|shout|papyrus|the mix|(?:your|their|a) (?:gp|school))`
/** "See us first", "contact Jo on 07700", "for details" is how to come to this one. */
const OWN = String.raw`(?:us|me|it|themselves|yourself|below|above|ahead|before|in|(?:our|the) (?:office|team|reception|staff|website|site|club|centre|coach|organisers?|leaders?|venue|timetable|poster|page)|reception|website|timetable|(?!${KNOWN})[a-z]+ (?:on|at|via|by) )\b|[^.!?\n]{0,60}\b(?:to book|for (?:more )?(?:details|information)|before (?:you|coming|booking)|to join)\b`
/** "Try something new" and "visit castles" are what to do here. */
const TOLD = String.raw`(?:(?:see|contact|call|ring|phone|speak to) (?!${OWN})|(?:try|visit|go to|look at) (?=(?:our |the )?(?:juniors?|young|children|kids|adults?|sister|other)\b|${KNOWN}|[a-z]+\.(?:com|org|co|net)\b|www)|(?:get|find|access|receive) (?:free )?(?:help|support|advice|counselling) (?:from|at|through|via) (?=${KNOWN}))`
const ELSEWHERE = new RegExp(
  [
    String.raw`${BEGINS}((?:for|if you(?:'re| are)) ${WHO}${AGE})\)?[,:]?(?: (?:there is|then|please|kindly|you can|you should|can|should))* ${TOLD}[^.!?\n]*`,
    String.raw`${BEGINS}(${WHO}${AGE})\)?(?:[:?] |[,:?]?(?: (?:please|should|must|need to|have to|are asked to|can)){1,2} )(?:${TOLD}|be referred to )[^.!?\n]*`,
    String.raw`${BEGINS}(${WHO}${AGE})\)? (?:are|will be) (?:(?:seen|treated|supported) (?:at|in)|referred to) (?!our |this )[^.!?\n]*`,
  ].join('|'),
  'g',
)

/** "For 11-17 year olds please see our sister service", in a text of small letters and figures. */
export function* sentElsewhere(text: string): Generator<SentElsewhere> {
  for (const match of text.matchAll(ELSEWHERE)) {
    const who = match[1] ?? match[2] ?? match[3] ?? ''
    yield { at: match.index, length: match[0].length, who: who.length }
  }
}

/** The text without them, everything else in its place. */
export const withoutSentElsewhere = (text: string): string =>
  text.replace(ELSEWHERE, (part) => ' '.repeat(part.length))
