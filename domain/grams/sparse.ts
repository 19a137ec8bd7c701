import type { Regressions } from './regressions.ts'
import { readHead, shareOf, writeFloats } from './regressions.ts'

/** A weight of fewer steps says next to nothing, and is left out. */
const LEAST = 13
/** Outputs are numbered in a byte. */
const MOST_OUTPUTS = 256
const FORMAT = { head: 12, float: 4, start: 4 } as const

/**
 * Regressions with many outputs, of which few know any one gram: only weights that are there are kept. A row of the table is a stretch
 * of `outputs` and `weights` between two starts.
 */
export interface SparseRegressions {
  readonly scales: Float32Array
  readonly bias: Float32Array
  /** One for each place of the table, and the end. */
  readonly starts: Uint32Array
  readonly outputs: Uint8Array
  readonly weights: Int8Array
}

/** Places of the table. */
export const placesOf = ({ starts }: SparseRegressions): number => starts.length - 1

/** Log odds for each output. */
export function sparseScores(of: SparseRegressions, grams: Int32Array): Float32Array {
  const { scales, bias, starts, outputs, weights } = of
  const sums = new Int32Array(bias.length)
  for (const gram of grams) {
    const end = starts[gram + 1] ?? 0
    for (let at = starts[gram] ?? 0; at < end; at += 1) {
      const n = outputs[at] ?? 0
      sums[n] = (sums[n] ?? 0) + (weights[at] ?? 0)
    }
  }
  const share = shareOf(grams)
  return bias.map((value, n) => value + (sums[n] ?? 0) * (scales[n] ?? 0) * share)
}

/** Leaves out weights that say next to nothing. Throws RangeError for more than 256 outputs. */
export function sparse({ table, scales, bias }: Regressions): SparseRegressions {
  const count = bias.length
  if (count > MOST_OUTPUTS) throw new RangeError(`${count} outputs, and at most ${MOST_OUTPUTS} can be kept`)
  const places = table.length / count
  const starts = new Uint32Array(places + 1)
  const outputs: number[] = []
  const weights: number[] = []
  for (let place = 0; place < places; place += 1) {
    for (let n = 0; n < count; n += 1) {
      const weight = table[place * count + n] ?? 0
      if (Math.abs(weight) < LEAST) continue
      outputs.push(n)
      weights.push(weight)
    }
    starts[place + 1] = outputs.length
  }
  return { scales, bias, starts, outputs: Uint8Array.from(outputs), weights: Int8Array.from(weights) }
}

/** Places, outputs and weights as 32-bit numbers; scales, bias, starts; outputs and weights, a byte each. Little-endian. */
export function packSparse(of: SparseRegressions): Uint8Array {
  const { scales, bias, starts, outputs, weights } = of
  const floats = 2 * bias.length * FORMAT.float
  const bytes = new Uint8Array(
    FORMAT.head + floats + starts.length * FORMAT.start + outputs.length + weights.length,
  )
  const view = new DataView(bytes.buffer)
  for (const [n, value] of [placesOf(of), bias.length, weights.length].entries())
    view.setUint32(n * 4, value, true)
  writeFloats(bytes, FORMAT.head, [...scales, ...bias])
  let at = FORMAT.head + floats
  for (const start of starts) {
    view.setUint32(at, start, true)
    at += FORMAT.start
  }
  bytes.set(outputs, at)
  bytes.set(new Uint8Array(weights.buffer, weights.byteOffset, weights.length), at + outputs.length)
  return bytes
}

/** A window on the bytes, which may not change afterwards. Throws RangeError when they are not what was packed, of so many outputs. */
export function unpackSparse(bytes: Uint8Array, count: number): SparseRegressions {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const number = (n: number): number => (n * 4 + 4 <= bytes.byteLength ? view.getUint32(n * 4, true) : 0)
  const [places, outputs, entries] = [number(0), number(1), number(2)]
  const from = FORMAT.head + 2 * outputs * FORMAT.float
  const rows = from + (places + 1) * FORMAT.start
  const expected = rows + 2 * entries
  if (places === 0 || outputs !== count || bytes.byteLength !== expected) {
    throw new RangeError(
      `the weights are of ${outputs} outputs in ${bytes.byteLength} bytes, not of ${count} in ${expected}`,
    )
  }
  return {
    ...readHead(bytes, FORMAT.head, count),
    starts: Uint32Array.from({ length: places + 1 }, (_, n) => view.getUint32(from + n * FORMAT.start, true)),
    outputs: bytes.subarray(rows, rows + entries),
    weights: new Int8Array(bytes.buffer, bytes.byteOffset + rows + entries, entries),
  }
}
