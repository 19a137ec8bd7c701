import { sentences } from './plain-text.ts'

const DAY = '(?:mon|tues|wednes|thurs|fri|satur|sun)day'
const ENDED = String.raw`(?:(?:has|have|is|are|was|were) )?(?:now |sadly |since )*(?:been )?(?:stopped|ended|finished|closed|ceased|cancelled|discontinued|over|no longer)\b`
/** "Saturday walk-in stopped in September". */
const OF_A_DAY = new RegExp(
  String.raw`^(?:nb:? |please note:? )?(?:the |our )?(${DAY})s?(?: [\p{L}-]+){0,2} ${ENDED}`,
  'iu',
)
const ANY_DAY = new RegExp(String.raw`\b${DAY}`, 'gi')
/** A club with a name of its own: "Code Club finished in July". */
const OF_A_NAME = new RegExp(
  String.raw`^(?:The |Our )?((?:\p{Lu}[\p{L}'&-]*,? ){1,3})(?:[Cc]lub|[Cc]lass(?:es)?|[Gg]roup|[Ss]essions?|[Cc]ourse|[Cc]hoir) ${ENDED}`,
  'u',
)
/** One age among several: "the under 8s group has finished". */
const OF_AN_AGE = new RegExp(
  String.raw`^(?:the |our )?(?:(?:children|kids|juniors?|minis)(?:['’]?s)? and )?((?:unders?|overs?|u)[- ]?\d+'?s?|\d+ ?(?:-|–|to) ?\d+'?s?|tots?|toddlers?|minis|infants?) (?:club|class(?:es)?|group|sessions?|course|team|choir) ${ENDED}`,
  'i',
)
/** "Juniors (11-13) is full until after Easter". */
const IS_FULL = /\(\d{1,2} ?[-–] ?\d{1,2}\) (?:is|are) (?:now |currently |all )?full\b/i
const AGES = /\b\d{1,2} ?(?:-|–|to) ?\d{1,2}\b/
const NO_SESSION = /\b(?:office|phone lines?|reception|calls?|enquiries)\b/i
/** Words that begin a sentence, and what whole clubs are called whatever their entry's name is. */
const OF_THE_WHOLE =
  /\b(?:the|this|our|your|all|sadly|unfortunately|sorry|update|note|youth|young|community|social|boys|girls)\b/i

/**
 * A text without the sentences that tell of the end of one thing among others, while the rest goes on: of a day that it is not on by
 * anything else in the text, of one age, or of a club that has another name than the entry.
 */
export function withoutEndsBeside(name: string, text: string): string {
  const all = sentences(text)
  const kept = all.filter((sentence) => !isBeside(sentence, name, text))
  return kept.length === all.length ? text : kept.join('\n')
}

function isBeside(sentence: string, name: string, text: string): boolean {
  const day = OF_A_DAY.exec(sentence)?.[1]?.toLowerCase()
  if (day !== undefined) return goingOn(name, text).some((other) => other !== day)
  const ages = OF_AN_AGE.exec(sentence)?.[1]?.toLowerCase()
  if (ages !== undefined) return !name.toLowerCase().includes(ages)
  const called = OF_A_NAME.exec(sentence)?.[1]
  if (called === undefined || OF_THE_WHOLE.test(called)) return false
  const known = wordsOf(name)
  return wordsOf(called).every((word) => !known.includes(word))
}

/** A text without the sentences that tell of an age whose group has ended or is full, where the ages of another are told. */
export function withoutClosedAges(text: string): string {
  const all = sentences(text)
  const kept = all.filter((sentence) => !OF_AN_AGE.test(sentence) && !IS_FULL.test(sentence))
  return kept.length < all.length && kept.some((sentence) => AGES.test(sentence)) ? kept.join('\n') : text
}

/** Days on which something is on: not those of an end, nor of an office. */
const goingOn = (name: string, text: string): string[] =>
  [name, ...sentences(text)]
    .filter((told) => !OF_A_DAY.test(told) && !OF_A_NAME.test(told) && !NO_SESSION.test(told))
    .flatMap((told) => told.match(ANY_DAY) ?? [])
    .map((other) => other.toLowerCase())

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
