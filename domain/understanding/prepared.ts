import { distance } from 'fastest-levenshtein'
import { PhraseBook, phraseBook } from './phrases.ts'
import type { ConceptKind, Vocabulary, VocabularyData } from './vocabulary.ts'
import type { People } from './whose.ts'
import { peopleOf } from './whose.ts'
import type { Token } from './words.ts'
import { tokens, words } from './words.ts'

/** Shorter words have too many neighbours: "sing" and "sign". */
export const SHORTEST_REPAIRED = 6
/** A message is capped long before; this bounds the work on a pasted page. */
const MOST_WORDS = 2000

export type Sign =
  | 'except'
  | 'negative'
  | 'backwards'
  | 'unless'
  | 'positive'
  | 'others'
  | 'lapsed'
  | 'past'
  | 'over'
/** The order in which readings of equally long phrases win. */
export const SIGNS: readonly Sign[] = [
  'unless',
  'except',
  'backwards',
  'negative',
  'others',
  'lapsed',
  'past',
  'over',
  'positive',
]
const THINGS = new Set<ConceptKind>(['interest', 'practical', 'wish'])

/** A vocabulary's grammar, ready to be read with. */
export interface Prepared {
  readonly fillers: ReadonlySet<string>
  readonly slang: ReadonlyMap<string, readonly string[]>
  readonly signs: PhraseBook<Sign>
  readonly notSlips: ReadonlySet<string>
  readonly common: ReadonlySet<string>
  /** Words for whatever there is. */
  readonly loose: PhraseBook<true>
  /** What beside something else wishes for nothing. */
  readonly passing: PhraseBook<true>
  /** What may be only spoken of. */
  readonly spokenOf: ReadonlySet<string>
  readonly people: People
  readonly bySpelling: ReadonlyMap<string, readonly string[]>
  /** Words of ours that end in -ing: "hittin" is said for one of them. */
  readonly ings: ReadonlySet<string>
}
const preparedOf = new WeakMap<Vocabulary, Prepared>()

export function isSlip(word: string, candidate: string): boolean {
  if (distance(word, candidate) <= 1) return true
  if (word.length !== candidate.length) return false
  let at = 0
  while (word[at] === candidate[at]) at += 1
  const swapped = word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2)
  return swapped === candidate
}

/** "Borreddd" as it is written: a word whose last letter is drawn out has no letter twice. */
export function plainlySpelt(word: string): string | undefined {
  return /(\p{L})\1$/u.test(word) ? word.replace(/(\p{L})\1/gu, '$1') : undefined
}

/** The words without fillers, slang written out; a written-out word keeps its place in the text. */
export function spoken(text: string, prepared: Prepared): Token[] {
  const heard: Token[] = []
  let carried: Token['gap'] = 'none'
  for (const token of tokens(text).slice(0, MOST_WORDS)) {
    const gap = worse(carried, token.gap)
    carried = 'none'
    if (prepared.fillers.has(token.text)) {
      carried = gap
      continue
    }
    const spelt = prepared.slang.get(token.text) ?? [withG(token.text, prepared)]
    spelt.forEach((word, i) => heard.push({ ...token, text: word, gap: i === 0 ? gap : 'none' }))
  }
  return heard
}

/** "Kickin off": the g that is not said is put back where that makes a word of ours. */
function withG(word: string, { ings }: Prepared): string {
  return word.endsWith('in') && ings.has(`${word}g`) ? `${word}g` : word
}

const ING = /[a-z]{3,}ing\b/g

/** Every word in -ing that the lists and patterns name. */
function ingsOf({ concepts, grammar, facts }: VocabularyData): Set<string> {
  const listed = concepts.flatMap(({ words: named, said }) => [...named, ...said])
  const told = Object.values(facts.said).flat()
  const ours = [
    ...listed,
    ...told,
    ...Object.values(facts.lists).flat(),
    ...grammar.lapsed,
    ...grammar.common,
  ]
  return new Set(ours.flatMap((text) => text.match(ING) ?? []))
}

function worse(a: Token['gap'], b: Token['gap']): Token['gap'] {
  if (a === 'stop' || b === 'stop') return 'stop'
  return a === 'comma' || b === 'comma' ? 'comma' : 'none'
}

/** What is in the way is said in everyday words, which too much is one slip away from. */
function isThing(word: string, { said }: Vocabulary): boolean {
  return said.longestAt([word], 0)?.values.some(({ concept }) => THINGS.has(concept.kind)) === true
}

export function prepare(vocabulary: Vocabulary): Prepared {
  const known = preparedOf.get(vocabulary)
  if (known) return known
  const { grammar, facts } = vocabulary.data
  const fillers = new Set(grammar.fillers.flatMap(words))
  const signs = new PhraseBook<Sign>()
  for (const sign of SIGNS) {
    for (const phrase of grammar[sign]) {
      signs.add(
        words(phrase)
          .filter((w) => !fillers.has(w))
          .join(' '),
        sign,
      )
    }
  }
  const bySpelling = new Map<string, string[]>()
  for (const word of vocabulary.said.singles()) {
    if (word.length < SHORTEST_REPAIRED || !isThing(word, vocabulary)) continue
    const first = word[0] ?? ''
    bySpelling.set(first, [...(bySpelling.get(first) ?? []), word])
  }
  const prepared: Prepared = {
    fillers,
    slang: new Map(Object.entries(grammar.slang).map(([from, to]) => [from, words(to)])),
    signs,
    notSlips: new Set(grammar.spelling.flatMap(words)),
    common: new Set([...grammar.common, ...grammar.spelling].flatMap(words)),
    bySpelling,
    loose: phraseBook(grammar.loose),
    passing: phraseBook(grammar.passing),
    spokenOf: new Set(grammar.spokenOf.map((phrase) => words(phrase).join(' '))),
    people: peopleOf(facts),
    ings: ingsOf(vocabulary.data),
  }
  preparedOf.set(vocabulary, prepared)
  return prepared
}
