import type { Needs } from '../matching/types.ts'
import type { Clause, NeedWords } from './need-words.ts'
import { isToldOf } from './whose.ts'
import type { Token } from './words.ts'

type Refused = Pick<Needs, 'mode' | 'noCalls' | 'noWait'>

const FACE = '(?:face (?:to|2) face|face2face|f2f|in person|irl|in real life)'
const PHONE =
  '(?:(?:talk\\w*|speak\\w*|do|doing|on|over|by|a|the|any) )*(?:phones?|phone ?calls?|calls?|calling|ring|ringing|phoning)'
const OR = '(?:or|nor|and|n|an)'
/** A no to doing it. "Dont see people in person" is how things are. */
const CANNOT =
  '(?:cant|can not|cannot|cannae|canny|canna|wont|(?:dont|do not|dinnae|dinna|divvent) (?:want|wanna|like|fancy|do|feel like)|not (?:gonna|going|doing|up for|ready for|able to|into|comfortable|talk(?:in|ing)?|speak(?:in|ing)?)|(?:not|no|nee|nae|without|anything but|rather not)(?= (?:any )?(?:face|f2f|in person|irl|in real|phone|calls?)| talk| speak| do )|hate|hates|scared of)'
const WITH_WHOM =
  '(?: (?:to|do|doing|be|being|it|that|go|going|talk|talkin|talking|speak|speakin|speaking|meet|meeting|see|seeing|with|wi|w|anyone|anybody|any1|someone|somebody|people|ppl|a|an|any|the|counsellor|stranger|strangers|sessions?|appointments?|stuff|things|have|having|cope|handle)){0,9}?'
/** "Face to face is better" is no no, whatever was refused before it. */
const BETTER = '(?! (?:is|are|would|only|instead|ok|okay|fine|better|easier|works|school|lessons?)\\b)'

/** "Cant talk to people in real life" is shyness, and no wish for a screen. */
const SHY =
  '(?!(?:cant|can not|cannot|cannae|canny|canna|wont|(?:dont|do not|dinnae) like|not (?:able to|into|comfortable)|hate|hates|scared of) (?:talk|speak|meet|see))'

const re = (source: string): RegExp => new RegExp(source, 'u')
const inPersonAfter = (no: string): RegExp =>
  re(`\\b${no}${WITH_WHOM}(?: ${PHONE} ${OR}(?: talk\\w*| speak\\w*| do| doing)?)? ${FACE}\\b${BETTER}`)
const NOT_IN_PERSON = inPersonAfter(SHY + CANNOT)
/** Also where it may be shyness: they said that they would write. */
const RATHER_NOT_IN_PERSON = inPersonAfter(CANNOT)
const NOR_BY_PHONE = [
  re(`\\b${CANNOT}${WITH_WHOM} ${FACE} ${OR} ${PHONE}\\b${BETTER}`),
  re(`\\b${CANNOT}${WITH_WHOM} ${PHONE} ${OR}(?: talk\\w*| speak\\w*| do| doing)? ${FACE}\\b${BETTER}`),
]
/** Somebody who would rather do something than sit in a room has not asked for a screen: that they would write has to be said too. */
const NOT_IN_A_ROOM =
  /\b(?:cant|cannae|wont|not|no|hate|without|(?:dont|do not|dinnae) (?:want|wanna|like|fancy))(?: to| be| go| going| have)* (?:sit|sitting|sittin|sat|being|be|talk|talking)(?: \w+){0,3} in (?:a|an|the|some|that)(?: \w+)? (?:room|office)\b/u
const WOULD_WRITE =
  /\b(?:id|wud|would|rather|prefer|just|only|can i|could i|happy to|ok to|fine with)(?: i| rather| just| to| only| prefer| sooner){0,3} (?:type|typing|text|texting|texts|message|messages|messaging|write|writing|webchat|chat online)\b(?! (?:my|mum|dad|him|her|them|back)\b)/u

const SPAN =
  '(?:(?:like |about |another |over |up to |at least )*(?:\\d+|a|two|three|four|five|six|eight|nine|ten|twelve|a few|few|a couple(?: of)?|couple(?: of)?|some|half a) ?(?:weeks?|wks|months?|mths|mnths|years?|yrs?)|weeks|months|years|ages|next year|forever)'
const SOON =
  '(?:soon|sooner|now|rn|asap|quick|quickly|fast|this (?:week|month)|today|tonight|tomorrow|tmrw|next week|straight away|right away)'
const NOT_YET_THEN = `(?:not|rather than|instead of)(?: (?:in|after|like|about|wait|waiting|waitin|have to))* ${SPAN}\\b`
const LIST =
  '(?:a|an|another|some|any|one of (?:them|those|your)|yet another|one more|your|more|no more)(?: (?:waiting|wait|waitin|long|massive|big|huge|other|camhs|nhs|\\w+ (?:month|week|year)))* lists?'

/** Nobody but oneself before a no: not "camhs", "the doctors", "i hate that theres". */
const OWN_BEFORE =
  /^(?:and|n|or|so|also|just|pls|please|nah|no|tbh|honestly|actually|really|definitely|ngl|sorry|ok|i|im|ive|id|am)$/u
/** What may stand behind it: no place, day or time, for then it is only there and then. */
const OWN_BEHIND =
  /^(?:(?: (?:pls|plz|please|tho|though|thanks|thx|ty|tbh|ngl|at all|ever|no chance|no way|sorry|with (?:someone|somebody|anyone|people)|stuff|meetings?|sessions?|appointments?|and that|n that|x))*|(?: (?:i|id|so|and|n|just|only|wud|would|rather|want|wanna|prefer|to))+ (?:type|typing|text|texting|message|messaging|write|writing)(?: it| instead)*)$/u
/** "Cant do phone calls and i": a no of their own before the other. "I want help and" too. */
const OWN_NO_BEFORE =
  /^(?:i )?(?:(?:cant|cannae|wont|dont|do not) (?:do|want)(?: any| a| the)? (?:phone ?calls?|phone|calls?)|(?:want|need) (?:help|counselling|support|someone to talk to)) (?:and|n) /u
const BUT = /\b(?:but|if|unless|except|though i|sometimes|yet)\b/u

/** "Camhs are rubbish. dont do face to face": where these are spoken of, a no without an "i" may be theirs. */
const OTHERS =
  /\b(?:camhs|nhs|gps?|doctors?|nurses?|schools?|college|clinic|surgery|they|theyve|theyre|theyll|he|she|hes|shes|we|my \w+)\b/u
const OF_ONESELF = /\b(?:i|im|id|ive)\b/u

/** Each all that is said in the thought. */
const NO_CALLS = [
  re(
    '\\b(?:cant|cannae|wont|dont|do not) (?:do|want|do any|want any) (?:a |the |any )?(?:phone ?calls?|phone|calls?)\\b',
  ),
  re('\\b(?:dont|do not) (?:want to|wanna) call anyone\\b'),
  re('\\b(?:cant|cannae|(?:dont|do not) (?:want to|wanna)) speak on the phone\\b'),
  re('\\bhate (?:phone )?calls\\b'),
]

/** For help, and to be seen by who gives it: not "for camp", "to see my mates". */
const FOR_HELP =
  '(?: (?:for|to get|to have|to see|to talk to|to speak to) (?:(?:a|an|any|some|the|my|camhs) )?(?:help|support|camhs|counsell?(?:ing|ors?)|therap(?:y|ists?)|appointments?|someone|somebody|it|this|that|a list)| to be seen| to talk| on (?:a|another|the) (?:waiting )?list)'
const NO_WAITING = [
  re(`\\b${SOON}(?: \\w+){0,2} ${NOT_YET_THEN}`),
  re(
    `\\b(?:need|want|wanna|gotta|id like)\\b.{0,60}\\b(?:talk|talking|speak|see|help|support|someone|somebody|appointment|counsellor|counselling)\\b.{0,60}\\b${NOT_YET_THEN}`,
  ),
  re(`\\b(?:not|no) (?:another|more|yet another)(?: (?:waiting|wait|waitin|long))* lists?\\b(?! of\\b)`),
  re(
    `\\b(?:cant|cannot|cannae|canny|not|wont|(?:dont|do not|dinnae) (?:want|wanna)|not (?:gonna|going to))(?: to| be)* (?:wait|waiting|waitin|hang about|hang around|sit around)(?: around| about| for)* (?:${SPAN}|that long|so long)(?:${FOR_HELP})?(?: (?:pls|please|tho|anymore|again|more|longer))*$`,
  ),
  re(
    `\\b(?:not|no|without|dont want|dont wanna do)(?: a| an| another| any| some)* (?:\\d+|\\w+) ?(?:months?|weeks?|years?)(?: long)? (?:waits?|waiting|waiting lists?|lists?|queue)\\b`,
  ),
]
/** Said of oneself: "camhs wont put me on a list" is no wish to be on none. */
const NO_LIST = [
  re(
    `\\b(?:dont|do not|dinnae|dinna|not|no|never|cant|wont|sick of|tired of|fed up of)(?: (?:want|wanna|to|be|being|get|getting|go|going|just|bother))* (?:put|putting|stick|sticking|stuck|shove|shoved|chuck|bung|sitting|sat|sit|going|go|being|be)(?: me| us| back){0,2} (?:on|onto) ${LIST}\\b`,
  ),
]
/** What was, or what another needs, asks for nothing. */
const TOLD = /\b(?:havent|hasnt|hadnt|didnt|ive not|needs|wants)\b/u

/** How somebody said they will not come: not to a room, not by phone, not after months. */
export function readRefusedWays(tokens: readonly Token[], words: NeedWords): Refused {
  const thoughts = cut(tokens, (gap) => gap !== 'none')
  const sentences = cut(tokens, (gap) => gap === 'stop')
  const all = tokens.map((t) => t.text).join(' ')
  const refuses = (patterns: readonly RegExp[]): boolean =>
    thoughts.some((clause) => patterns.some((pattern) => isPlainly(pattern, clause, all)))
  const wouldWrite = WOULD_WRITE.test(all)
  const notByPhone = refuses(NOR_BY_PHONE)
  const notInPerson =
    notByPhone || refuses(wouldWrite ? [RATHER_NOT_IN_PERSON, NOT_IN_A_ROOM] : [NOT_IN_PERSON])
  const noWait =
    sentences.some(
      (clause) => !TOLD.test(clause.join(' ')) && NO_WAITING.some((pattern) => isOwn(pattern, clause, words)),
    ) || thoughts.some((clause) => NO_LIST.some((pattern) => startsOwn(pattern, clause.join(' '))))
  return {
    ...(notInPerson ? { mode: 'online' as const } : {}),
    ...(notByPhone || (notInPerson && wouldWrite) || refuses(NO_CALLS) ? { noCalls: true } : {}),
    ...(noWait ? { noWait: true } : {}),
  }
}

/** "My mum cant do face to face", "no face to face at my school": it says nothing of how they would come themselves. */
export const isNoOwnNo = (clause: Clause, tokens: readonly Token[]): boolean =>
  NOT_IN_PERSON.test(clause.join(' ')) &&
  !isPlainly(NOT_IN_PERSON, clause, tokens.map((t) => t.text).join(' '))

/**
 * Whether a thought is one's own no and nothing more: no subject but oneself before it, nothing behind it that narrows it, no "but" in `all`
 * that was said. When in doubt it is not.
 */
function isPlainly(pattern: RegExp, clause: Clause, all: string): boolean {
  const text = clause.join(' ')
  const found = pattern.exec(text)
  return (
    found !== null &&
    !BUT.test(all) &&
    (OF_ONESELF.test(text) || !OTHERS.test(all)) &&
    startsOwn(pattern, text) &&
    OWN_BEHIND.test(text.slice(found.index + found[0].length))
  )
}

/** Whether nothing but words of oneself stand before it, back to what they say of themselves: "cant do calls and i dont want to". */
function startsOwn(pattern: RegExp, text: string): boolean {
  const found = pattern.exec(text)
  if (!found) return false
  const before = text.slice(0, found.index).replace(OWN_NO_BEFORE, '')
  return before
    .split(' ')
    .filter(Boolean)
    .every((word) => OWN_BEFORE.test(word))
}

function isOwn(pattern: RegExp, clause: Clause, words: NeedWords): boolean {
  const text = clause.join(' ')
  const found = pattern.exec(text)
  if (!found) return false
  const at = text.slice(0, found.index).split(' ').filter(Boolean).length
  return !isToldOf(clause, at, found[0].split(' ').length, words.people)
}

function cut(tokens: readonly Token[], isEnd: (gap: Token['gap']) => boolean): Clause[] {
  const found: string[][] = []
  for (const { text, gap } of tokens) {
    if (found.length === 0 || isEnd(gap)) found.push([])
    found.at(-1)?.push(text)
  }
  return found
}
