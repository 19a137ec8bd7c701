import { guesses } from './ear.ts'
import type { Guess } from './ear.ts'
import type { ConceptKind, Vocabulary } from './vocabulary.ts'
import { words } from './words.ts'

/** A need or a wish that no list has the words for. */
export interface Guessed {
  readonly concept: string
  readonly kind: ConceptKind
  /** The sentence it was heard in, as typed; of a long one the beginning. */
  readonly word: string
  /** As good as said. */
  readonly isSure: boolean
}

const MOST_GUESSED = 2
/** Characters of a sentence that are said back. */
const LONGEST_SAID_BACK = 60
/** Of fewer words nothing is guessed. */
const FEWEST_WORDS = 4
/** …and of fewer than these not who somebody is: a short text makes sure of too much. */
const FEWEST_OF_A_GROUP = 6
/** What would shut places out, or is no need: heard only when it is said. */
const BY_WORD_ONLY = new Set(['access', 'language', 'time', 'permission', 'anything'])

/**
 * What the vocabulary's ear hears in a text beside `said`, concepts that were spoken of, wanted or not: none of those and none wider. Where something
 * `isHeard` already, and of who somebody is, only what is as good as said.
 */
export function guessed(
  text: string,
  said: readonly string[],
  isHeard: boolean,
  vocabulary: Vocabulary,
): readonly Guessed[] {
  const { ear, concepts } = vocabulary
  const length = words(text).length
  if (ear === undefined || length < FEWEST_WORDS) return []
  const isEnough = ({ label, chance }: Guess): boolean => {
    const isGroup = (concepts.get(label)?.audience.length ?? 0) > 0
    if (isGroup && length < FEWEST_OF_A_GROUP) return false
    return chance >= (isHeard || isGroup ? ear.sure : ear.from)
  }
  return guesses(text, ear)
    .filter(isEnough)
    .filter(
      ({ label }) =>
        !BY_WORD_ONLY.has(label) && !said.some((id) => id === label || vocabulary.reach(label).has(id)),
    )
    .slice(0, MOST_GUESSED)
    .flatMap(({ label, chance, part }) => {
      const concept = concepts.get(label)
      return concept
        ? [{ concept: label, kind: concept.kind, word: begun(part), isSure: chance >= ear.sure }]
        : []
    })
}

function begun(sentence: string): string {
  if (sentence.length <= LONGEST_SAID_BACK) return sentence
  const start = sentence.slice(0, LONGEST_SAID_BACK)
  return `${start.slice(0, start.lastIndexOf(' ')).trimEnd()}…`
}
