import type { Spelling } from './rules.ts'

/** What one character of a message is to the screening. */
export type Folded =
  | { readonly is: 'letters'; readonly text: string }
  | { readonly is: 'sign'; readonly text: string }
  | { readonly is: 'apostrophe' | 'space' | 'nothing' | 'stop' | 'dot' }
  | { readonly is: 'emoji'; readonly words: readonly string[] }

/** Folded characters are remembered up to this many, so that a flood of rare ones cannot fill the memory. */
const REMEMBERED = 20_000

const NOTHING: Folded = { is: 'nothing' }
const SPACE: Folded = { is: 'space' }
const DOT: Folded = { is: 'dot' }
const STOP: Folded = { is: 'stop' }
const APOSTROPHE: Folded = { is: 'apostrophe' }

/** Letters in boxes, circles and flags, which Unicode does not decompose: first and last of each row of A to Z. */
const LETTER_ROWS: readonly (readonly [number, number])[] = [
  [0x1f130, 0x1f149],
  [0x1f150, 0x1f169],
  [0x1f170, 0x1f189],
  [0x1f1e6, 0x1f1ff],
]

/**
 * Folds one code point to plain small letters: compatibility forms (NFKD), accents and stacked marks removed, look-alikes of other
 * alphabets, letters in circles, invisible characters. Lone surrogates and control characters become nothing.
 */
export function createFold(spelling: Spelling): (codePoint: number) => Folded {
  const lookAlikes = new Map(Object.entries(spelling.characters))
  const emoji = new Map(
    Object.entries(spelling.emoji).map(([sign, words]) => [sign, words.split(' ').filter(Boolean)]),
  )
  const signs = new Set([...Object.keys(spelling.leet).filter((c) => !/[\p{L}\p{N}]/u.test(c)), '*'])
  const remembered = new Map<number, Folded>()

  const fold = (codePoint: number): Folded => {
    const character = String.fromCodePoint(codePoint)
    // The byte order mark counts as white space in a regular expression, and as a disguise here.
    if (character !== '\ufeff' && /[\s\u0085]/u.test(character)) return SPACE
    if (/[\p{Cc}\p{Cf}\p{Cs}\p{M}\ufffd]/u.test(character)) return NOTHING
    if (/['’‘`´ʼ′＇]/u.test(character)) return APOSTROPHE
    if (character === '.' || character === '．') return DOT
    if (/[?;？؟。！]/u.test(character)) return STOP
    if (signs.has(character)) return { is: 'sign', text: character }
    const words = emoji.get(character)
    if (words !== undefined) return { is: 'emoji', words }
    const row = LETTER_ROWS.find(([first, last]) => codePoint >= first && codePoint <= last)
    if (row !== undefined) return { is: 'letters', text: String.fromCharCode(97 + codePoint - row[0]) }
    const letters = plainLetters(character, lookAlikes)
    if (letters !== '') return { is: 'letters', text: letters }
    return /\p{Extended_Pictographic}/u.test(character) ? { is: 'emoji', words: [] } : SPACE
  }

  return (codePoint) => {
    const known = remembered.get(codePoint)
    if (known !== undefined) return known
    if (remembered.size >= REMEMBERED) remembered.clear()
    const folded = fold(codePoint)
    remembered.set(codePoint, folded)
    return folded
  }
}

function plainLetters(character: string, lookAlikes: ReadonlyMap<string, string>): string {
  let letters = ''
  for (const part of lookAlikes.get(character) ?? character.normalize('NFKD')) {
    const plain = lookAlikes.get(part) ?? part.toLowerCase().normalize('NFKD')
    for (const letter of plain) {
      if (/[\p{L}\p{N}]/u.test(letter)) letters += lookAlikes.get(letter) ?? letter
    }
  }
  return letters
}
