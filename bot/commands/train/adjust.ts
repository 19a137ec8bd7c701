import type { CorpusLine } from '../../../content/load-corpus.ts'
import { sigmoid } from '../../../domain/screening/classifier/chances.ts'
import { Classifier, LEVELS } from '../../../domain/screening/classifier/classifier.ts'
import type {
  Blend,
  Blends,
  ClassifierModel,
  Level,
  Reading,
  Thresholds,
} from '../../../domain/screening/classifier/classifier.ts'
import type { Spelling } from '../../../domain/screening/rules.ts'
import { atLeast } from '../../../domain/screening/types.ts'

/** False alarms that are accepted on the dev part, as parts of one; docs/screening.md says why these. */
const ACCEPTED = {
  /** Of harmless lines that look like worries: reach-out or more, and act-now. */
  hard: 0.08,
  actNow: 0.015,
  /** Of ordinary chat: reach-out or more. */
  chat: 0.04,
  /** Of ordinary chat: a note, which asks nothing of anybody at night. */
  note: 0.06,
} as const

const FITTING = { rounds: 400, rate: 0.5 } as const

interface Judged {
  readonly line: CorpusLine
  readonly readings: readonly Reading[]
}

export interface Adjusted {
  readonly thresholds: Thresholds
  readonly blends: Blends
  readonly judged: readonly Judged[]
}

const OPEN: Thresholds = { 'act-now': 1, 'reach-out': 1, note: 1 }
const EQUAL: Blend = { network: 0.5, grams: 0.5, bias: 0 }

/** Puts the halves together as fits lines best that were not learnt from, and finds the lowest thresholds within what is accepted. */
export function adjust(
  model: Omit<ClassifierModel, 'thresholds' | 'blends'>,
  spelling: Spelling,
  lines: readonly CorpusLine[],
): Adjusted {
  const blank = { note: EQUAL, 'reach-out': EQUAL, 'act-now': EQUAL }
  const reader = new Classifier({ ...model, thresholds: OPEN, blends: blank }, spelling)
  const judged = lines.map((line) => {
    const last = line.turns.at(-1)
    return { line, readings: reader.read(last?.yp ?? '', line.turns.slice(0, -1), last?.bot) }
  })
  const blends = {
    note: fitted(judged, 'note'),
    'reach-out': fitted(judged, 'reach-out'),
    'act-now': fitted(judged, 'act-now'),
  }
  const classifier = new Classifier({ ...model, thresholds: OPEN, blends }, spelling)
  const from = (level: Level, accepted: number, among: (line: CorpusLine) => boolean): number => {
    const chances = judged
      .filter(({ line }) => line.response === 'none' && among(line))
      .map(({ readings }) => classifier.chance(readings, level))
      .sort((a, b) => b - a)
    const chance = (chances[Math.floor(accepted * chances.length)] ?? 0) + 1e-4
    return Math.min(1, Math.ceil(chance * 10_000) / 10_000)
  }
  const isHard = ({ hard }: CorpusLine): boolean => hard
  const isChat = ({ hard }: CorpusLine): boolean => !hard
  const thresholds = {
    'act-now': from('act-now', ACCEPTED.actNow, isHard),
    'reach-out': Math.max(from('reach-out', ACCEPTED.hard, isHard), from('reach-out', ACCEPTED.chat, isChat)),
    note: from('note', ACCEPTED.note, isChat),
  }
  return { judged, blends, thresholds }
}

/** Logistic regression of "at least this response" on the two halves' log odds, by plain gradient descent. */
function fitted(judged: readonly Judged[], level: Level): Blend {
  const rows = judged.flatMap(({ line, readings }) => {
    const last = readings.at(-1)
    if (last === undefined) return []
    return [{ x: last.network[level], y: last.grams[level], is: atLeast(line.response, level) ? 1 : 0 }]
  })
  let { network, grams, bias } = EQUAL
  for (let round = 0; round < FITTING.rounds; round += 1) {
    let [byNetwork, byGrams, byBias] = [0, 0, 0]
    for (const { x, y, is } of rows) {
      const error = sigmoid(network * x + grams * y + bias) - is
      byNetwork += error * x
      byGrams += error * y
      byBias += error
    }
    network -= (FITTING.rate * byNetwork) / rows.length
    grams -= (FITTING.rate * byGrams) / rows.length
    bias -= (FITTING.rate * byBias) / rows.length
  }
  const short = (x: number): number => Math.round(x * 10_000) / 10_000
  return { network: short(network), grams: short(grams), bias: short(bias) }
}

/** How that does on the same lines, in short. */
export function measured(
  { thresholds, blends, judged }: Adjusted,
  model: Omit<ClassifierModel, 'thresholds' | 'blends'>,
  spelling: Spelling,
): string {
  const classifier = new Classifier({ ...model, thresholds, blends }, spelling)
  const answers = judged.map(({ line, readings }) => ({
    line,
    readings,
    response: classifier.response(readings),
  }))
  type Answer = (typeof answers)[number]
  const rate = (of: (line: CorpusLine) => boolean, found: (one: Answer) => boolean): string => {
    const all = answers.filter(({ line }) => of(line))
    return `${((100 * all.filter(found).length) / Math.max(1, all.length)).toFixed(1)} % of ${all.length}`
  }
  const isWorry = ({ response }: CorpusLine): boolean => atLeast(response, 'reach-out')
  const alarms = ({ response }: Answer): boolean => atLeast(response, 'reach-out')
  const isActNow = ({ response }: CorpusLine): boolean => response === 'act-now'
  const halves = (['network', 'grams'] as const).map((half) => {
    const hard = judged
      .filter(({ line }) => line.hard)
      .map(({ readings }) => readings.at(-1)?.[half]['reach-out'] ?? 0)
    const floor = hard.sort((a, b) => b - a)[Math.floor(0.1 * hard.length)] ?? 0
    const above = (one: Answer): boolean => (one.readings.at(-1)?.[half]['reach-out'] ?? 0) > floor
    return `${half} alone at 10 % ${rate(isWorry, above)}`
  })
  return [
    `found ${rate(isWorry, alarms)}`,
    `by facts ${rate((line) => isWorry(line) && line.facts, alarms)}`,
    `talks ${rate((line) => isWorry(line) && line.isTalk, alarms)}`,
    `act-now ${rate(isActNow, ({ response }) => response === 'act-now')}, at all ${rate(isActNow, alarms)}`,
    `noted ${rate(
      ({ response }) => response !== 'none',
      ({ response }) => response !== 'none',
    )}`,
    `kind ${rate(
      ({ response }) => response !== 'none',
      ({ line, readings }) => line.kinds.some((kind) => kind === readings.at(-1)?.kinds[0]?.[0]),
    )}`,
    `alarms hard ${rate((line) => line.hard, alarms)}, chat ${rate((line) => line.response === 'none' && !line.hard, alarms)}`,
    ...halves,
    LEVELS.map((level) => `${level} ${thresholds[level]} ${JSON.stringify(blends[level])}`).join(' '),
  ].join('\n  ')
}
