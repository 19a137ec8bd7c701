import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { z } from 'zod'
import type { AnswerWords, Option } from '../domain/understanding/answers.ts'
import { ContentError, readYaml } from './yaml.ts'

export type Values = Readonly<Record<string, string | number>>

export interface TextChoice extends Option {
  readonly symbol?: string | undefined
}

/** Every text of one language by id. An id that is not there throws: a test walks all ids used and all ids there. */
export interface Texts {
  readonly locale: string
  text(id: string, values?: Values): string
  has(id: string): boolean
  choices(id: string): readonly TextChoice[]
  readonly words: AnswerWords
  readonly ids: readonly string[]
  readonly choiceIds: readonly string[]
}

const TextFile = z.record(
  z.string().regex(/^[a-z0-9.-]+$/, 'ids are small letters, digits, dots and hyphens'),
  z.string().min(1),
)

const ChoicesFile = z.record(
  z.string(),
  z.array(
    z.strictObject({
      id: z.string(),
      label: z.string().min(1),
      symbol: z.string().optional(),
      words: z.array(z.string()).default([]),
    }),
  ),
)

const Phrases = z.array(
  z.strictObject({
    id: z.string(),
    phrases: z.array(z.string()).min(1),
    anywhere: z.array(z.string()).optional(),
  }),
)

const WordsFile = z.strictObject({
  fillers: z.array(z.string()),
  skip: z.array(z.string()),
  unsure: z.array(z.string()),
  again: z.array(z.string()),
  why: z.array(z.string()),
  done: z.array(z.string()),
  corrections: z.array(z.string()),
  numbers: z.record(z.string(), z.int()),
  commands: Phrases,
  questions: Phrases,
})

/** Files of a language's folder that are not flat maps of texts. */
const CHOICES = 'choices.yaml'
const WORDS = 'words.yaml'

/**
 * Loads a language's folder: every `*.yaml` is a flat map of id to ICU message, but for the choices and the words. Throws
 * ContentError with file, line and reason for anything that is wrong, an id that stands twice or a message that does not parse.
 */
export function loadTexts(folder: string, locale: string): Texts {
  const messages = new Map<string, IntlMessageFormat>()
  const problems: string[] = []
  const files = readdirSync(folder).filter(
    (file) => file.endsWith('.yaml') && file !== CHOICES && file !== WORDS,
  )
  for (const file of files.sort()) {
    const texts = readYaml(join(folder, file), TextFile)
    for (const [id, text] of Object.entries(texts)) {
      if (messages.has(id)) problems.push(`${file}: "${id}" stands twice`)
      try {
        messages.set(id, new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }))
      } catch (error) {
        problems.push(
          `${file}: "${id}" is not a message: ${error instanceof Error ? error.message : 'unknown'}`,
        )
      }
    }
  }
  if (problems.length > 0) throw new ContentError(problems)
  const choices = readYaml(join(folder, CHOICES), ChoicesFile)
  const words = readYaml(join(folder, WORDS), WordsFile)

  return {
    locale,
    words,
    ids: [...messages.keys()],
    choiceIds: Object.keys(choices),
    has: (id) => messages.has(id),
    choices(id) {
      const found = choices[id]
      if (!found) throw new ContentError([`no choices "${id}" in ${locale}`])
      return found
    },
    text(id, values) {
      const message = messages.get(id)
      if (!message) throw new ContentError([`no text "${id}" in ${locale}`])
      const made: unknown = message.format(values)
      return typeof made === 'string' ? made : String(made)
    },
  }
}
