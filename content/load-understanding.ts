import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { Weekday } from '../domain/directory/opportunity.ts'
import { PatternError } from '../domain/patterns/grammar.ts'
import { ConcernKind } from '../domain/screening/types.ts'
import { FACTS } from '../domain/understanding/need-words.ts'
import type { Vocabulary, VocabularyData } from '../domain/understanding/vocabulary.ts'
import { createVocabulary } from '../domain/understanding/vocabulary.ts'
import { loadEar } from './load-ear.ts'
import { ContentError, readYaml } from './yaml.ts'
import { CONTENT } from './root.ts'

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

const Concepts = z.strictObject({
  concepts: z.array(
    z.strictObject({
      id: Id,
      kind: z.enum(['interest', 'wish', 'practical', 'barrier', 'nothing']),
      is: Ids,
      near: Ids,
      points: Ids,
      alike: z.boolean().default(false),
      words: Phrases,
      said: Phrases,
      directory: Phrases,
      audience: Phrases,
      careful: z.boolean().default(false),
    }),
  ),
})

const Cards = z.record(Id, Ids)
const Worries = z.record(ConcernKind, Ids)

/** A card and the one barrier it stands for. */
const InTheWay = z.record(Id, Id)

const Grammar = z.strictObject({
  fillers: Phrases,
  slang: z.record(z.string(), z.string()),
  except: Phrases,
  negative: Phrases,
  backwards: Phrases,
  unless: Phrases,
  positive: Phrases,
  others: Phrases,
  lapsed: Phrases,
  past: Phrases,
  over: Phrases,
  loose: Phrases,
  passing: Phrases,
  'spoken-of': Phrases,
  mentioned: Phrases,
  'like-me': Phrases,
  spelling: Phrases,
  common: Phrases,
})

const Facts = z.strictObject({
  own: Ids,
  'parents-own': Ids,
  others: Phrases,
  parents: Phrases,
  selves: Phrases,
  between: Phrases,
  lists: z.record(Id, Phrases),
})
/** Concepts to the patterns in which they are told. */
const FactsTold = z.record(Id, z.array(z.string().min(1)))

const Few = z.record(z.string(), Phrases)
const Amounts = z.record(z.string(), z.strictObject({ is: z.number().positive(), said: Phrases }))
const Weekdays = z.partialRecord(Weekday, Phrases)

const NeedWords = z.strictObject({
  days: Weekdays,
  'day-groups': z.record(z.string(), z.strictObject({ days: z.array(Weekday), said: Phrases })),
  parts: z.partialRecord(z.enum(['morning', 'afternoon', 'after-school', 'evening', 'weekend']), Phrases),
  after: Phrases,
  'not-times': Phrases,
  breaks: Phrases,
  joined: Phrases,
  can: Phrases,
  cannot: Phrases,
  looking: Phrases,
  no: Phrases,
  dislike: Phrases,
  wishes: Phrases,
  self: Phrases,
  small: Phrases,
  distance: Amounts,
  limits: Phrases,
  'limits-first': Phrases,
  purse: Phrases,
  'limits-after': Phrases,
  units: Amounts,
  coins: Amounts,
  numbers: z.record(z.string(), z.number().positive()),
  facts: z.record(z.enum(FACTS), Phrases),
  languages: Few,
  'language-cues': Phrases,
})

const Unsuitable = z.strictObject({
  rules: z.array(
    z.strictObject({
      id: Id,
      to: z.enum(['everyone', 'under-18', 'under-20']),
      name: Phrases,
      text: Phrases,
      cost: Phrases,
      not: Phrases,
      unless: Phrases,
      'unless-young': z.boolean().default(false),
      'unless-for': Ids,
      said: Ids,
    }),
  ),
  'audience-lead': Phrases,
  'audience-between': Phrases,
  'audience-everyone': Phrases,
})

const yamlIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name))

const FOLDER = join(CONTENT, 'understanding')

const readConcepts = (folder: string) =>
  yamlIn(join(folder, 'concepts')).map((file) => ({ file: basename(file), ...readYaml(file, Concepts) }))

/** The concepts of all files. Throws ContentError for a file that cannot be used. */
export const conceptsOf = (folder: string = FOLDER): VocabularyData['concepts'] =>
  readConcepts(folder).flatMap(({ concepts }) => concepts)

/**
 * The vocabulary of content/understanding (or another folder of the same shape), checked: ids unique, every concept named is
 * there, patterns can be used. Throws ContentError with file, line and reason.
 */
export function loadUnderstanding(folder: string = FOLDER): Vocabulary {
  const read = readConcepts(folder)
  const cards = readYaml(join(folder, 'cards.yaml'), Cards)
  const worries = readYaml(join(folder, 'worries.yaml'), Worries)
  const inTheWay = readYaml(join(folder, 'in-the-way.yaml'), InTheWay)
  const {
    'spoken-of': spokenOf,
    'like-me': likeMe,
    ...grammar
  } = readYaml(join(folder, 'grammar.yaml'), Grammar)
  const needs = readYaml(join(folder, 'needs.yaml'), NeedWords)
  const people = readYaml(join(folder, 'facts.yaml'), Facts)
  const told = yamlIn(join(folder, 'facts')).map((file) => ({
    file: basename(file),
    facts: readYaml(file, FactsTold),
  }))
  const unsuitable = readYaml(join(folder, 'unsuitable.yaml'), Unsuitable)
  const problems: string[] = []
  const ids = new Set<string>()
  for (const { file, concepts } of read) {
    for (const { id } of concepts) {
      if (ids.has(id)) problems.push(`${file}: concept "${id}" stands twice`)
      ids.add(id)
    }
  }
  const check = (where: string, named: readonly string[]) => {
    for (const id of named) if (!ids.has(id)) problems.push(`${where}: "${id}" is no concept`)
  }
  for (const { file, concepts } of read) {
    for (const c of concepts) check(`${file}: concept "${c.id}"`, [...c.is, ...c.near, ...c.points])
  }
  for (const [card, named] of Object.entries(cards)) check(`cards.yaml: card "${card}"`, named)
  for (const [kind, named] of Object.entries(worries)) check(`worries.yaml: "${kind}"`, named)
  check('in-the-way.yaml', Object.values(inTheWay))
  check('facts.yaml', [...people.own, ...people['parents-own']])
  const toldIn = new Map<string, string>()
  for (const { file, facts } of told) {
    check(`facts/${file}`, Object.keys(facts))
    for (const id of Object.keys(facts)) {
      const other = toldIn.get(id)
      if (other !== undefined) problems.push(`facts/${file}: concept "${id}" stands in facts/${other} too`)
      toldIn.set(id, file)
    }
  }
  for (const rule of unsuitable.rules)
    check(`unsuitable.yaml: rule "${rule.id}"`, [...rule.said, ...rule['unless-for']])
  if (problems.length > 0) throw new ContentError(problems)
  const who = {
    others: people.others,
    parents: people.parents,
    selves: people.selves,
    between: people.between,
  }
  const data: VocabularyData = {
    concepts: read.flatMap(({ concepts }) => concepts),
    cards,
    worries,
    inTheWay,
    grammar: { ...grammar, spokenOf, likeMe },
    needs: {
      days: needs.days,
      dayGroups: Object.values(needs['day-groups']),
      parts: needs.parts,
      after: needs.after,
      notTimes: needs['not-times'],
      breaks: needs.breaks,
      joined: needs.joined,
      can: needs.can,
      cannot: needs.cannot,
      looking: needs.looking,
      no: needs.no,
      dislike: needs.dislike,
      wishes: needs.wishes,
      self: needs.self,
      small: needs.small,
      distances: Object.values(needs.distance),
      limits: needs.limits,
      limitsFirst: needs['limits-first'],
      purse: needs.purse,
      limitsAfter: needs['limits-after'],
      units: Object.values(needs.units),
      coins: Object.values(needs.coins),
      numbers: needs.numbers,
      facts: needs.facts,
      languages: needs.languages,
      languageCues: needs['language-cues'],
      people: who,
    },
    facts: {
      lists: people.lists,
      said: Object.fromEntries(told.flatMap(({ facts }) => Object.entries(facts))),
      own: people.own,
      parentsOwn: people['parents-own'],
      ...who,
    },
    unsuitable: {
      rules: unsuitable.rules.map(({ 'unless-for': unlessFor, 'unless-young': unlessYoung, ...rule }) => ({
        ...rule,
        unlessFor,
        unlessYoung,
      })),
      audienceLead: unsuitable['audience-lead'],
      audienceBetween: unsuitable['audience-between'],
      audienceEveryone: unsuitable['audience-everyone'],
    },
  }
  try {
    return createVocabulary(data, loadEar(folder))
  } catch (error) {
    if (!(error instanceof PatternError)) throw error
    const { message, pattern } = error
    const at = told.find(({ facts }) => Object.values(facts).some((patterns) => patterns.includes(pattern)))
    throw new ContentError([`facts/${at?.file ?? ''}: ${message}`])
  }
}
