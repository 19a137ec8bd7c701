import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { AnswerWords, Option } from '../domain/understanding/answers.ts'
import { CRISIS_WORDS } from './load-crisis-words.ts'
import { bookOf, NOTHING_ASKED } from '../domain/understanding/asked.ts'
import { Message, whyNoMessage } from './message.ts'
import type { Values } from './message.ts'
import { ContentError, readYaml } from './yaml.ts'

export interface TextChoice extends Option {
  readonly symbol?: string | undefined
}

/** Every text of one language by id. An id that is not there throws: a test walks all ids used and all ids there. */
export interface Texts {
  readonly locale: string
  text(id: string, values?: Values): string
  /** Whether this language has it itself. */
  has(id: string): boolean
  /** The locale that a text is really in: another than this one's for what this language has not yet. */
  localeOf(id: string): string
  choices(id: string): readonly TextChoice[]
  readonly words: AnswerWords
  readonly ids: readonly string[]
  readonly choiceIds: readonly string[]
}

const TextFile = z.record(
  z.string().regex(/^[a-z0-9.-]+$/, 'ids are small letters, digits, dots and hyphens'),
  z
    .string()
    .min(1)
    .superRefine((text, at) => {
      const why = whyNoMessage(text)
      if (why !== undefined) at.addIssue(`is not a message: ${why}`)
    }),
)

/** A phrase with alternatives in brackets, written out: "(see|read) it" is two. */
function writtenOut(phrase: string): string[] {
  const [whole, ways] = /\(([^()]*)\)/u.exec(phrase) ?? []
  if (whole === undefined || ways === undefined) return [phrase]
  return ways.split('|').flatMap((way) => writtenOut(phrase.replace(whole, () => way)))
}

const PhraseList = z.array(z.string()).transform((phrases) => phrases.flatMap(writtenOut))

const ChoicesFile = z.record(
  z.string(),
  z.array(
    z.strictObject({
      id: z.string(),
      label: z.string().min(1),
      symbol: z.string().optional(),
      words: PhraseList.default([]),
    }),
  ),
)

const Phrases = z.array(
  z.strictObject({
    id: z.string(),
    phrases: z.array(z.string()).min(1),
    anywhere: PhraseList.optional(),
    mostly: z.strictObject({ phrases: PhraseList, unless: PhraseList }).optional(),
  }),
)

const OneWord = z.string().regex(/^[\p{L}\p{M}’']+$/u, 'one word')

const WordsFile = z.strictObject({
  fillers: z.array(z.string()),
  skip: z.array(z.string()),
  refusals: z.array(z.string()),
  unsure: z.array(z.string()),
  again: z.array(z.string()),
  why: z.array(z.string()),
  nothing: z.array(z.string()),
  asking: z.array(z.string()),
  done: z.array(z.string()),
  corrections: z.array(z.string()),
  negations: z.strictObject({
    before: z.array(OneWord),
    after: z.array(OneWord),
    except: z.strictObject({ words: z.array(OneWord), behind: z.array(OneWord) }),
  }),
  missing: z.strictObject({
    before: z.array(z.string()),
    between: z.array(z.string()),
    things: z.array(z.string()),
  }),
  listing: z.array(OneWord),
  pointing: z.strictObject({ before: z.array(z.string()), after: z.array(z.string()) }),
  hedges: z.array(z.string()),
  joining: z.array(z.string()),
  deeds: z.array(z.string()),
  numbers: z.record(z.string(), z.int()),
  places: z.strictObject({
    around: z.array(z.string()),
    picking: z.array(z.string()),
    first: z.array(z.string()),
    last: z.array(z.string()),
    ordinals: z.array(z.string()),
    all: z.array(z.string()),
    both: z.array(z.string()),
  }),
  ages: z.strictObject({
    notNow: z.array(OneWord),
    noYears: z.array(OneWord),
    instead: z.array(OneWord),
    around: z.array(OneWord),
    behind: z.array(OneWord),
    schoolYears: z.strictObject({ before: z.array(OneWord), after: z.array(OneWord) }),
  }),
  names: z.strictObject({
    before: z.array(z.string()),
    after: z.array(z.string()),
    and: z.array(OneWord),
  }),
  commands: Phrases,
  questions: Phrases,
  asked: z
    .strictObject({
      fillers: z.array(OneWord),
      before: z.array(OneWord),
      behind: z.array(OneWord),
      spelling: z.record(OneWord, z.string()),
      lists: z.record(z.string(), z.array(z.string())),
      questions: z.record(z.string(), z.array(z.string())),
    })
    .superRefine((asked, at) => {
      try {
        bookOf(asked)
      } catch (error) {
        at.addIssue(error instanceof Error ? error.message : 'cannot be read')
      }
    })
    .optional()
    .transform((asked) => asked ?? NOTHING_ASKED),
})

/** Files of a language's folder that are not flat maps of texts. */
export const CHOICES = 'choices.yaml'
const WORDS = 'words.yaml'
export const ABOUT = 'language.yaml'
export const NOT_TEXTS: readonly string[] = [CHOICES, WORDS, ABOUT, CRISIS_WORDS]

/** What a language's folder holds, as it is written there. */
export interface Written {
  readonly locale: string
  readonly messages: ReadonlyMap<string, Message>
  /** The file that each text stands in. */
  readonly fileOf: ReadonlyMap<string, string>
  readonly choices: Readonly<Record<string, readonly TextChoice[]>>
  readonly words: AnswerWords
}

/**
 * Reads a language's folder: every `*.yaml` is a flat map of id to ICU message, but for the choices, the words and what the language
 * is. Throws ContentError with file, line and reason for anything that is wrong, an id that stands twice or a message that does not
 * parse. A folder without choices or words has none.
 */
export function readTexts(folder: string, locale: string, isWhole = true): Written {
  const messages = new Map<string, Message>()
  const fileOf = new Map<string, string>()
  const problems: string[] = []
  const all = readdirSync(folder).filter((file) => file.endsWith('.yaml'))
  for (const file of all.filter((one) => !NOT_TEXTS.includes(one)).sort()) {
    const texts = readYaml(join(folder, file), TextFile)
    for (const [id, text] of Object.entries(texts)) {
      if (messages.has(id)) problems.push(`${file}: "${id}" stands twice`)
      messages.set(id, new Message(text, locale))
      fileOf.set(id, file)
    }
  }
  if (problems.length > 0) throw new ContentError(problems)
  const isThere = (file: string): boolean => isWhole || all.includes(file)
  return {
    locale,
    messages,
    fileOf,
    choices: isThere(CHOICES) ? readYaml(join(folder, CHOICES), ChoicesFile) : {},
    words: isThere(WORDS) ? readYaml(join(folder, WORDS), WordsFile) : NO_WORDS,
  }
}

const NO_WORDS: AnswerWords = {
  fillers: [],
  skip: [],
  refusals: [],
  unsure: [],
  again: [],
  why: [],
  nothing: [],
  asking: [],
  done: [],
  corrections: [],
  negations: { before: [], after: [], except: { words: [], behind: [] } },
  missing: { before: [], between: [], things: [] },
  listing: [],
  pointing: { before: [], after: [] },
  hedges: [],
  joining: [],
  deeds: [],
  numbers: {},
  places: { around: [], picking: [], first: [], last: [], ordinals: [], all: [], both: [] },
  ages: {
    notNow: [],
    noYears: [],
    instead: [],
    around: [],
    behind: [],
    schoolYears: { before: [], after: [] },
  },
  names: { before: [], after: [], and: [] },
  commands: [],
  questions: [],
  asked: NOTHING_ASKED,
}

/** The texts of a folder that stands alone: the language that everything is written in first. */
export const loadTexts = (folder: string, locale: string): Texts => textsOf(readTexts(folder, locale))

/** What was read, as it is asked for; what is missing comes from `instead`, whose texts are in another language. */
export function textsOf(
  { locale, messages, choices, words }: Pick<Written, 'locale' | 'messages' | 'choices' | 'words'>,
  instead?: Texts,
): Texts {
  return {
    locale,
    words,
    ids: [...messages.keys()],
    choiceIds: Object.keys(choices),
    has: (id) => messages.has(id),
    localeOf: (id) => (messages.has(id) || !instead ? locale : instead.localeOf(id)),
    choices(id) {
      const found = choices[id] ?? instead?.choices(id)
      if (!found) throw new ContentError([`no choices "${id}" in ${locale}`])
      return found
    },
    text(id, values) {
      const message = messages.get(id)
      if (!message && instead) return instead.text(id, values)
      if (!message) throw new ContentError([`no text "${id}" in ${locale}`])
      return message.format(values)
    },
  }
}
