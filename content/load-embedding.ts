import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { checksum } from '../domain/grams/checksum.ts'
import type { EmbeddingModel, Reading } from '../domain/embedding/embedder.ts'
import { packProjections, projectionBytes, unpackProjections } from '../domain/embedding/projections.ts'
import type { Projections } from '../domain/embedding/projections.ts'
import { Ranking } from '../domain/matching/ranking.ts'
import { Shape } from '../domain/network/shape.ts'
import { Kernel } from '../domain/network/kernel.ts'
import { ofShape, packedBytes } from '../domain/network/weights.ts'
import { Languages, Spelling } from '../domain/screening/rules.ts'
import { readKernel, readVocabulary } from './load-classifier.ts'
import { ContentError, readYaml } from './yaml.ts'

const FILES = { model: 'model.json', encoder: 'encoder.bin', projections: 'projections.bin' } as const
/** `sum`: of the encoder and the projections; what was told by others is no likeness of what these tell. */
const Model = z.strictObject({ sum: z.string(), shape: Shape, ranking: Ranking })

/** In the folder of content/. */
const folderOf = (contentDir: string): string => join(contentDir, 'embedding')
const spellingOf = (contentDir: string): string => join(contentDir, 'screening', 'spelling.yaml')
const classifierOf = (contentDir: string): string => join(contentDir, 'screening', 'classifier')

/**
 * How likeness and words are weighed, and the kernel that compares. `sum`: of all that makes an embedding. Throws ContentError when a file is
 * missing, of another release or cut short.
 */
export const loadRanking = (contentDir: string): { sum: string; ranking: Ranking; kernel: Uint8Array } =>
  reading(contentDir, () => {
    const { sum, ranking, shape } = readModel(contentDir)
    const kernel = readKernel(classifierOf(contentDir))
    if (!new Kernel(kernel).has('likeness'))
      throw new Error('screening/classifier/kernel.wasm is of another release')
    for (const [name, bytes] of [
      [FILES.encoder, packedBytes(shape)],
      [FILES.projections, projectionBytes(shape.message)],
    ] as const)
      if (statSync(join(folderOf(contentDir), name)).size !== bytes)
        throw new Error(`${name} is not ${bytes} bytes`)
    const around = [join(classifierOf(contentDir), 'vocabulary.json'), spellingOf(contentDir)]
    const others = Buffer.concat([kernel, ...around.map((path) => readFileSync(path))])
    return { sum: `${sum}-${checksum(others)}`, ranking, kernel }
  })

/** What `npm run train:embedding` wrote. Throws ContentError when a file is missing or does not fit the others. */
export const loadEmbedding = (contentDir: string): EmbeddingModel =>
  reading(contentDir, () => {
    const { shape } = readModel(contentDir)
    const read = (name: string): Uint8Array => readFileSync(join(folderOf(contentDir), name))
    return {
      encoder: {
        shape,
        vocabulary: readVocabulary(classifierOf(contentDir), shape),
        weights: ofShape(shape, read(FILES.encoder)),
        kernel: readKernel(classifierOf(contentDir)),
      },
      projections: unpackProjections(read(FILES.projections), shape.message),
    }
  })

/** How words are spelt out before they are read, and how another language is known: the screening's. */
export const loadReading = (contentDir: string): Reading => ({
  spelling: readYaml(spellingOf(contentDir), Spelling),
  languages: readYaml(join(contentDir, 'screening', 'languages.yaml'), Languages),
})

/** Writes what has been learnt. The kernel and the vocabulary are the classifier's. */
export function writeEmbedding(
  contentDir: string,
  { encoder, projections }: { encoder: { shape: Shape; weights: Uint8Array }; projections: Projections },
  ranking: Ranking,
): void {
  const folder = folderOf(contentDir)
  mkdirSync(folder, { recursive: true })
  const projected = packProjections(projections)
  const sum = checksum(Buffer.concat([encoder.weights, projected]))
  writeFileSync(join(folder, FILES.encoder), encoder.weights)
  writeFileSync(join(folder, FILES.projections), projected)
  writeFileSync(
    join(folder, FILES.model),
    JSON.stringify({ sum, shape: encoder.shape, ranking }, undefined, 2) + '\n',
  )
}

const readModel = (contentDir: string): z.infer<typeof Model> =>
  Model.parse(JSON.parse(readFileSync(join(folderOf(contentDir), FILES.model), 'utf8')))

function reading<T>(contentDir: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown'
    throw new ContentError([
      `${folderOf(contentDir)}:1: the embedding cannot be used: ${reason}. It and screening/classifier/kernel.wasm are to be of this release; EMBEDDING=off does without`,
    ])
  }
}
