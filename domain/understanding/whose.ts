import type { Token } from './words.ts'
import { words } from './words.ts'

/** Who a need may be told of. */
export interface People {
  readonly others: ReadonlySet<string>
  readonly parents: ReadonlySet<string>
  readonly selves: ReadonlySet<string>
  readonly between: ReadonlySet<string>
}

/** The same as lists of content. */
export type PeopleWords = Readonly<Record<keyof People, readonly string[]>>

export const peopleOf = ({ others, parents, selves, between }: PeopleWords): People => ({
  others: new Set(others.flatMap(words)),
  parents: new Set(parents.flatMap(words)),
  selves: new Set(selves.flatMap(words)),
  between: new Set(between.flatMap(words)),
})

/** "My sister has just been": how far before a need the one it is told of may stand. */
const MOST_BEFORE = 6
/** "I help my nan shes ill": whatever went before, what follows is said of them. */
const OF_THEM = new Set(['hes', 'shes', 'theyre', 'theyve'])
/** "My mate": the one word for oneself that names somebody else. */
const OWNING = 'my'

const peopleBy = new WeakMap<PeopleWords, People>()

/** Whether what is said in the words from `at` is said of somebody else: "my mum cant do mornings", "nans in a wheelchair". */
export function isToldOf(clause: readonly string[], at: number, length: number, said: PeopleWords): boolean {
  const people = peopleBy.get(said) ?? peopleOf(said)
  peopleBy.set(said, people)
  return isAnothers(
    clause.map((text) => ({ text, gap: 'none' })),
    at,
    length,
    people,
    true,
  )
}

/**
 * Whether the need told in the words from `at` is somebody else's: "my mate got kicked out". "He kicked me out" and "me and my brother
 * got kicked out" are one's own. `ofParents` counts parents among the others.
 */
export function isAnothers(
  tokens: readonly Pick<Token, 'text' | 'gap'>[],
  at: number,
  length: number,
  people: People,
  ofParents: boolean,
): boolean {
  const word = (i: number): string => tokens[i]?.text ?? ''
  const isOn = (i: number): boolean => i >= 0 && tokens[i + 1]?.gap === 'none'
  if (tokens.slice(at, at + length).some(({ text }) => people.selves.has(text))) return false
  let who = at - 1
  while (isOn(who) && who >= at - MOST_BEFORE && people.between.has(word(who))) who -= 1
  if (!isOn(who)) return false
  if (!people.others.has(word(who)) && !(ofParents && people.parents.has(word(who)))) return false
  if (ofParents && OF_THEM.has(word(who))) return true
  for (let i = who - 1; isOn(i); i -= 1) {
    if (people.selves.has(word(i)) && word(i) !== OWNING) return false
  }
  return true
}
