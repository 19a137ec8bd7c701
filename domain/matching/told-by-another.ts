import { words } from '../understanding/words.ts'
import { STRENGTH } from './about.ts'
import type { Prepared } from './prepare.ts'

const NAME = String.raw`((?:the |The )?\p{Lu}[\p{L}'’&-]*(?: (?:of |and |& )?\p{Lu}[\p{L}'’&-]*){0,5})`
/** "Kestrel offers free counselling", "delivered by Slipway Sound". */
const PROVIDER: readonly RegExp[] = [
  new RegExp(String.raw`^${NAME} (?:offers?|provides?|runs?|delivers?|gives?|holds?|hosts?)\b`, 'u'),
  new RegExp(
    String.raw`\b(?:[Dd]elivered|[Pp]rovided|[Rr]un|[Hh]osted|[Ll]ed|[Oo]perated|[Mm]anaged|[Cc]ommissioned from|[Oo]ffered)(?: for us| on our behalf)? by ${NAME}`,
    'u',
  ),
]
/** "Anchor: emotional wellbeing", "Emotional wellbeing (Anchor)". */
const IN_NAME: readonly RegExp[] = [/^([^:–(]{3,40}): /u, /\(([^()]{3,40})\)$/u, /^([^–]{3,60}) [–-] /u]
/** In the names of many, and so nobody's own. */
const COMMON = new Set(
  `the a an and at of in for by to young youth people peoples person children child kids teen teens family families community service services support centre
  center hub project trust charity society association club group team network counselling counsellor clinic council city county town borough nhs
  health care wellbeing mental advice information library libraries school college university church national local uk cic cio ltd limited company
  foundation partnership house hall street road north south east west northern southern free online drop session sessions night day weekly our`.split(
    /\s+/,
  ),
)
/** Whose name is mostly that of a place. */
const PUBLIC = /\b(?:council|nhs|librar(?:y|ies)|police|school|college)\b/iu
export const ownWords = (text: string): string[] => words(text).filter((word) => !COMMON.has(word))

/**
 * For an entry the one that it tells of again: what another organisation, a council or the NHS, lists under a name of its own. It says who
 * provides it, by a name that is one provider's own, and they are about the same, for the same people.
 */
export function toldByAnother(prepared: readonly Prepared[]): Map<number, number> {
  const byWord = new Map<string, Set<number>>()
  const organisationsWith = new Map<string, Set<string>>()
  prepared.forEach(({ opportunity: { name, organisation = '' } }, at) => {
    for (const word of new Set([...ownWords(organisation), ...ownWords(name)])) add(byWord, word, at)
    for (const word of ownWords(organisation)) add(organisationsWith, word, organisation)
  })
  const found = new Map<number, number>()
  prepared.forEach((entry, at) => {
    const byName = providersOf(entry).flatMap((provider) =>
      withRarest(provider, byWord).filter((other) => {
        const provides = prepared[other]
        return (
          provides !== undefined &&
          other !== at &&
          areForTheSame(entry, provides) &&
          !areApart(entry, provides) &&
          areAlike(entry, provides) &&
          isProvider(provides, provider, entry, organisationsWith)
        )
      }),
    )
    const one = byName.find((other) => found.get(other) !== at)
    if (one !== undefined) found.set(at, one)
  })
  return found
}

/** A word of more entries than this is no provider's own. */
const MOST_ENTRIES = 60

/** The entries with the word that the fewest have. */
function withRarest(provider: readonly string[], byWord: ReadonlyMap<string, ReadonlySet<number>>): number[] {
  const lists = provider.flatMap((word) => byWord.get(word) ?? []).sort((a, b) => a.size - b.size)
  const [rarest] = lists
  return rarest && rarest.size <= MOST_ENTRIES ? [...rarest] : []
}

function add<K, V>(lists: Map<K, Set<V>>, key: K, value: V): void {
  const known = lists.get(key)
  if (known) known.add(value)
  else lists.set(key, new Set([value]))
}

/** As far into a description as it says whose it is. */
const MOST_READ = 600

/** Own words of whoever an entry says provides it. */
function providersOf(entry: Prepared): string[][] {
  const { name, description } = entry.opportunity
  const text = description.slice(0, MOST_READ)
  return [
    ...PROVIDER.map((pattern) => pattern.exec(text)?.[1]),
    ...IN_NAME.map((pattern) => pattern.exec(name)?.[1]),
  ].flatMap((told) => {
    const provider = told === undefined || PUBLIC.test(told) ? [] : ownWords(told)
    return provider.some((word) => !isSubjectWord(word, entry)) ? [provider] : []
  })
}

/**
 * Whether this is by whom a name names: every word of that is in its organisation, its name or its address, and one is no other organisation's, nor
 * the town's, nor a word for what there is to do. A word of its name alone tells enough at the same place only.
 */
function isProvider(
  entry: Prepared,
  provider: readonly string[],
  again: Prepared,
  organisationsWith: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  const { name, organisation = '', places } = entry.opportunity
  const ofIt = new Set(ownWords(organisation))
  const called = new Set(ownWords(name))
  const where = new Set(words(places.map(({ address = '' }) => address).join(' ')))
  const town = new Set(places.flatMap(({ address = '' }) => words(address.split(',').at(-1) ?? '')))
  const isOwn = (word: string): boolean =>
    (ofIt.has(word) || (called.has(word) && areAtOnePlace(entry, again))) &&
    !town.has(word) &&
    !isSubjectWord(word, again) &&
    (organisationsWith.get(word)?.size ?? 0) <= 1
  return (
    provider.every((word) => ofIt.has(word) || called.has(word) || where.has(word)) && provider.some(isOwn)
  )
}

const areAtOnePlace = (a: Prepared, b: Prepared): boolean => {
  const [one, other] = [a.opportunity.places[0]?.postcode, b.opportunity.places[0]?.postcode]
  return one !== undefined && one === other
}

/** A provider's clubs in two places are two, whoever lists them; of help without hours it is the office that differs. */
const areApart = (a: Prepared, b: Prepared): boolean =>
  [a, b].every(
    ({ opportunity: { mode, places, times } }) =>
      places[0]?.postcode !== undefined && !mode.includes('online') && times.length > 0,
  ) && !areAtOnePlace(a, b)

/** As many letters of a word are enough to know it by: "swim", "swimming". */
const KNOWN_BY = 4
export const isSubjectWord = (word: string, { about }: Prepared): boolean =>
  [...about.keys()]
    .flatMap((id) => id.split('-'))
    .some((part) => part.slice(0, KNOWN_BY) === word.slice(0, KNOWN_BY))

/** Whether two organisations may tell of one thing: it is for the same people, of ages that meet. */
export function areForTheSame(a: Prepared, b: Prepared): boolean {
  const [one, other] = [a.opportunity, b.opportunity]
  return (
    one.organisation !== other.organisation &&
    one.genderGroup?.only === other.genderGroup?.only &&
    [...a.madeFor].sort().join() === [...b.madeFor].sort().join() &&
    (one.ages.min ?? 0) <= (other.ages.max ?? Infinity) &&
    (other.ages.min ?? 0) <= (one.ages.max ?? Infinity)
  )
}

/** Whether what each is most about is something of the other. */
const areAlike = (a: Prepared, b: Prepared): boolean =>
  mainOf(a).some((id) => strengthOf(id, b) >= STRENGTH.once) &&
  mainOf(b).some((id) => strengthOf(id, a) >= STRENGTH.once)

/** What one calls counselling the other calls emotional wellbeing. */
const HELP_TO_TALK = ['talking', 'wellbeing']
const strengthOf = (id: string, { about }: Prepared): number =>
  Math.max(...(HELP_TO_TALK.includes(id) ? HELP_TO_TALK : [id]).map((one) => about.get(one) ?? 0))

/** What it is most about. */
function mainOf({ about }: Prepared): string[] {
  const most = Math.min(STRENGTH.opening, Math.max(...about.values()))
  return [...about].filter(([, strength]) => strength >= most).map(([id]) => id)
}
