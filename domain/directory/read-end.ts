import { A_TRIP, meetsWeekly } from './beside-the-weekly.ts'
import { isNamed, speaksOfAPart, speaksOfOneKind, speaksOfTheWhole } from './closed-parts.ts'
import { endDates } from './end-dates.ts'
import { withoutEndsBeside } from './ended-beside.ts'
import { A_WEEKDAY, IS, LIVES_ON, livesOn, THINGS } from './lives-on.ts'
import type { Closed } from './opportunity.ts'
import { sentences } from './plain-text.ts'
import { ELSEWHERE, NOT_ON, readClosing, SHUT, SOME_WAY } from './read-closing.ts'
import { hasFolded, takesNobody } from './read-over.ts'
import { isOutOfSeason } from './season-over.ts'
import { MONTH } from './written-dates.ts'

export interface ReadEnd {
  readonly status?: 'defunct' | 'temporarily-closed'
  /** ISO date of the last day. */
  readonly ends?: string
  readonly closed?: Closed
  /** The sentence that says it is closed until a day that is not known. */
  readonly alert?: string
}

const THING = `(?:this|the|our) ${THINGS}`
/** Over on a day, and not on any: "no longer running on Fridays or any other day". */
const ON_A_DAY = String.raw`on (?:an? )?${A_WEEKDAY}(?![^.\n]{0,12}\b(?:any|at all)\b)`
/** Of whose hours only this is told: "Sunday: closed". */
const CLOSED_DAY = String.raw`\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?|weekends?|holidays?|half[- ]terms?|christmas(?: day)?|easter|${MONTH})`
/** What is no longer done is the thing itself, and not refreshments. */
const ITSELF = String.raw`(?:it|this|them|these|(?:the|our|this|any) (?:[a-z'-]+ ){0,2}?${THINGS}|sessions|classes|meetings)\b`
/** Cancelled now and then, and not now: "if it rains", "up to a day before". */
const NOW_AND_THEN = String.raw`(?! (?:if|when|whenever|unless|in (?:bad|poor|severe|extreme|heavy|wet|hot|the event|case|advance)|due to (?:bad|poor|the weather)|on (?:bank|public|${A_WEEKDAY})|at short notice|by (?:you|the|either)|during|over (?:the|christmas|easter)|for (?:half|the (?:summer|school)|christmas|easter)|less than|more than|up to|within|without|with (?:less|under|fewer)|\d+ (?:hours?|days?|minutes))\b)`
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
    String.raw`${BEGINS}we (?:have )?(?:sadly )?(?:now )?(?:(?:closed|shut) (?:in|last|for good(?! friday)|down|after)|wound up|folded|disbanded|packed up)\b`,
    String.raw`\b(?:shut|closed) (?:its|our|their|the) doors (?:for the last time|for good|in|last|at the end)\b`,
    String.raw`\bwas (?:only |just )?(?:a |an )?(?:[a-z-]+ )?(?:pilot|trial|project|scheme) (?:that ran )?(?:until|till|in 20\d\d)\b`,
    String.raw`${BEGINS}(?:it |we |this )?ran (?:from|between) [^.]{2,24} (?:to|until|and) [^.]{0,12}\b20\d\d\b`,
    String.raw`\bhas (?:now |sadly )?(?:withdrawn|axed|scrapped) (?:the|this|our) (?:service|group|club|project|scheme|funding)\b`,
    String.raw`\b(?:have|has) stopped (?:meeting|running|playing|for good)\b`,
    String.raw`\bthere (?:are|will be) no (?:more|further) (?:classes|sessions|meetings|groups|workshops)\b(?! (?:until|this|on|before|in|than)\b)`,
    String.raw`[-–:](?<!${CLOSED_DAY} ?[-–:]) ?(?:closed|ended|cancelled|finished)\W*$`,
    String.raw`(?:^|[.!?\n]\s*|\band )(?:the |our |all )?(?:sessions|classes|meetings|groups|workshops|lessons|trips) (?:have|are)(?: all)? (?:now |sadly )*(?:stopped|ended|finished|ceased)\b(?! (?:for|until|in|on|at|over|by|till)\b)`,
    String.raw`\b(?:the|our|its) (?:grant|funding|lottery money|money) (?:has |have )?(?:now |sadly )?(?:finished|ended|ran out|run out|stopped|dried up)\b`,
    String.raw`\bno longer able to (?:(?:offer|run|provide|host|hold) ${ITSELF}|continue|open|(?:run|meet)(?=[.,;!\n]|$| (?:because|due|as|since)\b))(?! ${ON_A_DAY})\b`,
    String.raw`\bwe no longer (?:offer|run|provide|host|hold) ${ITSELF}(?! ${ON_A_DAY})`,
    String.raw`\bno longer (?:running|runs|operating|operates|meets?|meeting|takes? place|taking place|exists?)\b(?! (?:${ON_A_DAY}|${SOME_WAY}))`,
    String.raw`\bhas now (?:closed|ended|finished)\b(?! (?:its|the) waiting)`,
    String.raw`\b(?:closed|shut) (?:down )?permanently\b|\bpermanently (?:closed|shut)\b`,
    String.raw`\b(?:will|does|do) not (?:be )?(?:re-?open|reopening|return|be back|be running again)\b(?! (?:until|before|to)\b)|\bwon['’]t (?:be )?(?:re-?open|reopening)\b(?! (?:until|before)\b)`,
    String.raw`\bceased (?:running|operating|trading|to operate|to run)\b`,
    String.raw`^\W{0,3}(?:closed|ended|cancelled|discontinued)\b(?![\s:–-]*(?:on|for|group|during|over|at|in|until|from|between|to|due|because|owing|while|bank|${A_WEEKDAY}|weekends?|school|term|throughout|all|every|each|when|if|after|outside|${MONTH})\b|[\s:–-]*(?:sessions?|class(?:es)?|lessons?|meetings?|events?|matches|training|trips?|dates|bookings?|places)\b|[^.\n]{0,8}\d[^.\n]{0,20}(?:-|–|\bto\b|\buntil\b) ?(?:[a-z]+ )?\d)`,
    String.raw`\[(?:closed|now closed|ended|cancelled|finished)\]|\((?<!${CLOSED_DAY} ?\()(?:closed|now closed|permanently closed|ended|cancelled|finished|discontinued)\)`,
    String.raw`\b(?:we|it) (?:have |has )?(?:sadly )?(?:had to close|closed our doors|stopped running)\b`,
  ].join('|'),
  'gi',
)
/** Said of anything; it has ended where it is said of the whole. */
const NO_LONGER = new RegExp(
  String.raw`(?:(?:\b(?:is|are)|'s|'re)(?: now| sadly)? |\b)no longer (?:being )?(?:run|available|open|provided|offered|active)\b(?! (?:${ON_A_DAY}|(?:to|for) (?:hire|rent|book|new)|at (?:weekends?|the weekend|lunch|night)|in the|until|late|after)\b)`,
  'gi',
)
/** "Service no longer available", "we no longer run", and not "we no longer run trips". */
const SAID_OF_A_SUBJECT =
  /^no longer (?:being )?(?:(?:available|provided|offered|active)\b|(?:run|open)(?:\s*[.,;!\n]|$| (?:because|due|as|since)\b))/i
/** "We are no longer able to offer boxing". */
const NOT_OFFERED = /\bno longer (?:able to )?(?:offer|run|provide|host|hold) ([^.,;:!?\n]{1,60})/gi
/** What is over in a sentence is not what it is about: a list, a kitchen, a road. */
const OTHER = String.raw`season|lists?|caf[eé]|kitchen|car park|road|lift|entrance|doors?|gate|bookings?|applications?|registration|referrals?|office|library|toilets?|path|bridge|mine|pit|factory|mill|mills|railway|shipyard|yard|station|shop|pub|bank|branch|survey|competition|ballot|nominations|exhibition|season tickets?|sales?|colliery|quarry|fees?|charges?|plans?|bus|van|jail|prison|school|schools|works|line|pool|museum|gallery|church|chapel`
/** Words that may stand in the name of a thing. */
const NAME = String.raw`[\p{L}\d'’&+-]+`
/** The whole sentence says it: its subject has ended. */
const IS_OVER = new RegExp(
  [
    String.raw`\b(?:funding|money|grant|lottery|contract|cash|funds|sponsorship)(?: for (?:this|the|our) (?:course|group|project|club|service|scheme|programme|class|classes|sessions?))?(?: has| have| had| was| is)?(?: now| sadly| all| finally)? (?:run out|ran out|runs out|ended|gone|went|dried up|stopped|finished|cut|been cut|been pulled|pulled|came to an end|come to an end|fell through|fallen through|been withdrawn|withdrawn|axed|been axed|lapsed|expired|been spent|spent)\b`,
    String.raw`(?:\blost|(?:\b(?:is|are|been|left|now)|'re)(?: [a-z]+)? without) (?:our|its|their|the|any) (?:funding|grant|hall|leader|premises|lease|only leader)\b|\b(?:no|out of) (?:funding|money)(?: left| now| for (?:it|this|another))?[.;,]`,
    String.raw`^(?:sadly,? |unfortunately,? |sorry,? |alas,? )?(?:we|they|it|this|the (?:group|club|project|service|course|scheme|choir|centre|team|drop-in|programme)) (?:finally |sadly |all |quietly |officially |now )?(?:closed|folded|ended|stopped|finished|shut|disbanded|ceased|dissolved)(?: (?:in|last|at|after|for good(?! friday)|for the last time|down|when|with|this)\b|[.;,]|$)`,
    String.raw`\bno (?:new |further |more |other |future |fresh |current )*(?:dates?|sessions?|courses?|meetings?|classes|performances|events|cohorts?|intakes?) (?:are |have been |is |has been |currently |yet |at present )*(?:planned|set|booked|arranged|fixed|scheduled|known|announced|in the diary|on the calendar|to announce|coming)`,
    // "For good", but for Good Friday.
    String.raw`(?:^(?:sorry,? |sadly,? |now )?|(?<!\bold [a-z]+ )(?:\b(?:is|are|has|have|had to)|'s|'re|'ve)(?! not)(?: now| sadly| all| been)* )(?:close|closed|shut|shut up shop|gone|finished)(?: down)? for (?:good(?! friday)|ever)\b`,
    String.raw`^(?:closed|ended|finished) (?:on |in )?(?:\d{1,2}[/.]\d{1,2}[/.](?:20)?\d\d|(?:\d{1,2}(?:st|nd|rd|th)? )?${MONTH},? 20\d\d)[,;]? (?:at the end of|when|following|after|due|because|as|owing|and no|no)\b`,
    String.raw`\b(?:no (?:new |other |replacement )(?:teacher|leader|tutor|coach|instructor|organiser|volunteer|worker)s?|no (?:replacement|successor))(?: has| have| could| can| was| were| yet)*(?: been| be)? found\b(?! for (?!(?:it|this|us|the (?:group|club|class|choir))\b))`,
    String.raw`\bno further start dates(?=[.;]|$)|\bno (?:new |start |return |restart |reopening |further )?dates?(?: yet| has| have| for| set| as yet|[.;,]|$)`,
    String.raw`\b(?:in abeyance|mothballed|dormant|hibernating|suspended indefinitely)\b`,
    String.raw`\b(?:did not|didn't|never|hasn't|has not|haven't|have not|won't|will not|(?<!\b(?:do|does|may|might|can|could|would|should|must) )not) (?:come back|came back|return(?:ed|ing)?|restart(?:ed|ing)?|reopen(?:ed|ing)?|survived?|started again|start(?:ing)? again|resumed?|resuming|going ahead|go(?:ing)? ahead|gone ahead|continu(?:e|ing)|carry(?:ing)? on)(?=[.;,]| (?:after|since|due|because|as|now|and|without(?! (?:enough|at least|sufficient|\d)))\b| (?:this|next) (?!week|month|${A_WEEKDAY})| in (?:20\d\d|${MONTH}|the (?:autumn|spring|new year|end)\b))`,
    String.raw`\b(?:we|it|they|club|group|project|which)(?: are| is)? (?:cannot|can't|unable to|not able to|could not|couldn't) (?:continue|carry on|go on|restart|reopen|go ahead|keep going|keep it going|afford to (?:run|continue))\b(?! without\b)`,
    String.raw`\b(?:is|was|been|are|were)(?: now| sadly| all)? (?:(?:cancelled|called off|abandoned)\b${NOW_AND_THEN}|(?:scrapped|axed|withdrawn|discontinued|decommissioned|wound down|wound up|stood down)\b(?! (?:if|when|whenever|unless|within|without|up to)\b))`,
    String.raw`\b(?:will|is to|are to) be (?:wound (?:up|down)|discontinued|disbanded|axed|decommissioned)\b(?! (?:if|when|whenever|unless)\b)`,
    String.raw`\b(?:this|that|it) was (?:our|the|its) (?:very )?(?:last|final)\b|\bour (?:very )?(?:last|final) ones? (?:was|were) (?:on|in) [^.]{0,30}\b20\d\d\b|\bfinal (?:session|meeting|show|curtain|class|whistle|term) (?:was|came|took place|has)\b`,
    String.raw`\b(?:ceased|defunct|closed its doors|closed our doors|closed their doors|shut its doors|shut our doors|said (?:our )?goodbye|(?:is|are) no more(?! than)|bowed out|called time|now closed|now ended|now finished|has ended|have ended|come to a close|came to a close|drew to a close)\b`,
    String.raw`\b(?:this|the) (?:entry|listing|page|notice|website) (?:is |has been |was |stays |will be )?(?:kept (?:here|for|only|up (?:for|as|so))|left (?:here|for|up|as)|here (?:only|just|as|so)|up (?:only|just|as|so|for)|removed|archived|out of date)\b`,
    String.raw`\b(?:nobody|no one|no-one|none) (?:has |could |can |was |would |came forward )?(?:be found |been found )?(?:to )?(?:take|took|taken|taking) (?:it |over|on|this )`,
    String.raw`\b(?:ran|existed|operated|met) (?:for (?:[a-z-]+ )?(?:years|terms|weeks|months)|from [^.]{2,30}) (?:and|until|till|before|to)\b`,
    String.raw`\bhas (?:now |since )?(?:gone|moved out|shut|closed)(?:[.;]|$)`,
    String.raw`^(?:sadly,? |unfortunately,? |sorry,? |notice:? |with metta, we announce that )?(?:(?:the|our|this) )?(?:${NAME},? (?:\([^)]{0,40}\) ?)?){1,14}?(?:is|are|has|have)(?: now| sadly| all)?(?: been)? (?:no more\b(?! than)|no longer(?=[.,;]|$| (?:happening|viable|sustainable|trading|functioning|(?:funded|commissioned)(?! by)|in (?:operation|existence|business|action))\b)|disbanded|dissolved|cancelled\b${NOW_AND_THEN}|wound up|discontinued|come to an end|finished(?! (?:by|with|at|in time))|ended|closed(?= (?:for good(?! friday)|as|to new and existing|down|after|this|last|when(?! (?:the )?(?:school|weather|it))|in(?! (?:august|july|december|the|school|winter|summer|bad))|at(?! (?:present|the moment|weekends?|the weekend|christmas|easter|lunch|nights?|half))))|closed[.;]|shut[.;]|folded(?! (?:\d+|the|her|his|more|up)\b)|over[.;])`,
    String.raw`^(?:(?:the|our|this) )?(?:${NAME},? ){1,10}?(?:closed|stopped|finished|ended|folded|disbanded|shut) (?:in|at|when|last|this|for good(?! friday)|after)\b(?! (?:time|present|the moment|lunch|night|dusk|noon|\d|(?:the |school |half )*(?:holidays?|weekends?|summer|winter|term|august|bad weather)|weekends?|christmas|easter))`,
    String.raw`\b(?:held|made|had|met for) (?:its|our|their|the) (?:very )?(?:last|final) (?:service|run|meeting|weigh-in|session|class|match|rehearsal|supper|night|club|show|concert|walk|outing)`,
    String.raw`\b(?:at|after) our (?:final|last) (?:meeting|session|rehearsal|class)`,
    String.raw`\b(?:won't|will not|not going to) be (?:running|meeting|back|open(?:ing)?|continuing)(?: again)?\b(?! (?:on|in|over|during|until|for|at|this|next)\b)`,
    String.raw`\bwe(?:'ve| have) (?:called it off|called it a day|hung up|packed (?:it )?in|packed up|shut up shop)\b`,
    String.raw`\bhas hung up (?:her|his|their|the)\b`,
    String.raw`\bwe(?:'re| are) not (?:running|meeting|open) any (?:longer|more)\b`,
    String.raw`\b(?:voted|decided|decision|agreed) to (?:close|wind up|fold|disband|dissolve)\b`,
    String.raw`\b(?:grant|funding|contract|lease|money) (?:was not|has not been|wasn't|hasn't been) (?:renewed|extended)\b`,
    String.raw`\b(?:final curtain came down|season cancelled|no replacement we know of|nothing replaces it|no successor\b|no one to take it on|nobody to replace|no more funding|suspended (?:its|all|our) activities indefinitely|can't say (?:if|when)|broke up for good|no longer gathers?|(?:met|ran|gathered) (?:[a-z]+ ){0,6}until (?:[a-z]+ )?20\d\d)\b`,
  ].join('|'),
  'iu',
)
/** What sounds like an end where no day of every week is told, and is an open day or a trip where one is. */
const PERHAPS_OVER =
  /\b(?:dates?|venue|leader) (?:is |are )?(?:to be (?:confirmed|announced|decided)|tbc|tba)\b|\bthanks? (?:you )?to (?:everyone|everybody|all|the \d+) who (?:came|took part|trod|played|joined|supported)\b(?!(?: along)?(?: to| at| in| for| on)? (?:our|the|last|this)\b[^.]{0,30}\b(?:day|fair|f[eê]te|show|event|evening|night|party|agm|meeting|launch|fundraiser|trip|walk|sale|quiz|concert|festival)\b)/iu
const OF_SOMETHING_ELSE = new RegExp(
  String.raw`\b(?:${OTHER})(?:'s)? (?:is|are|has|have|will|closed|was|were|shut)\b|\b(?:since|after|when|before|although|though|because|until|ever since|used to|once) (?:the|our|its|a)\b[^.]{0,40}\b(?:closed|shut|ended|finished|stopped)|\b(?:nearly|almost|never|until we|if we) (?:\w+ )?(?:closed|shut|folded|stopped|ended)|\b(?:ended|finished) (?:last |the )?season|\b(?:our|the|a) (?:sister|rival|neighbouring|other) (?:club|group|team|choir|school)\b|\b(?:not (?:closed|shut|gone)|(?:old|former|previous) [a-z]+ (?:has |is |was )?(?:closed|shut))\b|\bclosed (?:on )?${A_WEEKDAY}|\bno longer [a-z ]{0,20}\b${ON_A_DAY}`,
  'i',
)
/** "When the course has finished you get a certificate": it has not. */
const NOT_YET = /\b(?:when|once|after|if|until|before|whose|where|while|because)\b[^.]{0,24}$/i
const AT_PRESENT = '(?:at the moment|at present|right now|just now|currently|for now)'
const SESSIONS = '(?:sessions|meetings|classes|lessons|rehearsals|workshops|courses)'
const PAUSED = new RegExp(
  String.raw`\b(?:${[
    String.raw`not (?:currently )?(?:running|meeting|open|operating) (?:${AT_PRESENT}|this term|this year|until(?! (?:noon|\d{1,2}(?:[:.]\d\d)?(?: ?[ap]m\b|(?! ?[a-z\d])))))`,
    'not currently (?:running|meeting|open|operating)',
    'currently not (?:running|meeting|open|operating)',
    'on pause',
    String.raw`(?<=(?:\b(?:we|it|they|is|are|be|${THINGS})(?:'re|'s| are| is)?|(?<!\b(?:who|he|she|everyone|anyone|someone|somebody|leader|coach|tutor|teacher|worker))'s)(?: now| currently| all)? )taking a (?:[a-z]+ )?break\b(?! from)`,
    'temporarily (?:closed|suspended|paused|unavailable)',
    // A class may be for pupils who are.
    String.raw`(?<!\b(?:pupils?|students?|learners|children|people|anyone|those|who(?: is| are|'s|'re)?|you(?: are|'re)?) )currently suspended\b(?! from (?!(?:the )?\d|${MONTH}|${A_WEEKDAY}|now\b|today\b))`,
    'currently (?:closed|paused|not running)',
    'paused until',
    'temporarily stopped|stopped for (?:now|the (?:moment|time being))',
    String.raw`(?:have|has|'ve)(?: now| sadly| temporarily| had to)* (?:paused?|suspend(?:ed)?) (?:(?:all|our|the|this|its) )+(?:weekly )?(?:${SESSIONS}|clubs?|groups?|services?|activities)`,
    String.raw`(?<=^\W*)until further notice,? [^.!?;\n]{0,40}?(?:${SHUT}|${NOT_ON})`,
    // They may meet somewhere until then.
    String.raw`until further notice(?<=(?:${SHUT}|${NOT_ON})\b.{0,120}until further notice)`,
    // So are callers.
    String.raw`(?<!\b(?:be|get|getting|kept|keep|you(?: are|'re)?)(?: (?:put|kept|placed|left))? )on hold`,
    // So are skaters, for an hour.
    String.raw`(?<=\b(?:put|been) )on ice|(?<=(?:\b(?:is|are)|'s|'re)(?: now| currently)? )on ice(?=[.,;!]|$| (?:until|till|while|as|${AT_PRESENT})\b)`,
    'postponed (?!by)',
    `(?:pool|hall|building|centre|gym|venue|studio|rink|courts?|site|clubhouse|theatre) (?:is|are|remains?) (?:currently )?(?:closed|shut) (?:for (?!a week\\b)[^.]{3,40}? )?until (?!\\d|the (?:summer|school) holidays)`,
    'is (?:currently )?on a break',
    String.raw`no ${SESSIONS} (?:(?:on|running|taking place) )?${AT_PRESENT}\b(?! (?:on|for|in|at|with|to)\b)`,
    String.raw`currently no ${SESSIONS}\b(?! (?:on|for|in|at|with|to|beyond)\b)`,
  ].join('|')})\b`,
  'gi',
)
const BEING = String.raw`(?:\b(?:is|are|has been|have been|remains?)|'s|'re|'s been|'ve been)(?: (?:now|currently|sadly|all|still))*`
/** Said of anything; it is paused where it is said of the whole. */
const SHUT_FOR_NOW = new RegExp(
  [
    String.raw`\b(?:suspended|paused)(?= (?:while|since|due|because|owing|as|${AT_PRESENT})\b|[.;,)!]|$)`,
    String.raw`${BEING} (?:suspended|paused)\b(?! (?:from|during|over|in|on|between|if|when|whenever|unless|until|till|by|\d)\b| at (?!the moment|present)| for (?!now|the (?:moment|time being|foreseeable)))`,
    String.raw`${BEING} (?:(?:currently unavailable|not currently available)|(?:unavailable|not available) ${AT_PRESENT})\b(?! (?:on|for|in|at|to)\b)`,
    String.raw`${BEING} (?:off|not happening) until further notice`,
    String.raw`(?:${BEING} )?\b(?:closed|shut) (?:${AT_PRESENT}\b|for (?:the (?:time being|moment|foreseeable)|refurbishment|renovations?|redevelopment|repairs?|maintenance|building works?|essential works?)\b(?! (?:every|each|on|over|during|between)\b)|(?:due to|because of|owing to) (?!(?:the )?(?:bank|public|school|christmas|easter|half)\b)|(?:while|whilst|because|since|as) (?!(?:the )?(?:of|schools?|children|pupils|term|usual|normal|always|it is|it's)\b|(?:[a-z]+ ){1,3}(?:sleeps?|rests?|eats?|has lunch)\b))`,
  ].join('|'),
  'gi',
)
/** "UPDATE: closed due to flooding", "No longer run, sorry", and not "Sunday: closed due to low numbers". */
const ALONE = new RegExp(String.raw`(?:^|[.!?;:–(\n] ?)(?<!(?:${CLOSED_DAY})[;:–(] ?)$`, 'i')
const PERHAPS = /\b(?:if|when|whenever|where|unless|in case)\b[^.;\n]{0,40}$/i
/** Nobody new can come, nor wait to. */
const NOBODY_NEW =
  /\bfull and (?:the|our|its) waiting list (?:is|has been)(?: now)? closed\b[^]{0,10}\bwe (?:will|are|'re) not (?:be )?taking\b/i
const ROOM_FOR_SOME =
  /\b(?:places|spaces|room|vacancies) (?:on|in|for|now|left|available|at)\b|\b(?:has|have|still have) (?:places|spaces|room)\b/i
/** What is on ice there is on the rink. */
const ON_THE_RINK = /\b(?:skat\w*|rink|hockey|curling)\b/i
/** Something of it is shut, and the rest goes on. */
const AS_USUAL = new RegExp(
  String.raw`^[^.!?\n]*[.!?,;\n]\s*(?:(?:but|however),? )?(?:we|it|everything|(?:(?:the|our|this) )?(?:[a-z-]+ )?${THINGS})${IS} (?:runs?|running|on|meets?|meeting|opens?|continues?|goes ahead) as (?:usual|normal)\b`,
  'i',
)
/** Closed days close nothing. */
const CLOSED_DAYS = String.raw`\bclosed on (?:an? )?(?:bank|public|${A_WEEKDAY})`
const ON_CLOSED_DAYS = new RegExp(CLOSED_DAYS, 'i')
const NOT_CLOSED = new RegExp(
  String.raw`${CLOSED_DAYS}|\bclosed (?:group|for (?:christmas|easter|lunch)|during|facebook)\b`,
  'i',
)

/** What a feed's fields say beside the description. */
export interface Beside {
  /** A note of the day: that it is closed, and dates of anything. */
  readonly notice?: string
  /** Whether it is on every week. */
  readonly weekly?: boolean
}

/** Whether a text and the notice beside it say that it is over, when it will be, or when it is closed for a time. */
export function readEnd(
  name: string,
  description: string,
  { notice = '', weekly: byFields = false }: Beside = {},
): ReadEnd {
  const whole = notice === '' ? description : `${description}\n${notice}`
  const { closed, sometime, rest: told } = readClosing(name, whole)
  const rest = withoutEndsBeside(name, told)
  let weekly: boolean | undefined = byFields || undefined
  const isWeekly = (): boolean => (weekly ??= meetsWeekly(description))
  // What a notice dates is a camp, a booking or a room, and not the whole.
  const dated = notice === '' ? rest : withoutEndsBeside(name, readClosing(name, description).rest)
  const dates = [...endDates(name, dated, byFields)].filter((date) => date !== undefined).sort()
  const last = dates.at(-1)
  // "CLOSED" is all that a notice may say.
  const texts = [name, rest, readClosing(name, notice).rest]
  const hasEnded = texts.some((text) => isOver(text, name, isWeekly) || hasFolded(text, name))
  const isShutNow =
    isPaused(name, rest) || takesNobody(rest, name) || (closed === undefined && isOutOfSeason(rest))
  const status = hasEnded ? 'defunct' : isShutNow ? 'temporarily-closed' : undefined
  return {
    ...(status ? { status } : {}),
    ...(last === undefined ? {} : { ends: last }),
    ...(closed ? { closed } : {}),
    ...(sometime === undefined || status ? {} : { alert: sometime }),
  }
}

/** As far as what is closed stands beside the word for it. */
const AROUND = 60

/** Where in a sentence it has said that it is over. */
function overAt(sentence: string, isWeekly: () => boolean): number | undefined {
  const perhaps = PERHAPS_OVER.exec(sentence)
  const found = IS_OVER.exec(sentence) ?? (perhaps === null || isWeekly() ? null : perhaps)
  if (found === null || OF_SOMETHING_ELSE.test(sentence)) return undefined
  const end = found.index + found[0].length
  return SOMEBODY_S.test(sentence.slice(0, end).replace(THANKS, '')) ? undefined : end
}

const THANKS = /^(?:a (?:huge|big) |many )?(?:thanks|thank you) to (?!your?\b)[^:.!?\n]{1,60}[:–]/i
/** What ended is somebody's: "if your funding was cut". */
const SOMEBODY_S = /\b(?:if|whether|you|your|whose|anyone|when the|once the|after the)\b/i

function isOver(written: string, name: string, isWeekly: () => boolean): boolean {
  const text = written.replace(/’/g, "'")
  const all = sentences(text)
  const saysSo = (sentence: string, n: number): boolean => {
    const end = overAt(sentence, isWeekly)
    if (end === undefined || (A_TRIP.test(sentence) && isWeekly())) return false
    const after = [sentence.slice(end), ...all.slice(n + 1)].join('\n')
    return !livesOn(sentence.slice(0, end), after)
  }
  if (all.some(saysSo)) return true
  const beside = (at: number): string => text.slice(Math.max(0, at - AROUND), at)
  const noLonger = [...text.matchAll(NO_LONGER)].filter(
    ({ index, 0: said }) =>
      isOfTheWhole(beside(index), said, name, 'group') ||
      (SAID_OF_A_SUBJECT.test(text.slice(index)) && speaksOfTheWhole(beside(index), name, 'group')),
  )
  const notOffered = [...text.matchAll(NOT_OFFERED)].filter(({ 1: what = '' }) => isNamed(what, name))
  return [...text.matchAll(ENDED), ...noLonger, ...notOffered].some(
    ({ index, 0: said }) =>
      !NOT_CLOSED.test(text.slice(index, index + AROUND)) &&
      !NOT_YET.test(text.slice(Math.max(0, index - 40), index)) &&
      !(/^[-–:]/.test(said) && speaksOfAPart(beside(index), name, 'no-cafe')) &&
      !livesOn(said, text.slice(index + said.length)),
  )
}

function isPaused(name: string, written: string): boolean {
  const text = written.replace(/’/g, "'")
  const all = [name, ...sentences(text)]
  const isOneOfSeveral = (before: string, n: number): boolean =>
    speaksOfOneKind(before, name) && meetsWeekly(all.filter((_, other) => other !== n).join('\n'))
  if (NOBODY_NEW.test(text) && !ROOM_FOR_SOME.test(text)) return true
  const isOnIce = ON_THE_RINK.test(`${name}. ${text}`)
  return all.some((sentence, n) => {
    const said = [...sentence.matchAll(PAUSED)].some(({ index, 0: words }) => {
      const before = sentence.slice(0, index)
      if (isOnIce && words === 'on ice') return false
      // A list that is closed, or a day on which it is, pauses nothing.
      const after = [sentence.slice(index + words.length), ...all.slice(n + 1)].join('\n')
      return (
        !speaksOfAPart(before, name, 'no-cafe') &&
        !ON_CLOSED_DAYS.test(before + words) &&
        !AS_USUAL.test(after) &&
        !isOneOfSeveral(before, n)
      )
    })
    return said || [...sentence.matchAll(SHUT_FOR_NOW)].some((found) => isShut(found, name, all.slice(n + 1)))
  })
}

/** Without "is" a note may say it, and not a sentence: "we closed due to Covid". */
const isOfTheWhole = (
  before: string,
  said: string,
  name: string,
  kinds: Parameters<typeof speaksOfTheWhole>[2],
): boolean =>
  /^(?:is|are|has|have|remains?|')/i.test(said) ? speaksOfTheWhole(before, name, kinds) : ALONE.test(before)

/** Whether the whole is what is shut, and it is not on somewhere else meanwhile. */
function isShut({ index, input, 0: said }: RegExpExecArray, name: string, next: readonly string[]): boolean {
  const before = input.slice(Math.max(0, index - 2 * AROUND), index)
  const after = input.slice(index + said.length)
  if (
    !isOfTheWhole(before, said, name, 'or-building') ||
    PERHAPS.test(before) ||
    speaksOfAPart(before, name, 'no-cafe')
  )
    return false
  return !ELSEWHERE.test(after) && !LIVES_ON.test([after, ...next].join('\n'))
}
