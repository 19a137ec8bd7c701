/** Chances that sum to one. */
export function softmax(row: Float32Array): number[] {
  const top = Math.max(...row)
  const raised = Array.from(row, (x) => Math.exp(x - top))
  const sum = raised.reduce((all, x) => all + x, 0)
  return raised.map((x) => x / sum)
}

/** The chance of one thing by itself. */
export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

/** Of a chance and its opposite; never endless. */
export const logOdds = (chance: number, opposite: number): number =>
  Math.log((chance + 1e-6) / (opposite + 1e-6))

/** The logarithm of the sum of odds that are given as logarithms. */
export function logSum(row: Float32Array): number {
  const top = Math.max(...row)
  return top + Math.log(row.reduce((all, x) => all + Math.exp(x - top), 0))
}
