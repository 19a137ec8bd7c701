import { parametersOf } from './shape.ts'
import type { Parameter, Shape } from './shape.ts'

/** Of these a message needs a few rows. */
export const LOOKED_UP: ReadonlySet<string> = new Set(['pieces', 'letters'])

/**
 * Weights as they are shipped: matrices as one signed byte a weight with one scale a row (the row's largest over 127), everything
 * else as 32-bit floats, in the order of `parametersOf`, little-endian.
 */
export function packWeights(shape: Shape, weights: Float32Array): Uint8Array {
  const bytes = new Uint8Array(packedBytes(shape))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const parameter of parametersOf(shape)) {
    const { rows, columns, from } = parameter
    for (let row = 0; row < rows; row += 1) {
      const values = weights.subarray(from + row * columns, from + (row + 1) * columns)
      if (!isCoarse(parameter)) {
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

/** Weights as they are shipped, of which each is unpacked where it is used: all at once they would be four times as large. */
export class PackedWeights {
  readonly #view: DataView
  readonly #steps: Int8Array
  readonly #parts = new Map<string, { readonly of: Parameter; readonly from: number }>()

  /** Throws when the bytes are not of this shape. */
  constructor(shape: Shape, bytes: Uint8Array) {
    ofShape(shape, bytes)
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#steps = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    let from = 0
    for (const of of parametersOf(shape)) {
      this.#parts.set(of.name, { of, from })
      from += of.rows * bytesOfRow(of)
    }
  }

  /** Writes rows of a parameter, all of them if none is named. */
  write(name: string, to: Float32Array, first = 0, rows?: number): void {
    const part = this.#parts.get(name)
    if (part === undefined) throw new Error(`there are no weights of ${name}`)
    const { of } = part
    const size = bytesOfRow(of)
    let at = part.from + first * size
    const last = first + (rows ?? of.rows)
    for (let row = first, one = 0; row < last; row += 1) {
      const end = one + of.columns
      if (!isCoarse(of)) {
        for (; one < end; one += 1, at += 4) to[one] = this.#view.getFloat32(at, true)
        continue
      }
      const scale = this.#view.getFloat32(at, true)
      at += 4
      for (; one < end; one += 1, at += 1) to[one] = scale * (this.#steps[at] ?? 0)
    }
  }
}

/** Gives the bytes back. Throws when they are not weights of this shape. */
export function ofShape(shape: Shape, bytes: Uint8Array): Uint8Array {
  if (bytes.byteLength === packedBytes(shape)) return bytes
  throw new Error(`the classifier's weights are ${bytes.byteLength} bytes, not ${packedBytes(shape)}`)
}

const isCoarse = ({ name, decays }: Parameter): boolean => decays || LOOKED_UP.has(name)

const bytesOfRow = (of: Parameter): number => (isCoarse(of) ? of.columns + 4 : of.columns * 4)

/** Bytes of weights of this shape as they are shipped. */
export const packedBytes = (shape: Shape): number =>
  parametersOf(shape).reduce((sum, of) => sum + of.rows * bytesOfRow(of), 0)
