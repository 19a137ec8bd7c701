import { plainPhrases, plainWords } from './plain-words.ts'

/** How somebody says what they are called, in one language; the lists are content. */
export interface NameWords {
  /** Before a name: "my name is", "call me". */
  readonly before: readonly string[]
  /** Behind it: "ydw i" in Welsh, "hai" in Urdu. */
  readonly after: readonly string[]
  /** What stands between a name and something else that they tell: "jay and im 14". */
  readonly and: readonly string[]
}

/** A name longer than this is a sentence, not a name. */
const LONGEST_NAME = 40

/** A name out of "im jay", "call me jay pls", "Jay", as it was typed: undefined when it is too long to be one. */
export function nameFrom(text: string, { before, after, and }: NameWords): string | undefined {
  const typed = text.trim().split(/\s+/u)
  const cut = typed.findIndex((word, at) => at > 0 && isPhrase([word], and))
  const whole = cut === -1 ? typed : typed.slice(0, cut)
  const name = withoutEnd(withoutLead(whole, before), after)
    .join(' ')
    .replace(/[.!,\u06d4]+$/u, '')
  return name === '' || name.length > LONGEST_NAME ? undefined : name
}

/** Words without the phrases they begin with, one after the other: "hi im". What is left is never nothing. */
function withoutLead(words: readonly string[], phrases: readonly string[]): readonly string[] {
  const at = words.findLastIndex((_, to) => to > 0 && isPhrase(words.slice(0, to), phrases))
  return at === -1 ? words : withoutLead(words.slice(at), phrases)
}

/** Words without the phrases they end with. */
function withoutEnd(words: readonly string[], phrases: readonly string[]): readonly string[] {
  const at = words.findIndex((_, from) => from > 0 && isPhrase(words.slice(from), phrases))
  return at === -1 ? words : withoutEnd(words.slice(0, at), phrases)
}

function isPhrase(words: readonly string[], phrases: readonly string[]): boolean {
  const said = plainWords(words.join(' '))
  return plainPhrases(phrases).some(
    (phrase) => phrase.length === said.length && phrase.every((word, at) => said[at] === word),
  )
}
