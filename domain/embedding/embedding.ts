/** Numbers of an embedding: a byte each. */
export const WIDTH = 128

/**
 * What a text means, as a direction in which texts of like meaning point: `WIDTH` signed bytes, of unit length times `SCALE`. What was said
 * and what a directory tells stand in one space.
 */
export type Embedding = Int8Array

/** One number of a unit vector in steps of a byte. Hardly any is more than a half; one that is is cut off. */
export const SCALE = 254
const MOST = 127

/** A unit vector as it is kept. Throws RangeError when it is not `WIDTH` numbers long. */
export function toBytes(unit: Float32Array): Embedding {
  if (unit.length !== WIDTH) throw new RangeError(`an embedding has ${WIDTH} numbers, not ${unit.length}`)
  return Int8Array.from(unit, (x) => Math.max(-MOST, Math.min(MOST, Math.round(x * SCALE))))
}

/** To unit length, in place; nothing stays nothing. */
export function toUnit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector)
  if (length > 0) for (const [at, x] of vector.entries()) vector[at] = x / length
  return vector
}
