import { percentile } from '../figures.ts'

/** Milliseconds of calls that come first and are not counted: they are compiled on the way. */
const WARM_UP_MS = 700
/** Milliseconds after which no further call is begun: something that has become slow shows so with fewer of them, too. */
const MOST_MS = 3_000

/** Calls at most so many times and gives the p50 and p99 of one call, in milliseconds. */
export function timed(times: number, call: (n: number) => unknown): { p50: number; p99: number } {
  const warm = performance.now() + WARM_UP_MS
  for (let n = 0; n < times && performance.now() < warm; n += 1) call(n)
  const took: number[] = []
  const end = performance.now() + MOST_MS
  for (let n = 0; n < times && performance.now() < end; n += 1) {
    const from = performance.now()
    call(n)
    took.push(performance.now() - from)
  }
  return { p50: percentile(took, 0.5), p99: percentile(took, 0.99) }
}
