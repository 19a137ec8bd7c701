import type { Token } from './normalise.ts'
import { REACH } from './phrasebook.ts'
import { ROOT } from './trie.ts'
import type { Trie } from './trie.ts'

/** What a slot of its own tells about a word, as bits. */
export const FLAG = {
  not: 1,
  notANegation: 2,
  i: 4,
  someoneElse: 8,
  myself: 16,
  themselves: 32,
  theOneHurt: 64,
  him: 128,
} as const

/** The slots behind the flags. */
export const FLAG_SLOTS: readonly (readonly [name: string, flag: number])[] = [
  ['not', FLAG.not],
  ['not-a-negation', FLAG.notANegation],
  ['i', FLAG.i],
  ['someone-else', FLAG.someoneElse],
  ['myself', FLAG.myself],
  ['themselves', FLAG.themselves],
  ['the-one-hurt', FLAG.theOneHurt],
  ['him', FLAG.him],
]

/** A message as the matcher reads it: its words, and which phrases stand where. */
export interface Reading {
  readonly tokens: readonly Token[]
  readonly length: number
  /** The phrases that begin at word n: their nodes and ends, from `from[n]` up to `from[n + 1]`. */
  readonly from: Int32Array
  readonly nodes: readonly number[]
  readonly ends: readonly number[]
  /** Flags of the phrases that begin at each word. */
  readonly flags: Uint8Array
  /** Words that negate ("not", "never"), unless the phrase around them takes it back ("can't stop"). */
  readonly negates: Uint8Array
  readonly takenBack: Uint8Array
  /** 1 where the young person is the subject, 2 where someone else is. */
  readonly subject: Uint8Array
  /** 1 where a new sentence begins. */
  readonly breaks: Uint8Array
}

/** What phrases are looked up in. */
export interface Book {
  readonly trie: Trie
  readonly wordIds: ReadonlyMap<string, number>
  /** The other reading of a word, as a word id. */
  readonly also: ReadonlyMap<string, number>
}

/** Looks all phrases of a message up and sets its flags. */
export function read(tokens: readonly Token[], { trie, wordIds, also }: Book): Reading {
  const { length } = tokens
  const ids = new Int32Array(length)
  const others = new Int32Array(length)
  const breaks = new Uint8Array(length)
  const anyNumber = wordIds.get('#') ?? -1
  for (let at = 0; at < length; at += 1) {
    const token = tokens[at]
    if (token === undefined) break
    ids[at] = wordIds.get(token.text) ?? -1
    others[at] = also.get(token.text) ?? (isNumber(token.text) ? anyNumber : -1)
    breaks[at] = token.breakBefore ? 1 : 0
  }
  const flags = new Uint8Array(length)
  const negates = new Uint8Array(length)
  const takenBack = new Uint8Array(length)
  const subject = new Uint8Array(length)
  const from = new Int32Array(length + 1)
  const nodes: number[] = []
  const ends: number[] = []
  const mark = (flag: number, begin: number, end: number): void => {
    flags[begin] = (flags[begin] ?? 0) | flag
    if ((flag & FLAG.not) !== 0) negates.fill(1, begin, end)
    if ((flag & FLAG.notANegation) !== 0) takenBack.fill(1, begin, end)
    if ((flag & FLAG.i) !== 0) subject.fill(1, begin, end)
    else if ((flag & FLAG.someoneElse) !== 0) {
      for (let word = begin; word < end; word += 1) if (subject[word] !== 1) subject[word] = 2
    }
  }
  const follow = (node: number, begin: number, at: number): void => {
    if (trie.ends(node)) {
      nodes.push(node)
      ends.push(at)
      const told = trie.flags(node)
      if (told !== 0) mark(told, begin, at)
    }
    if (at >= length || at - begin >= REACH || (breaks[at] === 1 && at > begin)) return
    const one = ids[at] ?? -1
    const other = others[at] ?? -1
    const next = one < 0 ? -1 : trie.next(node, one)
    if (next >= 0) follow(next, begin, at + 1)
    const second = other < 0 || other === one ? -1 : trie.next(node, other)
    if (second >= 0) follow(second, begin, at + 1)
  }
  for (let begin = 0; begin < length; begin += 1) {
    from[begin] = nodes.length
    follow(ROOT, begin, begin)
  }
  from[length] = nodes.length
  for (let at = 0; at < length; at += 1) if (takenBack[at] === 1) negates[at] = 0
  return { tokens, length, from, nodes, ends, flags, negates, takenBack, subject, breaks }
}

function isNumber(word: string): boolean {
  const first = word.charCodeAt(0)
  return first >= 48 && first <= 57 && /^[0-9]+$/.test(word)
}
