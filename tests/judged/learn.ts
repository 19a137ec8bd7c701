import { parseArgs } from 'node:util'
import { fitLogistic } from '../../bot/commands/train/fit-logistic.ts'
import { writeEmbedding } from '../../content/load-embedding.ts'
import { CONTENT } from '../../content/root.ts'
import { learnProjections } from '../../domain/embedding/training/learn-projections.ts'
import { ofSaid } from '../../domain/embedding/projections.ts'
import { matcherOver } from '../../domain/matching/matcher.ts'
import { FEATURES } from '../../domain/matching/ranking.ts'
import type { Features, Ranking } from '../../domain/matching/ranking.ts'
import { judge } from './judge.ts'
import type { Verdict } from './judge.ts'
import { likenessOf, rankingRows, readLessons, shippedEncoder } from './lessons.ts'
import type { Lesson } from './lessons.ts'
import { row } from './table.ts'
import { NOT_WORKED_ON, TOWNS } from './towns.ts'

/**
 * Learns from the judged towns how sentences come into one space and how words and likeness are weighed, and writes both to
 * content/embedding: `npm run train:embedding -- [--without TOWN,TOWN] [--dry yes]`. The same towns give the same bytes. What it prints is
 * of towns by what others taught. With `--dry` nothing is written.
 */
const { values } = parseArgs({
  options: { without: { type: 'string', default: '' }, dry: { type: 'string' } },
})
const SEED = 2026
/** Towns are left out in so many parts. */
const FOLDS = 5

const left = new Set(values.without.split(','))
const encoder = shippedEncoder()
const { kernel } = encoder
console.error('reading the towns')
const lessons = await readLessons(
  Object.fromEntries(Object.entries(TOWNS).filter(([name]) => !left.has(name))),
  encoder,
)
/** Each town by projections that did not learn it. */
const folds = Array.from({ length: FOLDS }, (_, fold) => {
  const isOut = (_lesson: Lesson, at: number): boolean => at % FOLDS === fold
  console.error(`learning without part ${fold + 1} of ${FOLDS}`)
  const learnt = lessons.filter((one, at) => !isOut(one, at)).map(({ judged }) => judged)
  const projections = learnProjections(learnt, SEED)
  const out = lessons.filter(isOut)
  // Words know too much of towns they were worked on with.
  const rows = out
    .filter(({ name }) => NOT_WORKED_ON.has(name))
    .flatMap((lesson) => rankingRows(lesson, projections, kernel))
  return { projections, out, rows }
})
const before: Verdict[] = []
const after: Verdict[] = []
for (const { projections, out, rows } of folds) {
  const ranking = rankingOf(folds.flatMap((fold) => (fold.rows === rows ? [] : fold.rows)))
  for (const lesson of out.filter(({ name }) => NOT_WORKED_ON.has(name))) {
    const { index, vocabulary, services } = lesson.open
    const meaning = { likeness: likenessOf(lesson, projections, kernel), ranking }
    const matcher = matcherOver(index, vocabulary, undefined, meaning)
    const ids = (request: Parameters<typeof matcher.suggest>[0]): string[] =>
      matcher
        .suggest(request)
        .suggestions.map(({ activity }) => index.opportunities[index.placeOf(activity) ?? 0]?.sourceId ?? '')
    for (const { person, request, said } of lesson.people) {
      before.push(judge(person, ids(request), services))
      after.push(judge(person, ids({ ...request, meant: ofSaid(said, projections) }), services))
    }
  }
}
console.log([row('words alone', before), row('words and meaning', after)].join('\n'))
if (values.dry === undefined) {
  const projections = learnProjections(
    lessons.map(({ judged }) => judged),
    SEED,
  )
  writeEmbedding(CONTENT, { encoder, projections }, rankingOf(folds.flatMap(({ rows }) => rows)))
}

function rankingOf(rows: readonly { features: Features; is: boolean }[]): Ranking {
  const weights = fitLogistic(
    rows.map(({ features, is }) => ({ given: FEATURES.map((name) => features[name]), is })),
  ).map((weight) => Math.round(weight * 1e4) / 1e4)
  return {
    bias: weights.at(-1) ?? 0,
    weights: Object.fromEntries(FEATURES.map((name, at) => [name, weights[at] ?? 0])) as Record<
      (typeof FEATURES)[number],
      number
    >,
  }
}
