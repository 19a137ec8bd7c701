import type { Span } from './types.ts'

const LIMITS = {
  /** Figures of a British number, its leading 0 counted: ten for some areas, eleven for the rest. */
  fewest: 10,
  most: 11,
  /** Figures of a number of another country, behind its code. */
  fewestAbroad: 8,
} as const

const GAP = String.raw`[\s().-]{0,3}`
/** From 01 to 09, with +44, 0044 or a 0, which some type as the letter. Money, dates and times have other signs around them. */
const WRITTEN = new RegExp(
  String.raw`(?<![\w£$€/:,.+-])(?:(?:\+|00)\s?44${GAP}(?:\(?0\)?${GAP})?|\(?[0oO]${GAP})[1-35789](?:${GAP}[\doO]){8,9}(?![\d/:£$€]|[.,]\d)`,
  'g',
)
/** A mobile whose 0 was left out. */
const WITHOUT_ZERO = /(?<![\w£$€/:,.+-])7\d{3}[ -]?\d{6}(?![\d/:]|[.,]\d)/g
const ABROAD = /(?<![\w+])(?:\+|00)(?!\s?44)[1-9](?:[\s().-]{0,2}\d){7,14}(?![\d/:])/g

const WORDS: Readonly<Record<string, string>> = {
  ...{ zero: '0', oh: '0', o: '0', nought: '0', one: '1', two: '2', three: '3', four: '4', five: '5' },
  ...{ six: '6', seven: '7', eight: '8', nine: '9' },
}
const SPOKEN_WORD = `(?:(?:double|triple) )?(?:${Object.keys(WORDS).join('|')}|\\d)`
const SPOKEN = new RegExp(`(?<![\\w-])(?:${SPOKEN_WORD}[\\s,-]{1,3}){5,}${SPOKEN_WORD}(?![\\w-])`, 'gi')

/** Telephone numbers, written in figures or said in words. Short ones that everybody knows (999, 0800 1111, 116 123) are none. */
export function phoneNumbers(text: string): Span[] {
  return [
    ...spans(text, WRITTEN, isBritish),
    ...spans(text, WITHOUT_ZERO, () => true),
    ...spans(text, ABROAD, (found) => figures(found).length >= LIMITS.fewestAbroad),
    ...spans(text, SPOKEN, (found) => isNational(spokenFigures(found))),
  ]
}

const spans = (text: string, pattern: RegExp, holds: (found: string) => boolean): Span[] =>
  [...text.matchAll(pattern)]
    .filter(([found]) => holds(found))
    .map(({ 0: found, index }) => ({ from: index, to: index + found.trimEnd().length, kind: 'phone' }))

const figures = (found: string): string => found.replace(/[oO]/g, '0').replace(/\D/g, '')

function isBritish(found: string): boolean {
  // Points part a number into a few groups; a row of short ones is a list of figures or a version.
  if (found.includes('.') && found.split('.').some((group) => figures(group).length < 3)) return false
  return isNational(figures(found).replace(/^(?:00)?44(?=\d{9})0?/, '0'))
}

const isNational = (of: string): boolean =>
  /^0[1-35789]/.test(of) && of.length >= LIMITS.fewest && of.length <= LIMITS.most

/** "oh seven double seven" as figures. */
function spokenFigures(found: string): string {
  let times = 1
  let out = ''
  for (const word of found.toLowerCase().split(/[\s,-]+/)) {
    if (word === 'double' || word === 'triple') {
      times = word === 'double' ? 2 : 3
      continue
    }
    out += (WORDS[word] ?? word).repeat(times)
    times = 1
  }
  return out
}
