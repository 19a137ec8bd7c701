import { parametersOf } from './shape.ts'
import type { Shape } from './shape.ts'

/**
 * Weights as they are shipped: matrices as one signed byte a weight with one scale a row (the row's largest over 127), everything
 * else as 32-bit floats, in the order of `parametersOf`, little-endian.
 */
export function packWeights(shape: Shape, weights: Float32Array): Uint8Array {
  const bytes = new Uint8Array(packedBytes(shape))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const { name, rows, columns, from, decays } of parametersOf(shape)) {
    for (let row = 0; row < rows; row += 1) {
      const values = weights.subarray(from + row * columns, from + (row + 1) * columns)
      if (!isCoarse(name, decays)) {
        for (const value of values) {
          view.setFloat32(at, value, true)
          at += 4
        }
        continue
      }
      const scale = Math.fround(values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127)
      view.setFloat32(at, scale, true)
      at += 4
      for (const value of values) {
        view.setInt8(at, scale === 0 ? 0 : Math.round(value / scale))
        at += 1
      }
    }
  }
  return bytes
}

/** Writes weights to where they are used: they are many. Throws when the bytes are not of this shape. */
export function unpackWeights(shape: Shape, bytes: Uint8Array, weights: Float32Array): void {
  ofShape(shape, bytes)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const steps = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  for (const { name, rows, columns, from, decays } of parametersOf(shape)) {
    const to = from + rows * columns
    if (!isCoarse(name, decays)) {
      for (let one = from; one < to; one += 1, at += 4) weights[one] = view.getFloat32(at, true)
      continue
    }
    for (let row = from; row < to; row += columns) {
      const scale = view.getFloat32(at, true)
      at += 4
      for (let one = row; one < row + columns; one += 1, at += 1) weights[one] = scale * (steps[at] ?? 0)
    }
  }
}

/** Gives the bytes back. Throws when they are not weights of this shape. */
export function ofShape(shape: Shape, bytes: Uint8Array): Uint8Array {
  if (bytes.byteLength === packedBytes(shape)) return bytes
  throw new Error(`the classifier's weights are ${bytes.byteLength} bytes, not ${packedBytes(shape)}`)
}

const isCoarse = (name: string, decays: boolean): boolean => decays || name === 'pieces'

function packedBytes(shape: Shape): number {
  return parametersOf(shape).reduce(
    (sum, { name, rows, columns, decays }) =>
      sum + rows * (isCoarse(name, decays) ? columns + 4 : columns * 4),
    0,
  )
}

/** FNV-1a over bytes, as eight hexadecimal digits: whether two trainings came to the same. */
export function checksum(of: Float32Array | Uint8Array): string {
  let hash = 2_166_136_261
  for (const byte of new Uint8Array(of.buffer, of.byteOffset, of.byteLength)) {
    hash = Math.imul(hash ^ byte, 16_777_619)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
