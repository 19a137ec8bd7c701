import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadCorpus } from '../../content/load-corpus.ts'
import type { CorpusLine } from '../../content/load-corpus.ts'
import { writeClassifier } from '../../content/load-classifier.ts'
import { readRules } from '../../content/load-screening.ts'
import { randomFrom, shuffled } from '../../domain/chance/random.ts'
import { Encoder, LONGEST } from '../../domain/screening/classifier/encode.ts'
import { gramsOf } from '../../domain/screening/classifier/grams.ts'
import { Pieces } from '../../domain/screening/classifier/pieces.ts'
import type { Shape } from '../../domain/screening/classifier/shape.ts'
import { sizeOf } from '../../domain/screening/classifier/shape.ts'
import { varied } from '../../domain/screening/classifier/training/examples.ts'
import type { Surroundings } from '../../domain/screening/classifier/training/examples.ts'
import { learnGrams } from '../../domain/screening/classifier/training/learn-grams.ts'
import type { Example } from '../../domain/screening/classifier/training/learner.ts'
import { packWeights, unpackWeights } from '../../domain/screening/classifier/weights.ts'
import { loadConfig } from '../config.ts'
import { startThread } from '../threads.ts'
import { adjust, measured } from './train/adjust.ts'
import { Options, PLAN } from './train/plan.ts'
import { readPretrained } from './train/pretrained.ts'
import type { ThreadData, ThreadNews } from './train/thread.ts'

/**
 * Learns the classifier of the screening from content/screening/corpus, adjusts its thresholds on the dev part and writes both to
 * content/screening/classifier. The same seed gives the same bytes. docs/screening.md says how long it takes and what it reached.
 */
const { values } = parseArgs({
  options: Object.fromEntries(Object.keys(Options.shape).map((name) => [name, { type: 'string' as const }])),
})
const options = Options.parse(values)
const screening = join(loadConfig({}).contentDir, 'screening')
const rules = readRules(screening)
const corpus = loadCorpus(join(screening, 'corpus'))
const pretrained = readPretrained()
const kernel = new Uint8Array(readFileSync(join(screening, 'classifier', 'kernel.wasm')))
const shape: Shape = {
  pieces: pretrained.vocabulary.length,
  layers: [{ in: 256, out: 512, heads: 4, inner: options.inner }],
  message: 512,
}
const encoder = new Encoder(rules.spelling, new Pieces(pretrained.vocabulary))
const [learnt, judged] = parts(corpus)
console.error(
  `learning from ${learnt.length} lines, judging on ${judged.length}, ${sizeOf(shape)} weights, ${options.threads} threads`,
)

const grams = learnGrams(learnt.map(gramExample), randomFrom(PLAN.seed))
const epochs = batchesOf(learnt)
let weights = pretrained.weights(shape, PLAN.seed)
for await (const news of learn()) {
  if ('step' in news) process.stderr.write(`\r${news.step} of ${news.of} steps`)
  else {
    weights = news.weights
    console.error(`\repoch ${news.epoch + 1}: loss ${news.loss.toFixed(4)}`)
    if (news.epoch + 1 < options.epochs) report(weights)
  }
}
const packed = packWeights(shape, weights)
const { model, adjusted } = report(unpackWeights(shape, packed))
const { thresholds, blends } = adjusted
writeClassifier(options.out ?? join(screening, 'classifier'), { ...model, thresholds, blends, packed })

function report(of: Float32Array) {
  const model = { shape, vocabulary: pretrained.vocabulary, weights: of, grams, kernel }
  const adjusted = adjust(model, rules.spelling, judged)
  console.error(`  ${measured(adjusted, model, rules.spelling)}`)
  return { model, adjusted }
}

function gramExample({ turns, ...label }: CorpusLine) {
  const last = turns.at(-1)
  const words = (text: string): readonly string[] => encoder.words(text)
  return { ...label, grams: gramsOf(words, last?.yp ?? '', turns.slice(0, -1), last?.bot) }
}

/** What is learnt from and what is judged on. */
function parts(all: readonly CorpusLine[]): [readonly CorpusLine[], readonly CorpusLine[]] {
  if (options.without !== undefined) {
    const isLeft = ({ voice }: CorpusLine): boolean => voice === options.without
    return [all.filter((line) => line.part === 'train' && !isLeft(line)), all.filter(isLeft)]
  }
  const train = all.filter(({ part }) => part === 'train')
  const kept = shuffled(train, randomFrom(PLAN.seed)).slice(0, Math.round(train.length * options.share))
  return [kept, all.filter(({ part }) => part === 'dev')]
}

function batchesOf(lines: readonly CorpusLine[]): readonly (readonly (readonly Example[])[])[] {
  const random = randomFrom(PLAN.seed)
  const around: Surroundings = {
    questions: lines.flatMap(({ turns }) => turns.flatMap(({ bot }) => (bot === '' ? [] : [bot]))),
    harmless: lines
      .filter(({ response, hard }) => response === 'none' && !hard)
      .flatMap(({ turns }) => turns),
  }
  return Array.from({ length: options.epochs }, () => {
    const examples = shuffled(lines, random).map((line) => varied(line, encoder, around, random))
    const batches: Example[][] = []
    for (let at = 0; at < examples.length; at += PLAN.batch) batches.push(examples.slice(at, at + PLAN.batch))
    return batches
  })
}

/** Runs the threads; gives what the first of them tells. */
async function* learn(): AsyncGenerator<ThreadNews> {
  const { threads } = options
  const share = Math.ceil(PLAN.batch / threads)
  const data: Omit<ThreadData, 'index'> = {
    threads,
    kernel,
    shape,
    habits: { ...PLAN.habits, rate: options.rate, dropout: options.dropout },
    seed: PLAN.seed,
    weights,
    epochs,
    room: { pieces: share * LONGEST, messages: share, longest: LONGEST },
    gradients: new SharedArrayBuffer(threads * sizeOf(shape) * 4),
    gate: new SharedArrayBuffer(8),
  }
  const news: ThreadNews[] = []
  let wake = (): void => undefined
  let failed: Error | undefined
  let running = threads
  for (let index = 0; index < threads; index += 1) {
    const own: ThreadData = { ...data, index }
    const worker = startThread(new URL('./train/thread.ts', import.meta.url), own)
    worker.on('message', (message: ThreadNews) => {
      news.push(message)
      wake()
    })
    worker.on('error', (error) => {
      failed = error
      wake()
    })
    worker.on('exit', () => {
      running -= 1
      wake()
    })
  }
  for (;;) {
    const next = news.shift()
    if (next !== undefined) yield next
    else if (failed !== undefined) throw failed
    else if (running === 0) return
    else await new Promise<void>((resolve) => (wake = resolve))
  }
}
