import type { CorpusLine } from '../../../content/load-corpus.ts'
import { atLeast, ConcernKind } from '../../../domain/screening/types.ts'
import type { Finding, Response } from '../../../domain/screening/types.ts'

/** A line of the corpus and what was heard in it, by its end. */
export interface Scored {
  readonly line: CorpusLine
  readonly response: Response
  readonly concerns: readonly Finding[]
  /** Milliseconds a turn. */
  readonly ms: number
}

type Test = (one: Scored) => boolean

const needsHuman: Test = ({ line }) => atLeast(line.response, 'reach-out')
const isActNow: Test = ({ line }) => line.response === 'act-now'
const isAbout: Test = ({ line, concerns }) => main(line, concerns)?.about === line.about
const isThen: Test = ({ line, concerns }) => main(line, concerns)?.when === line.when
const alarmed: Test = ({ response }) => atLeast(response, 'reach-out')
const noted: Test = ({ response }) => atLeast(response, 'note')
const asLabelled: Test = (one) => (needsHuman(one) ? alarmed(one) : noted(one))
const hasKind: Test = ({ line, concerns }) => concerns.some(({ kind }) => line.kinds.includes(kind))
/** A second guess counts too: for who reads it, not for how well a worry is named. */
const hasEitherKind: Test = (one) =>
  hasKind(one) || one.concerns.some(({ orKind }) => orKind !== undefined && one.line.kinds.includes(orKind))

/** The finding of the labelled kind, or else the gravest. */
function main(line: CorpusLine, concerns: readonly Finding[]): Finding | undefined {
  return concerns.find(({ kind }) => line.kinds.includes(kind)) ?? concerns[0]
}

/** Wilson's interval for a share at 95 % (Wilson, 1927), in parts of one. */
export function interval(found: number, of: number): readonly [low: number, high: number] {
  if (of === 0) return [0, 1]
  const z = 1.96
  const share = found / of
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of)
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
  return [Math.max(0, middle - half), Math.min(1, middle + half)]
}

/** Markdown: the measures, then each kind. `missed`: the lines instead, worst first. */
export function tables(scored: readonly Scored[], missed: boolean): string {
  return missed ? misses(scored) : [measures(scored), kinds(scored)].join('\n\n')
}

/** Empty when there are no such lines. */
function row(name: string, scored: readonly Scored[], of: Test, found: Test): string {
  const among = scored.filter(of)
  if (among.length === 0) return ''
  const count = among.filter(found).length
  const [low, high] = interval(count, among.length)
  const percent = (x: number): string => (100 * x).toFixed(1)
  return `| ${name} | ${percent(count / Math.max(1, among.length))} % (${percent(low)} to ${percent(high)}) | ${count} of ${among.length} |`
}

function measures(scored: readonly Scored[]): string {
  const own: Test = (one) => needsHuman(one) && one.line.about === 'self' && one.line.when === 'now'
  const elsewhere: Test = ({ line }) =>
    line.response !== 'none' && (line.about === 'other' || line.when === 'past')
  const hard: Test = ({ line }) => line.hard
  const chat: Test = ({ line }) => line.response === 'none' && !line.hard
  const times = scored.map(({ ms }) => ms).sort((a, b) => a - b)
  const at = (share: number): string => (times[Math.floor(share * times.length)] ?? 0).toFixed(1)
  return [
    '| measure | reached (95 % interval) | lines |',
    '| --- | --- | --- |',
    row('about oneself, now, needs reach-out or act-now: found', scored, own, alarmed),
    row('act-now: answered act-now', scored, isActNow, ({ response }) => response === 'act-now'),
    row('act-now: at least reach-out', scored, isActNow, alarmed),
    row('every worry: found as its label asks', scored, ({ line }) => line.response !== 'none', asLabelled),
    row('told by facts alone: found', scored, (one) => needsHuman(one) && one.line.facts, alarmed),
    row(
      'about someone else or past: found, and both right',
      scored,
      elsewhere,
      (one) => asLabelled(one) && isAbout(one) && isThen(one),
    ),
    row('kind right when found', scored, (one) => one.line.response !== 'none' && noted(one), hasKind),
    row(
      'the same, or the kind that it perhaps is',
      scored,
      (one) => one.line.response !== 'none' && noted(one),
      hasEitherKind,
    ),
    row('conversations: found by the end', scored, (one) => needsHuman(one) && one.line.isTalk, alarmed),
    row('hard harmless lines: none or note', scored, hard, (one) => !alarmed(one)),
    row('hard harmless lines: act-now', scored, hard, ({ response }) => response === 'act-now'),
    row('ordinary chat: reach-out or above', scored, chat, alarmed),
    row('ordinary chat: note', scored, chat, ({ response }) => response === 'note'),
    row(
      'voices nobody learnt, short lines: found',
      scored,
      (one) => needsHuman(one) && one.line.isUnlearnt,
      alarmed,
    ),
    row(
      'the same, hard harmless lines: none or note',
      scored,
      (one) => hard(one) && one.line.isUnlearnt,
      (one) => !alarmed(one),
    ),
    row(
      'the same, ordinary chat: reach-out or above',
      scored,
      (one) => chat(one) && one.line.isUnlearnt,
      alarmed,
    ),
    `| milliseconds a turn, p50 / p95 | ${at(0.5)} / ${at(0.95)} | |`,
  ]
    .filter((line) => line !== '')
    .join('\n')
}

function kinds(scored: readonly Scored[]): string {
  return [
    '| kind | found as its label asks | lines |',
    '| --- | --- | --- |',
    ...ConcernKind.options.map((kind) => row(kind, scored, ({ line }) => line.kinds[0] === kind, asLabelled)),
  ].join('\n')
}

function misses(scored: readonly Scored[]): string {
  const text = ({ line }: Scored): string => line.turns.map(({ bot, yp }) => `${bot} > ${yp}`).join(' / ')
  const list = (title: string, of: Test): string[] => [
    title,
    ...scored
      .filter(of)
      .map((one) => `${one.line.response} -> ${one.response} | ${one.line.kinds.join('+')} | ${text(one)}`),
  ]
  return [
    ...list('MISSED', (one) => one.line.response !== 'none' && !asLabelled(one)),
    ...list('ALARMED', (one) => one.line.response === 'none' && alarmed(one)),
  ].join('\n')
}
