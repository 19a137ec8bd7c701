import type { Token } from './normalise.ts'
import type { PhraseNode, Phrasebook } from './phrasebook.ts'

/** Longest phrase of a slot or pattern, in words; a longer one is refused. */
export const REACH = 24

/** A message as the matcher reads it: its words, and which phrases stand where. */
export interface Reading {
  readonly tokens: readonly Token[]
  readonly length: number
  /** The phrases that begin at word n: their sets and ends, from `from[n]` up to `from[n + 1]`. */
  readonly from: Int32Array
  readonly sets: readonly number[]
  readonly ends: readonly number[]
  /** Words that negate ("not", "never"), unless the phrase around them takes it back ("can't stop"). */
  readonly negates: Uint8Array
  readonly takenBack: Uint8Array
  /** 1 where the young person is the subject, 2 where someone else is. */
  readonly subject: Uint8Array
  /** 1 where a new sentence begins. */
  readonly breaks: Uint8Array
}

/** The sets the flags come from. */
export interface FlagSets {
  readonly not: number
  readonly notANegation: number
  readonly i: number
  readonly someoneElse: number
}

/** Whether a phrase of this set begins at this word. */
export function stands(reading: Reading, at: number, set: number): boolean {
  const last = reading.from[at + 1] ?? 0
  for (let pair = reading.from[at] ?? 0; pair < last; pair += 1) if (reading.sets[pair] === set) return true
  return false
}

/** Looks all phrases of a message up in the phrasebook and sets its flags. `also`: the other reading of a word, as a word id. */
export function read(
  tokens: readonly Token[],
  book: Phrasebook,
  also: ReadonlyMap<string, number>,
  flags: FlagSets,
): Reading {
  const { length } = tokens
  const ids = new Int32Array(length)
  const others = new Int32Array(length)
  const breaks = new Uint8Array(length)
  const anyNumber = book.wordId('#')
  tokens.forEach((token, at) => {
    ids[at] = book.wordId(token.text)
    others[at] = also.get(token.text) ?? (isNumber(token.text) ? anyNumber : -1)
    breaks[at] = token.breakBefore ? 1 : 0
  })
  const negates = new Uint8Array(length)
  const takenBack = new Uint8Array(length)
  const subject = new Uint8Array(length)
  const from = new Int32Array(length + 1)
  const sets: number[] = []
  const ends: number[] = []
  const mark = (set: number, begin: number, end: number): void => {
    if (set === flags.not) negates.fill(1, begin, end)
    else if (set === flags.notANegation) takenBack.fill(1, begin, end)
    else if (set === flags.i) subject.fill(1, begin, end)
    else if (set === flags.someoneElse) {
      for (let word = begin; word < end; word += 1) if (subject[word] !== 1) subject[word] = 2
    }
  }
  const follow = (node: PhraseNode, begin: number, at: number): void => {
    for (const set of node.sets) {
      sets.push(set)
      ends.push(at)
      mark(set, begin, at)
    }
    if (at >= length || at - begin >= REACH || (breaks[at] === 1 && at > begin) || node.next.size === 0)
      return
    const one = ids[at] ?? -1
    const other = others[at] ?? -1
    const next = one < 0 ? undefined : node.next.get(one)
    if (next !== undefined) follow(next, begin, at + 1)
    const second = other < 0 || other === one ? undefined : node.next.get(other)
    if (second !== undefined) follow(second, begin, at + 1)
  }
  for (let begin = 0; begin < length; begin += 1) {
    from[begin] = sets.length
    follow(book.root, begin, begin)
  }
  from[length] = sets.length
  for (let at = 0; at < length; at += 1) if (takenBack[at] === 1) negates[at] = 0
  return { tokens, length, from, sets, ends, negates, takenBack, subject, breaks }
}

function isNumber(word: string): boolean {
  const first = word.charCodeAt(0)
  return first >= 48 && first <= 57 && /^[0-9]+$/.test(word)
}
