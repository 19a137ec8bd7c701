/** Rounds of subspace iteration: the directions that are kept are told apart well before. */
const ROUNDS = 40

/**
 * The `count` directions in which vectors lie most, about the origin: principal components by subspace iteration (Golub and Van Loan, Matrix
 * Computations, 8.2), as the columns of a matrix, row by row.
 */
export function principalDirections(
  vectors: readonly Float32Array[],
  count: number,
  random: () => number,
): Float32Array {
  const rows = vectors[0]?.length ?? 0
  const spread = new Float64Array(rows * rows)
  for (const vector of vectors)
    for (let i = 0; i < rows; i += 1) {
      const x = vector[i] ?? 0
      for (let j = 0; j < rows; j += 1)
        spread[i * rows + j] = (spread[i * rows + j] ?? 0) + x * (vector[j] ?? 0)
    }
  let columns: Float64Array[] = Array.from({ length: count }, () =>
    new Float64Array(rows).map(() => random() - 0.5),
  )
  for (let round = 0; round < ROUNDS; round += 1)
    columns = orthonormal(columns.map((column) => through(spread, column)))
  const matrix = new Float32Array(rows * count)
  for (const [c, column] of columns.entries())
    for (const [r, x] of column.entries()) matrix[r * count + c] = x
  return matrix
}

function through(matrix: Float64Array, column: Float64Array): Float64Array {
  const rows = column.length
  const to = new Float64Array(rows)
  for (let i = 0; i < rows; i += 1) {
    let sum = 0
    for (let j = 0; j < rows; j += 1) sum += (matrix[i * rows + j] ?? 0) * (column[j] ?? 0)
    to[i] = sum
  }
  return to
}

/** Gram-Schmidt, each against those before it. */
function orthonormal(columns: readonly Float64Array[]): Float64Array[] {
  const done: Float64Array[] = []
  for (const column of columns) {
    for (const before of done) {
      let along = 0
      for (let at = 0; at < column.length; at += 1) along += (before[at] ?? 0) * (column[at] ?? 0)
      for (let at = 0; at < column.length; at += 1) column[at] = (column[at] ?? 0) - along * (before[at] ?? 0)
    }
    const length = Math.hypot(...column)
    done.push(column.map((x) => (length > 0 ? x / length : 0)))
  }
  return done
}
