import type { Embedding } from './embedding.ts'
import { toBytes, toUnit, WIDTH } from './embedding.ts'

/** Each a matrix of as many rows as the encoder gives numbers, and `WIDTH` columns. */
export const MATRICES = ['said', 'text', 'name'] as const

/** How sentences of young people and of directories come into one space; learnt from judged towns (training/learn-projections.ts). */
export interface Projections {
  /** What the encoder gives for everything, and which therefore says nothing. */
  readonly means: { readonly said: Float32Array; readonly told: Float32Array }
  readonly matrices: Readonly<Record<(typeof MATRICES)[number], Float32Array>>
}

/** An entry's name counts by itself too. */
export const NAME_COUNTS = 0.5

/** What was said. */
export const ofSaid = (encoded: Float32Array, { means, matrices }: Projections): Embedding =>
  toBytes(toUnit(projected(centred(encoded, means.said), matrices.said)))

/** What a directory tells of something: `text` begins with its name. */
export function ofTold(text: Float32Array, name: Float32Array, { means, matrices }: Projections): Embedding {
  const whole = projected(centred(text, means.told), matrices.text)
  const named = projected(centred(name, means.told), matrices.name)
  return toBytes(toUnit(whole.map((x, at) => x + NAME_COUNTS * (named[at] ?? 0))))
}

/** Without what all have, and of unit length. */
export const centred = (encoded: Float32Array, mean: Float32Array): Float32Array =>
  toUnit(encoded.map((x, at) => x - (mean[at] ?? 0)))

function projected(vector: Float32Array, matrix: Float32Array): Float32Array {
  const to = new Float32Array(WIDTH)
  for (const [row, x] of vector.entries())
    for (let column = 0; column < WIDTH; column += 1)
      to[column] = (to[column] ?? 0) + x * (matrix[row * WIDTH + column] ?? 0)
  return to
}

/** As they are shipped: both means and the matrices in their order, 32-bit floats, little-endian. */
export function packProjections({ means, matrices }: Projections): Uint8Array {
  const parts = [means.said, means.told, ...MATRICES.map((name) => matrices[name])]
  const view = new DataView(new ArrayBuffer(parts.reduce((sum, part) => sum + part.byteLength, 0)))
  let at = 0
  for (const part of parts)
    for (const value of part) {
      view.setFloat32(at, value, true)
      at += 4
    }
  return new Uint8Array(view.buffer)
}

/** Bytes of projections of so many numbers. */
export const projectionBytes = (from: number): number => 4 * from * (2 + MATRICES.length * WIDTH)

/** `from`: numbers the encoder gives. Throws RangeError when there are not as many bytes as there must be. */
export function unpackProjections(bytes: Uint8Array, from: number): Projections {
  const expected = projectionBytes(from)
  if (bytes.byteLength !== expected)
    throw new RangeError(`the projections are ${bytes.byteLength} bytes, not ${expected}`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const take = (count: number): Float32Array =>
    new Float32Array(count).map(() => {
      at += 4
      return view.getFloat32(at - 4, true)
    })
  const means = { said: take(from), told: take(from) }
  const [said, text, name] = [take(from * WIDTH), take(from * WIDTH), take(from * WIDTH)]
  return { means, matrices: { said, text, name } }
}
