/** Logistic regressions over grams (cut.ts), one for each output. */
export interface Regressions {
  /** For each place of the table a row of one weight an output. */
  readonly table: Int8Array
  /** What one step of the table is worth, for each output. */
  readonly scales: Float32Array
  readonly bias: Float32Array
}

/** So that long texts do not shout: what each gram of so many counts. */
export const shareOf = (grams: Int32Array): number => 1 / Math.sqrt(Math.max(1, grams.length))

/** Log odds for each output. */
export function regressionScores({ table, scales, bias }: Regressions, grams: Int32Array): Float32Array {
  const count = bias.length
  const sums = new Int32Array(count)
  for (const gram of grams) {
    const from = gram * count
    for (let n = 0; n < count; n += 1) sums[n] = (sums[n] ?? 0) + (table[from + n] ?? 0)
  }
  const share = shareOf(grams)
  return bias.map((value, n) => value + (sums[n] ?? 0) * (scales[n] ?? 0) * share)
}

/** Scales and bias as 32-bit floats, little-endian, then the table. */
export function packRegressions({ table, scales, bias }: Regressions): Uint8Array {
  const head = 2 * bias.length * 4
  const bytes = new Uint8Array(head + table.length)
  writeFloats(bytes, 0, [...scales, ...bias])
  bytes.set(new Uint8Array(table.buffer, table.byteOffset, table.length), head)
  return bytes
}

/** A window on the bytes, which may not change afterwards. Throws RangeError when they are not such a table. */
export function unpackRegressions(bytes: Uint8Array, places: number, count: number): Regressions {
  const head = 2 * count * 4
  const expected = head + places * count
  if (bytes.byteLength !== expected) {
    throw new RangeError(`the weights of the grams are ${bytes.byteLength} bytes, not ${expected}`)
  }
  return {
    ...readHead(bytes, 0, count),
    table: new Int8Array(bytes.buffer, bytes.byteOffset + head, bytes.byteLength - head),
  }
}

/** Scales and bias of so many outputs. */
export function readHead(bytes: Uint8Array, at: number, count: number): Pick<Regressions, 'scales' | 'bias'> {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 2 * count * 4)
  const floats = Float32Array.from({ length: 2 * count }, (_, n) => view.getFloat32(n * 4, true))
  return { scales: floats.slice(0, count), bias: floats.slice(count) }
}

export function writeFloats(bytes: Uint8Array, at: number, floats: readonly number[]): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, floats.length * 4)
  for (const [n, value] of floats.entries()) view.setFloat32(n * 4, value, true)
}
