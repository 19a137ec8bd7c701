import type { Span } from './types.ts'

/** Ten figures, as people write them: together, or as three, three and four. */
const WRITTEN = /(?<![\w+£.-])\d{3}([ -]?)\d{3}\1\d{4}(?![\w]|[.,]\d)/g
/** What says that it is one, just before it. */
const SAYS_SO = /\bnhs(?: (?:number|num|no\.?|id))?(?: is| was|'s|:|-)*\s*$/i

/**
 * NHS numbers: those whose last figure checks (modulus 11, NHS Data Dictionary), and those that someone calls one: a mistyped figure
 * gives nobody's privacy back.
 */
export function nhsNumbers(text: string): Span[] {
  return [...text.matchAll(WRITTEN)]
    .filter(({ 0: found, index }) => isNhsNumber(found) || SAYS_SO.test(text.slice(0, index)))
    .map(({ 0: found, index }) => ({ from: index, to: index + found.length, kind: 'nhs-number' }))
}

/** Whether the check figure is right. Ten of the same figure pass too and are nobody's. */
export function isNhsNumber(written: string): boolean {
  const figures = written.replace(/\D/g, '')
  if (figures.length !== 10 || /^(\d)\1{9}$/.test(figures)) return false
  const sum = Array.from(figures.slice(0, 9), Number).reduce(
    (total, figure, at) => total + figure * (10 - at),
    0,
  )
  const check = 11 - (sum % 11)
  return check !== 10 && check % 11 === Number(figures[9])
}
