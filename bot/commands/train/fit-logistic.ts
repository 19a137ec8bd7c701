import { sigmoid } from '../../../domain/chance/odds.ts'

export interface LogisticRow {
  readonly given: readonly number[]
  readonly is: boolean
}

/** Newton's method is there after a handful; columns that are nearly alike need a little weight against. */
const FITTING = { rounds: 25, ridge: 1e-6 } as const

/** As many places as are kept of a weight. */
export const rounded = (weight: number): number => Math.round(weight * 10_000) / 10_000

/** Logistic regression by Newton's method: a weight for each number that is given, and the bias last. */
export function fitLogistic(rows: readonly LogisticRow[]): number[] {
  const columns = (rows[0]?.given.length ?? 0) + 1
  let weights: readonly number[] = Array.from({ length: columns }, () => 0)
  for (let round = 0; round < FITTING.rounds; round += 1) {
    const slope: number[] = weights.map((weight) => FITTING.ridge * weight)
    const bend: number[][] = weights.map((_, i) => weights.map((__, j) => (i === j ? FITTING.ridge : 0)))
    for (const { given, is } of rows) {
      const x = [...given, 1]
      const chance = sigmoid(x.reduce((sum, value, n) => sum + value * (weights[n] ?? 0), 0))
      const [error, spread] = [(chance - Number(is)) / rows.length, (chance * (1 - chance)) / rows.length]
      for (const [i, value] of x.entries()) {
        slope[i] = (slope[i] ?? 0) + error * value
        const row = bend[i] ?? []
        for (const [j, other] of x.entries()) row[j] = (row[j] ?? 0) + spread * value * other
      }
    }
    const step = solved(bend, slope)
    weights = weights.map((weight, n) => weight - (step[n] ?? 0))
  }
  return [...weights]
}

/** Solves a small system of equations by Gauss's elimination with row pivots. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, n) => [...row, right[n] ?? 0])
  for (const [n] of rows.entries()) {
    const size = (at: number): number => Math.abs(rows[at]?.[n] ?? 0)
    let pivot = n
    for (let at = n + 1; at < rows.length; at += 1) if (size(at) > size(pivot)) pivot = at
    const [here, there] = [rows[n] ?? [], rows[pivot] ?? []]
    rows[n] = there
    rows[pivot] = here
    for (const [at, row] of rows.entries()) {
      if (at === n) continue
      const times = (row[n] ?? 0) / (there[n] ?? 1)
      for (let k = n; k < row.length; k += 1) row[k] = (row[k] ?? 0) - times * (there[k] ?? 0)
    }
  }
  return rows.map((row, n) => (row.at(-1) ?? 0) / (row[n] ?? 1))
}
