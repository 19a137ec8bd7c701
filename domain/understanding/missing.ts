import { plainPhrases, plainWords } from './plain-words.ts'

/** How it is said that something is missing: "havent got", and what may stand behind that: "any". */
export interface MissingWords {
  readonly before: readonly string[]
  readonly between: readonly string[]
}

/** A text without the words that say something is missing: "i havent got the confidence" is about confidence. */
export function withoutMissing(text: string, { before, between }: MissingWords): string {
  const typed = plainWords(text)
  const startsAt = (phrases: readonly string[], at: number) =>
    plainPhrases(phrases).find((way) => way.length > 0 && way.every((word, i) => typed[at + i] === word))
  const rest: string[] = []
  for (let at = 0; at < typed.length;) {
    const said = startsAt(before, at)
    if (!said) rest.push(typed[at] ?? '')
    at += said?.length ?? 1
    if (said) at += startsAt(between, at)?.length ?? 0
  }
  return rest.join(' ')
}
