const LISTS = 'list|bookings?|applications?|registrations?|referrals?|admissions'
const PLACES =
  'kitchen|car park|road|lift|entrance|door|gate|office|toilets?|path|bridge|survey|competition|website'
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
const CLAUSE = String.raw`(?:^|[.!?\n;:,(] *| [–-] |\b(?:that|but|and|as|so|because|since|while|sorry|sadly|unfortunately|currently|regret|note) )`
const ANY = String.raw`[\p{L}'’-]+`
const theWhole = (kinds: string): RegExp =>
  new RegExp(
    String.raw`${CLAUSE}(?:we|it|this|(?:(?:all|of|the|this|our|these) )+(?:(?!${ONE_OF_SEVERAL}\b)${ANY} ){0,2}?(?:${kinds})|(?:youth |weekly )?(?:${kinds}))(?: (?:at|in) (?:the |our )?${ANY}(?: ${ANY})?)? *$`,
    'iu',
  )
const WHOLES = {
  group: theWhole(`${WHOLE}|${KINDS}`),
  'or-building': theWhole(`${WHOLE}|${KINDS}|${BUILDINGS}`),
}
const LAST_CLAUSE = /[.!?\n;:,(]| [–-] |\b(?:that|but|and|as|so|because|since|while)\b/iu
const ARTICLES: ReadonlySet<string> = new Set(['', 'the', 'our', 'this'])

/** Whether what stands before "is suspended" speaks of all that is listed: we, this group, its sessions, or what its name says. */
export function speaksOfTheWhole(before: string, name: string, kinds: keyof typeof WHOLES): boolean {
  if (WHOLES[kinds].test(before)) return true
  const subject = wordsOf(before.split(LAST_CLAUSE).at(-1) ?? '').filter((word) => !ARTICLES.has(word))
  const known = wordsOf(name)
  return subject.length > 0 && subject.every((word) => known.includes(word))
}

const wordsOf = (name: string): string[] =>
  name
    .toLowerCase()
    .replaceAll('é', 'e')
    .split(/[^\p{L}]+/u)
