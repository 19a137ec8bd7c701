import type { Token } from './normalise.ts'
import type { Spelling } from './rules.ts'
import { isMisspelling, segment, stretchedForms } from './spelling-forms.ts'

const LIMITS = {
  /** A longer word is no word; it is looked at only after its stretched letters are taken out. */
  word: 40,
  /** Letters said one by one that are joined at most: a long row of single letters is noise. */
  spelledOut: 60,
  /** Signs and digits in a word that are tried in all their meanings; the rest take their first. */
  ambiguousSigns: 3,
  /** Words written together are taken apart only when this long: shorter ones fall apart by chance. */
  together: 7,
} as const

export interface Repair {
  /** Slang, txt-speak and abbreviations replaced: what the words always mean. */
  plain(tokens: readonly Token[], text: string): readonly Token[]
  /** Also undoes disguises: leet, stars, stretched and spaced letters, words run together, misspelt keywords. */
  repaired(tokens: readonly Token[], text: string): readonly Token[]
}

/** `vocabulary`: every word that stands in a pattern or slot; a word in it is never changed. Each word costs a bounded amount of work. */
export function createRepair(spelling: Spelling, vocabulary: ReadonlySet<string>): Repair {
  const words = new Map(
    Object.entries(spelling.words).map(([from, to]) => [from, to.split(' ').filter(Boolean)]),
  )
  const cased = new Map(Object.entries(spelling.cased).map(([from, to]) => [from, to.split(' ')]))
  const ordinary = new Set(spelling.ordinary)
  const keywords = new Set(spelling.keywords)
  const byFirstLetter = new Map<string, string[]>()
  for (const keyword of spelling.keywords) {
    const first = keyword.charAt(0)
    byFirstLetter.set(first, [...(byFirstLetter.get(first) ?? []), keyword])
  }
  // Every known word and what it means, made once: most words of a message need this one look-up.
  const known = new Map<string, readonly string[]>(
    [...vocabulary, ...ordinary].map((word) => [word, words.get(word) ?? [word]]),
  )
  const isWord = (word: string): boolean => known.has(word)
  const meaning = (word: string): readonly string[] | undefined => known.get(word) ?? words.get(word)
  // How a keyword may begin, and whether one stands in a word at all: both say of most words at once that there is nothing to repair.
  const beginnings = new Set(
    spelling.keywords.flatMap((keyword) => Array.from(keyword, (_, end) => keyword.slice(0, end))),
  )
  const holdsKeyword = new RegExp(
    spelling.keywords.map((keyword) => keyword.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')).join('|'),
    'u',
  )

  const unstretched = (word: string): readonly string[] | undefined => {
    for (const form of stretchedForms(word)) {
      const found = meaning(form)
      if (found !== undefined) return found
    }
    return undefined
  }

  const withoutLeet = (word: string): readonly string[] | undefined => {
    let forms = ['']
    let ambiguous = 0
    for (const character of word) {
      const letters = spelling.leet[character] ?? [character]
      const all = letters.length > 1 && ambiguous < LIMITS.ambiguousSigns
      if (all) ambiguous += 1
      forms = forms.flatMap((form) =>
        (all ? letters : letters.slice(0, 1)).map((letter) => `${form}${letter}`),
      )
    }
    for (const form of forms) {
      const found = meaning(form) ?? unstretched(form)
      if (found !== undefined) return found
    }
    return undefined
  }

  const withoutStars = (word: string): readonly string[] | undefined => {
    const pattern = Array.from(word)
    const found = spelling.keywords.find(
      (keyword) =>
        keyword.length === pattern.length &&
        pattern.every((character, at) => character === '*' || character === keyword[at]),
    )
    return found === undefined ? undefined : [found]
  }

  const misspelt = (word: string): readonly string[] | undefined => {
    const candidates = byFirstLetter.get(word.charAt(0)) ?? []
    const found = candidates.find((keyword) => isMisspelling(word, keyword))
    return found === undefined ? undefined : [found]
  }

  const takenApart = (word: string): readonly string[] | undefined => {
    if (word.length < LIMITS.together || !holdsKeyword.test(word)) return undefined
    const parts = segment(word, isWord)
    return parts?.some((part) => keywords.has(part)) === true
      ? parts.flatMap((p) => meaning(p) ?? [p])
      : undefined
  }

  const reading = (word: string): readonly string[] => {
    const known = meaning(word)
    if (known !== undefined) return known
    if (/^[0-9]+$/.test(word)) return [word]
    const short = word.length > LIMITS.word ? word.replace(/(.)\1+/gu, '$1$1') : word
    if (short.length > LIMITS.word) return [word]
    const plainLetters = /^\p{L}+$/u.test(short)
    if (!plainLetters) {
      const undone = short.includes('*') ? withoutStars(short) : withoutLeet(short)
      if (undone !== undefined) return undone
      const parts = short.match(/[0-9]+|\p{L}+/gu) ?? [word]
      return parts.length > 1 || parts[0] !== short
        ? parts.flatMap((part) => meaning(part) ?? [part])
        : [word]
    }
    return unstretched(short) ?? misspelt(short) ?? takenApart(short) ?? [word]
  }

  const apply = (tokens: readonly Token[], read: (word: string) => readonly string[]): readonly Token[] => {
    const out: Token[] = []
    let breakBefore = false
    for (const token of tokens) {
      breakBefore ||= token.breakBefore
      for (const text of read(token.text)) {
        out.push(
          text === token.text && breakBefore === token.breakBefore ? token : { ...token, text, breakBefore },
        )
        breakBefore = false
      }
    }
    return out
  }

  const spelledOut = (letters: string): readonly string[] | undefined => {
    const whole = meaning(letters) ?? withoutLeet(letters)
    if (whole !== undefined && letters.length > 2) return whole
    const parts = segment(letters, isWord)
    return parts?.some((part) => part.length > 2) === true
      ? parts.flatMap((part) => meaning(part) ?? [part])
      : undefined
  }

  /** "s u i c i d e" and "sui cide": single letters, and pieces of one keyword, put together again. */
  const joined = (tokens: readonly Token[]): readonly Token[] => {
    const out: Token[] = []
    for (let at = 0; at < tokens.length;) {
      const token = tokens[at]
      if (token === undefined) break
      let run = at
      while (run < tokens.length && run - at < LIMITS.spelledOut && tokens[run]?.text.length === 1) run += 1
      const row = run - at > 2 ? tokens.slice(at, run) : []
      const last = row.at(-1)
      const words = row.length > 2 ? spelledOut(row.map((one) => one.text).join('')) : undefined
      if (words !== undefined && last !== undefined) {
        for (const [index, text] of words.entries()) {
          out.push({
            text,
            start: token.start,
            end: last.end,
            breakBefore: token.breakBefore && index === 0,
          })
        }
        at = run
        continue
      }
      const pieces = piecesOfKeyword(tokens, at)
      if (pieces > 0) {
        const end = tokens[at + pieces - 1]?.end ?? token.end
        const text = tokens
          .slice(at, at + pieces)
          .map((one) => one.text)
          .join('')
        out.push({ ...token, text, end })
        at += pieces
        continue
      }
      for (const one of row.length > 0 ? row : [token]) out.push(one)
      at += Math.max(1, row.length)
    }
    return out
  }

  const piecesOfKeyword = (tokens: readonly Token[], at: number): number => {
    let text = tokens[at]?.text ?? ''
    if (!beginnings.has(text)) return 0
    let unknown = !isWord(text)
    for (let count = 2; count <= 3; count += 1) {
      const piece = tokens[at + count - 1]
      if (piece === undefined || text.length > 12) return 0
      text += piece.text
      unknown ||= !isWord(piece.text)
      if (unknown && text.length > 5 && keywords.has(text)) return count
    }
    return 0
  }

  /** "SA" with its capitals is read first: in small letters it may be anything. A message all in capitals says nothing by them. */
  const withCapitals = (tokens: readonly Token[], text: string): readonly Token[] => {
    if (!/\p{Lu}/u.test(text) || !/\p{Ll}/u.test(text)) return tokens
    return tokens.flatMap((token) => {
      const meant = cased.get(text.slice(token.start, token.end))
      return (
        meant?.map((word, at) => ({ ...token, text: word, breakBefore: token.breakBefore && at === 0 })) ?? [
          token,
        ]
      )
    })
  }

  return {
    plain: (tokens, text) => apply(withCapitals(tokens, text), (word) => words.get(word) ?? [word]),
    repaired: (tokens, text) => apply(joined(withCapitals(tokens, text)), reading),
  }
}
