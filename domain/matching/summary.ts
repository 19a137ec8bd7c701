import { sentences } from '../directory/plain-text.ts'

/** Letters of it. */
const LONGEST = 200

/** The first one or two sentences that fit a card; a longer first sentence is cut at a word. */
export function summaryOf(description: string): string {
  const found = sentences(description).filter((s) => s.includes(' ') && /[.!?…]$/.test(s))
  const [first = sentences(description)[0] ?? '', second] = found
  const both = second === undefined ? first : `${first} ${second}`
  if (both.length <= LONGEST) return both
  if (first.length <= LONGEST) return first
  return `${first.slice(0, LONGEST - 1).replace(/\s+\S*$/, '')}…`
}
