/** One figure of the run. Every goal is the most that the value may be; what has no goal has `goal: null` and is `ok`. */
export interface Measure {
  readonly name: string
  readonly value: number
  readonly unit: Unit
  readonly goal: number | null
  readonly ok: boolean
}
export type Unit = 'ms' | 'turns/s' | 'times' | 'MB' | 'KB'

/** A figure of the run, rounded as it is shown; judged by what is shown, so that nobody reads "1.25 of 1.25, missed". */
export function measure(name: string, value: number, unit: Unit, goal: number | null = null): Measure {
  const shown = Number(value.toPrecision(4))
  return { name, value: shown, unit, goal, ok: goal === null || shown <= goal }
}

/** The value that this share of all values does not exceed (0.99: the p99), by nearest rank. Throws RangeError for no values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  if (found === undefined) throw new RangeError('no values')
  return found
}

/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]]
  if (low === undefined || high === undefined) throw new RangeError('no values')
  return (low + high) / 2
}

/** Numbers from 0 to under 1, the same in every run, so that runs compare (a linear congruential generator). */
export function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

/** One of a list, by a number from 0 to under 1. Throws RangeError for an empty list. */
export function oneOf<T>(list: readonly T[], at: number): T {
  const found = list[Math.floor(at * list.length)]
  if (found === undefined) throw new RangeError('an empty list')
  return found
}
