import { distance } from 'fastest-levenshtein'

/** A way of being asked something, with the words that mean it. */
export interface Phrased {
  readonly id: string
  /** The whole message, small words around it aside. */
  readonly phrases: readonly string[]
  /** Inside a short message too. */
  readonly anywhere?: readonly string[] | undefined
}

/** How short answers are recognised, in one language; the lists are content. */
export interface AnswerWords {
  readonly fillers: readonly string[]
  readonly skip: readonly string[]
  readonly unsure: readonly string[]
  readonly again: readonly string[]
  readonly why: readonly string[]
  readonly done: readonly string[]
  readonly numbers: Readonly<Record<string, number>>
  readonly commands: readonly Phrased[]
  readonly questions: readonly Phrased[]
}

export interface Option {
  readonly id: string
  readonly label: string
  readonly words: readonly string[]
}

/** A typing slip of one letter is forgiven from this length on: in shorter words one letter is another word. */
const LONG_ENOUGH_FOR_A_SLIP = 6
/** Beyond this many words a message is telling something, and a phrase inside it is not a request. */
const SHORT_MESSAGE_WORDS = 12
/** "not football", "anything but football": how far before a word a "no" still means that word. */
const NEGATION_REACH = 3
const NEGATIONS = new Set([
  'not',
  'no',
  'never',
  'except',
  'but',
  'without',
  'hate',
  'dont',
  'isnt',
  'nothing',
])

/** Small letters, no punctuation, no emoji, stretched letters shortened ("yeahhhh" -> "yeahh"): the words of a short answer. */
export function plainWords(text: string): string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’`´]/gu, '')
    .replace(/(\p{L})\1{2,}/gu, '$1$1')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '')
}

function sameWord(typed: string, word: string): boolean {
  if (typed === word) return true
  if (Math.min(typed.length, word.length) < LONG_ENOUGH_FOR_A_SLIP) return false
  return distance(typed, word) === 1
}

const unstretched = (words: readonly string[]): string => words.join(' ').replace(/(\p{L})\1+/gu, '$1')

function samePhrase(typed: readonly string[], phrase: readonly string[]): boolean {
  if (typed.length === phrase.length && typed.every((word, i) => sameWord(word, phrase[i] ?? ''))) return true
  return typed.length > 0 && unstretched(typed) === unstretched(phrase)
}

/** Takes small words out, and small phrases ("can i", "i want to") off the front, but never leaves nothing. */
function withoutFillers(words: readonly string[], fillers: readonly (readonly string[])[]): string[] {
  let rest = words
  let begun: readonly string[] | undefined
  do {
    begun = fillers.find((filler) => filler.every((word, at) => rest[at] === word))
    if (begun) rest = rest.slice(begun.length)
  } while (begun)
  const single = new Set(fillers.flatMap((filler) => (filler.length === 1 ? filler : [])))
  const kept = rest.filter((word) => !single.has(word))
  return kept.length > 0 ? kept : [...words]
}

/** Whether the whole message is one of the phrases, small words aside. */
export function isOneOf(text: string, phrases: readonly string[], fillers: readonly string[] = []): boolean {
  const words = plainWords(text)
  if (words.length === 0) return false
  const small = fillers.map(plainWords).filter((filler) => filler.length > 0)
  const core = withoutFillers(words, small)
  return phrases.some((phrase) => {
    const wanted = plainWords(phrase)
    return samePhrase(words, wanted) || samePhrase(core, withoutFillers(wanted, small))
  })
}

/** Where a phrase stands inside the words, or -1. */
function indexOfPhrase(words: readonly string[], phrase: readonly string[]): number {
  for (let at = 0; at + phrase.length <= words.length; at += 1) {
    if (phrase.every((word, i) => sameWord(words[at + i] ?? '', word))) return at
  }
  return -1
}

/** Which of the requests or questions a message is, first match first; undefined when it is none. */
export function recognise(
  text: string,
  among: readonly Phrased[],
  fillers: readonly string[],
): string | undefined {
  const words = plainWords(text)
  const whole = among.find((one) => isOneOf(text, one.phrases, fillers))
  if (whole) return whole.id
  if (words.length > SHORT_MESSAGE_WORDS) return undefined
  return among.find((one) => one.anywhere?.some((phrase) => indexOfPhrase(words, plainWords(phrase)) >= 0))
    ?.id
}

function isNegated(words: readonly string[], at: number): boolean {
  return words.slice(Math.max(0, at - NEGATION_REACH), at).some((word) => NEGATIONS.has(word))
}

/** "2", "1 and 3", "the second one": places in the list as shown, counted from 1. */
function byNumber(
  words: readonly string[],
  options: readonly Option[],
  numbers: Readonly<Record<string, number>>,
): string[] {
  const filler = new Set(['and', 'the', 'one', 'ones', 'number', 'no', 'option', 'please', 'maybe'])
  const read = words.length === 1 ? words : words.filter((word) => !filler.has(word))
  if (read.length === 0) return []
  const places = read.map((word) => (/^\d+$/.test(word) ? Number(word) : numbers[word]))
  if (places.some((place) => place === undefined || place < 1 || place > options.length)) return []
  return [...new Set(places.map((place) => options[(place ?? 1) - 1]?.id ?? ''))]
}

/**
 * Which options a typed answer means: by number, by label or another word for it, listed ("art, football and my dog") or inside
 * a sentence. Ids in the order of the options; empty when it names none of them.
 */
export function chosenFrom(
  text: string,
  options: readonly Option[],
  words: Pick<AnswerWords, 'fillers' | 'numbers'>,
  most = 1,
): string[] {
  const typed = plainWords(text)
  const placed = byNumber(typed, options, words.numbers)
  if (placed.length > 0 && placed.length <= most) return placed
  const whole = options.find((option) => isOneOf(text, [option.label, ...option.words], words.fillers))
  if (whole) return [whole.id]
  const inside = options.filter((option) =>
    [option.label, ...option.words].some((phrase) => {
      const wanted = plainWords(phrase)
      // One short word inside a sentence ("no", "me", "all") is not a choice; a real word is.
      if (wanted.length === 0 || wanted.join('').length < 4) return false
      const at = indexOfPhrase(typed, wanted)
      return at >= 0 && !isNegated(typed, at)
    }),
  )
  return inside.length <= most ? inside.map((option) => option.id) : []
}

/** Whether a typed answer is nothing but a choice's number or its label, and so no words of their own. */
export function namesOnly(
  text: string,
  options: readonly Option[],
  words: Pick<AnswerWords, 'fillers' | 'numbers'>,
): boolean {
  if (byNumber(plainWords(text), options, words.numbers).length > 0) return true
  return isOneOf(
    text,
    options.map(({ label }) => label),
    words.fillers,
  )
}

/** The one whole number in a message ("im 14", "fourteen", "7/10" is 7), or undefined. */
export function numberIn(text: string, numbers: Readonly<Record<string, number>>): number | undefined {
  const outOf = /^\s*(\d{1,3})\s*(?:\/|out of)\s*\d{1,3}\s*$/i.exec(text)
  if (outOf) return Number(outOf[1])
  const found = plainWords(text)
    .map((word) => (/^\d{1,3}$/.test(word) ? Number(word) : numbers[word]))
    .filter((n) => n !== undefined)
  return found.length === 1 ? found[0] : undefined
}
