import type { ConcernKind } from '../screening/types.ts'
import type { Ear } from './ear.ts'
import type { NeedWords } from './need-words.ts'
import type { PatternLists } from './patterns.ts'
import { PatternBook } from './patterns.ts'
import { forms, PhraseBook } from './phrases.ts'
import { words } from './words.ts'

export type ConceptKind = 'interest' | 'wish' | 'practical' | 'barrier' | 'nothing'

/** Where what is heard of a kind goes. */
export function listOf(kind: ConceptKind): 'interests' | 'wishes' | 'barriers' | 'practical' | undefined {
  switch (kind) {
    case 'interest':
      return 'interests'
    case 'wish':
      return 'wishes'
    case 'barrier':
      return 'barriers'
    case 'practical':
      return 'practical'
    case 'nothing':
      return undefined
  }
}

/** One thing people like, want, need or are stopped by; the words for it are data (content/understanding/concepts). */
export interface Concept {
  readonly id: string
  readonly kind: ConceptKind
  readonly is: readonly string[]
  readonly near: readonly string[]
  /** Where a wish or a feeling leads. */
  readonly points: readonly string[]
  /** Its kinds stand in for each other: sailing for kayaking. */
  readonly alike: boolean
  readonly words: readonly string[]
  readonly said: readonly string[]
  readonly directory: readonly string[]
  readonly audience: readonly string[]
  /** Help with something private: shown only to someone who spoke of it. */
  readonly careful: boolean
}

/** How a language says no, and what only looks like it. */
export interface Grammar {
  readonly fillers: readonly string[]
  readonly slang: Readonly<Record<string, string>>
  readonly except: readonly string[]
  readonly negative: readonly string[]
  readonly backwards: readonly string[]
  readonly unless: readonly string[]
  readonly positive: readonly string[]
  readonly others: readonly string[]
  readonly lapsed: readonly string[]
  /** Was so once: "used to be". */
  readonly past: readonly string[]
  /** Is over: "its sorted now". */
  readonly over: readonly string[]
  readonly loose: readonly string[]
  /** Words that wish for nothing when they stand beside something else. */
  readonly passing: readonly string[]
  /** Words that are as often only spoken of as asked for. */
  readonly spokenOf: readonly string[]
  /** Company of those who are as they are. */
  readonly likeMe: readonly string[]
  /** What directories speak of beside what they offer. */
  readonly mentioned: readonly string[]
  readonly spelling: readonly string[]
  readonly common: readonly string[]
}

/** Needs told as plain facts, and whose they are. */
export interface FactWords {
  /** Lists the patterns may name. */
  readonly lists: PatternLists
  /** Concepts to patterns of what is said. */
  readonly said: Readonly<Record<string, readonly string[]>>
  /** Needs, with their kinds, that may be somebody else's or be over. */
  readonly own: readonly string[]
  /** Needs, with their kinds, that are a parent's alone when a parent has them; others are the whole home's. */
  readonly parentsOwn: readonly string[]
  /** People whose needs are not one's own. */
  readonly others: readonly string[]
  readonly parents: readonly string[]
  readonly selves: readonly string[]
  /** Words that may stand between a person and what is said of them. */
  readonly between: readonly string[]
}

export interface UnsuitableRule {
  readonly id: string
  readonly to: 'everyone' | 'under-18' | 'under-20'
  readonly name: readonly string[]
  readonly text: readonly string[]
  readonly cost: readonly string[]
  /** Phrases in which the words of the three mean something else. */
  readonly not: readonly string[]
  readonly unless: readonly string[]
  /** What is made for young people by its ages is let through. */
  readonly unlessYoung: boolean
  /** Concepts: what is made for these is kept from others by being theirs, not by this rule. */
  readonly unlessFor: readonly string[]
  readonly said: readonly string[]
}

export interface VocabularyData {
  readonly concepts: readonly Concept[]
  readonly cards: Readonly<Record<string, readonly string[]>>
  /** Kinds of worry, to help with them. */
  readonly worries: Readonly<Record<ConcernKind, readonly string[]>>
  /** Cards of what gets in the way, to barriers. */
  readonly inTheWay: Readonly<Record<string, string>>
  readonly grammar: Grammar
  readonly needs: NeedWords
  readonly facts: FactWords
  readonly unsuitable: {
    readonly rules: readonly UnsuitableRule[]
    readonly audienceLead: readonly string[]
    readonly audienceBetween: readonly string[]
    readonly audienceEveryone: readonly string[]
  }
}

/** Where a phrase a young person uses comes from: `said` are feelings and slang, `words` name the thing itself. */
export interface SaidAs {
  readonly concept: Concept
  readonly from: 'words' | 'said'
}

export interface Vocabulary {
  readonly data: VocabularyData
  /** Hears needs and wishes, concepts, that no list has words for; absent where only the lists are read. */
  readonly ear: Ear | undefined
  /** By id. */
  readonly concepts: ReadonlyMap<string, Concept>
  /** Phrases young people use. */
  readonly said: PhraseBook<SaidAs>
  /** Patterns in which needs are told as facts. */
  readonly facts: PatternBook<SaidAs>
  /** Ids of needs, kinds included, that may be somebody else's or be over. */
  readonly own: ReadonlySet<string>
  /** Ids of those that are a parent's alone. */
  readonly parentsOwn: ReadonlySet<string>
  /** Phrases directories use, to concept ids. */
  readonly written: PhraseBook<string>
  /** Phrases by which a directory names who something is made for, to concept ids. */
  readonly audiences: PhraseBook<string>
  /** What a directory entry may be about to count for someone who said this, and how much (0 to 1]. */
  reach(concept: string): ReadonlyMap<string, number>
}

/** What counts how much for what was said. The thing itself is 1. */
const REACH = {
  /** They said sport: football is sport. */
  kind: 0.85,
  /** They said angry: boxing is where that can go. */
  points: 0.8,
  /** They said loneliness: a youth club is not company, but it is where company is. */
  near: 0.55,
  /** They said football and there is only "sport". */
  parent: 0.4,
  /** They said debt: money advice is where debts are dealt with. */
  helpParent: 0.6,
  /** They said kayaking and there is only sailing, where the two are alike. Below what makes someone belong to a group, or dislike. */
  sibling: 0.48,
} as const

/** Makes the lists searchable. Throws RangeError when a concept names another that is not there. */
export function createVocabulary(data: VocabularyData, ear?: Ear): Vocabulary {
  const concepts = new Map(data.concepts.map((c) => [c.id, c]))
  const children = new Map<string, string[]>()
  for (const c of data.concepts) {
    for (const other of [...c.is, ...c.near, ...c.points]) {
      if (!concepts.has(other)) throw new RangeError(`concept "${c.id}" names "${other}", which is not there`)
    }
    for (const parent of c.is) children.set(parent, [...(children.get(parent) ?? []), c.id])
  }
  const said = new PhraseBook<SaidAs>()
  const written = new PhraseBook<string>()
  const audiences = new PhraseBook<string>()
  for (const concept of data.concepts) {
    const asWords: SaidAs = { concept, from: 'words' }
    const asSaid: SaidAs = { concept, from: 'said' }
    for (const word of concept.words.flatMap(forms)) {
      said.add(word, asWords)
      written.add(word, concept.id)
    }
    for (const word of concept.said.flatMap(forms)) said.add(word, asSaid)
    for (const word of concept.directory.flatMap(forms)) written.add(word, concept.id)
    for (const word of concept.audience.flatMap(forms)) audiences.add(word, concept.id)
  }

  const facts = factBook(data, concepts)
  const withKinds = (ids: readonly string[]): ReadonlySet<string> =>
    new Set(ids.flatMap((id) => [id, ...kindsOf(id, 1).keys()]))

  /** Kinds of a thing, kinds of those, with what is left of the weight at each step. */
  const kindsOf = (id: string, weight: number, into = new Map<string, number>()): Map<string, number> => {
    for (const child of children.get(id) ?? []) {
      if ((into.get(child) ?? 0) >= weight * REACH.kind) continue
      into.set(child, weight * REACH.kind)
      kindsOf(child, weight * REACH.kind, into)
    }
    return into
  }
  const reaches = new Map<string, ReadonlyMap<string, number>>()
  const reach = (id: string): ReadonlyMap<string, number> => {
    const known = reaches.get(id)
    if (known) return known
    const made = new Map([[id, 1]])
    const offer = (to: string, weight: number) => made.set(to, Math.max(made.get(to) ?? 0, weight))
    for (const [kind, weight] of kindsOf(id, 1)) offer(kind, weight)
    const offerAll = (to: string, at: number) => {
      offer(to, at)
      for (const [kind, weight] of kindsOf(to, at)) offer(kind, weight)
    }
    for (const goal of concepts.get(id)?.points ?? []) offerAll(goal, REACH.points)
    const kind = concepts.get(id)?.kind
    // Near a thing to do is the other thing, not every kind of it: climbing is near the outdoors, and no reason for a farm.
    for (const near of concepts.get(id)?.near ?? []) {
      if (kind === 'interest') offer(near, REACH.near)
      else offerAll(near, REACH.near)
    }
    for (const parent of concepts.get(id)?.is ?? []) {
      const isHelp = kind === 'practical' || (concepts.get(parent)?.audience.length ?? 0) > 0
      offer(parent, isHelp ? REACH.helpParent : REACH.parent)
      if (concepts.get(parent)?.alike !== true) continue
      for (const sibling of children.get(parent) ?? []) if (sibling !== id) offer(sibling, REACH.sibling)
    }
    reaches.set(id, made)
    return made
  }
  const { own, parentsOwn } = data.facts
  return {
    data,
    ear,
    concepts,
    said,
    facts,
    own: withKinds(own),
    parentsOwn: withKinds(parentsOwn),
    written,
    audiences,
    reach,
  }
}

function factBook(
  { facts, grammar }: VocabularyData,
  concepts: ReadonlyMap<string, Concept>,
): PatternBook<SaidAs> {
  const book = new PatternBook<SaidAs>(facts.lists, new Set(grammar.fillers.flatMap(words)))
  for (const [id, patterns] of Object.entries(facts.said)) {
    const concept = concepts.get(id)
    if (!concept) throw new RangeError(`facts are told of "${id}", which is no concept`)
    const as: SaidAs = { concept, from: 'said' }
    for (const pattern of patterns) book.add(pattern, as)
  }
  return book
}
