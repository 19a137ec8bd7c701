import { emergency, urgent } from '../strings/en-help.ts'
import { panelWords } from '../strings/en.ts'
import type { laterWords } from '../strings/en.ts'

/** The same shape in any language: texts are texts, whatever they say. */
type Spoken<T> = T extends string
  ? string
  : T extends (...values: infer V) => string
    ? (...values: V) => string
    : { readonly [K in keyof T]: Spoken<T[K]> }

export type PanelWords = Spoken<typeof panelWords>
export type LaterWords = Spoken<typeof laterWords>

/** What a language's own file holds, `words-LANG-HASH.js`; English is in the panel itself. */
export interface WordsFile {
  readonly panelWords: PanelWords
  /** Of what comes later; the English ones come with it. */
  readonly laterWords?: LaterWords
  readonly emergency: typeof emergency
  readonly urgent: string
}

const english: WordsFile = { panelWords, emergency, urgent }

/** The words of the language that is spoken now, for every part of the panel. */
export let words: PanelWords = panelWords
export let file = english

/** From now on in these words; everything has to be drawn anew. */
export function use(spoken: WordsFile): void {
  words = spoken.panelWords
  file = spoken
}

let again = ''

/** Fetches a script of ours. A browser remembers by its address that one failed, for as long as the page is there: the next try has another. */
export const fetchScript = (name: string | undefined): Promise<unknown> =>
  import(`/widget/${name}${again}`).catch((error: unknown) => {
    again += '?'
    throw error
  })

/** Fetches a language's file by its name; English when there is none. */
export async function fetchWords(name: string | undefined): Promise<WordsFile> {
  // Ours, made of strings/LANG.ts by the build, which the compiler does not follow.
  return name ? ((await fetchScript(name)) as WordsFile) : english
}
