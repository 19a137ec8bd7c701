import { distance } from 'fastest-levenshtein'
import type { AgeWords } from './age.ts'
import type { Asked } from './asked.ts'
import type { MissingWords } from './missing.ts'
import type { NameWords } from './name.ts'
import { isNegated } from './negations.ts'
import type { Negations } from './negations.ts'
import { inDigits } from './number-words.ts'
import type { NumberWords } from './number-words.ts'
import { placesIn } from './places.ts'
import type { PlaceWords } from './places.ts'
import { holdsPhrase, plainWords, westernDigits } from './plain-words.ts'

/** A way of being asked something, with the words that mean it. */
export interface Phrased {
  readonly id: string
  /** The whole message, small words around it aside. */
  readonly phrases: readonly string[]
  /** Inside a short message too. */
  readonly anywhere?: readonly string[] | undefined
  /** Inside one that has none of some words, by which it is told of and not asked for: "too scared to talk to a person". */
  readonly mostly?: { readonly phrases: readonly string[]; readonly unless: readonly string[] } | undefined
}

/** How short answers are recognised, in one language; the lists are content. */
export interface AnswerWords {
  readonly fillers: readonly string[]
  readonly skip: readonly string[]
  /** An answer that is not given, or a thing that is not told: "thats private", "im not telling you my name". */
  readonly refusals: readonly string[]
  readonly unsure: readonly string[]
  readonly again: readonly string[]
  readonly why: readonly string[]
  /** Nothing to say to an open question: "none", "n/a". */
  readonly nothing: readonly string[]
  /** How a question of theirs begins. */
  readonly asking: readonly string[]
  readonly done: readonly string[]
  /** How what was understood is put right: "no i meant …". */
  readonly corrections: readonly string[]
  readonly negations: Negations
  readonly missing: MissingWords
  /** Words around the things of a list: "something free and near". */
  readonly listing: readonly string[]
  /** Words that point at a thing by its name: before it ("the one about cooking") or behind it ("the cooking one"). */
  readonly pointing: Readonly<Record<'before' | 'after', readonly string[]>>
  /** Words that are an answer by themselves, and say nothing inside another: "a bit" is none in "that's a bit deep". */
  readonly hedges: readonly string[]
  /** Small words inside a choice of ours that is said back: "staff or people i choose". */
  readonly joining: readonly string[]
  /** What somebody does to somebody, in what is told of a wound: "stabbed", "by my dad". */
  readonly deeds: readonly string[]
  readonly numbers: NumberWords
  readonly places: PlaceWords
  readonly ages: AgeWords
  readonly names: NameWords
  readonly commands: readonly Phrased[]
  readonly questions: readonly Phrased[]
  /** The same, in the many forms that they have. */
  readonly asked: Asked
}

export interface Option {
  readonly id: string
  readonly label: string
  readonly words: readonly string[]
}

/** A typing slip of one letter is forgiven from this length on: in shorter words one letter is another word. */
const LONG_ENOUGH_FOR_A_SLIP = 6
/** And in a request from so many words on. In fewer, one letter makes it an answer: "cooking" is no "booking", nor "stop masking" a "stop asking". */
const FEWEST_WORDS_FOR_A_SLIP = 3
/** Beyond this many words a message is telling something, and a phrase inside it is not a request. */
export const SHORT_MESSAGE_WORDS = 12

type Same = (typed: string, word: string) => boolean

const exactly: Same = (typed, word) => typed === word

/** The same word, one slip of the finger forgiven when it is long enough. */
export function sameWord(typed: string, word: string): boolean {
  if (typed === word) return true
  if (Math.min(typed.length, word.length) < LONG_ENOUGH_FOR_A_SLIP) return false
  return distance(typed, word) === 1
}

/** Letters typed twice or more count once: "noooo" and "no" are one. */
const unstretched = (words: readonly string[]): string => words.join(' ').replace(/(\p{L})\1+/gu, '$1')

/** A text in the forms that are compared: all of its words, and those left without the small ones. */
interface Forms {
  readonly words: readonly string[]
  readonly core: readonly string[]
  readonly squeezed: string
  readonly squeezedCore: string
}

interface Fillers {
  readonly single: ReadonlySet<string>
  readonly all: readonly (readonly string[])[]
  /** Phrases of content and labels of ours, read once. Never what someone typed: that is not kept. */
  readonly read: Map<string, Forms>
}

/** More phrases than all content and a directory's names; a bound, should something ever make them up. */
const MOST_PHRASES = 50_000
const preparedFillers = new WeakMap<readonly string[], Fillers>()
const NO_FILLERS: readonly string[] = []

function fillersOf(fillers: readonly string[]): Fillers {
  const known = preparedFillers.get(fillers)
  if (known) return known
  const all = fillers.map(plainWords).filter((filler) => filler.length > 0)
  const single = new Set(all.flatMap((filler) => (filler.length === 1 ? filler : [])))
  const made = { all, single, read: new Map<string, Forms>() }
  preparedFillers.set(fillers, made)
  return made
}

/** Takes small words out, and small phrases ("can i", "i want to") off the front, but never leaves nothing. */
function withoutFillers(words: readonly string[], { all, single }: Fillers): readonly string[] {
  let rest = words
  let begun: readonly string[] | undefined
  do {
    begun = all.find((filler) => filler.every((word, at) => rest[at] === word))
    if (begun) rest = rest.slice(begun.length)
  } while (begun)
  const kept = rest.filter((word) => !single.has(word))
  return kept.length > 0 ? kept : words
}

function formsOf(text: string, fillers: Fillers): Forms {
  const words = plainWords(text)
  const core = withoutFillers(words, fillers)
  return { words, core, squeezed: unstretched(words), squeezedCore: unstretched(core) }
}

function phraseForms(phrase: string, fillers: Fillers): Forms {
  const known = fillers.read.get(phrase)
  if (known) return known
  if (fillers.read.size >= MOST_PHRASES) fillers.read.clear()
  const made = formsOf(phrase, fillers)
  fillers.read.set(phrase, made)
  return made
}

const sameWords = (a: readonly string[], b: readonly string[], same: Same): boolean =>
  a.length === b.length && a.every((word, i) => same(word, b[i] ?? ''))

/** How the words of a request are compared. */
const sameInRequest = ({ core }: Forms): Same => (core.length < FEWEST_WORDS_FOR_A_SLIP ? exactly : sameWord)

const isAmong = (
  typed: Forms,
  phrases: readonly string[],
  fillers: Fillers,
  sameIn: (known: Forms) => Same = () => sameWord,
): boolean =>
  typed.words.length > 0 &&
  phrases.some((phrase) => {
    const known = phraseForms(phrase, fillers)
    const same = sameIn(known)
    return (
      typed.squeezed === known.squeezed ||
      typed.squeezedCore === known.squeezedCore ||
      sameWords(typed.words, known.words, same) ||
      sameWords(typed.core, known.core, same)
    )
  })

/** The words of a message without the small ones. */
export const coreWords = (text: string, fillers: readonly string[]): readonly string[] =>
  formsOf(text, fillersOf(fillers)).core

/** Whether the whole message is one of the phrases, small words aside. */
export function isOneOf(
  text: string,
  phrases: readonly string[],
  fillers: readonly string[] = NO_FILLERS,
): boolean {
  const small = fillersOf(fillers)
  return isAmong(formsOf(text, small), phrases, small)
}

/** Where a phrase stands inside the words, or -1. */
function indexOfPhrase(words: readonly string[], phrase: readonly string[], same: Same = sameWord): number {
  for (let at = 0; at + phrase.length <= words.length; at += 1) {
    if (phrase.every((word, i) => same(words[at + i] ?? '', word))) return at
  }
  return -1
}

const wholeAmong = (typed: Forms, among: readonly Phrased[], fillers: Fillers): Phrased | undefined =>
  among.find((one) => isAmong(typed, one.phrases, fillers, sameInRequest))

/** Whether the whole message is one of the requests, small words aside. */
export function isRequest(text: string, among: readonly Phrased[], fillers: readonly string[]): boolean {
  const small = fillersOf(fillers)
  return wholeAmong(formsOf(text, small), among, small) !== undefined
}

/** Which of the requests or questions a message is, first match first; undefined when it is none. */
export function recognise(
  text: string,
  among: readonly Phrased[],
  fillers: readonly string[],
): string | undefined {
  const small = fillersOf(fillers)
  const typed = formsOf(text, small)
  const whole = wholeAmong(typed, among, small)
  if (whole) return whole.id
  if (typed.words.length > SHORT_MESSAGE_WORDS) return undefined
  const isInside = (phrase: string): boolean => {
    const known = phraseForms(phrase, small)
    return indexOfPhrase(typed.words, known.words, sameInRequest(known)) >= 0
  }
  return among.find(
    ({ anywhere, mostly }) =>
      anywhere?.some(isInside) ||
      (mostly?.phrases.some(isInside) && !holdsPhrase(typed.words, mostly.unless)),
  )?.id
}

/** As Latin and Arabic letters have it. */
export const QUESTION_MARK = /[?؟]/u

/** Options meant by where they stand in the list as shown. */
function byPlace(
  words: readonly string[],
  options: readonly Option[],
  of: Pick<AnswerWords, 'numbers' | 'places'>,
): string[] {
  // Beside one tap alone ("skip") a number is a number: 1 out of 10, 1 brother.
  if (options.length < 2) return []
  return placesIn(words, options.length, of).map((place) => options[place - 1]?.id ?? '')
}

/**
 * Which options a typed answer means: by number, by label or another word for it, listed ("art, football and my dog") or inside
 * a sentence, but for those in `alone`. Ids in the order of the options, the first `most` of a list of numbers; empty when it names
 * none of them.
 */
export function chosenFrom(
  text: string,
  options: readonly Option[],
  words: Pick<AnswerWords, 'fillers' | 'numbers' | 'places' | 'negations' | 'hedges'>,
  most = 1,
  alone: readonly string[] = [],
): string[] {
  const small = fillersOf(words.fillers)
  const forms = formsOf(text, small)
  const typed = forms.words
  const placed = byPlace(typed, options, words)
  if (placed.length === 1 || (placed.length > 1 && most > 1)) return placed.slice(0, most)
  const whole = options.find((option) => isAmong(forms, [option.label, ...option.words], small))
  if (whole) return [whole.id]
  const isInside = (phrase: string): boolean => {
    const wanted = phraseForms(phrase, small).words
    // One short word inside a sentence ("no", "me", "all") is not a choice; a real word is.
    if (wanted.length === 0 || wanted.join('').length < 4) return false
    if (isAmong(phraseForms(phrase, small), words.hedges, small)) return false
    const at = indexOfPhrase(typed, wanted)
    return at >= 0 && !isNegated(typed, at, wanted.length, words.negations)
  }
  const inside = options.filter(
    ({ id, label, words: ways }) => !alone.includes(id) && [label, ...ways].some(isInside),
  )
  return inside.length <= most ? inside.map((option) => option.id) : []
}

/**
 * Whether a typed answer says this choice and nothing besides it: its number, or its words with small words around them ("yeah go on
 * then, send it"). A question says nothing yet, whatever words are in it.
 */
export function saysOnly(
  text: string,
  id: string,
  options: readonly Option[],
  words: Pick<AnswerWords, 'fillers' | 'numbers' | 'places'>,
): boolean {
  const option = options.find((one) => one.id === id)
  if (!option || QUESTION_MARK.test(text)) return false
  const small = fillersOf(words.fillers)
  const typed = plainWords(text)
  if (byPlace(typed, options, words).includes(id)) return true
  const phrases = [option.label, ...option.words]
  if (isAmong(formsOf(text, small), phrases, small)) return true
  const ways = phrases.map((phrase) => phraseForms(phrase, small).words).filter((way) => way.length > 0)
  return isMadeOf(typed, ways, small.all)
}

/** Whether the words are nothing but these phrases, one at least, and fillers between them. */
function isMadeOf(
  words: readonly string[],
  phrases: readonly (readonly string[])[],
  fillers: readonly (readonly string[])[],
): boolean {
  /** How far the words can be read so, and whether a phrase was among them. */
  const reached = new Map([[0, false]])
  for (let at = 0; at < words.length; at += 1) {
    const before = reached.get(at)
    if (before === undefined) continue
    const isNext = (way: readonly string[]): boolean =>
      way.every((word, i) => sounds(words[at + i] ?? '', word))
    for (const { length } of fillers.filter(isNext)) {
      reached.set(at + length, before || reached.get(at + length) === true)
    }
    for (const { length } of phrases.filter(isNext)) reached.set(at + length, true)
  }
  return reached.get(words.length) === true
}

/** The same word, however long its letters were held. */
const sounds = (typed: string, word: string): boolean =>
  sameWord(typed, word) || unstretched([typed]) === unstretched([word])

/** Whether nothing but a question mark was typed. */
export const isBareQuestion = (text: string): boolean =>
  QUESTION_MARK.test(text) && plainWords(text).length === 0

/** Whether what was typed where a name is asked for asks something: it begins as a question does, or is one of some words. */
export function asksBack(text: string, { why, asking }: Pick<AnswerWords, 'why' | 'asking'>): boolean {
  const typed = plainWords(text)
  if (typed.length < 2) return false
  const ways = [...why.map(plainWords).filter(({ length }) => length === 1), ...asking.map(plainWords)]
  return QUESTION_MARK.test(text) || ways.some((way) => sameWords(typed.slice(0, way.length), way, exactly))
}

/** Whether a typed answer is nothing but a choice's number or its label, and so no words of their own. */
export function namesOnly(
  text: string,
  options: readonly Option[],
  words: Pick<AnswerWords, 'fillers' | 'numbers' | 'places'>,
): boolean {
  if (byPlace(plainWords(text), options, words).length > 0) return true
  return isOneOf(
    text,
    options.map(({ label }) => label),
    words.fillers,
  )
}

/** The one whole number in a message ("im 14", "fourteen", "7/10" is 7), or undefined. */
export function numberIn(text: string, numbers: NumberWords): number | undefined {
  const outOf = /^\s*(\d{1,3})\s*(?:\/|out of)\s*\d{1,3}\s*$/i.exec(westernDigits(text))
  if (outOf) return Number(outOf[1])
  const found = inDigits(plainWords(text), numbers).filter((word) => /^\d{1,3}$/u.test(word))
  return found.length === 1 ? Number(found[0]) : undefined
}
