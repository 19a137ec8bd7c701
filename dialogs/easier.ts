import type { Texts } from '../content/load-texts.ts'

/** The id of a text's easier words, for who asked for them and where there are some; else its own. */
export function inEasierWords(texts: Texts, id: string, isEasier: boolean): string {
  const easy = `${id}.easy`
  return isEasier && texts.has(easy) ? easy : id
}
