import { distance } from 'fastest-levenshtein'
import { PhraseBook, phraseBook } from './phrases.ts'
import type { ConceptKind, Vocabulary } from './vocabulary.ts'
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
    const spelt = prepared.slang.get(token.text) ?? [token.text]
    spelt.forEach((word, i) => heard.push({ ...token, text: word, gap: i === 0 ? gap : 'none' }))
  }
  return heard
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
  }
  preparedOf.set(vocabulary, prepared)
  return prepared
}
