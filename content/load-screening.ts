import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { z } from 'zod'
import { PatternError } from '../domain/patterns/grammar.ts'
import { Listener } from '../domain/screening/listener.ts'
import { createAnswerListener, questionPatterns } from '../domain/screening/questions.ts'
import type { ScreeningRules } from '../domain/screening/rules.ts'
import { Languages, Question, Rule, Signals, Slots, Spelling } from '../domain/screening/rules.ts'
import { ownersOf } from '../domain/screening/signs.ts'
import { unfoldRules } from '../domain/screening/screener.ts'
import type { UnfoldedRules } from '../domain/screening/screener.ts'
import { ConcernKind } from '../domain/screening/types.ts'
import { phrasebookOf } from '../domain/screening/unfolding.ts'
import { screeningFromBuild, sumOf } from './built.ts'
import { ContentError, readYaml } from './yaml.ts'

/** Questions of ours and what is answered: a file for English, one for each other language we ask in. */
const QUESTIONS = /^questions(-[a-z]+)?\.yaml$/u

/** The other files that are not rules. */
const SUPPORT = ['spelling.yaml', 'slots.yaml', 'signals.yaml', 'languages.yaml', 'opinions.yaml']

/** One file of rules: what all its rules share stands above them. */
const RuleFile = z.strictObject({
  kind: ConcernKind.optional(),
  unless: Rule.shape.unless,
  'raised-by': Rule.shape.raisedBy,
  english: Rule.shape.isEnglish,
  rules: z
    .array(
      Rule.omit({
        kind: true,
        unless: true,
        raisedBy: true,
        insteadOf: true,
        hearsThrough: true,
        isEnglish: true,
      }).extend({
        kind: ConcernKind.optional(),
        unless: z.array(z.string()).optional(),
        'raised-by': z.array(z.string()).optional(),
        'instead-of': Rule.shape.insteadOf,
        'hears-through': Rule.shape.hearsThrough,
      }),
    )
    .min(1),
})
type RuleFile = z.infer<typeof RuleFile>

/**
 * Reads the rules of listening from content/screening and checks them, their own examples included. Throws ContentError with
 * `file:line: reason` for every rule that cannot be used or does not do what its examples say.
 */
export function loadScreeningRules(folder: string): ScreeningRules {
  const rules = readRules(folder)
  const problems = checkScreening(rules)
  if (problems.length > 0) throw new ContentError(problems.map((problem) => located(folder, problem)))
  return rules
}

/** Reads the files, without asking whether the rules do what they say. */
export function readRules(folder: string): ScreeningRules {
  const yaml = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
  const asked = yaml.filter((name) => QUESTIONS.test(name))
  const files = yaml.filter((name) => !SUPPORT.includes(name) && !asked.includes(name))
  return {
    spelling: readYaml(join(folder, 'spelling.yaml'), Spelling),
    slots: readYaml(join(folder, 'slots.yaml'), Slots),
    signals: readYaml(join(folder, 'signals.yaml'), Signals),
    questions: asked.flatMap((name) => readYaml(join(folder, name), z.array(Question))),
    languages: readYaml(join(folder, 'languages.yaml'), Languages),
    rules: files.flatMap((name) => rulesOf(join(folder, name), readYaml(join(folder, name), RuleFile))),
  }
}

/** Rules and their patterns, unfolded, as the thread that screens needs them. */
export interface ReadyRules {
  readonly rules: ScreeningRules
  readonly unfolded: UnfoldedRules
}

/** The rules ready for use: as a build left them, when the files still say the same. */
export function readyRules(folder: string): ReadyRules {
  const built = screeningFromBuild(sumOfRules(folder))
  // Our own build made it from these very files.
  return built === undefined ? madeReady(folder) : (built as ReadyRules)
}

/** The same, from the files. Throws ContentError and PatternError for rules that cannot be used. */
export function madeReady(folder: string): ReadyRules {
  const rules = readRules(folder)
  return { rules, unfolded: unfoldRules(rules) }
}

/** A sum over the names and texts of all files of rules. */
export function sumOfRules(folder: string): string {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  return sumOf(
    'rules',
    names
      .sort()
      .map((name) => `${name}\n${readFileSync(join(folder, name), 'utf8')}`)
      .join('\n'),
  )
}

/** A problem with a set of rules: its line is the first below `id: …` of the rule or question that holds the text `where`. */
export interface ScreeningProblem {
  readonly id?: string
  readonly where: string
  readonly reason: string
}

/**
 * Everything that is wrong with a set of rules: patterns that cannot be used, names that are not there or there twice, examples
 * that a rule does not find, near misses that it does, answers to questions that are not understood. Empty when all is well.
 */
export function checkScreening(rules: ScreeningRules): readonly ScreeningProblem[] {
  const named = [...twice(rules), ...unknownNames(rules), ...badPatterns(rules)]
  return named.length > 0 ? named : [...badExamples(rules), ...badAnswers(rules)]
}

function rulesOf(path: string, file: RuleFile): readonly Rule[] {
  return file.rules.map((one) => {
    const {
      'raised-by': raisedBy,
      'instead-of': insteadOf,
      'hears-through': hearsThrough,
      unless,
      kind,
      ...rest
    } = one
    const ruleKind = kind ?? file.kind
    if (ruleKind === undefined) throw new ContentError([`${shown(path)}:1: ${one.id}: has no kind`])
    return {
      ...rest,
      kind: ruleKind,
      unless: unless ?? file.unless,
      raisedBy: raisedBy ?? file['raised-by'],
      insteadOf,
      hearsThrough,
      isEnglish: file.english,
    }
  })
}

function twice(rules: ScreeningRules): readonly ScreeningProblem[] {
  const ids = [...rules.rules, ...rules.questions, ...rules.signals.guards, ...rules.signals.raisers].map(
    (one) => one.id,
  )
  return ids
    .filter((id, at) => ids.indexOf(id) !== at)
    .map((id) => ({ where: `id: ${id}`, reason: `the id ${id} is there twice` }))
}

function unknownNames(rules: ScreeningRules): readonly ScreeningProblem[] {
  const guards = new Set(rules.signals.guards.map((guard) => guard.id))
  const raisers = new Set(rules.signals.raisers.map((raiser) => raiser.id))
  const ids = new Set(rules.rules.map((rule) => rule.id))
  return rules.rules.flatMap((rule) => [
    ...rule.insteadOf
      .filter((name) => !ids.has(name))
      .map((name) => ({ where: `id: ${rule.id}`, reason: `${rule.id}: there is no rule ${name}` })),
    ...rule.unless
      .filter((name) => !guards.has(name))
      .map((name) => ({ where: `id: ${rule.id}`, reason: `${rule.id}: there is no guard ${name}` })),
    ...rule.raisedBy
      .filter((name) => !raisers.has(name))
      .map((name) => ({ where: `id: ${rule.id}`, reason: `${rule.id}: there is no raiser ${name}` })),
  ])
}

function badPatterns(rules: ScreeningRules): readonly ScreeningProblem[] {
  const owners = ownersOf(rules)
  const all = [...owners.flatMap((owner) => owner.says), ...questionPatterns(rules.questions)]
  const book = phrasebookOf(rules)
  return all.flatMap((pattern) => {
    try {
      book.unfold(pattern)
      return []
    } catch (error) {
      if (!(error instanceof PatternError)) throw error
      return [{ where: pattern, reason: error.message }]
    }
  })
}

function badExamples(rules: ScreeningRules): readonly ScreeningProblem[] {
  const listener = new Listener(rules, ownersOf(rules), unfoldRules(rules).rules)
  const standsFor = new Map(rules.rules.map((rule) => [rule.id, new Set([rule.id, ...rule.insteadOf])]))
  return rules.rules.flatMap((rule) => {
    const found = (text: string) => listener.hear(text).hits.find((hit) => hit.rule === rule.id)
    const heard = (text: string) =>
      listener.hear(text).hits.some((hit) => standsFor.get(hit.rule)?.has(rule.id) === true)
    const missed = rule.matches.filter((text) => !heard(text))
    const wrong = rule.not.filter((text) => found(text)?.response === rule.response)
    return [
      ...missed.map((text) => ({ id: rule.id, where: text, reason: `${rule.id} does not find "${text}"` })),
      ...wrong.map((text) => ({
        id: rule.id,
        where: text,
        reason: `${rule.id} finds "${text}", which it must not`,
      })),
    ]
  })
}

function badAnswers(rules: ScreeningRules): readonly ScreeningProblem[] {
  const answers = createAnswerListener(rules)
  return rules.questions.flatMap((question) =>
    question.examples.flatMap(({ bot, yp, response }) => {
      const heard = answers.hear(bot, yp, () => [])?.response ?? 'none'
      return heard === response
        ? []
        : [
            {
              id: question.id,
              where: yp,
              reason: `${question.id}: "${yp}" is heard as ${heard}, not ${response}`,
            },
          ]
    }),
  )
}

function located(folder: string, problem: ScreeningProblem): string {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.yaml'))) {
    const lines = readFileSync(join(folder, name), 'utf8').split('\n')
    const rule =
      problem.id === undefined ? 0 : lines.findIndex((line) => line.endsWith(`id: ${problem.id ?? ''}`))
    if (rule < 0) continue
    const at = lines.findIndex((line, index) => index >= rule && line.includes(problem.where))
    if (at >= 0 || problem.id !== undefined) {
      return `${shown(join(folder, name))}:${Math.max(at, rule) + 1}: ${problem.reason}`
    }
  }
  return `${shown(folder)}:1: ${problem.reason}`
}

function shown(path: string): string {
  return relative(process.cwd(), path)
}
