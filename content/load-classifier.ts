import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { ClassifierModel } from '../domain/screening/classifier/classifier.ts'
import { Began, Blends, Thresholds } from '../domain/screening/classifier/classifier.ts'
import { Signs } from '../domain/screening/classifier/details.ts'
import { packRegressions, unpackRegressions } from '../domain/grams/regressions.ts'
import { TABLES } from '../domain/screening/classifier/grams.ts'
import type { Vocabulary } from '../domain/network/pieces.ts'
import { Shape } from '../domain/network/shape.ts'
import { ofShape } from '../domain/network/weights.ts'
import { ContentError } from './yaml.ts'

const FILES = {
  kernel: 'kernel.wasm',
  model: 'model.json',
  vocabulary: 'vocabulary.json',
  weights: 'weights.bin',
  levels: 'levels.bin',
  others: 'others.bin',
} as const

const Model = z.strictObject({
  shape: Shape,
  thresholds: Thresholds,
  blends: Blends,
  signs: Signs,
  began: Began,
})
const VocabularyFile = z.array(z.tuple([z.string(), z.number().nullable()])).min(1)

/** Reads what `npm run train` wrote. Throws ContentError when a file is missing or does not fit the others. */
export function loadClassifier(folder: string): ClassifierModel {
  try {
    const read = (name: string): Uint8Array => readFileSync(join(folder, name))
    const json = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'))
    const { shape, thresholds, blends, signs, began } = Model.parse(json(FILES.model))
    return {
      shape,
      thresholds,
      blends,
      signs,
      began,
      vocabulary: readVocabulary(folder, shape),
      weights: ofShape(shape, read(FILES.weights)),
      grams: {
        levels: unpackRegressions(read(FILES.levels), TABLES.levels.places, TABLES.levels.outputs),
        others: unpackRegressions(read(FILES.others), TABLES.others.places, TABLES.others.outputs),
      },
      kernel: readKernel(folder),
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown'
    throw new ContentError([`${folder}:1: the classifier cannot be used: ${reason}`])
  }
}

/** The pieces that a network of this shape knows. Throws where there are not as many. */
export const readVocabulary = (folder: string, shape: Shape): Vocabulary =>
  VocabularyFile.length(shape.pieces).parse(JSON.parse(readFileSync(join(folder, FILES.vocabulary), 'utf8')))

/** The compiled kernel, which every network runs on. */
export const readKernel = (folder: string): Uint8Array => readFileSync(join(folder, FILES.kernel))

/** The network's weights alone. Throws where they are not of this shape. */
export const keptWeights = (folder: string, shape: Shape): Uint8Array =>
  ofShape(shape, readFileSync(join(folder, FILES.weights)))

/** Writes a classifier that has been learnt; the kernel is compiled, not learnt. */
export function writeClassifier(folder: string, of: ClassifierModel): void {
  mkdirSync(folder, { recursive: true })
  const { shape, thresholds, blends, signs, began } = of
  writeFileSync(join(folder, FILES.weights), of.weights)
  writeFileSync(join(folder, FILES.levels), packRegressions(of.grams.levels))
  writeFileSync(join(folder, FILES.others), packRegressions(of.grams.others))
  writeFileSync(join(folder, FILES.vocabulary), JSON.stringify(of.vocabulary) + '\n')
  writeFileSync(join(folder, FILES.kernel), of.kernel)
  writeFileSync(
    join(folder, FILES.model),
    JSON.stringify({ shape, thresholds, blends, signs, began }, undefined, 2) + '\n',
  )
}
