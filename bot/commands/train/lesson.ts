import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadCorpus } from '../../../content/load-corpus.ts'
import type { CorpusLine } from '../../../content/load-corpus.ts'
import { readRules } from '../../../content/load-screening.ts'
import { randomFrom, shuffled } from '../../../domain/chance/random.ts'
import { Encoder, LONGEST } from '../../../domain/screening/classifier/encode.ts'
import { gramsOf } from '../../../domain/screening/classifier/grams.ts'
import { Pieces } from '../../../domain/network/pieces.ts'
import { OUTPUTS } from '../../../domain/screening/classifier/answers.ts'
import type { Shape } from '../../../domain/network/shape.ts'
import { varied } from '../../../domain/screening/classifier/training/examples.ts'
import type { Surroundings } from '../../../domain/screening/classifier/training/examples.ts'
import type { GramExample } from '../../../domain/screening/classifier/training/learn-grams.ts'
import type { Example } from '../../../domain/screening/classifier/training/learner.ts'
import { PLAN } from './plan.ts'
import type { Options } from './plan.ts'
import { readPretrained } from './pretrained.ts'
import type { LearningData } from './steps.ts'

/** Everything that is learnt from, the same for the same options: corpus, first weights, batches in their order. */
export function prepareLesson(screening: string, options: Options) {
  const rules = readRules(screening)
  const corpus = loadCorpus(join(screening, 'corpus'))
  const pretrained = readPretrained()
  const { vocabulary } = pretrained
  const kernel = new Uint8Array(readFileSync(join(screening, 'classifier', 'kernel.wasm')))
  const shape: Shape = {
    pieces: vocabulary.length,
    letters: PLAN.letters,
    layers: [{ in: 256, out: 512, heads: 4, inner: options.inner }],
    message: 512,
    answers: OUTPUTS.count,
  }
  const encoder = new Encoder(rules.spelling, new Pieces(vocabulary))
  const { learnt, judged } = partsOf(corpus, options)
  const isWhole = options.without === undefined && options.share === 1
  const learntByGrams = isWhole ? [...learnt, ...corpus.filter(({ part }) => part === 'newer')] : learnt
  const gramExample = ({ turns, ...label }: CorpusLine): GramExample => {
    const last = turns.at(-1)
    const words = (text: string): readonly string[] => encoder.words(text)
    return { ...label, grams: gramsOf(words, last?.yp ?? '', turns.slice(0, -1), last?.bot) }
  }
  const share = Math.ceil(PLAN.batch / options.threads)
  /** Made when asked for: it takes a while. `steps`: how many are wanted, if not all. */
  const learningData = (steps?: number): LearningData => ({
    steps: options.epochs * Math.ceil(learnt.length / PLAN.batch),
    shards: options.threads,
    kernel,
    shape,
    vocabulary,
    habits: { ...PLAN.habits, rate: options.rate, dropout: options.dropout },
    seed: PLAN.seed,
    weights: pretrained.weights(shape, PLAN.seed),
    epochs:
      steps === undefined
        ? batchesOf(learnt, encoder, options.epochs)
        : batchesOf(learnt, encoder, 1, steps * PLAN.batch),
    room: { pieces: share * LONGEST, messages: share, longest: LONGEST },
  })
  return {
    rules,
    corpus,
    vocabulary,
    kernel,
    shape,
    learnt,
    learntByGrams,
    judged,
    gramExample,
    learningData,
  }
}

/** What is learnt from and what is judged on. */
function partsOf(
  corpus: readonly CorpusLine[],
  { without, share }: Options,
): { learnt: readonly CorpusLine[]; judged: readonly CorpusLine[] } {
  const train = corpus.filter(({ part }) => part === 'train')
  if (without !== undefined) {
    return {
      learnt: train.filter(({ voice }) => voice !== without),
      judged: corpus.filter(({ voice }) => voice === without),
    }
  }
  const learnt = shuffled(train, randomFrom(PLAN.seed)).slice(0, Math.round(train.length * share))
  return { learnt, judged: corpus.filter(({ part }) => part === 'dev') }
}

function batchesOf(
  lines: readonly CorpusLine[],
  encoder: Encoder,
  epochs: number,
  /** Of each epoch, its first lines. */
  most = lines.length,
): readonly (readonly (readonly Example[])[])[] {
  const random = randomFrom(PLAN.seed)
  const around: Surroundings = {
    questions: lines.flatMap(({ turns }) => turns.flatMap(({ bot }) => (bot === '' ? [] : [bot]))),
    harmless: lines
      .filter(({ response, hard }) => response === 'none' && !hard)
      .flatMap(({ turns }) => turns),
  }
  return Array.from({ length: epochs }, () => {
    const first = shuffled(lines, random).slice(0, most)
    const examples = first.map((line) => varied(line, encoder, around, random))
    const batches: Example[][] = []
    for (let at = 0; at < examples.length; at += PLAN.batch) batches.push(examples.slice(at, at + PLAN.batch))
    return batches
  })
}

export type Lesson = ReturnType<typeof prepareLesson>
