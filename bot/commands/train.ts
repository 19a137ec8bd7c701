import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { keptWeights, loadClassifier, writeClassifier } from '../../content/load-classifier.ts'
import { randomFrom } from '../../domain/chance/random.ts'
import type { ClassifierModel } from '../../domain/screening/classifier/classifier.ts'
import type { GramModel } from '../../domain/screening/classifier/grams.ts'
import { packWeights } from '../../domain/network/weights.ts'
import { learnGrams } from '../../domain/screening/classifier/training/learn-grams.ts'
import { loadConfig } from '../config.ts'
import { adjust, measured } from './train/adjust.ts'
import { curve } from './train/curve.ts'
import { learn } from './train/learn.ts'
import { prepareLesson } from './train/lesson.ts'
import { BEGINNING, Options, PLAN } from './train/plan.ts'
import { beginningOf } from './train/beginning.ts'

/**
 * Learns the classifier of the screening from content/screening/corpus, adjusts its thresholds on the dev part and writes both to
 * content/screening/classifier. The same seed gives the same bytes. docs/screening.md says how long it takes and what it reached.
 */
const { values } = parseArgs({
  options: Object.fromEntries(Object.keys(Options.shape).map((name) => [name, { type: 'string' as const }])),
})
const options = Options.parse(values)
const screening = join(loadConfig({}).contentDir, 'screening')
const out = options.out ?? join(screening, 'classifier')
const lesson = prepareLesson(screening, options)
const { shape, vocabulary, kernel } = lesson

if (options.only === 'curve') {
  curve(lesson.corpus, lesson.gramExample, PLAN.seed, (row) => console.log(row))
} else if (options.only === 'adjust') {
  finish(loadClassifier(out))
} else if (options.only === 'grams') {
  const began = beginningOf(lesson, lesson.learningData(BEGINNING.steps))
  finish({ shape, vocabulary, kernel, weights: keptWeights(out, shape), grams: learntGrams(), began })
} else await learnAll()

function learntGrams(): GramModel {
  return learnGrams(lesson.learntByGrams.map(lesson.gramExample), randomFrom(PLAN.seed))
}

async function learnAll(): Promise<void> {
  console.error(`learning from ${lesson.learnt.length} lines, judging on ${lesson.judged.length}`)
  const grams = learntGrams()
  const data = lesson.learningData()
  const began = beginningOf(lesson, data)
  let weights = packWeights(shape, data.weights)
  for await (const news of learn(data)) {
    if ('step' in news) {
      process.stderr.write(`\r${news.step} of ${news.of} steps`)
      continue
    }
    weights = packWeights(shape, news.weights)
    console.error(`\repoch ${news.epoch + 1}: loss ${news.loss.toFixed(4)}`)
    if (news.epoch + 1 < options.epochs) report({ shape, vocabulary, kernel, grams, weights, began })
  }
  finish({ shape, vocabulary, kernel, grams, weights, began })
}

function report(model: Omit<ClassifierModel, 'thresholds' | 'blends' | 'signs'>) {
  const adjusted = adjust(model, lesson.rules, lesson.judged)
  console.error(`  ${measured(adjusted, model, lesson.rules.spelling)}`)
  return adjusted
}

function finish(model: Omit<ClassifierModel, 'thresholds' | 'blends' | 'signs'>): void {
  const { thresholds, blends, signs } = report(model)
  writeClassifier(out, { ...model, thresholds, blends, signs })
}
