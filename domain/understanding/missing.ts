import { plainPhrases, plainWords } from './plain-words.ts'

/** How it is said that something is missing: "havent got", what may stand behind that ("any"), and what one can be short of. */
export interface MissingWords {
  readonly before: readonly string[]
  readonly between: readonly string[]
  readonly things: readonly string[]
}

/** A text without the words that say something is missing: "i havent got the confidence" is about confidence. Nobody is short of anxiety. */
export function withoutMissing(text: string, { before, between, things }: MissingWords): string {
  const typed = plainWords(text)
  const startsAt = (phrases: readonly string[], at: number) =>
    plainPhrases(phrases).find((way) => way.length > 0 && way.every((word, i) => typed[at + i] === word))
  const rest: string[] = []
  for (let at = 0; at < typed.length;) {
    const said = startsAt(before, at)
    const behind = at + (said?.length ?? 0)
    const thing = behind + (said ? (startsAt(between, behind)?.length ?? 0) : 0)
    if (said && startsAt(things, thing)) at = thing
    else {
      rest.push(typed[at] ?? '')
      at += 1
    }
  }
  return rest.join(' ')
}
