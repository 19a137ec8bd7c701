import { createFold } from './characters.ts'
import { tokenise } from './normalise.ts'
import { Phrasebook } from './phrasebook.ts'
import { FLAG_SLOTS } from './reading.ts'
import { createRepair } from './repair.ts'
import type { ScreeningRules } from './rules.ts'
import type { Owner } from './signs.ts'
import type { TrieTables } from './trie.ts'

/** Patterns read and written out, as plain numbers: a build keeps them, since to read them takes longer than all else of a listener. */
export interface Unfolded {
  /** By id. */
  readonly words: readonly string[]
  readonly sets: number
  readonly trie: TrieTables
  /** All sequences of steps: owner, where it stands (1 at the start, 2 at the end), steps; of each step its gap, less than 0 for a wide one, and set. */
  readonly variants: readonly number[]
}

/** A phrasebook that reads words as messages are read. Throws PatternError for a slot it needs itself. */
export function phrasebookOf({ slots, spelling }: Pick<ScreeningRules, 'slots' | 'spelling'>): Phrasebook {
  const fold = createFold(spelling)
  const plain = createRepair(spelling, new Set())
  const read = (word: string): readonly string[] =>
    word === '#' ? [word] : plain.plain(tokenise(word, fold, 'words').tokens, '').map(({ text }) => text)
  return new Phrasebook(slots, read, FLAG_SLOTS)
}

/** Unfolds the patterns of owners; `more` are patterns whose words are known words and no more. Throws PatternError for one that cannot be used. */
export function unfold(
  rules: Pick<ScreeningRules, 'slots' | 'spelling'>,
  owners: readonly Owner[],
  more: readonly string[] = [],
): Unfolded {
  const book = phrasebookOf(rules)
  const variants: number[] = []
  for (const [owner, { says }] of owners.entries()) {
    for (const { steps, fromStart, toEnd } of says.flatMap((pattern) => book.unfold(pattern))) {
      variants.push(owner, (fromStart ? 1 : 0) + (toEnd ? 2 : 0), steps.length)
      for (const { gap, wide, set } of steps) variants.push(wide ? -gap : gap, set)
    }
  }
  for (const pattern of more) book.unfold(pattern)
  return { words: [...book.words()], sets: book.sets, trie: book.trie.tables(), variants }
}
