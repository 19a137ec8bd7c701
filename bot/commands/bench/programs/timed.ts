import { percentile } from '../figures.ts'

/** Calls that come first are not counted: they are compiled on the way. */
const WARM_UP_SHARE = 0.1

/** Calls so many times and gives the p50 and p99 of one call, in milliseconds. */
export function timed(times: number, call: (n: number) => unknown): { p50: number; p99: number } {
  const warmUp = Math.ceil(times * WARM_UP_SHARE)
  for (let n = 0; n < warmUp; n += 1) call(n)
  const took: number[] = []
  for (let n = 0; n < times; n += 1) {
    const from = performance.now()
    call(n)
    took.push(performance.now() - from)
  }
  return { p50: percentile(took, 0.5), p99: percentile(took, 0.99) }
}
