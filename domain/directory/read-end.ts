import { speaksOfAPart } from './closed-parts.ts'
import type { Closed } from './opportunity.ts'
import { sentences } from './plain-text.ts'
import { readClosing } from './read-closing.ts'
import { isoOf, MONTH, monthNumber } from './written-dates.ts'

export interface ReadEnd {
  readonly status?: 'defunct' | 'temporarily-closed'
  /** ISO date of the last day. */
  readonly ends?: string
  readonly closed?: Closed
  /** The sentence that says it is closed until a day that is not known. */
  readonly alert?: string
}

const THINGS = String.raw`(?:group|service|club|session|sessions|course|project|class|programme|scheme|centre|activity|event|charity|organisation|drop-?in|youth club|website|caf[eé]|clinic|hub|shop|line|helpline|choir|band|team)`
const THING = `(?:this|the|our) ${THINGS}`
const A_WEEKDAY = String.raw`(?:mon|tues|wednes|thurs|fri|satur|sun)days?`
/** Over on a day, and not on any: "no longer running on Fridays or any other day". */
const ON_A_DAY = String.raw`on (?:an? )?${A_WEEKDAY}(?![^.\n]{0,12}\b(?:any|at all)\b)`
/** The beginning of a sentence, so that "if we closed" closes nothing. */
const BEGINS = String.raw`(?:^|[.!?\n]\s*)(?:sadly,? |unfortunately,? |sorry,? )?`
const ENDED = new RegExp(
  [
    String.raw`\b${THING} (?:is|are|has|have)(?: now| sadly| since| permanently)* (?:been )?(?:closed|ended|finished|stopped|folded|ceased|discontinued|disbanded|wound up)\b(?! (?:on|for|during|in|at|over|between|until|to)\b)`,
    String.raw`\b${THING} (?:was |has )?(?:sadly |permanently )?(?:(?:closed|stopped|folded|shut)(?: its doors| down)? (?:in|on|at)\b[^.]{0,24}\b20\d\d|(?:ended|finished) (?:in|at the end of) 20\d\d)`,
    String.raw`\b(?:service|group|club|project|course|session|centre) (?:is )?now (?:closed|ended)\b`,
    String.raw`\b${THING} (?:was|were|has|have)(?: been)? (?:sadly )?(?:disbanded|wound up|withdrawn|discontinued|cut)\b`,
    String.raw`\b(?:${THING}|it|we|they|project|scheme|club|group) (?:has |have |all )?(?:came|come) to an end\b`,
    String.raw`\b(?:this|it|which|that|project|scheme|club|group) [^.]{0,24}\b(?:is|are) (?:now|all) over\b`,
    String.raw`\bour (?:very )?(?:last|final) (?:class|session|meeting|day|evening|term|rehearsal|club|night|workshop)(?:es|s)? (?:was|were)\b`,
    String.raw`${BEGINS}we (?:have )?(?:sadly )?(?:now )?(?:(?:closed|shut) (?:in|last|for good|down|after)|wound up|folded|disbanded|packed up)\b`,
    String.raw`\b(?:shut|closed) (?:its|our|their|the) doors (?:for the last time|for good|in|last|at the end)\b`,
    String.raw`\bwas (?:only |just )?(?:a |an )?(?:[a-z-]+ )?(?:pilot|trial|project|scheme) (?:that ran )?(?:until|till|in 20\d\d)\b`,
    String.raw`${BEGINS}(?:it |we |this )?ran (?:from|between) [^.]{2,24} (?:to|until|and) [^.]{0,12}\b20\d\d\b`,
    String.raw`\bhas (?:now |sadly )?(?:withdrawn|axed|scrapped) (?:the|this|our) (?:service|group|club|project|scheme|funding)\b`,
    String.raw`\b(?:have|has) stopped (?:meeting|running|playing|for good)\b`,
    String.raw`\bthere (?:are|will be) no (?:more|further) (?:classes|sessions|meetings|groups|workshops)\b(?! (?:until|this|on|before|in|than)\b)`,
    String.raw`[-–:] ?(?:closed|ended|cancelled|finished)\W*$`,
    String.raw`(?:^|[.!?\n]\s*|\band )(?:the |our |all )?(?:sessions|classes|meetings|groups|workshops|lessons|trips) (?:have|are)(?: all)? (?:now |sadly )*(?:stopped|ended|finished|ceased)\b(?! (?:for|until|in|on|at|over|by|till)\b)`,
    String.raw`\b(?:the|our|its) (?:grant|funding|lottery money|money) (?:has |have )?(?:now |sadly )?(?:finished|ended|ran out|run out|stopped|dried up)\b`,
    String.raw`\bno longer able to (?:offer|run|provide|continue|open)\b`,
    String.raw`\bno longer (?:running|runs?|available|operating|operates|meets?|meeting|takes? place|open|exists?|provided|offered|active)\b(?! ${ON_A_DAY})`,
    String.raw`\bhas now (?:closed|ended|finished)\b(?! (?:its|the) waiting)`,
    String.raw`\b(?:closed|shut) (?:down )?permanently\b|\bpermanently (?:closed|shut)\b`,
    String.raw`\b(?:will|does|do) not (?:be )?(?:re-?open|reopening|return|be back|be running again)\b(?! (?:until|before|to)\b)|\bwon['’]t (?:be )?(?:re-?open|reopening)\b(?! (?:until|before)\b)`,
    String.raw`\bceased (?:running|operating|trading|to operate|to run)\b`,
    String.raw`^\W{0,3}(?:closed|ended|cancelled|discontinued)\b(?![\s:–-]*(?:on|for|group|during|over|at|in|until|from|between|to|bank|${A_WEEKDAY}|weekends?|school|term|throughout|all|every|each|when|if|after|outside|${MONTH})\b|[\s:–-]*(?:sessions?|class(?:es)?|lessons?|meetings?|events?|matches|training|trips?|dates|bookings?|places)\b|[^.\n]{0,8}\d[^.\n]{0,20}(?:-|–|\bto\b|\buntil\b) ?(?:[a-z]+ )?\d)`,
    String.raw`\[(?:closed|now closed|ended|cancelled|finished)\]|\((?:closed|now closed|permanently closed|ended|cancelled|finished|discontinued)\)`,
    String.raw`\b(?:we|it) (?:have |has )?(?:sadly )?(?:had to close|closed our doors|stopped running)\b`,
  ].join('|'),
  'gi',
)
/** What is over in a sentence is not what it is about: a list, a kitchen, a road. */
const OTHER = String.raw`list|caf[eé]|kitchen|car park|road|lift|entrance|doors?|gate|bookings?|applications?|registration|referrals?|office|library|toilets?|path|bridge|mine|pit|factory|mill|mills|railway|shipyard|yard|station|shop|pub|bank|branch|survey|competition|ballot|nominations|exhibition|season tickets?|sales?|colliery|quarry|jail|prison|school|schools|works|line|pool|museum|gallery|church|chapel`
/** Words that may stand in the name of a thing. */
const NAME = String.raw`[\p{L}\d'’&+-]+`
/** The whole sentence says it: its subject has ended. */
const IS_OVER = new RegExp(
  [
    String.raw`\b(?:funding|money|grant|lottery|contract|cash|funds|sponsorship)(?: has| have| had| was| is)?(?: now| sadly| all| finally)? (?:run out|ran out|runs out|ended|gone|went|dried up|stopped|finished|cut|been cut|been pulled|pulled|came to an end|come to an end|fell through|fallen through|been withdrawn|withdrawn|axed|been axed|lapsed|expired|been spent|spent)\b`,
    String.raw`\b(?:lost|without) (?:our|its|their|the|any) (?:funding|grant|hall|leader|premises|lease|only leader)\b|\b(?:no|out of) (?:funding|money)(?: left| now| for (?:it|this|another))?[.;,]`,
    String.raw`^(?:sadly,? |unfortunately,? |sorry,? |alas,? )?(?:we|they|it|this|the (?:group|club|project|service|course|scheme|choir|centre|team|drop-in|programme)) (?:finally |sadly |all |quietly |officially |now )?(?:closed|folded|ended|stopped|finished|shut|disbanded|ceased|dissolved)(?: (?:in|last|at|after|for good|for the last time|down|when|with|this)\b|[.;,]|$)`,
    String.raw`\bno (?:new |further |more |other |future |fresh |current )*(?:dates?|sessions?|courses?|meetings?|classes|performances|events|cohorts?|intakes?) (?:are |have been |is |has been |currently |yet |at present )*(?:planned|set|booked|arranged|fixed|scheduled|known|announced|in the diary|on the calendar|to announce|coming)`,
    String.raw`\bno (?:new |start |return |restart |reopening |further )?dates?(?: yet| has| have| for| set| as yet|[.;,]|$)`,
    String.raw`\b(?:dates?|venue|leader) (?:is |are )?(?:to be (?:confirmed|announced|decided)|tbc|tba)\b`,
    String.raw`\b(?:in abeyance|mothballed|dormant|hibernating|suspended indefinitely)\b`,
    String.raw`\b(?:did not|didn't|never|hasn't|has not|haven't|have not|won't|will not|not) (?:come back|came back|return(?:ed|ing)?|restart(?:ed|ing)?|reopen(?:ed|ing)?|survived?|started again|start(?:ing)? again|resumed?|resuming|going ahead|go(?:ing)? ahead|gone ahead|continu(?:e|ing)|carry(?:ing)? on)(?=[.;,]| (?:after|since|this|in|due|because|as|now|without|and|next))`,
    String.raw`\b(?:we|it|they|club|group|project|which)(?: are| is)? (?:cannot|can't|unable to|not able to|could not|couldn't) (?:continue|carry on|go on|restart|reopen|go ahead|keep going|keep it going|afford to (?:run|continue))\b`,
    String.raw`\b(?:is|was|been|are|were|be)(?: now| sadly| all)? (?:cancelled|called off|scrapped|axed|withdrawn|abandoned|discontinued|decommissioned|wound down|wound up|stood down)\b`,
    String.raw`\b(?:this|that|it) was (?:our|the|its) (?:very )?(?:last|final)\b|\bfinal (?:session|meeting|show|curtain|class|whistle|term) (?:was|came|took place|has)\b`,
    String.raw`\b(?:ceased|defunct|closed its doors|closed our doors|closed their doors|shut its doors|shut our doors|said (?:our )?goodbye|is no more|are no more|bowed out|called time|now closed|now ended|now finished|has ended|have ended|come to a close|came to a close|drew to a close)\b`,
    String.raw`\b(?:this|the) (?:entry|listing|page|notice|website) (?:is |has been |was |stays |will be )?(?:kept|left|here|up|removed|archived|out of date)`,
    String.raw`\b(?:nobody|no one|no-one|none) (?:has |could |can |was |would |came forward )?(?:be found |been found )?(?:to )?(?:take|took|taken|taking) (?:it |over|on|this )`,
    String.raw`\b(?:ran|existed|operated|met) (?:for (?:[a-z-]+ )?(?:years|terms|weeks|months)|from [^.]{2,30}) (?:and|until|till|before|to)\b`,
    String.raw`\bhas (?:now |since )?(?:gone|moved out|shut|closed)(?:[.;]|$)`,
    String.raw`^(?:sadly,? |unfortunately,? |sorry,? |notice:? |with metta, we announce that )?(?:(?:the|our|this) )?(?:${NAME},? (?:\([^)]{0,40}\) ?)?){1,14}?(?:is|are|has|have)(?: now| sadly| all)?(?: been)? (?:no more\b|no longer,? (?!(?:free|at|on|held|only|just|weekly|based|called|known|in (?!operation|existence|business|action))\b)|disbanded|dissolved|cancelled|wound up|discontinued|come to an end|finished(?! (?:by|with|at|in time))|ended|closed(?= (?:for good|as|to new|down|after|this|last|when(?! (?:the )?(?:school|weather|it))|in(?! (?:august|july|december|the|school|winter|summer|bad))|at(?! (?:weekends?|the weekend|christmas|easter|lunch|nights?|half))))|closed[.;]|shut[.;]|folded|over[.;])`,
    String.raw`^(?:(?:the|our|this) )?(?:${NAME},? ){1,10}?(?:closed|stopped|finished|ended|folded|disbanded|shut) (?:in|at|when|last|this|for good|after)\b(?! (?:time|lunch|night|dusk|noon|\d|(?:the |school |half )*(?:holidays?|weekends?|summer|winter|term|august|bad weather)|weekends?|christmas|easter))`,
    String.raw`\b(?:held|made|had|met for) (?:its|our|their|the) (?:very )?(?:last|final) (?:service|run|meeting|weigh-in|session|class|match|rehearsal|supper|night|club|show|concert|walk|outing)`,
    String.raw`\b(?:at|after) our (?:final|last) (?:meeting|session|rehearsal|class)`,
    String.raw`\b(?:won't|will not|not going to) be (?:running|meeting|back|open(?:ing)?|continuing)(?: again)?\b(?! (?:on|in|over|during|until|for|at|this|next)\b)`,
    String.raw`\bwe(?:'ve| have) (?:called it off|called it a day|hung up|packed (?:it )?in|packed up|shut up shop)\b`,
    String.raw`\bhas hung up (?:her|his|their|the)\b`,
    String.raw`\bwe(?:'re| are) not (?:running|meeting|open) any (?:longer|more)\b`,
    String.raw`\b(?:voted|decided|decision|agreed) to (?:close|wind up|fold|disband|dissolve)\b`,
    String.raw`\b(?:grant|funding|contract|lease|money) (?:was not|has not been|wasn't|hasn't been) (?:renewed|extended)\b`,
    String.raw`\b(?:final curtain came down|season cancelled|no replacement we know of|nothing replaces it|no successor\b|no one to take it on|nobody to replace|no more funding|suspended (?:its|all|our) activities indefinitely|can't say (?:if|when)|broke up for good|no longer gathers?|(?:met|ran|gathered) (?:[a-z]+ ){0,6}until (?:[a-z]+ )?20\d\d)\b`,
    String.raw`\bthanks? (?:you )?to (?:everyone|everybody|all|the \d+) who (?:came|took part|trod|played|joined|supported)\b`,
  ].join('|'),
  'iu',
)
const OF_SOMETHING_ELSE = new RegExp(
  String.raw`\b(?:${OTHER})(?:'s)? (?:is|are|has|have|closed|was|were|shut)\b|\b(?:since|after|when|before|although|though|because|until|ever since|used to|once) (?:the|our|its|a)\b[^.]{0,40}\b(?:closed|shut|ended|finished|stopped)|\b(?:nearly|almost|never|until we|if we) (?:\w+ )?(?:closed|shut|folded|stopped|ended)|\b(?:ended|finished) (?:last |the )?season|\bclosed (?:on )?${A_WEEKDAY}|\bno longer [a-z ]{0,20}\b${ON_A_DAY}`,
  'i',
)
/** "When the course has finished you get a certificate": it has not. */
const NOT_YET = /\b(?:when|once|after|if|until|before|whose|where|while|because)\b[^.]{0,24}$/i
const PAUSED =
  /\b(?:not (?:currently )?(?:running|meeting|open|operating) (?:at the moment|at present|right now|currently|just now|this term|this year|until(?! (?:noon|\d{1,2}(?:[:.]\d\d)?(?: ?[ap]m\b|(?! ?[a-z\d])))))|not currently (?:running|meeting|open|operating)|currently not (?:running|meeting|open|operating)|on pause|taking a break|temporarily (?:closed|suspended|paused|unavailable)|currently (?:closed|suspended|paused|not running|on hold)|on hold until|paused until|until further notice|on hold|on ice|postponed (?!by)|suspended until further notice|closed until further notice|(?:pool|hall|building|centre|gym|venue|studio|rink|courts?|site|clubhouse|theatre) (?:is|are|remains?) (?:currently )?(?:closed|shut) (?:for (?!a week\b)[^.]{3,40}? )?until (?!\d|the (?:summer|school) holidays)|is (?:currently )?on a break)\b/gi
/** Closed days close nothing. */
const CLOSED_DAYS = String.raw`\bclosed on (?:an? )?(?:bank|public|${A_WEEKDAY})`
const ON_CLOSED_DAYS = new RegExp(CLOSED_DAYS, 'i')
const NOT_CLOSED = new RegExp(
  String.raw`${CLOSED_DAYS}|\bclosed (?:group|for (?:christmas|easter|lunch)|during|facebook)\b`,
  'i',
)

const LEAD = String.raw`\b(?:until|ran to|lasted to|ends?(?: on)?|ending(?: on)?|finish(?:es|ed|ing)?(?: on)?|last (?:session|day|class|date)(?: is| was| on)?:?|ended(?: on| in)?|closing date:?|closes on|apply by|deadline(?: (?:to apply|for applications|for booking))?(?: is)?:?|applications? by|booking closes|runs? to|running to|up to and including|final session(?: is| was| on)?:?|finished in)\s+(?:the )?(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,? )?(?:the )?(?:end of )?`
const LONG_DATE = new RegExp(
  String.raw`${LEAD}(?:(\d{1,2})(?:st|nd|rd|th)? (?:of )?)?${MONTH},? (20\d\d)\b`,
  'gi',
)
const SHORT_DATE = new RegExp(String.raw`${LEAD}(\d{1,2})[/.-](\d{1,2})[/.-]((?:20)?\d\d)\b`, 'gi')
const RANGE_TO = new RegExp(
  String.raw`\b\d{1,2}(?:st|nd|rd|th)?(?: of)?(?: [a-z]{3,9})?(?: 20\d\d)? (?:to|-|–|until) (\d{1,2})(?:st|nd|rd|th)? (?:of )?${MONTH} (20\d\d)\b`,
  'gi',
)

const SHORT_RANGE =
  /\b\d{1,2}[/.]\d{1,2}[/.]20\d\d\s*(?:to|-|–|until)\s*(\d{1,2})[/.](\d{1,2})[/.](20\d\d)\b/g

/** Whether a text says that it is over, when it will be, or when it is closed for a time. */
export function readEnd(name: string, description: string): ReadEnd {
  const { closed, sometime, rest } = readClosing(name, description)
  const dates = [...ends(rest)].filter((date) => date !== undefined).sort()
  const last = dates.at(-1)
  const status =
    hasEnded(name) || hasEnded(rest) ? 'defunct' : isPaused(name, rest) ? 'temporarily-closed' : undefined
  return {
    ...(status ? { status } : {}),
    ...(last === undefined ? {} : { ends: last }),
    ...(closed ? { closed } : {}),
    ...(sometime === undefined || status ? {} : { alert: sometime }),
  }
}

/** Where in a sentence it has said that it is over. */
function overAt(sentence: string): number | undefined {
  const found = IS_OVER.exec(sentence)
  if (found === null || OF_SOMETHING_ELSE.test(sentence)) return undefined
  const end = found.index + found[0].length
  return SOMEBODY_S.test(sentence.slice(0, end)) ? undefined : end
}

/** What ended is somebody's: "if your funding was cut". */
const SOMEBODY_S = /\b(?:if|whether|you|your|whose|anyone|when the|once the|after the)\b/i

const IS = String.raw`(?:'re|'s| are| is| have| has| also| all)*`
const GOES_ON = String.raw`(?:now (?:meet(?:s|ing)?|run(?:s|ning)?(?! by)|open(?! as)|held|takes?(?: place)?|taking place|every|each|weekly)\b|now (?!closed|ended|finished|cancelled|stopped|open as|run by|used|an? )[^.\n]{0,24}\b${A_WEEKDAY}|back\b(?! in 20))`
const NEWS = String.raw`(?:^|[.!?\n]\s*)(?:but |however,? |(?:the )?good news(?: is)?:? )?`
/**
 * It ended, and lives on: "we closed our doors during Covid but are back every Tuesday". An old "we meet on Tuesdays" is no such news, and the
 * hall that is now open to others is somebody else's.
 */
const LIVES_ON = new RegExp(
  [
    String.raw`^[^.!?\n]*?(?:\b(?:but|and|though)\b|[,;–-])(?: (?:we|it|they|this ${THINGS}))?${IS} ${GOES_ON}`,
    String.raw`${NEWS}(?:we|it|this ${THINGS}|(?:our )?(?:sessions|meetings|classes))${IS} ${GOES_ON}`,
    String.raw`${NEWS}now (?:(?:we|on|at|in|meeting|every)\b[^.\n]{0,24} )?${A_WEEKDAY}(?! (?:the|an?|our|this)\b)`,
  ].join('|'),
  'i',
)
/** Nothing that follows undoes this. */
const FOR_GOOD = /\b(?:permanently|for good|for the last time)\b/i
const livesOn = (said: string, after: string): boolean =>
  !FOR_GOOD.test(said + (/^[^.!?\n]*/.exec(after)?.[0] ?? '')) && LIVES_ON.test(after)

function hasEnded(written: string): boolean {
  const text = written.replace(/’/g, "'")
  const all = sentences(text)
  const isOver = (sentence: string, n: number): boolean => {
    const end = overAt(sentence)
    if (end === undefined) return false
    const after = [sentence.slice(end), ...all.slice(n + 1)].join('\n')
    return !livesOn(sentence.slice(0, end), after)
  }
  if (all.some(isOver)) return true
  return [...text.matchAll(ENDED)].some(
    ({ index, 0: said }) =>
      !NOT_CLOSED.test(text.slice(index, index + 60)) &&
      !NOT_YET.test(text.slice(Math.max(0, index - 40), index)) &&
      !livesOn(said, text.slice(index + said.length)),
  )
}

/** A list that is closed, or a day on which it is, pauses nothing. */
function isPaused(name: string, text: string): boolean {
  return [name, ...sentences(text)].some((sentence) =>
    [...sentence.matchAll(PAUSED)].some(({ index, 0: said }) => {
      const before = sentence.slice(0, index)
      return !speaksOfAPart(before, name, 'no-cafe') && !ON_CLOSED_DAYS.test(before + said)
    }),
  )
}

/** Money and words about the past that end without the thing ending. */
const OTHER_END =
  /\b(?:fund(?:ed|ing)|grants?|licen[cs]e|lease|strategy|term dates?|price|offer|memberships?|free (?:until|till)|half[- ]price|discount(?:s|ed)?|terms? (?:ends?|finish(?:es)?))\b/i

/** …but money that ran, and ran no further, ended what it was for. */
const MONEY_RAN = /\b(?:funding|grant|money)\b[^.]{0,40}\b(?:ran|lasted) (?:to|until|till)\b/i

/** "Ran online until September 2022. We now meet every Monday." */
const IN_THE_PAST = /\b(?:ran|met|(?:was|were) held|ended|finished|stopped|closed)\b/i

function* ends(whole: string): Generator<string | undefined> {
  const text = sentences(whole)
    .filter((s) => !OTHER_END.test(s) || MONEY_RAN.test(s))
    .filter((s, n, all) => !IN_THE_PAST.test(s) || !LIVES_ON.test(all.slice(n).join('\n')))
    .join('\n')
  for (const pattern of [LONG_DATE, RANGE_TO]) {
    for (const m of text.matchAll(pattern)) {
      const day = m[1] === undefined ? undefined : Number(m[1])
      yield isoOf(Number(m[3]), monthNumber(m[2] ?? ''), day)
    }
  }
  for (const m of [...text.matchAll(SHORT_DATE), ...text.matchAll(SHORT_RANGE)])
    yield isoOf(2000 + (Number(m[3]) % 100), Number(m[2]), Number(m[1]))
}
