import { join } from 'node:path'
import { z } from 'zod'
import type { Vocabulary } from '../domain/understanding/vocabulary.ts'
import { createVocabulary } from '../domain/understanding/vocabulary.ts'
import { ContentError, readYaml } from './yaml.ts'

const Id = z.string().regex(/^[a-z0-9-]+$/, 'small letters, digits and hyphens')
/** A list is written as one text with commas. */
const listOf = (item: z.ZodString) =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(item))
    .default([])
const Phrases = listOf(z.string().min(1, 'two commas with nothing between'))
const Ids = listOf(Id)

const Interests = z.strictObject({
  concepts: z.array(
    z.strictObject({
      id: Id,
      kind: z.enum(['interest', 'wish', 'practical', 'barrier']),
      is: Ids,
      near: Ids,
      words: Phrases,
      said: Phrases,
      directory: Phrases,
      audience: Phrases,
      careful: z.boolean().default(false),
    }),
  ),
  cards: z.record(Id, Ids),
  grammar: z.strictObject({
    fillers: Phrases,
    slang: z.record(z.string(), z.string()),
    except: Phrases,
    negative: Phrases,
    backwards: Phrases,
    unless: Phrases,
    positive: Phrases,
    others: Phrases,
    spelling: Phrases,
    common: Phrases,
  }),
})

const Unsuitable = z.strictObject({
  rules: z.array(
    z.strictObject({
      id: Id,
      to: z.enum(['everyone', 'under-18', 'under-20']),
      name: Phrases,
      text: Phrases,
      cost: Phrases,
      unless: Phrases,
      said: Ids,
    }),
  ),
  'audience-lead': Phrases,
  'audience-between': Phrases,
  'audience-everyone': Phrases,
})

const FOLDER = join(import.meta.dirname, 'understanding')

/**
 * The vocabulary of content/understanding (or another folder of the same shape), checked: ids unique, every concept named is
 * there. Throws ContentError with file, line and reason.
 */
export function loadUnderstanding(folder: string = FOLDER): Vocabulary {
  const interests = readYaml(join(folder, 'interests.yaml'), Interests)
  const unsuitable = readYaml(join(folder, 'unsuitable.yaml'), Unsuitable)
  const problems: string[] = []
  const ids = new Set<string>()
  for (const { id } of interests.concepts) {
    if (ids.has(id)) problems.push(`interests.yaml: concept "${id}" stands twice`)
    ids.add(id)
  }
  const check = (where: string, named: readonly string[]) => {
    for (const id of named)
      if (!ids.has(id)) problems.push(`${where}: "${id}" is no concept of interests.yaml`)
  }
  for (const c of interests.concepts) check(`interests.yaml: concept "${c.id}"`, [...c.is, ...c.near])
  for (const [card, named] of Object.entries(interests.cards)) check(`interests.yaml: card "${card}"`, named)
  for (const rule of unsuitable.rules) check(`unsuitable.yaml: rule "${rule.id}"`, rule.said)
  if (problems.length > 0) throw new ContentError(problems)
  return createVocabulary({
    ...interests,
    unsuitable: {
      rules: unsuitable.rules,
      audienceLead: unsuitable['audience-lead'],
      audienceBetween: unsuitable['audience-between'],
      audienceEveryone: unsuitable['audience-everyone'],
    },
  })
}
