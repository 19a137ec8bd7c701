import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { packSparse, unpackSparse } from '../domain/grams/sparse.ts'
import type { Ear } from '../domain/understanding/ear.ts'
import type { Concept } from '../domain/understanding/vocabulary.ts'
import type { LabelledText } from './load-examples.ts'
import { loadExamples } from './load-examples.ts'
import { ContentError } from './yaml.ts'

const FILES = { model: 'ear.json', weights: 'ear.bin', corpus: 'corpus', learnt: 'learnt' } as const

const Chance = z.number().min(0).max(1)
const Model = z.strictObject({
  labels: z.array(z.string()).min(1),
  from: Chance,
  sure: Chance,
  began: z.string(),
})
export type EarModel = Ear & Pick<z.infer<typeof Model>, 'began'>

/** Reads what `npm run train:understanding` wrote into content/understanding/learnt. Throws ContentError when it cannot be used. */
export function loadEar(understanding: string): EarModel {
  const folder = join(understanding, FILES.learnt)
  try {
    const model = Model.parse(JSON.parse(readFileSync(join(folder, FILES.model), 'utf8')))
    const bytes = readFileSync(join(folder, FILES.weights))
    return { ...model, weights: unpackSparse(bytes, model.labels.length) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown'
    throw new ContentError([`${join(folder, FILES.model)}:1: what was learnt cannot be used: ${reason}`])
  }
}

/** Writes what was learnt. */
export function writeEar(understanding: string, { weights, ...model }: EarModel): void {
  const folder = join(understanding, FILES.learnt)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, FILES.weights), packSparse(weights))
  writeFileSync(join(folder, FILES.model), JSON.stringify(model, undefined, 2) + '\n')
}

/** Lines that the ear is learnt from, each with the concepts of needs and wishes that it tells. Throws ContentError for one that cannot be used. */
export function loadEarCorpus(understanding: string, concepts: readonly Concept[]): readonly LabelledText[] {
  const told = new Set(
    concepts.filter(({ kind }) => kind !== 'interest' && kind !== 'nothing').map(({ id }) => id),
  )
  return loadExamples(join(understanding, FILES.corpus), (label) => told.has(label))
}
