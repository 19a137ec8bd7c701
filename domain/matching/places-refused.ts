import { words } from '../understanding/words.ts'
import type { MatchIndex } from './index.ts'
import { ownWords } from './told-by-another.ts'

const WAY = '(?:(?:over|up|down|through|near|into|in|to|round|past|at|the|that) ){1,4}'
const NAME = '(?<name>(?:[a-z]+ ?){1,3})'
/** Of a place they will not or cannot go to, and never of what happened there: who was jumped where they live has to go somewhere. */
const NOT_THERE: readonly RegExp[] = [
  `\\b(?:im |i am )?(?:not|never|wont|wouldnt|aint|couldnt) (?:be )?(?:gonna |going to )?(?:cross|crossing|crossin|set foot|setting foot|safe) ${WAY}${NAME}`,
  `\\b(?:id|ill|i would|i will|would|will|gonna|might) get (?:my (?:head|face) kicked in|jumped|stabbed|shanked|battered|done in|robbed|a kicking|a hiding|beat up) (?:(?:if|i|go|went|went|for|just|going|goin|walking|walkin|being) ){0,4}${WAY}${NAME}`,
  `\\b(?:cant|cannot|dont|wont|not allowed to|not allowed|never) (?:go|be|walk|set foot) ${WAY}${NAME} (?:cos|cuz|coz|because|bc|ends|side|no more|anymore|its not safe|at all)`,
].map((said) => new RegExp(said, 'u'))

/** "Dont send me to a library": of any such place. */
const NOT_SENT =
  /\b(?:dont|do not) (?:send|put) me (?:to|in) (?:an? |the |another )?(library|church|mosque|temple|gym)\b/u

/** In the names of places everywhere, and so no place's own. */
const ANYWHERE = new Set(
  'park church hill green station main mill bridge old new market river lake king queen kings queens gym pool hospital bank shop shops crowd public anything anyone anybody there here it my house home own bed them him her mine outside front back room shower bath work class lesson lessons dark night mums dads nans'.split(
    ' ',
  ),
)
/** More of the directory than this share is where they live: a no to all of it helps nobody. */
const MOST = 0.4

/** The first telling word of each place that somebody says they will not or cannot go to: "drumglen", "fountain". */
export function placesRefused(says: readonly string[]): string[] {
  const found = says.flatMap((text) => {
    const said = words(text).join(' ')
    const kind = NOT_SENT.exec(said)?.[1]
    const names = NOT_THERE.flatMap((pattern) => {
      const [first] = words(pattern.exec(said)?.groups?.['name'] ?? '')
      return first === undefined || first.length < 4 || ANYWHERE.has(first) ? [] : ownWords(first)
    })
    return kind === undefined ? names : [...names, kind]
  })
  return [...new Set(found)]
}

/** Shuts what is at a place that they said they will not or cannot go to. */
export function shutRefusedPlaces(open: Uint8Array, index: MatchIndex, says: readonly string[]): void {
  for (const name of placesRefused(says)) {
    const isNamed = new RegExp(`\\b${name}\\b`, 'iu')
    const there = index.opportunities.flatMap(({ places }, at) =>
      places.length > 0 &&
      places.every(({ address = '' }) => isNamed.test(address)) &&
      !isAbout(name, at, index)
        ? [at]
        : [],
    )
    if (there.length <= open.length * MOST) for (const at of there) open[at] = 0
  }
}

/** As many letters of a word are enough to know it by: "cant go to boxing cos its dear" is no place, though a boxing club's address has its name. */
const KNOWN_BY = 4

function isAbout(name: string, at: number, index: MatchIndex): boolean {
  let found = false
  index.about.each(at, (concept) => {
    if (concept.split('-').some((part) => part.slice(0, KNOWN_BY) === name.slice(0, KNOWN_BY))) found = true
  })
  return found
}
