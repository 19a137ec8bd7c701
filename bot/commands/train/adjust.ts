import type { CorpusLine } from '../../../content/load-corpus.ts'
import { Classifier } from '../../../domain/screening/classifier/classifier.ts'
import type {
  Blend,
  Blends,
  ClassifierModel,
  Level,
  Reading,
  Steps,
  Thresholds,
} from '../../../domain/screening/classifier/classifier.ts'
import type { Signs } from '../../../domain/screening/classifier/details.ts'
import type { ScreeningRules, Spelling } from '../../../domain/screening/rules.ts'
import { createScreener } from '../../../domain/screening/screener.ts'
import { atLeast } from '../../../domain/screening/types.ts'
import type { Exchange } from '../../../domain/screening/types.ts'
import { fitLogistic, rounded } from './fit-logistic.ts'
import { fittedSigns, NO_SIGNS } from './signs.ts'

/**
 * False alarms that are accepted on the dev part, as parts of one; docs/screening.md says why these. Fewer for what is read together with
 * what came before: every message of a conversation is read so as well, and alarms add up over it.
 */
const ACCEPTED = {
  alone: {
    /** Of harmless lines that look like worries: reach-out or more, and act-now. */
    hard: 0.08,
    actNow: 0.01,
    /** Of ordinary chat: reach-out or more. */
    chat: 0.04,
    /** Of ordinary chat: a note, which asks nothing of anybody at night. */
    note: 0.04,
  },
  together: { hard: 0.06, actNow: 0.007, chat: 0.025, note: 0.015 },
} as const

/** What a message is read behind when it stands alone in the corpus: our own questions, as they are asked. */
const QUESTIONS = [
  'What gets in the way?',
  'If things were a bit better in a month, what would you be doing?',
  'What are you good at, or what do people like about you?',
  'What would make it possible to go to something?',
  '',
] as const

/** A line and how it is read: alone (not of a conversation), and together with what came before. */
export interface Judged {
  readonly line: CorpusLine
  readonly readings: readonly Reading[]
}

export interface Adjusted {
  readonly thresholds: Thresholds
  readonly blends: Blends
  readonly signs: Signs
  readonly judged: readonly Judged[]
}

const NEVER: Steps = { 'act-now': 1, 'reach-out': 1, note: 1 }
const EQUAL: Blend = { network: 0.5, grams: 0.5, networkKinds: 0, gramKinds: 0, bias: 0 }
type Model = Omit<ClassifierModel, 'thresholds' | 'blends' | 'signs'>

/** Puts the halves together as fits lines best that were not learnt from, and finds the lowest thresholds within what is accepted. */
export function adjust(model: Model, rules: ScreeningRules, lines: readonly CorpusLine[]): Adjusted {
  const open = { alone: NEVER, together: NEVER }
  const blank = { note: EQUAL, 'reach-out': EQUAL, 'act-now': EQUAL }
  const judged = judge(
    new Classifier({ ...model, thresholds: open, blends: blank, signs: NO_SIGNS }, rules.spelling),
    lines,
  )
  const blends = {
    note: fitted(judged, 'note'),
    'reach-out': fitted(judged, 'reach-out'),
    'act-now': fitted(judged, 'act-now'),
  }
  const classifier = new Classifier({ ...model, thresholds: open, blends, signs: NO_SIGNS }, rules.spelling)
  const stepsOf = (read: keyof Thresholds): Steps => {
    const from = (level: Level, accepted: number, hard: boolean): number => {
      const chances = judged
        .filter(({ line }) => line.response === 'none' && line.hard === hard)
        .flatMap(({ readings }) => readings.filter((reading) => reading.read === read))
        .map((reading) => classifier.chance(reading, level))
        .sort((a, b) => b - a)
      const chance = (chances[Math.floor(accepted * chances.length)] ?? 0) + 1e-4
      return Math.min(1, Math.ceil(chance * 10_000) / 10_000)
    }
    const { hard, actNow, chat, note } = ACCEPTED[read]
    return {
      'act-now': from('act-now', actNow, true),
      'reach-out': Math.max(from('reach-out', hard, true), from('reach-out', chat, false)),
      note: from('note', note, false),
    }
  }
  const signs = fittedSigns(judged, createScreener(rules))
  return { judged, blends, signs, thresholds: { alone: stepsOf('alone'), together: stepsOf('together') } }
}

function judge(reader: Classifier, lines: readonly CorpusLine[]): readonly Judged[] {
  const chat = lines.filter(({ response, hard, isTalk }) => response === 'none' && !hard && !isTalk)
  const said = (n: number): Exchange[] => chat[n % chat.length]?.turns.slice() ?? []
  return lines.map((line, n) => {
    const last = line.turns.at(-1)
    const text = last?.yp ?? ''
    const readings = line.isTalk
      ? reader.read(text, line.turns.slice(0, -1), last?.bot).filter(({ read }) => read === 'together')
      : [
          ...reader.read(text, [], undefined),
          ...reader
            .read(text, [...said(n), ...said(n + 7)], QUESTIONS[n % QUESTIONS.length])
            .filter(({ read }) => read === 'together'),
        ]
    return { line, readings }
  })
}

/** Logistic regression of "at least this response" on what both halves hear. */
function fitted(judged: readonly Judged[], level: Level): Blend {
  const rows = judged.flatMap(({ line, readings }) =>
    readings.slice(0, 1).map(({ network, grams, networkKinds, gramKinds }) => ({
      given: [network[level], grams[level], networkKinds, gramKinds],
      is: atLeast(line.response, level),
    })),
  )
  const [network = 0, grams = 0, networkKinds = 0, gramKinds = 0, bias = 0] = fitLogistic(rows).map(rounded)
  return { network, grams, networkKinds, gramKinds, bias }
}

/** How that does on the same lines, in short; `npm run score` says it in full, with the rules. */
export function measured(
  { thresholds, blends, signs, judged }: Adjusted,
  model: Model,
  spelling: Spelling,
): string {
  const classifier = new Classifier({ ...model, thresholds, blends, signs }, spelling)
  const rate = (
    read: Reading['read'],
    of: (line: CorpusLine) => boolean,
    found: (reading: Reading) => boolean,
  ): string => {
    const all = judged
      .filter(({ line }) => of(line))
      .flatMap(({ readings }) => readings.filter((reading) => reading.read === read))
    return `${((100 * all.filter(found).length) / Math.max(1, all.length)).toFixed(1)} %`
  }
  const isWorry = ({ response }: CorpusLine): boolean => atLeast(response, 'reach-out')
  const alarms = (reading: Reading): boolean => atLeast(classifier.response(reading), 'reach-out')
  const urgent = (reading: Reading): boolean => classifier.response(reading) === 'act-now'
  const noted = (reading: Reading): boolean => classifier.response(reading) !== 'none'
  const half = (name: 'network' | 'grams'): string => {
    const of = (reading: Reading): number => reading[name]['reach-out']
    const hard = judged
      .filter(({ line }) => line.hard)
      .flatMap(({ readings }) => readings.slice(0, 1).map(of))
    const floor = hard.sort((a, b) => b - a)[Math.floor(0.1 * hard.length)] ?? 0
    return `${name} alone at 10 % false alarms ${rate('alone', isWorry, (reading) => of(reading) > floor)}`
  }
  const rows = (['alone', 'together'] as const).map((read) =>
    [
      `${read}: found ${rate(read, isWorry, alarms)}`,
      `by facts ${rate(read, (line) => isWorry(line) && line.facts, alarms)}`,
      `act-now ${rate(read, ({ response }) => response === 'act-now', urgent)}`,
      `noted ${rate(read, ({ response }) => response !== 'none', noted)}`,
      `alarms hard ${rate(read, ({ hard }) => hard, alarms)}, chat ${rate(read, (line) => line.response === 'none' && !line.hard, alarms)}`,
    ].join('; '),
  )
  const levels = JSON.stringify({ thresholds, blends })
  return [...rows, half('network'), half('grams'), levels].join('\n  ')
}
