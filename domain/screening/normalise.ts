import type { Folded } from './characters.ts'

/** One word of a message, folded, with the place it was cut from: UTF-16 offsets into the text as typed. */
export interface Token {
  readonly text: string
  readonly start: number
  readonly end: number
  /** A full stop, question or exclamation mark stands before it. */
  readonly breakBefore: boolean
}

export interface Tokens {
  readonly tokens: readonly Token[]
  readonly sawEmoji: boolean
}

/** Signs that may open a word in disguise ("$uicide", "@buse"); any other sign counts only inside one. */
const OPENING_SIGNS = '@$€'

/**
 * Cuts a text into folded words, in one pass: linear in its length whatever it holds. Every word keeps the offsets of the original,
 * so that evidence is what the young person typed. `emoji` says whether known emoji become words ("knife") or vanish, which undoes
 * words broken up by them.
 */
export function tokenise(
  text: string,
  fold: (codePoint: number) => Folded,
  emoji: 'words' | 'vanish',
): Tokens {
  const tokens: Token[] = []
  let sawEmoji = false
  let breakBefore = false
  let word = ''
  let start = 0
  let end = 0
  const close = (): void => {
    if (word === '') return
    const bare = /^[^*]*\*$/.test(word) ? word.slice(0, -1) : word
    if (bare !== '') {
      tokens.push({ text: bare, start, end, breakBefore })
      breakBefore = false
    }
    word = ''
  }
  const add = (letters: string, from: number, to: number): void => {
    if (word === '') start = from
    word += letters
    end = to
  }

  for (let at = 0; at < text.length;) {
    const codePoint = text.codePointAt(at) ?? 0
    const next = at + (codePoint > 0xffff ? 2 : 1)
    const folded = fold(codePoint)
    switch (folded.is) {
      case 'letters':
        add(folded.text, at, next)
        break
      case 'sign': {
        const after = next < text.length ? fold(text.codePointAt(next) ?? 0) : undefined
        const insideWord =
          after?.is === 'letters' || (after?.is === 'sign' && (after.text === '*' || folded.text === '*'))
        const kept =
          (word !== '' && (insideWord || folded.text === '*')) ||
          (word === '' && after?.is === 'letters' && OPENING_SIGNS.includes(folded.text))
        if (kept) add(folded.text, at, next)
        else {
          close()
          breakBefore ||= folded.text === '!'
        }
        break
      }
      case 'emoji':
        sawEmoji = true
        if (emoji === 'vanish') break
        close()
        for (const name of folded.words) {
          tokens.push({ text: name, start: at, end: next, breakBefore })
          breakBefore = false
        }
        break
      case 'nothing':
        break
      case 'apostrophe':
        break
      case 'dot':
        close()
        breakBefore ||= endsSentence(text, at)
        break
      case 'stop':
        close()
        breakBefore = true
        break
      case 'space':
        close()
        break
    }
    at = next
  }
  close()
  return { tokens: smoothed(tokens), sawEmoji }
}

/** One dot before white space ends a sentence; "..." is a pause, and "s.u.i" is a disguise. */
function endsSentence(text: string, at: number): boolean {
  if (text[at - 1] === '.' || text[at + 1] === '.') return false
  const after = text[at + 1]
  return after === undefined || /\s/.test(after)
}

/** "I. want. to. die." is one sentence: when nearly every word ends one, the stops mean nothing. */
function smoothed(tokens: readonly Token[]): readonly Token[] {
  const breaks = tokens.reduce((sum, token) => sum + (token.breakBefore ? 1 : 0), 0)
  if (breaks < 2 || breaks * 3 < tokens.length * 2) return tokens
  return tokens.map((token) => ({ ...token, breakBefore: false }))
}
