import type { ReadAges } from './read-ages.ts'
import { OTHER_SERVICE_BEFORE, REFUSED_BEFORE } from './refused.ts'

const ADULTS =
  /\b(?:adults?[ -]only|only (?:for )?adults|for (?:adults|grown[- ]?ups)\b|strictly adults|adult (?:class|classes|course|courses|learners|session|sessions|learning|choir|social|group|beginners|swim|ballet|lessons)|adults (?:aged|who|with|over|of all|in|living|and older)|men aged|women over|adult (?:survivors|carers|men|women|children of)|adults,|mature (?:learners|ladies|gents|men|women|students)|retired (?:people|men|women|ladies|gentlemen|gents)|of us are retired|grown-?ups?,? (?:only|\d)|pensioners|in later life)/g
const WITH_YOUNG =
  /\b(?:children|young people|teenagers?|teens|families|family|all ages|kids|juniors?|youths?|students|any age|pupils|unders?[ -]\d\d?s?|young adults?|boys|girls|everyone)\b/
/** "£5 for adults" is a price, not a limit. */
const PRICE_FOR = /(?:£\s?[\d.]+|\d\s?p)\s*(?:per session |each )?$/
const YOUNG_ADULTS = /\byoung adults?\b/
const ADULT_NAME = /\b(?:adults?|grown[- ]?ups?)\b/
const SOMEONE_ELSE = /\b(?:volunteer|accompanied by|supervised by|trained|responsible)\b/

/** The ages of a name and a description, in small letters, that are for adults or young adults and give no figure. */
export function readAdults(name: string, description: string): ReadAges | undefined {
  if (YOUNG_ADULTS.test(name)) return { min: 16, max: 25 }
  if (ADULT_NAME.test(name) && !WITH_YOUNG.test(name)) return { min: 18 }
  for (const match of description.matchAll(ADULTS)) {
    const around = description.slice(Math.max(0, match.index - 60), match.index + match[0].length + 60)
    const before = description.slice(Math.max(0, match.index - 40), match.index + 'for '.length)
    if (
      !WITH_YOUNG.test(around) &&
      !PRICE_FOR.test(description.slice(Math.max(0, match.index - 20), match.index)) &&
      !SOMEONE_ELSE.test(around) &&
      !REFUSED_BEFORE.test(before) &&
      !OTHER_SERVICE_BEFORE.test(before) &&
      !isOneThingOfAPlace(name, description, match)
    ) {
      return { min: 18 }
    }
  }
  return undefined
}

const A_COURSE = /^adult (?:class|course|session|learn|lesson|swim)/
const COURSES_FOR = /\b(?:class(?:es)?|courses?|sessions?|lessons|learning|workshops) $/
const A_PLACE =
  /\b(?:library|libraries|museum|galler(?:y|ies)|leisure|(?:sports|community|leisure|family) (?:centre|hub)|swimming pool|baths)\b/
const A_THING_OF_IT =
  /(?<![a-z])(?:books?|computers?|wi-?fi|study spaces?|newspapers?|printing|gym|pools?|courts?|pitch(?:es)?|studios?|caf[eé]s?|halls?|exhibitions?|collections?|events|activities|groups|clubs|playgrounds?|gardens?|soft play|skate ?park)(?![a-z])/g
const SENTENCE_END = /[.!?]\s|\n/g

/** "Central Library. Books, computers and study space. Adult learning courses": a course beside what is there for all. */
function isOneThingOfAPlace(
  name: string,
  description: string,
  { 0: found, index }: RegExpExecArray,
): boolean {
  const before = description.slice(0, index)
  if (!A_COURSE.test(found) && !(found === 'for adults' && COURSES_FOR.test(before))) return false
  const end = [...before.matchAll(SENTENCE_END)].at(-1)?.index ?? 0
  const earlier = before.slice(0, end)
  return (
    A_PLACE.test(`${name}. ${earlier}`) &&
    new Set([...earlier.matchAll(A_THING_OF_IT)].map(([thing]) => thing)).size > 1
  )
}
