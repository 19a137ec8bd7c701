import { cutAtWord, sentences } from '../directory/plain-text.ts'

/** Letters of it. */
const LONGEST = 200
/** Letters of a description in which they are looked for. */
const READ = 2000

/** The first one or two sentences that fit a card; a longer first sentence is cut at a word. */
export function summaryOf(description: string): string {
  const all = sentences(description.slice(0, READ))
  const [first = all[0] ?? '', second] = all.filter((s) => s.includes(' ') && /[.!?…]$/.test(s))
  const both = second === undefined ? first : `${first} ${second}`
  if (both.length <= LONGEST) return both
  return cutAtWord(first, LONGEST)
}
