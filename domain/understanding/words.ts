/** What stands between a word and the one before it. */
export type Gap = 'none' | 'comma' | 'stop'

/** One word of a text: as it is compared, and where it stands in the text as typed. */
export interface Token {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly gap: Gap
}

const WORD =
  /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’‘`´]*|\p{Extended_Pictographic}(?:\u200d\p{Extended_Pictographic}|[\ufe0e\ufe0f]|[\u{1f3fb}-\u{1f3ff}])*/gu
const APOSTROPHES = /['’‘`´]/gu
const EMOJI_DRESS = /[\ufe0e\ufe0f\u{1f3fb}-\u{1f3ff}]/gu
const MARKS = /\p{M}/gu
/** "sooooo" and "footballll": nobody means more than two of one letter. */
const DRAWN_OUT = /(\p{L})\1{2,}/gu
const PLAIN = /^[a-z0-9]+$/

/** The words of a text in comparable form: small letters, no apostrophes, no accents, hyphens taken for spaces; an emoji is a word. */
export function tokens(text: string): Token[] {
  const found: Token[] = []
  let last = 0
  for (const match of text.matchAll(WORD)) {
    const start = match.index
    const end = start + match[0].length
    const word = comparable(match[0])
    if (word === '') continue
    found.push({ text: word, start, end, gap: found.length === 0 ? 'stop' : gapOf(text, last, start) })
    last = end
  }
  return found
}

/** Only the comparable words. */
export const words = (text: string): string[] => tokens(text).map((t) => t.text)

function comparable(word: string): string {
  const small = word.toLowerCase()
  if (PLAIN.test(small)) return small.replace(DRAWN_OUT, '$1$1')
  return small
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(APOSTROPHES, '')
    .replace(EMOJI_DRESS, '')
    .replace(DRAWN_OUT, '$1$1')
}

function gapOf(text: string, from: number, to: number): Gap {
  let gap: Gap = 'none'
  for (let i = from; i < to; i += 1) {
    const c = text[i] ?? ''
    if ('.!?;\n\r•'.includes(c)) return 'stop'
    if (',:()/–—|'.includes(c)) gap = 'comma'
  }
  return gap
}
