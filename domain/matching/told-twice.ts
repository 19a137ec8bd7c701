import { words } from '../understanding/words.ts'
import { STRENGTH } from './about.ts'
import { Numbers } from './postings.ts'
import type { Prepared } from './prepare.ts'

interface Numbered {
  readonly entry: Prepared
  readonly number: number
}

/**
 * A number for each entry, the same for those that are one activity: of one name at one place, or the same thing to do at the same place
 * and hours, told by two organisations, one of which may know of more hours; or help that another organisation tells of by the name of
 * who gives it. Juniors and seniors who share an hour, or girls and boys, stay two.
 */
export function toldTwice(prepared: readonly Prepared[]): Uint32Array {
  const names = new Numbers<string>()
  const sessions = new Map<string, Numbered[]>()
  const givers = namedAfterTheirGivers(prepared)
  return Uint32Array.from(prepared, (entry) => {
    const known = entry.sessionKeys.flatMap((key) => sessions.get(key) ?? [])
    const twin = known.find((other) => isWithin(other.entry, entry) && isOne(other.entry, entry))
    const own = givers.get(firstWord(entry.opportunity.name)) ?? givers.get(subjectOf(entry))
    const giver = own !== undefined && isAboutTheSame(own, entry) && isOne(own, entry) ? own : entry
    const number = twin?.number ?? names.of(giver.foldKey)
    for (const key of entry.sessionKeys) sessions.set(key, [...(sessions.get(key) ?? []), { entry, number }])
    return number
  })
}

/** Whether all the hours of one of the two are hours of the other. */
function isWithin(a: Prepared, b: Prepared): boolean {
  const [few, many] = a.sessionKeys.length < b.sessionKeys.length ? [a, b] : [b, a]
  return few.sessionKeys.every((key) => many.sessionKeys.includes(key))
}

function isOne(a: Prepared, b: Prepared): boolean {
  const [one, other] = [a.opportunity, b.opportunity]
  const isSameGroup = [...a.madeFor].sort().join() === [...b.madeFor].sort().join()
  return (
    one.organisation !== other.organisation &&
    one.genderGroup?.only === other.genderGroup?.only &&
    isSameGroup &&
    (one.ages.min ?? 0) <= (other.ages.max ?? Infinity) &&
    (other.ages.min ?? 0) <= (one.ages.max ?? Infinity)
  )
}

/**
 * Entries whose name begins with a word of who gives them and of nobody else's name, by that word: "Anchor Young People's Counselling" by
 * Anchor Young People. A word by which an organisation names two entries tells of neither.
 */
function namedAfterTheirGivers(prepared: readonly Prepared[]): ReadonlyMap<string, Prepared> {
  const users = new Map<string, Set<string>>()
  for (const { opportunity } of prepared) {
    const { organisation = '' } = opportunity
    for (const word of words(organisation))
      users.set(word, (users.get(word) ?? new Set<string>()).add(organisation))
  }
  const found = new Map<string, Prepared[]>()
  for (const entry of prepared) {
    const { name, organisation = '' } = entry.opportunity
    const word = firstWord(name)
    if (users.get(word)?.size !== 1 || !users.get(word)?.has(organisation)) continue
    found.set(word, [...(found.get(word) ?? []), entry])
  }
  return new Map(
    [...found].flatMap(([word, [one, ...more]]) => (one && more.length === 0 ? [[word, one]] : [])),
  )
}

const firstWord = (text: string): string => words(text.slice(0, LONGEST_WORD))[0] ?? ''
/** Characters in which the first word of a text ends. */
const LONGEST_WORD = 40

/** "Kestrel offers free counselling": who it is that gives what is told of. */
const GIVES = /^\W*([\p{L}\p{N}'’]+) (?:offers?|provides?|runs?|gives?|is (?:a|an|the|our))\b/u
const subjectOf = ({ opportunity }: Prepared): string =>
  firstWord(GIVES.exec(opportunity.description)?.[1] ?? '')

/** Counselling in one organisation's words is emotional wellbeing in another's. */
const OF_WORRIES = ['talking', 'wellbeing']

function isAboutTheSame(a: Prepared, b: Prepared): boolean {
  const isMuch = (entry: Prepared, id: string): boolean => (entry.about.get(id) ?? 0) >= STRENGTH.twice
  const isOfWorries = (entry: Prepared) => OF_WORRIES.some((id) => isMuch(entry, id))
  if (isOfWorries(a) && isOfWorries(b)) return true
  return [...a.about.keys()].some((id) => isMuch(a, id) && isMuch(b, id))
}
