import { isKindOf, widerThan } from '../understanding/kinds.ts'
import type { Vocabulary } from '../understanding/vocabulary.ts'

/** How sure it is that an entry is about something, by where the words stand. */
export const STRENGTH = {
  name: 1,
  topic: 0.9,
  opening: 0.7,
  /** One of the things on offer at something that is named for another: drawing at a board game club. */
  aside: 0.4,
  twice: 0.6,
  once: 0.42,
  /** "Everyone, gay or straight" is a welcome, not a subject. */
  groupOnce: 0.3,
  /** Of the place, the people, what happens to be there: "dogs welcome", "behind the church". */
  mentioned: 0.3,
  /** Where nothing else says what it is: "Mondays and Wednesdays", by a boxing club. */
  weakAlone: 0.5,
} as const

/** Words of the description that count as its opening. */
const OPENING = 26

/** An entry's parts as words, details set aside. */
interface Parts {
  readonly name: readonly string[]
  readonly topics: readonly (readonly string[])[]
  readonly description: readonly string[]
  readonly organisation: readonly string[]
}

/** What an entry is about: concept ids to strengths. `mentioned` are phrases that a description mostly speaks of beside its subject. */
export function about(
  { name, topics, description, organisation }: Parts,
  vocabulary: Vocabulary,
  mentioned: ReadonlySet<string>,
): Map<string, number> {
  const strengths = new Map<string, number>()
  const add = (concept: string, strength: number) => {
    strengths.set(concept, Math.max(strengths.get(concept) ?? 0, strength))
  }
  const written = vocabulary.written
  for (const { values } of written.allIn(name)) for (const c of values) add(c, STRENGTH.name)
  for (const topic of topics) {
    for (const { values } of written.allIn(topic)) for (const c of values) add(c, STRENGTH.topic)
  }
  const named = [...strengths.keys()].filter((c) => isSubject(c, vocabulary))
  const counts = new Map<string, number>()
  const isWeak = ({ at, length }: { at: number; length: number }) =>
    mentioned.has(description.slice(at, at + length).join(' '))
  const all = [...written.allIn(description)]
  const mentions = all.filter((mention) => !isWeak(mention))
  const listed = all
    .filter(({ at }) => at < OPENING)
    .flatMap(({ values }) => values.filter((c) => vocabulary.concepts.get(c)?.kind === 'interest'))
  const things = [...new Set(listed)]
  const isAside = asides(named, things, vocabulary)
  for (const wider of inCommon(things, vocabulary)) add(wider, STRENGTH.opening)
  for (const { at, values } of mentions) {
    for (const c of values) {
      counts.set(c, (counts.get(c) ?? 0) + 1)
      if (at < OPENING) add(c, isAside(c) ? STRENGTH.aside : STRENGTH.opening)
    }
  }
  for (const [concept, count] of counts) {
    const group = (vocabulary.concepts.get(concept)?.audience.length ?? 0) > 0
    const often = count > 1 && !isAside(concept)
    add(concept, often ? STRENGTH.twice : group ? STRENGTH.groupOnce : STRENGTH.once)
  }
  const alone = ![...strengths].some(([c, strength]) => strength > STRENGTH.once && isSubject(c, vocabulary))
  const weak = [...written.allIn(organisation), ...all.filter(isWeak)]
  for (const c of weak.flatMap(({ values }) => values))
    add(c, alone ? STRENGTH.weakAlone : STRENGTH.mentioned)
  for (const concept of strengths.keys()) {
    const kind = vocabulary.concepts.get(concept)?.kind
    if (kind === 'barrier' || kind === 'nothing') strengths.delete(concept)
  }
  return strengths
}

/** Something to do or to get, not how it feels to be there. */
export function isSubject(concept: string, vocabulary: Vocabulary): boolean {
  const kind = vocabulary.concepts.get(concept)?.kind
  return kind === 'interest' || kind === 'practical'
}

/** An opening that lists at least this many things to do that have nothing to do with each other is about none of them. */
const LIST_OF = 3
/** …unless so many of them are kinds of one: then it is about that. */
const MOST_OF_A_LIST = 0.66
/** The widest kind says nothing in common. */
const ANYTHING_TO_DO = 'leisure'

/**
 * Tells the things to do that an entry speaks of only in passing: beside what it is named for, or in a list of what there is. Needs and
 * feelings are no asides.
 */
function asides(
  named: readonly string[],
  listed: readonly string[],
  vocabulary: Vocabulary,
): (concept: string) => boolean {
  const parents = (concept: string) => vocabulary.concepts.get(concept)?.is ?? []
  const isKin = (a: string, b: string) =>
    vocabulary.reach(a).has(b) ||
    vocabulary.reach(b).has(a) ||
    parents(a).some((parent) => parents(b).includes(parent))
  return (concept) => {
    const { kind, audience = [] } = vocabulary.concepts.get(concept) ?? {}
    if (kind !== 'interest' || audience.length > 0) return false
    if (named.length > 0) return !named.some((name) => isKin(name, concept))
    return listed.filter((other) => other !== concept && !isKin(other, concept)).length >= LIST_OF - 1
  }
}

/** What nearly all things of a list are kinds of: football, badminton and boxercise are sport. */
function inCommon(things: readonly string[], vocabulary: Vocabulary): string[] {
  if (things.length < LIST_OF) return []
  const wider = new Set(things.flatMap((thing) => widerThan(thing, vocabulary)))
  wider.delete(ANYTHING_TO_DO)
  return [...wider].filter((one) => {
    const kinds = things.filter((thing) => isKindOf(thing, one, vocabulary))
    return kinds.length >= 2 && kinds.length >= things.length * MOST_OF_A_LIST
  })
}
