import { randomFrom, shuffled } from '../../../domain/chance/random.ts'
import { regressionScores } from '../../../domain/grams/regressions.ts'
import { learnGrams } from '../../../domain/screening/classifier/training/learn-grams.ts'
import type { GramExample } from '../../../domain/screening/classifier/training/learn-grams.ts'
import { atLeast } from '../../../domain/screening/types.ts'
import type { CorpusLine } from '../../../content/load-corpus.ts'

/** Of hard harmless lines so many are alarmed about when recall is compared. */
const FALSE_ALARMS = 0.1

/**
 * How much more lines help, and how well voices are heard that nobody learnt: recall of reach-out and more at the same share of false
 * alarms. Of the grams alone, which learn in half a minute; the network would take hours.
 */
export function curve(
  lines: readonly CorpusLine[],
  exampleOf: (line: CorpusLine) => GramExample,
  seed: number,
  tell: (row: string) => void,
): void {
  const train = lines.filter(({ part }) => part === 'train')
  const dev = lines.filter(({ part }) => part === 'dev')
  const examples = new Map(lines.map((line) => [line, exampleOf(line)]))
  const recall = (learnt: readonly CorpusLine[], judged: readonly CorpusLine[]): string => {
    const known = learnt.flatMap((line) => examples.get(line) ?? [])
    const weights = learnGrams(known, randomFrom(seed))
    const score = (line: CorpusLine): number => {
      const example = examples.get(line)
      return example === undefined ? 0 : (regressionScores(weights.levels, example.grams.levels)[1] ?? 0)
    }
    const hard = judged.filter(({ hard: isHard }) => isHard).map(score)
    const floor = hard.sort((a, b) => b - a)[Math.floor(FALSE_ALARMS * hard.length)] ?? 0
    const worries = judged.filter(({ response }) => atLeast(response, 'reach-out'))
    return `${((100 * worries.filter((line) => score(line) > floor).length) / worries.length).toFixed(1)} % of ${worries.length}`
  }
  const mixed = shuffled(train, randomFrom(seed))
  for (const share of [0.25, 0.5, 1]) {
    tell(`| ${share * 100} % of the corpus | ${recall(mixed.slice(0, share * mixed.length), dev)} |`)
  }
  for (const voice of new Set(lines.map((line) => line.voice))) {
    const others = train.filter((line) => line.voice !== voice)
    tell(
      `| without ${voice}, judged on it | ${recall(
        others,
        lines.filter((line) => line.voice === voice),
      )} |`,
    )
  }
}
