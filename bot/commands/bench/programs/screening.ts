import { loadContent } from '../../../../content/load.ts'
import { createScreener } from '../../../../domain/screening/screener.ts'
import { chance, oneOf } from '../figures.ts'
import { timed } from './timed.ts'

/**
 * Messages of 200 and of 4,000 characters, screened alone and, the short ones, after earlier exchanges too, as in a turn. Arguments: the
 * content folder, how many short messages (a tenth as many long ones). Prints one line of JSON,
 * `[{ "size", "before", "p50", "p99" }]` in milliseconds.
 */
const [, , contentDir = '', times = ''] = process.argv
const SEED = 7
const SHORT = 200
const CASES = [
  { size: SHORT, before: 0, times: Number(times) },
  { size: SHORT, before: 2, times: Number(times) },
  { size: 4_000, before: 0, times: Math.ceil(Number(times) / 10) },
]
/** Different texts of each size. */
const TEXTS = 200
/** One text in so many is made to be slow. */
const HOSTILE_EVERY = 10
/** Repeated to the full length: nothing but one letter, a word spelt out, a phrase half said again and again, marks on marks. */
const HOSTILE = [
  'a',
  'k m s ',
  'i want to ',
  'die ',
  'end it all end it ',
  'z\u0351\u0357\u0363',
  '🙃',
  'kkiillll ',
]

const { screening: rules } = loadContent(contentDir)
const screener = createScreener(rules)
// The examples of the rules: what they find, and what comes close to it.
const near = rules.rules.flatMap((rule) => rule.not)
const found = rules.rules.flatMap((rule) => rule.matches)
const random = chance(SEED)

console.log(
  JSON.stringify(
    CASES.map(({ size, before, times: count }) => ({ size, before, ...measure(size, before, count) })),
  ),
)

function measure(size: number, exchanges: number, count: number) {
  const texts = Array.from({ length: TEXTS }, (_, n) => textOf(size, n))
  const before = Array.from({ length: exchanges }, (_, n) => ({ bot: '', yp: textOf(SHORT, n) }))
  return timed(count, (n) => screener.screen(oneOf(texts, (n % TEXTS) / TEXTS), { before }))
}

function textOf(size: number, n: number): string {
  if (n % HOSTILE_EVERY === HOSTILE_EVERY - 1) {
    const piece = oneOf(HOSTILE, random())
    return piece.repeat(Math.ceil(size / piece.length)).slice(0, size)
  }
  let text = ''
  while (text.length < size) text += `${oneOf(random() < 0.1 ? found : near, random())}. `
  return text.slice(0, size)
}
