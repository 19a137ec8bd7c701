import type { Chances } from './ear.ts'
import type { ConceptKind, Vocabulary } from './vocabulary.ts'
import { words } from './words.ts'

/** A need or a wish that no list has the words for. */
export interface Guessed {
  readonly concept: string
  readonly kind: ConceptKind
  /** What it was heard in, as typed; of a long text the beginning. */
  readonly word: string
  /** As good as said. */
  readonly isSure: boolean
}

const MOST_GUESSED = 2
/** Characters of a text that are said back. */
const LONGEST_SAID_BACK = 60
/** Of fewer words nothing is guessed. */
const FEWEST_WORDS = 4
/** …and of fewer than these not who somebody is: a short text makes sure of too much. */
const FEWEST_OF_A_GROUP = 6
/** Nothing to be guessed at of somebody, beside the help that is marked as careful. */
const PRIVATE = new Set(['periods', 'period-products'])
/** What would shut places out, or is no need: heard only when it is said. */
const BY_WORD_ONLY = new Set([
  'access',
  'language',
  'time',
  'permission',
  'anything',
  'girls-group',
  'boys-group',
])
/** Beside something that was said, what is guessed has to be likelier than what is as good as said by itself. */
const SURE_BESIDE = 0.65
/** A word that is often only spoken of is meant from this chance on (docs/matching.md). */
const MEANT = 0.04
/** A word that is more of its text than this share says the thing itself. */
const MOST_OF_THE_TEXT = 0.33
/** What is nearer than this is meant with it: who needs a bed needs housing. */
const MEANT_WITH = 0.5

/**
 * What the vocabulary's ear hears in a text beside `said`, concepts that were spoken of, wanted or not: none of those and none wider. Where something
 * `isHeard` already only what is likelier still than what is as good as said; of who somebody is, and of private matters, what is.
 */
export function guessed(
  text: string,
  chances: Chances,
  said: readonly string[],
  isHeard: boolean,
  vocabulary: Vocabulary,
): readonly Guessed[] {
  const { ear, concepts } = vocabulary
  const length = words(text).length
  if (ear === undefined || length < FEWEST_WORDS) return []
  const isEnough = ([id, chance]: readonly [string, number]): boolean => {
    const { audience, careful } = concepts.get(id) ?? { audience: [], careful: false }
    const isGroup = audience.length > 0
    if (isGroup && length < FEWEST_OF_A_GROUP) return false
    const mustBeSure = isGroup || careful || PRIVATE.has(id)
    return chance >= (isHeard ? SURE_BESIDE : mustBeSure ? ear.sure : ear.from)
  }
  return [...chances]
    .filter(isEnough)
    .filter(
      ([id]) => !BY_WORD_ONLY.has(id) && !said.some((one) => one === id || vocabulary.reach(id).has(one)),
    )
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .slice(0, MOST_GUESSED)
    .flatMap(([id, chance]) => {
      const concept = concepts.get(id)
      const word = begun(text.trim())
      return concept ? [{ concept: id, kind: concept.kind, word, isSure: chance >= ear.sure }] : []
    })
}

/**
 * Whether a need was heard in a word that is only spoken of in this text: "cant get out of bed for college" asks for no course. The ear tells, by
 * this need and whatever goes with it; a need that it knows nothing of is meant.
 */
export function isOnlySpokenOf(
  concept: string,
  word: string,
  text: string,
  chances: Chances,
  vocabulary: Vocabulary,
): boolean {
  if (words(word).length > words(text).length * MOST_OF_THE_TEXT) return false
  const goesWith = (label: string) =>
    (vocabulary.reach(concept).get(label) ?? 0) > MEANT_WITH ||
    (vocabulary.reach(label).get(concept) ?? 0) > MEANT_WITH
  const all = [...chances].filter(([label]) => goesWith(label)).map(([, chance]) => chance)
  return all.length > 0 && Math.max(...all) < MEANT
}

function begun(text: string): string {
  if (text.length <= LONGEST_SAID_BACK) return text
  const start = text.slice(0, LONGEST_SAID_BACK)
  return `${start.slice(0, start.lastIndexOf(' ')).trimEnd()}…`
}
