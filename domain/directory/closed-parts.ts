const LISTS = 'list|bookings?|applications?|registrations?|referrals?|admissions'
const PLACES =
  'kitchen|car park|road|lift|entrance|door|gate|office|reception|toilets?|path|bridge|survey|competition|website'
/** Beside one of these a part is not all that is spoken of: "sessions and bookings are on hold". */
const WHOLE =
  'clubs?|groups?|sessions?|classes|lessons|meetings|activities|events|everything|services?|centre|hall|training|drop-?ins?'
const BESIDE = String.raw`\b(?:(?:${WHOLE})(?:,? and| &|,)|in|at|by|near|on|from|behind|opposite|of|with|through|via)`
const DETERMINER = '(?: (?:the|our|its|all|any|this))?'
/** Not where somebody or something else may be spoken of. */
const WORD = String.raw`(?!(?:${WHOLE}|we|it|they|the|our|this|and|but|as|so|which|while)\b)[\p{L}'’-]+`
/** "The waiting list for counselling:" */
const A_LIST = String.raw`(?:${LISTS})(?: (?:for|to|of)${DETERMINER} ${WORD}(?: ${WORD})?)?[:–-]?`
/** What is said of it, up to the word for being closed: "bookings can only be made online until further notice". */
const BEING = String.raw`(?: (?:now |currently |sadly )?(?:is|are|was|were|has|have|had|being|will|must|can|may|should|remains?|stays?|closed|shut|full|suspended|paused|cancelled|postponed|out)(?: ${WORD}){0,4})?`

const endsWith = (places: string): RegExp =>
  new RegExp(
    String.raw`(?<!${BESIDE}${DETERMINER}(?: [\p{L}-]+)? )\b(?:${A_LIST}|(?<place>${places}))(?![\p{L}\d])${BEING} *$`,
    'iu',
  )
/** A café may be all there is. */
const PARTS = { 'no-cafe': endsWith(PLACES), 'or-cafe': endsWith(`${PLACES}|caf[eé]`) }

/**
 * Whether what stands before "closed" speaks of a part of a place or a group, while the whole goes on: "our waiting list is", and not "due to a
 * lift failure the club is". What something is named for is no part of it: The Bridge.
 */
export function speaksOfAPart(before: string, name: string, parts: keyof typeof PARTS): boolean {
  const found = PARTS[parts].exec(before)
  const [place = ''] = wordsOf(found?.groups?.['place'] ?? '')
  return found !== null && (place === '' || !wordsOf(name).includes(place))
}

/** What the whole is called, beside what it does. */
const KINDS =
  'courses?|projects?|class|programmes?|schemes?|activity|charity|organisation|clinic|hub|helpline|choir|band|team'
const BUILDINGS = 'building|venue|rink|site|clubhouse|theatre'
/** Of several: "our Tuesday group", "the junior club". */
const ONE_OF_SEVERAL =
  '(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|juniors?|seniors?|minis|beginners|adults?|online|summer|winter|holidays?|mornings?|afternoons?|evenings?|toddlers?|sister|other|next|last)'
/** "Due to funding cuts", and not "due to leaks the car park at". */
const WHY = String.raw`\b(?:due to|because of|owing to|following)(?: (?:the|our|an?))?(?: (?!(?:the|our|this)\b)[\p{L}'’-]+){1,4}? (?<!\b(?:at|in|of|for|by|near|on|from|with|to|and) )`
const CLAUSE = String.raw`(?:^|[.!?\n;:,(] *| [–-] |\b(?:that|but|and|as|so|because|since|while|sorry|sadly|unfortunately|currently|regret|note) |${WHY})`
const ANY = String.raw`[\p{L}'’-]+`
const AT_A_PLACE = String.raw`(?: (?:at|in) (?:the |our )?(?!(?:weekends?|lunch\w*|nights?|half|christmas|easter)\b)${ANY}(?: ${ANY})?)`
const theWhole = (kinds: string): RegExp =>
  new RegExp(
    String.raw`${CLAUSE}(?:we|it|this(?: support)?|(?:(?:all|of|the|this|our|these) )+(?:(?!(?:${ONE_OF_SEVERAL}|at|in|of|for|near|on|from|with|and)\b)${ANY} ){0,3}?(?:${kinds})|(?:youth |weekly )?(?:${kinds}))${AT_A_PLACE}? *$`,
    'iu',
  )
const WHOLES = {
  group: theWhole(`${WHOLE}|${KINDS}`),
  'or-building': theWhole(`${WHOLE}|${KINDS}|${BUILDINGS}`),
}
const LAST_CLAUSE = /[.!?\n;:,(]| [–-] |\b(?:that|but|and|as|so|because|since|while)\b/iu
/** What stands before a subject and says nothing of which it is. */
const BEFORE_IT: ReadonlySet<string> = new Set([
  '',
  'the',
  'our',
  'this',
  'any',
  'all',
  'sadly',
  'unfortunately',
  'please',
  'note',
  'that',
])
const OF_IT: ReadonlySet<string> = new Set(['sessions', 'classes'])
const PLACED = new RegExp(String.raw`${AT_A_PLACE} *$`, 'iu')

/** Whether what stands before "is suspended" speaks of all that is listed: we, this group, its sessions, or what its name says. */
export function speaksOfTheWhole(before: string, name: string, kinds: keyof typeof WHOLES): boolean {
  if (WHOLES[kinds].test(before)) return true
  const subject = before.split(LAST_CLAUSE).at(-1) ?? ''
  return isNamed(subject, name) || isNamed(subject.replace(PLACED, ''), name)
}

const NONE_OF_A_KIND =
  /\bno ((?:[\p{L}-]+ ){1,3}?)(?:sessions?|clubs?|meetings?|classes|lessons|groups?|training)\b[^.!?\n]*$/iu
const OF_SEVERAL = new RegExp(`^${ONE_OF_SEVERAL}$`, 'u')
/** No kind of its own: "no more weekly sessions". */
const OF_ANY_KIND =
  /^(?:new|more|further|other|future|weekly|regular|youth|group|face-to-face|face|to|in-person|in|person|drop-in|club|our|the|any|planned|public|open|such|evening)$/
/** A name that says nothing of what is done: whatever is named beside it is one thing among others. */
const OF_NO_KIND =
  /^(?:|the|a|and|of|s|in|at|youth|young|people|peoples|community|social|after|school|club|group|hub|centre|project|drop|dropin)$/

/**
 * Whether what stands before "until further notice" speaks of one kind among several: "no Friday sessions", "no cooking sessions" of a youth club. A dojo
 * that has no karate sessions has none.
 */
export function speaksOfOneKind(before: string, name: string): boolean {
  const known = wordsOf(name)
  const said = wordsOf(NONE_OF_A_KIND.exec(before)?.[1] ?? '').filter(
    (word) => word !== '' && !OF_ANY_KIND.test(word) && !known.includes(word),
  )
  return (
    said.some((word) => OF_SEVERAL.test(word)) ||
    (said.length > 0 && known.every((word) => OF_NO_KIND.test(word)))
  )
}

/** Whether this is what a name says: "boxing", or "our boxing sessions". */
export function isNamed(subject: string, name: string): boolean {
  const said = wordsOf(subject).filter((word) => !BEFORE_IT.has(word))
  const known = wordsOf(name)
  const isKnown = (word: string) => known.includes(word)
  return said.some(isKnown) && said.every((word) => isKnown(word) || OF_IT.has(word))
}

const wordsOf = (name: string): string[] =>
  name
    .toLowerCase()
    .replaceAll('é', 'e')
    .split(/[^\p{L}]+/u)
